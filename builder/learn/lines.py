"""Lines of a page, each with the line that it came from; and which of them are code."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from builder.errors import SourceError

# Code within a sentence, which says what it says.
CODE = r"(?P<ticks>`+)(?:(?!`).)+(?P=ticks)(?!`)"
_FENCE = re.compile(r"[ >]*(?P<sign>`{3,}|~{3,})(?P<info>.*)")


class Line(NamedTuple):
    """A line of Markdown.

    Attributes:
        text: What it says now.
        file: The page, or the file that the page includes.
        number: Its line in the page; that of the including line where it was included.
        own: Its line in its file.
    """

    text: str
    file: Path
    number: int
    own: int

    @property
    def indent(self) -> int:
        """How many spaces it starts with."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def blank(self) -> bool:
        """Whether it is empty."""
        return not self.text.strip()

    def saying(self, text: str) -> "Line":
        """Return the line with another text."""
        return self._replace(text=text)

    def error(self, message: str) -> SourceError:
        """Return an error that points here."""
        return SourceError(self.file, self.own, message)


def with_code(lines: Iterable[Line]) -> Iterator[tuple[Line, bool]]:
    """Yield each line, and whether it belongs to a fenced block of code."""
    closing: str | None = None
    for line in lines:
        found = _FENCE.fullmatch(line.text)
        if closing is None:
            # What follows the sign on one line, up to the same sign, is code within a sentence.
            opens = found is not None and found["sign"][0] not in found["info"]
            closing = found["sign"] if found and opens else None
            yield line, opens
            continue
        yield line, True
        if found and found["sign"].startswith(closing) and not found["info"].strip():
            closing = None
