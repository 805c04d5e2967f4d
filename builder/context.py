"""What is known about the page being built: its locale, its source and its translations."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog

from builder import locales
from builder.errors import ROOT, SourceError, line_of

DOCS = ROOT / "docs"
_NOTE = re.compile(r"(?s)<!--\s*Translators:.*?-->")


@dataclass(slots=True)
class PageContext:
    """One page in one locale.

    Attributes:
        locale: The locale that is built, BCP 47.
        source_locale: The locale in which the page is written.
        file: The Markdown file.
        source: Its text.
        catalogue: Its translations; empty where the page is built in its own language.
        shared: Words that stand on many pages, as the titles of callouts.
        calculator: Set when the page turns out to hold a calculator.
        messages: Every message met so far, with its translation or None.
    """

    locale: str
    source_locale: str
    file: Path
    source: str
    catalogue: Catalog
    shared: Catalog
    calculator: bool = False
    messages: dict[str, str | None] = field(default_factory=dict)

    def translate(self, message: str, tag: str) -> str | None:  # noqa: ARG002 - extraction wants it
        """Return the translation of a message, itself in its own language, None where there is none.

        A fuzzy translation is none: it was made from another text.

        Args:
            message: The raw Markdown of a block.
            tag: The HTML element that the block becomes, or the name of a line of the front matter.
        """
        translated = message if self.locale == self.source_locale else _translated(self.catalogue, message)
        self.messages[message] = translated
        return translated

    def translate_shared(self, message: str) -> str | None:
        """Return the translation of a word of the theme, which the page's catalogue does not hold."""
        return message if self.locale == locales.SOURCE_LOCALE else _translated(self.shared, message)

    def error(self, needle: str, message: str) -> SourceError:
        """Return the error ``message`` for the line on which ``needle`` stands.

        In a translated page that is a line of the PO file, where the source does not have it.
        """
        if needle not in self.source:
            po = locales.po_file(self.locale, page_domain(self.file))
            if po.exists() and needle in (text := po.read_text(encoding="utf-8")):
                return SourceError(po, line_of(text, needle), message)
        return SourceError(self.file, line_of(self.source, needle), message)


def without_notes(markdown: str) -> str:
    """Return a page's text without what its author tells translators: `<!-- Translators: … -->`."""
    return _NOTE.sub("", markdown)


def page_domain(file: Path) -> str:
    """Return the domain of a page's messages: ``pages/markets`` for ``docs/markets.md``."""
    return f"pages/{file.relative_to(DOCS).with_suffix('').as_posix()}"


def page_context(file: Path, source: str, locale: str, source_locale: str) -> PageContext:
    """Return the context of a page with its catalogues read.

    Raises:
        SourceError: a PO file does not parse.
    """
    return PageContext(
        locale=locale,
        source_locale=source_locale,
        file=file,
        source=source,
        catalogue=locales.read_catalogue(locale, page_domain(file)),
        shared=locales.read_catalogue(locale, "theme"),
    )


def _translated(catalogue: Catalog, message: str) -> str | None:
    found = catalogue.get(message)
    if found is None or found.fuzzy or not isinstance(found.string, str):
        return None
    return found.string or None
