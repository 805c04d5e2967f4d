"""How French sets its type: signs, spaces and apostrophe."""

import re
from collections.abc import Iterator

from builder import locales, markup
from builder.checks.entries import Text

_SPACES = {"\u00a0": "U+00A0", "\u202f": "U+202F"}

_NARROW = "\u202f"
_WIDE = "\u00a0"
_OPENING = "([«“‘\u2026?!"
_HIGH_SIGN = re.compile(r"(?s)(?P<before>^|.)(?P<sign>[;!?])(?![\[\w])")
_COLON = re.compile(r"(?s)(?P<before>^|.)(?P<sign>:)(?!\w|//)")
_OPEN_QUOTE = re.compile(r"(?s)«(?!\u00a0)")
_CLOSE_QUOTE = re.compile(r"(?s)(?<!\u00a0)»")
# What stands for an apostrophe on keyboards and in word processors.
_APOSTROPHE = re.compile(r"(?<=\w)(?:'|[‘ʼ′´](?=[\w\0\[*`«“]))")
_QUOTES = re.compile('["“”]')
_PERCENT = re.compile(r"(?<=\d) ?%")


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
        yield f"the apostrophe is ’ (U+2019), not {found[0]}{_near(words, found.start())}"
    for found in _QUOTES.finditer(words):
        yield f"quotation marks are « », not {found[0]}{_near(words, found.start())}"
    for found in _PERCENT.finditer(words):
        yield _space_before("%", _WIDE, words, found.end() - 1)


def _space_before(sign: str, space: str, words: str, position: int) -> str:
    name = "narrow no-break space" if space == _NARROW else "no-break space"
    return f"before {sign} belongs a {name} ({_SPACES[space]}){_near(words, position)}"


def _near(words: str, position: int) -> str:
    """Quote the words around a place, so that it is found in a long line."""
    around = words[max(0, position - 15) : position + 10].replace("\0", "…").replace("\n", " ")
    return f": “{around.strip()}”"
