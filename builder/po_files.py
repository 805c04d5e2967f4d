"""Reads PO files, and says of one that can't be read which line to repair, and how.

Babel reads what the site is built from; polib knows the line of every message. Each passes over mistakes
that the other finds.
"""

import io
import re
from pathlib import Path

import polib
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from builder.errors import SourceError

_CHARSET = re.compile(r'(?m)^"Content-Type:[^"\n]*charset=([^"\n\\;\s]*)')
_CONFLICT = re.compile(r"(?m)^(?:<{7}|={7}|>{7})(?: |$)")
# What is neither blank nor a comment: a keyword and its text, or more of the text.
_TEXT = re.compile(r'(?P<keyword>msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?[ \t]*"(?P<text>(?:[^"\\]|\\.)*)"')
_QUOTED = 'close the text with a quotation mark, and write \\" for a quotation mark within a text'
_SYNTAX = re.compile(r"\(line (?P<line>\d+)\)(?:: (?P<what>.+))?")
# The repair for what the parsers only state.
_REPAIRS = {
    "missing msgstr": "give every msgid its msgstr, if an empty one",
    "more translations than num_plurals": "take the msgstr[…] out that the header’s Plural-Forms doesn’t count",
    "Unknown or misformatted keyword": "take the line out, or start it with # if it is a comment",
    "unescaped double quote": 'write \\" for a quotation mark within a text',
}
_REPAIR = "a message is a msgid and a msgstr, once each, with their texts in quotation marks"


def text(file: Path) -> str:
    """Return what a PO file holds.

    Raises:
        SourceError: it is not UTF-8 or says that it is not, or a merge left its marks in it.
    """
    content = file.read_bytes()
    try:
        decoded = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceError(file, line, "this PO file is not UTF-8: save it as UTF-8 in your editor") from None
    if decoded.startswith("\ufeff"):
        raise SourceError(file, 1, "this PO file starts with a byte order mark: save it as UTF-8 without BOM")
    decoded = decoded.replace("\r\n", "\n")
    if (found := _CHARSET.search(decoded)) and found[1].upper() not in ("UTF-8", "UTF8"):
        message = f"the header says {found[1] or 'no charset'}: save the file as UTF-8, and write charset=UTF-8 there"
        raise SourceError(file, _line(decoded, found), message)
    if found := _CONFLICT.search(decoded):
        message = "a merge stopped here: keep one of the two versions, and take the lines <<<<<<<, =======, >>>>>>> out"
        raise SourceError(file, _line(decoded, found), f"this PO file does not parse: {message}")
    return decoded


def catalogue(file: Path, locale: Locale, domain: str) -> Catalog:
    """Return the messages of a PO file, as the site uses them.

    Raises:
        SourceError: it does not parse.
    """
    content = text(file)
    try:
        read = read_po(io.BytesIO(content.encode()), locale=locale, domain=domain, abort_invalid=True)
    except PoFileError as error:
        raise _unparsed(file, error.lineno + 1, f"{error}") from None
    except ValueError as error:
        # A form or a formula that is no number; polib knows its line.
        entries(file)
        raise _unparsed(file, 1, f"{error}") from None
    _check_lines(file, content)
    return read


def entries(file: Path) -> polib.POFile:
    """Return the messages of a PO file with their lines, notes and earlier texts.

    Raises:
        SourceError: it does not parse.
    """
    content = text(file)
    try:
        return polib.pofile(content)
    except OSError as error:
        found = _SYNTAX.search(f"{error}")
        line, what = (int(found["line"]), found["what"]) if found else (1, f"{error}")
        raise _unparsed(file, line, what or "nothing like this can stand here") from None


def _check_lines(file: Path, content: str) -> None:
    """Refuse what Babel reads as something else than was meant: loose quotation marks, a message that stands twice.

    Raises:
        SourceError: there is such a line.
    """
    seen: dict[tuple[str, str], int] = {}
    parts: dict[str, str] = {}
    keyword, start = "", 0
    for number, line in enumerate(content.split("\n"), 1):
        if not (stripped := line.strip()) or stripped.startswith("#"):
            continue
        if not (found := _TEXT.fullmatch(stripped)):
            raise SourceError(file, number, f"this PO file does not parse: “{stripped[:60]}” – {_QUOTED}")
        if found["keyword"] in ("msgctxt", "msgid") and "msgstr" in keyword:
            parts = {}
        if found["keyword"] == "msgid":
            start = number
        elif found["keyword"] in ("msgstr", "msgstr[0]"):
            if "msgstr" in keyword:
                raise _unparsed(file, number, "a msgstr without its msgid")
            key = parts.get("msgctxt", ""), parts.get("msgid", "")
            if key in seen:
                message = f"this message stands on line {seen[key]}, too: keep one of the two"
                raise SourceError(file, start, f"this PO file does not parse: {message}")
            seen[key] = start
        keyword = found["keyword"] or keyword
        parts[keyword] = parts.get(keyword, "") + found["text"]


def _unparsed(file: Path, line: int, what: str) -> SourceError:
    repair = next((repair for words, repair in _REPAIRS.items() if words in what), _REPAIR)
    return SourceError(file, line, f"this PO file does not parse: {what} – {repair}")


def _line(content: str, found: re.Match[str]) -> int:
    return content.count("\n", 0, found.start()) + 1
