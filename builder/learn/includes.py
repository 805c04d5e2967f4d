"""Files that a page includes, `[!INCLUDE [name](path)]`: their text becomes the page's own.

So their messages stand in the PO file of each page that includes them, in the order in which it is read.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.utils.meta import get_data

from builder.learn.lines import CODE, Line, with_code

_INCLUDE = re.compile(rf"(?i){CODE}|\[!INCLUDE *\[[^\]]*\]\((?P<path>[^)\s]+)\) *\]")
_MALFORMED = re.compile(r"(?i)\[!INCLUDE\b")
_ITEM = re.compile(r" *(?:(?:[*+-]|\d+[.)]) +)?")
# A path, neither an address nor an anchor of the page: in a link, or in one of Microsoft's pictures.
_PATH = re.compile(r"""(\]\(<?|\b(?:source|lightbox)=")([^)"#<>\s:/~][^)"#<>\s:]*)""")


def included(lines: list[Line], including: tuple[Path, ...]) -> Iterator[Line]:
    """Yield lines with those of the files that they include in their place.

    Args:
        lines: The lines of one file.
        including: That file, after those that include it.

    Raises:
        SourceError: there is no such file, or it includes itself.
    """
    for line, code in with_code(lines):
        made, position = "", 0
        for found in () if code else _INCLUDE.finditer(line.text):
            made += line.text[position : found.start()]
            position = found.end()
            if not found["path"]:
                made += found[0]
                continue
            *before, last = _read(line, found["path"], including)
            for part in before:
                yield part.saying((made + part.text).rstrip() if part.blank else made + part.text)
                # What a list item includes belongs to the item.
                made = " " * _text_column(line)
            made += last.text
        rest = line.text[position:]
        if not code and _MALFORMED.search(rest):
            raise line.error("this can’t be read: write [!INCLUDE [name](path.md)] on one line")
        yield line.saying(made + rest)


def _text_column(line: Line) -> int:
    """Return where a line's text starts: after the mark of a list item."""
    found = _ITEM.match(line.text)
    return found.end() if found else 0


def _read(line: Line, path: str, including: tuple[Path, ...]) -> list[Line]:
    base = including[-1].parent
    file = (base / path).resolve()
    if not file.is_file():
        raise line.error(f"there is no file “{path}” to include")
    if file in including:
        raise line.error(f"“{path}” includes itself")
    text = file.read_text(encoding="utf-8-sig")
    body, _ = get_data(text)
    first = text.count("\n", 0, len(text) - len(body)) + 1
    lines = [Line(words, file, line.number, own) for own, words in enumerate(body.strip("\n").split("\n"), first)]
    up = os.path.relpath(file.parent, base)
    return [_seen_from(part, up) for part in included(lines, (*including, file))]


def _seen_from(line: Line, folder: str) -> Line:
    """Return a line whose links start from the including file's folder, not from its own."""

    def moved(found: re.Match[str]) -> str:
        return found[1] + Path(os.path.normpath(f"{folder}/{found[2]}")).as_posix()

    return line if folder == "." else line.saying(_PATH.sub(moved, line.text))
