"""Translations with their places in PO files, and what is said about them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from builder import locales, po_files
from builder.errors import relative

_IGNORED = re.compile(r"(?m)^\s*ignore-([a-z]+):\s*\S")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something to repair: where it stands, and how."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{relative(self.file)}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Text:
    """One translation, or one plural form of it.

    Attributes:
        locale: The language it is written in, BCP 47.
        domain: ``theme``, ``calculator`` or ``pages/<page>``.
        source: What was translated.
        translated: The translation.
        line: The line of its ``msgstr``.
        plural: Whether it is a plural form.
        ignored: The checks that a note of the translator switches off: ``# ignore-<check>: <why>``.
    """

    locale: str
    domain: str
    source: str
    translated: str
    line: int
    plural: bool = False
    ignored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PoFile:
    """A PO file that parses."""

    file: Path
    locale: str
    domain: str
    po: polib.POFile
    lines: tuple[str, ...]

    @classmethod
    def read(cls, file: Path, locale: str) -> "PoFile":
        """Read a PO file.

        Raises:
            SourceError: it does not parse, or it brings HTML.
        """
        domain = file.relative_to(locales.po_file(locale, "theme").parent).with_suffix("").as_posix()
        locales.read_catalogue(locale, domain)
        return cls(file, locale, domain, po_files.entries(file), tuple(po_files.text(file).splitlines()))

    def texts(self) -> Iterator[Text]:
        """Yield the translations that readers see: neither fuzzy nor missing ones."""
        for entry in self.po:
            if entry.obsolete or entry.fuzzy:
                continue
            ignored = frozenset(_IGNORED.findall(entry.tcomment))
            forms = entry.msgstr_plural or {0: entry.msgstr}
            for number, form in forms.items():
                singular = not entry.msgid_plural or (number == 0 and len(forms) > 1)
                if form:
                    source = entry.msgid if singular else entry.msgid_plural
                    line = self.line(entry, number)
                    yield Text(self.locale, self.domain, source, form, line, bool(entry.msgid_plural), ignored)

    def header_line(self, field: str) -> int:
        """Return the line of a field of the header; the first where it has none."""
        return next((number for number, line in enumerate(self.lines, 1) if line.startswith(f'"{field}:')), 1)

    def line(self, entry: polib.POEntry, form: int = 0) -> int:
        """Return the line on which a translation, or one plural form of it, starts."""
        start = f"msgstr[{form}]" if entry.msgid_plural else "msgstr"
        first = entry.linenum or 1
        lines = enumerate(self.lines[first - 1 :], first)
        return next((number for number, line in lines if line.startswith(start)), first)
