"""The locales: which there are, where their files lie, and how their catalogues are read.

A locale is a folder below ``locales/``: adding one adds files and edits none.
"""

import gettext
import io
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from csp_eligibility.messages import SOURCE_LOCALE as SOURCE_LOCALE  # noqa: PLC0414 - locales exports it
from csp_eligibility.messages import folder_name

from builder import pseudo
from builder.errors import ROOT, SourceError
from builder.fallback import Preview, Words

LOCALES = ROOT / "locales"
PO_HEADER: Any = {
    "project": "csp-guide",
    "version": "1",
    "copyright_holder": "the csp-guide contributors",
    "header_comment": "# Translations of csp-guide, under the licence of the project.",
    "msgid_bugs_address": "see CONTRIBUTING.md",
    "last_translator": "csp-guide contributors",
    "language_team": "csp-guide contributors",
    "charset": "utf-8",
    "fuzzy": False,
}


def names() -> tuple[str, ...]:
    """Return all locales as BCP 47 tags, the source's first."""
    folders = (folder.parent.name for folder in LOCALES.glob("*/LC_MESSAGES"))
    # The source's has a folder, too, once a page is written in another language.
    return SOURCE_LOCALE, *sorted({folder.replace("_", "-") for folder in folders} - {SOURCE_LOCALE})


def cldr(locale: str) -> Locale:
    """Return Babel's data for a locale.

    Raises:
        SourceError: ``locales/`` has a folder that names no locale.
    """
    try:
        return Locale.parse("en" if locale == pseudo.LOCALE else folder_name(locale))
    except (UnknownLocaleError, ValueError):
        folder = LOCALES / folder_name(locale)
        raise SourceError(folder, 1, "not a locale that CLDR knows; fr_FR and de_DE are such names") from None


def po_file(locale: str, domain: str) -> Path:
    """Return where the translations of a domain lie: ``theme``, ``calculator`` or ``pages/<page>``."""
    return LOCALES / folder_name(locale) / "LC_MESSAGES" / f"{domain}.po"


def read_catalogue(locale: str, domain: str) -> Catalog:
    """Read a PO file; where there is none (the source locale has none), an empty catalogue.

    Raises:
        SourceError: the file does not parse.
    """
    file = po_file(locale, domain)
    if not file.exists():
        return new_catalogue(locale, domain)
    try:
        with file.open("rb") as opened:
            return read_po(opened, locale=cldr(locale), domain=domain, abort_invalid=True)
    except PoFileError as error:
        raise SourceError(file, error.lineno + 1, f"this PO file does not parse: {error}") from None
    except UnicodeDecodeError as error:
        line = file.read_bytes().count(b"\n", 0, error.start) + 1
        raise SourceError(file, line, "this PO file is not UTF-8") from None


def new_catalogue(locale: str, domain: str) -> Catalog:
    """Return an empty catalogue."""
    return Catalog(locale=cldr(locale), domain=domain, **PO_HEADER)


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it, without its fuzzy messages."""
    for message in catalogue:
        # Babel would compile plural forms that are empty, and gettext print nothing.
        if isinstance(message.string, list | tuple) and not all(message.string):
            message.string = ""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def translations(locale: str, domain: str, preview: Preview | None = None) -> Words:
    """Return the translations of a domain for templates and rules; what has none comes out marked as the source's."""
    if locale == SOURCE_LOCALE:
        return Words(gettext.NullTranslations(), locale)
    return Words(gettext.GNUTranslations(io.BytesIO(compiled(read_catalogue(locale, domain)))), SOURCE_LOCALE, preview)
