"""Errors for authors and translators: what is wrong, in which file and on which line."""

from pathlib import Path

from mkdocs.exceptions import BuildError

ROOT = Path(__file__).parent.parent


class SourceError(BuildError):
    """Something wrong in a source file; it stops the build with one line and no traceback."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(f"{relative(file)}:{line}: {message}")
        self.file = file
        self.line = line
        self.what = message


def relative(file: Path) -> str:
    """Return a path as an author knows it: from the project's folder, where it lies in there."""
    return file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else str(file)


def line_of(text: str, needle: str, start: int = 0) -> int:
    """Return the number (from 1) of the first line of ``text`` with ``needle`` in it; 1 if there is none."""
    found = text.find(needle, start)
    return text.count("\n", 0, found) + 1 if found >= 0 else 1
