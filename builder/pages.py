"""The guide's pages: which there are, in which language each is written, and the domain of its messages."""

from collections.abc import Mapping
from pathlib import Path

import yaml
from mkdocs.utils.meta import YAML_RE, get_data

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


def check_front_matter(file: Path, source: str) -> None:
    """Refuse front matter that is no YAML, which MkDocs would leave out without a word.

    Raises:
        SourceError: it does not parse, or is no list of names and values.
    """
    found = YAML_RE.match(source)
    if not found:
        return
    try:
        meta = yaml.safe_load(found[1])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise SourceError(file, line, f"the front matter is not YAML: {error.problem}") from None
    if meta is not None and not isinstance(meta, dict):
        raise SourceError(file, 2, "the front matter takes lines like “title: Which model fits”")


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
