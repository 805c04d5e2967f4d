"""What is checked of every PO file, in ``make check``: each problem with its file, its line and its repair.

A translator who means a thing otherwise writes a note with the reason, ``# ignore-glossary: …``. HTML,
attributes, link targets, placeholders and code can't be ignored: the site relies on them.
"""

from collections.abc import Callable, Iterator

from builder import locales
from builder.checks import agreement, figures, glossary, tools, typography
from builder.checks.entries import PoFile, Problem, Text
from builder.errors import SourceError

OF_TEXTS: dict[str, Callable[[Text], Iterator[str]]] = {
    "placeholders": agreement.placeholders,
    "code": agreement.code,
    "ids": agreement.ids,
    "html": agreement.html,
    "links": agreement.links,
    "emphasis": agreement.emphasis,
    "glossary": glossary.terms_used,
    "figures": figures.figures,
    "days": figures.days,
    "typography": typography.french,
}
_NEVER_IGNORED = frozenset(("placeholders", "code", "ids", "html", "links"))


def problems(*, release: bool = False) -> list[Problem]:
    """Return what has to be repaired in the PO files of all locales.

    Args:
        release: Whether fuzzy translations are problems too.
    """
    found: list[Problem] = []
    for locale in locales.names():
        for file in sorted(locales.po_file(locale, "theme").parent.rglob("*.po")):
            try:
                found += of_file(PoFile.read(file, locale), release=release)
            except SourceError as error:
                found.append(Problem(error.file, error.line, error.what))
    return sorted(set(found))


def of_file(file: PoFile, *, release: bool = False) -> Iterator[Problem]:
    """Yield what has to be repaired in one PO file."""
    yield from tools.msgfmt(file)
    yield from agreement.header(file)
    yield from agreement.plural_forms(file)
    for text in file.texts():
        said = [(name, message) for name, check in OF_TEXTS.items() for message in check(text)]
        said += tools.pofilter(text)
        ignored = text.ignored - _NEVER_IGNORED
        for name, message in said:
            if name not in ignored:
                yield Problem(file.file, text.line, f"{message} [{name}]")
        for name in sorted(text.ignored - {name for name, _ in said if name in ignored}):
            message = f"the note “ignore-{name}” has nothing to ignore: take it out [notes]"
            yield Problem(file.file, text.line, message)
    if release:
        yield from _fuzzy(file)


def _fuzzy(file: PoFile) -> Iterator[Problem]:
    for entry in file.po:
        if entry.fuzzy and not entry.obsolete:
            message = "this translation is fuzzy: bring it up to date with its source, then take the mark away"
            yield Problem(file.file, file.line(entry), f"{message} [fuzzy]")
