"""The locales: which there are, where their files lie, and how their catalogues are read.

A locale is a folder below ``locales/``: adding one adds files and edits none.
"""

import gettext
import io
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from csp_eligibility.messages import SOURCE_LOCALE as SOURCE_LOCALE  # noqa: PLC0414 - locales exports it
from csp_eligibility.messages import folder_name

from builder import po_files, pseudo
from builder.errors import ROOT, SourceError, line_of
from builder.foreign import foreign
from builder.words import Preview, Words

LOCALES = ROOT / "locales"


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
        SourceError: the file does not parse, or a translation brings HTML that its source does not have.
    """
    file = po_file(locale, domain)
    if not file.exists():
        return Catalog(locale=cldr(locale), domain=domain)
    catalogue = po_files.catalogue(file, cldr(locale), domain)
    _refuse_foreign(file, domain, catalogue)
    return catalogue


def _refuse_foreign(file: Path, domain: str, catalogue: Catalog) -> None:
    """Whoever translates writes sentences: a script or a style in one is a mistake or an attack."""
    for message in catalogue:
        source, translated = forms(message.id), forms(message.string)
        if not message.id or message.fuzzy:
            continue
        for form in translated:
            problems = [foreign(one, form, domain) for one in source]
            if all(problems):
                raise SourceError(file, message.lineno or 1, problems[-1])


def line_in_translation(locale: str, domain: str, needle: str) -> int | None:
    """Return the line of a PO file on which a translation holds ``needle``, however its lines are wrapped."""
    file = po_file(locale, domain)
    if not file.exists():
        return None
    text = file.read_text(encoding="utf-8")
    if needle in text:
        return line_of(text, needle)
    messages = (part for part in read_catalogue(locale, domain) if any(needle in form for form in forms(part.string)))
    return next((message.lineno for message in messages), None)


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the forms of a message or translation: one, or those of its plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


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
        return Words(None, locale)
    return Words(gettext.GNUTranslations(io.BytesIO(compiled(read_catalogue(locale, domain)))), SOURCE_LOCALE, preview)
