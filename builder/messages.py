"""Extracts every message and brings every locale's PO files up to date.

Earlier translations of a changed text stay, as fuzzy and with the text they were made from; messages
that are gone stay at the end of the file as obsolete. Files that need no change are not touched.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from mkdocs.exceptions import BuildError

from builder import locales, merge, po_files
from builder.errors import ROOT, relative
from builder.extract import CALLOUT_TITLES, CONFIG, extract_markdown, extract_settings
from builder.pages import page_domain, pages, written_in

_PYTHON_KEYWORDS: dict[str, Any] = {"N_": None, "ngettext_": (1, 2)}
_JINJA_KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_COMMENT_TAGS = ("Translators:",)


def templates() -> dict[str, Catalog]:
    """Return every domain's messages, extracted from the sources of today."""
    found = {page_domain(page): _catalogue([page], extract_markdown, {}) for page in pages()}
    package = ROOT / "calculator" / "csp_eligibility"
    found["calculator"] = _catalogue(sorted(package.rglob("*.py")), "python", _PYTHON_KEYWORDS)
    html = [*(ROOT / "theme").rglob("*.html"), *(ROOT / "builder" / "templates").rglob("*.html")]
    theme = _catalogue(sorted(html), "jinja2", _JINJA_KEYWORDS)
    _add(theme, CONFIG, extract_settings, {})
    for title in CALLOUT_TITLES:
        theme.add(title, auto_comments=["title of a callout"])
    found["theme"] = theme
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """A file that was, or would be, written, and what became of its messages."""

    file: Path
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{relative(self.file)}{': ' if self.words else ''}{', '.join(self.words)}"


def update(*, write: bool = True) -> list[Change]:
    """Bring templates and PO files up to date, and return those that changed.

    Args:
        write: Whether to write them, or only to say which would be.

    Raises:
        SourceError: a source or a PO file has a mistake.
    """
    found = templates()
    catalogues = {domain: merge.template(catalogue) for domain, catalogue in found.items()}
    changed = [
        change
        for domain, pot in catalogues.items()
        for change in _save(locales.LOCALES / f"{domain}.pot", None, pot, write=write)
    ]
    # A page may be written in French: English is one of its translations then.
    sources = {domain: written_in(domain) for domain in catalogues}
    for locale in locales.names():
        files = _po_files(locale)
        memory, cldr = merge.remember(files.values()), locales.cldr(locale)
        for domain, pot in catalogues.items():
            if sources[domain] == locale:
                continue
            file = locales.po_file(locale, domain)
            before = files.get(file, merge.new(cldr))
            after = merge.update(before, pot, Catalog(locale=cldr).num_plurals, memory)
            changed += _save(file, files.get(file), after, write=write)
    for pot_file in sorted(locales.LOCALES.rglob("*.pot")):
        if pot_file.relative_to(locales.LOCALES).with_suffix("").as_posix() not in found:
            changed.append(Change(pot_file, ("removed: no page has these messages any more",)))
            if write:
                pot_file.unlink()
    return changed


def orphans() -> Iterator[tuple[Path, str]]:
    """Yield the PO files that translate nothing, and why; they stay until a person deletes them."""
    known = {page_domain(page) for page in pages()} | {"calculator", "theme"}
    for locale in locales.names():
        folder = locales.po_file(locale, "theme").parent
        for file in sorted(folder.rglob("*.po")):
            domain = file.relative_to(folder).with_suffix("").as_posix()
            if domain not in known:
                yield file, "no page has this name any more"
            elif written_in(domain) == locale:
                yield file, "the page is written in this language"


def _po_files(locale: str) -> dict[Path, polib.POFile]:
    folder = locales.po_file(locale, "theme").parent
    files = {}
    for file in sorted(folder.rglob("*.po")):
        locales.read_catalogue(locale, file.relative_to(folder).with_suffix("").as_posix())
        files[file] = po_files.entries(file)
    return files


def _catalogue(files: list[Path], method: Any, keywords: dict[str, Any]) -> Catalog:  # noqa: ANN401
    catalogue = Catalog()
    for file in files:
        _add(catalogue, file, method, keywords)
    return catalogue


def _add(catalogue: Catalog, file: Path, method: Any, keywords: dict[str, Any]) -> None:  # noqa: ANN401
    with file.open("rb") as opened:
        options = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
        found = extract(method, opened, keywords, _COMMENT_TAGS, options, strip_comment_tags=True)
        for line, message, comments, context in found:
            catalogue.add(message, None, [(relative(file), line)], auto_comments=comments, context=context)


def _save(file: Path, before: polib.POFile | None, after: polib.POFile, *, write: bool) -> Iterator[Change]:
    """Write a file and yield it, if it says anything new; how an editor wrapped its lines is no news."""
    if before is None and file.exists():
        before = po_files.entries(file)
    if before is not None and merge.content(before) == merge.content(after):
        return
    if write:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{after}", encoding="utf-8")
    yield Change(file, tuple(merge.changes(before or polib.POFile(), after)) if file.suffix == ".po" else ())


def main() -> int:
    """Run ``make messages``; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if anything had to be changed")
    options = parser.parse_args()
    try:
        changed = update(write=not options.check)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    for change in changed:
        print(f"{'to change' if options.check else 'changed'}: {change}")
    for file, why in orphans():
        print(f"{why}: {relative(file)} (delete it once its translations are of no use)")
    if not changed:
        print("nothing to change: all catalogues are up to date")
    elif options.check:
        print("The catalogues are not up to date: run `make messages` and commit what it writes.", file=sys.stderr)
    return 1 if changed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
