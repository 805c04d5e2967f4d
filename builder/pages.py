"""The guide's pages: which there are, in which language each is written, and the domain of its messages."""

from collections.abc import Mapping
from pathlib import Path

from mkdocs.utils.meta import get_data

from builder import locales
from builder.errors import ROOT, SourceError, line_of

DOCS = ROOT / "docs"
# What the domains of pages start with.
PAGES = "pages/"
# Folders of files that pages include.
INCLUDES = "includes"


def source_locale(file: Path, source: str, meta: Mapping[str, object]) -> str:
    """Return the locale in which a page is written: ``lang`` of its front matter, else the guide's own.

    Raises:
        SourceError: it names no locale of the guide.
    """
    written = meta.get("lang", locales.SOURCE_LOCALE)
    if written not in locales.names():
        message = f"lang: “{written}” is not a language of this guide; there are: {', '.join(locales.names())}"
        raise SourceError(file, line_of(source, "lang:"), message)
    return str(written)


def page_domain(file: Path) -> str:
    """Return the domain of a page's messages: ``pages/markets`` for ``docs/markets.md``."""
    return f"{PAGES}{file.relative_to(DOCS).with_suffix('').as_posix()}"


def pages() -> list[Path]:
    """Return the guide's pages; what lies in a folder `includes` is only a part of others, as mkdocs.yml says too."""
    found = sorted(DOCS.rglob("*.md"))
    return [file for file in found if INCLUDES not in file.relative_to(DOCS).parts[:-1]]


def written_in(domain: str) -> str:
    """Return the locale in which a domain's messages are written: a page's own, for all else the guide's.

    Raises:
        SourceError: the page names no locale of the guide.
    """
    file = DOCS / f"{domain.removeprefix(PAGES)}.md"
    if not domain.startswith(PAGES) or not file.exists():
        return locales.SOURCE_LOCALE
    source = file.read_text(encoding="utf-8-sig")
    return source_locale(file, source, get_data(source)[1])
