"""Adds file and line to what MkDocs says about broken links."""

import logging
import re
from pathlib import Path

from builder import locales
from builder.errors import SourceError, line_of
from builder.pages import page_domain

_PAGES_LOG = logging.getLogger("mkdocs.structure.pages")
_PROBLEM = re.compile(r"Doc file '(?P<file>[^']+)' contains an?\b[^']*link '(?P<link>[^']+)'")
_NAME = "guide: places of links"


class LinkPlaces(logging.Filter):
    """Finds where a broken link stands: in the page, or in its PO file."""

    def __init__(self, docs: Path, locale: str) -> None:
        super().__init__(_NAME)
        self.docs = docs
        self.locale = locale

    def install(self) -> None:
        """Take the place of an earlier build's."""
        for earlier in list(_PAGES_LOG.filters):
            if isinstance(earlier, logging.Filter) and earlier.name == _NAME:
                _PAGES_LOG.removeFilter(earlier)
        _PAGES_LOG.addFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        if found := _PROBLEM.match(record.getMessage()):
            record.msg, record.args = f"{self._place(found['file'], found['link'])}: {record.getMessage()}", ()
        return True

    def _place(self, page: str, link: str) -> str:
        file = self.docs / page
        if not file.exists():
            return page
        text = file.read_text(encoding="utf-8-sig")
        # A rule's link was resolved to page.md#id before MkDocs looked at it.
        needle = next((form for form in (link, _as_rule(link)) if form in text), link)
        if needle not in text:
            domain = page_domain(file)
            if line := locales.line_in_translation(self.locale, domain, link):
                return _told(locales.po_file(self.locale, domain), line)
        return _told(file, line_of(text, needle))


def _told(file: Path, line: int) -> str:
    return str(SourceError(file, line, "")).removesuffix(": ")


def _as_rule(link: str) -> str:
    return f"rule:{link.replace('.md#', '/')}"
