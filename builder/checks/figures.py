"""Figures and days: those of the source, as each language writes them by CLDR."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from babel.dates import get_month_names
from babel.numbers import format_decimal
from csp_eligibility.messages import SOURCE_LOCALE, Figures

from builder import catalogues, locales, markup
from builder.checks import glossary
from builder.checks.entries import Text

# Grouped and with decimals, versions with several points, or plain digits, as English writes them.
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)+|\d+")
_LEFT = re.compile(r"\d(?:[\d.,\s\u00a0\u202f]*\d)?")
_SPACES = {"\u00a0": "U+00A0", "\u202f": "U+202F", " ": "an ordinary space"}
_MONTHS = list(get_month_names("wide", locale="en").values())
_ENGLISH_DAY = re.compile(rf"(?P<month>{'|'.join(_MONTHS)}) (?:(?P<day>\d{{1,2}}), )?(?P<year>\d{{4}})")
# From nought on, as sentences spell them out. A language without a row may spell them as it likes.
_IN_WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "fr": "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf vingt",
}
_LAST_IN_WORDS = 20


def figures(text: Text) -> Iterator[str]:
    """A translation has the source's figures, each as its language writes it, in digits or in words."""
    if text.plural:
        return  # one form may say “un mois” where the source counts
    left = markup.words(text.translated)
    source = glossary.without_terms(markup.words(text.source), text.locale)
    wanted = {figure: written(figure, text.locale) for figure in _FIGURE.findall(source)}
    for figure, local in sorted(wanted.items(), key=lambda pair: -len(pair[1])):
        left, count = re.subn(rf"(?<!\d){re.escape(local)}(?!\d)", " ", left)
        if not count and not _spelled(figure, left, text.locale):
            repair = "put it in" if figure == local else f"write it as {local}{_divided(local)}"
            yield f"the source’s figure {figure} is missing: {repair}"
    if more := _LEFT.search(left):
        if more[0].isdecimal() and _spelled(more[0], source, SOURCE_LOCALE):
            return
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


def days(text: Text) -> Iterator[str]:
    """Days are written as the language writes them: no English months, and 1er in French."""
    local = _local(text.locale)
    words = markup.words(text.translated)
    for found in _ENGLISH_DAY.finditer(words):
        month = _MONTHS.index(found["month"])
        if found["day"]:
            day = int(found["day"])
            shown = local.first_day if day == 1 else day
            repair = local.day_pattern.format(day=shown, month=local.months[month], year=found["year"])
        else:
            repair = f"{local.months[month]} {found['year']}"
        if repair != found[0]:
            yield f"“{found[0]}” is English: write {repair}"
    first = local.first_day
    if not first.isdecimal():
        for found in re.finditer(rf"(?<!\d)1[ \u00a0](?:{'|'.join(local.months)})\b", words):
            yield f"“{found[0]}” is written {first}{found[0][1:]}"


@cache
def _local(locale: str) -> Figures:
    cldr = catalogues.figures(locales.cldr(locale))
    return Figures(**cldr)  # type: ignore[arg-type]


def _spelled(figure: str, text: str, locale: str) -> bool:
    """Tell whether a text has a small number in words, or may have it: not every language's words are known."""
    if not figure.isdecimal() or int(figure) > _LAST_IN_WORDS:
        return False
    known = _IN_WORDS.get(locales.cldr(locale).language)
    names = known.split()[int(figure)].split("|") if known else []
    return not known or any(re.search(rf"(?i)(?<![\w-]){name}(?![\w-])", text) for name in names)


def _divided(figure: str) -> str:
    """Say which space divides a figure's groups, as none of them is seen."""
    found = [name for space, name in _SPACES.items() if space in figure]
    return f" (groups divided by {found[0]})" if found else ""
