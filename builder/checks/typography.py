"""How a language sets its type: figures by CLDR for every language, signs and spaces for French."""

import re
from collections.abc import Iterator
from decimal import Decimal

from babel.numbers import format_decimal

from builder import locales, markup
from builder.checks import glossary
from builder.checks.entries import Text

# Grouped and with decimals, versions with several points, or plain digits, as English writes them.
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)+|\d+")
_LEFT = re.compile(r"\d(?:[\d.,\s\u00a0\u202f]*\d)?")
_SPACES = {"\u00a0": "U+00A0", "\u202f": "U+202F", " ": "an ordinary space"}

_NARROW = "\u202f"
_WIDE = "\u00a0"
_OPENING = "([«“‘\u2026?!"
_HIGH_SIGN = re.compile(r"(?s)(?P<before>^|.)(?P<sign>[;!?])(?![\[\w])")
_COLON = re.compile(r"(?s)(?P<before>^|.)(?P<sign>:)(?!\w|//)")
_OPEN_QUOTE = re.compile(r"(?s)«(?!\u00a0)")
_CLOSE_QUOTE = re.compile(r"(?s)(?<!\u00a0)»")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\0|[\[*`«“])|(?<=\w)'")
_QUOTES = re.compile('["“”]')
_PERCENT = re.compile(r"(?<=\d) ?%")


def figures(text: Text) -> Iterator[str]:
    """A translation has the source's figures, each as its language writes it."""
    if text.plural:
        return  # one form may say “un mois” where the source counts
    left = markup.words(text.translated)
    source = glossary.without_terms(markup.words(text.source), text.locale)
    wanted = {figure: written(figure, text.locale) for figure in _FIGURE.findall(source)}
    for figure, local in sorted(wanted.items(), key=lambda pair: -len(pair[1])):
        left, count = re.subn(rf"(?<!\d){re.escape(local)}(?!\d)", " ", left)
        if not count:
            repair = "put it in" if figure == local else f"write it as {local}{_divided(local)}"
            yield f"the source’s figure {figure} is missing: {repair}"
    if more := _LEFT.search(left):
        figures_there = ", ".join(wanted.values()) or "none"
        yield f"the source has no figure {more[0]}: take it out, or correct it (its figures: {figures_there})"


def written(figure: str, locale: str) -> str:
    """Return a figure of an English text as a locale writes it; years and versions stay as they are."""
    if re.fullmatch(r"\d+(\.\d+){2,}", figure) or figure.isdecimal():
        return figure
    whole, _, decimals = figure.partition(".")
    cldr = locales.cldr(locale)
    # India groups otherwise, for example.
    pattern = cldr.decimal_formats[None].pattern.partition(".")[0] if "," in whole else "0"
    number = Decimal(figure.replace(",", ""))
    return format_decimal(number, f"{pattern}.{'0' * len(decimals)}".rstrip("."), cldr)


def french(text: Text) -> Iterator[str]:
    """French has its own spaces before signs, quotation marks and apostrophe."""
    locale = locales.cldr(text.locale)
    # Canadian French sets ; ! ? without a space.
    if locale.language != "fr" or locale.territory == "CA":
        return
    words = markup.words(text.translated)
    for pattern, space in ((_HIGH_SIGN, _NARROW), (_COLON, _WIDE)):
        for found in pattern.finditer(words):
            if found["before"] != space and found["before"] not in _OPENING:
                yield _space_before(found["sign"], space, words, found.start("sign"))
    for found in _OPEN_QUOTE.finditer(words):
        yield f"after « belongs a no-break space (U+00A0){_near(words, found.start())}"
    for found in _CLOSE_QUOTE.finditer(words):
        yield f"before » belongs a no-break space (U+00A0){_near(words, found.start())}"
    for found in _APOSTROPHE.finditer(words):
        yield f"the apostrophe is ’ (U+2019), not '{_near(words, found.start())}"
    for found in _QUOTES.finditer(words):
        yield f"quotation marks are « », not {found[0]}{_near(words, found.start())}"
    for found in _PERCENT.finditer(words):
        yield _space_before("%", _WIDE, words, found.end() - 1)


def _space_before(sign: str, space: str, words: str, position: int) -> str:
    name = "narrow no-break space" if space == _NARROW else "no-break space"
    return f"before {sign} belongs a {name} ({_SPACES[space]}){_near(words, position)}"


def _divided(figure: str) -> str:
    """Say which space divides a figure's groups, as none of them is seen."""
    found = [name for space, name in _SPACES.items() if space in figure]
    return f" (groups divided by {found[0]})" if found else ""


def _near(words: str, position: int) -> str:
    """Quote the words around a place, so that it is found in a long line."""
    around = words[max(0, position - 15) : position + 10].replace("\0", "…").replace("\n", " ")
    return f": “{around.strip()}”"
