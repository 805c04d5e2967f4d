"""What is known about the page being built: its locale, its source and its translations."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.numbers import format_percent

from builder import downloads, locales, preview
from builder.errors import SourceError, line_of, relative
from builder.fallback import mark
from builder.pages import page_domain

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
        printed: Sentences that the page prints from rules and templates, by domain, and whether they are translated.
        untranslated_ids: The headings that are shown in the source's language, by their ids.
    """

    locale: str
    source_locale: str
    file: Path
    source: str
    catalogue: Catalog
    shared: Catalog
    calculator: bool = False
    messages: dict[str, str | None] = field(default_factory=dict)
    printed: dict[str, dict[str, bool]] = field(default_factory=dict)
    untranslated_ids: set[str] = field(default_factory=set)

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

    def translate_marked(self, message: str, tag: str) -> str:
        """Return what is printed of a message that travels as plain text: marked where it is no translation."""
        translated, key = self.translate(message, tag), "".join(self.key(message).values())
        if translated is None:
            return mark(message, self.source_locale, key)
        return mark(translated, self.locale, key) if key else translated

    def key(self, message: str, *, shared: bool = False) -> dict[str, str]:
        """Return the attribute that tells translators where a message stands; none but in their preview."""
        source = locales.SOURCE_LOCALE if shared else self.source_locale
        if not preview.enabled() or self.locale == source:
            return {}
        return {preview.ATTRIBUTE: preview.key(self.locale, "theme" if shared else page_domain(self.file), message)}

    def translate_shared(self, message: str) -> str | None:
        """Return the translation of a word of the theme, which the page's catalogue does not hold."""
        return message if self.locale == locales.SOURCE_LOCALE else _translated(self.shared, message)

    def coverage(self) -> dict[str, Any]:
        """Return how many of the page's sentences are translated, of how many, and in which PO files.

        ``files`` are those that lack some; ``own`` is the page's, none where it was written in this locale. Each
        has its ``path`` in the project and its ``address`` on the site.
        """
        own = {message: translated is not None for message, translated in self.messages.items()}
        states = {page_domain(self.file): own} | self.printed
        every = [done for domain in states.values() for done in domain.values()]
        return {
            "done": sum(every),
            "total": len(every),
            "files": [self._po(domain) for domain, found in states.items() if not all(found.values())],
            "own": self._po(page_domain(self.file)) if self.locale != self.source_locale else None,
            "share": format_percent(sum(every) / len(every) if every else 1, locale=locales.cldr(self.locale)),
        }

    def _po(self, domain: str) -> dict[str, str]:
        path = relative(locales.po_file(self.locale, domain))
        return {"path": path, "address": downloads.address(self.locale, domain)}

    def error(self, needle: str, message: str) -> SourceError:
        """Return the error ``message`` for the line on which ``needle`` stands.

        In a translated page that is a line of the PO file, where the source does not have it.
        """
        if needle not in self.source:
            domain = page_domain(self.file)
            if line := locales.line_in_translation(self.locale, domain, needle):
                return SourceError(locales.po_file(self.locale, domain), line, message)
        return SourceError(self.file, line_of(self.source, needle), message)


def without_notes(markdown: str) -> str:
    """Return a page's text without what its author tells translators: `<!-- Translators: … -->`."""
    return _NOTE.sub("", markdown)


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
