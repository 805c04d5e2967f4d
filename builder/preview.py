"""The translator's preview: every text of a page tells its message, PO file and line.

`make translate` starts `mkdocs serve` with ``GUIDE_PREVIEW`` set. Texts then carry the key of their
message, and each page gets a small overlay. `mkdocs build` refuses to run like this.
"""

import json
import os
import re
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

from babel.messages.catalog import Message
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder import locales
from builder.errors import relative
from builder.fallback import resolve
from builder.words import Preview, Words

ATTRIBUTE = "data-l10n"
_KEY = re.compile(rf'{ATTRIBUTE}="([^"]+)"')
_OVERLAY = Path(__file__).parent / "templates" / "overlay"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the overlay shows of a message.

    Attributes:
        key: Names the message in the page.
        file: Its PO file.
        line: The line of the message there; 0 where the file does not have it yet.
        state: ``translated``, ``fuzzy`` or ``missing``.
        message: The text to translate.
        former: The translation of an earlier text, where the message is fuzzy.
    """

    key: str
    file: str
    line: int
    state: str
    message: str
    former: str


def enabled() -> bool:
    """Tell whether the preview is what is being built."""
    return bool(os.environ.get("GUIDE_PREVIEW"))


def key(locale: str, domain: str, message: str) -> str:
    """Return the key of a message in the page, empty where no preview is built."""
    return _entry(locale, domain, message).key if enabled() else ""


def words(locale: str, domain: str) -> Words:
    """Return the translations of a domain; in the preview, each with the key of its message."""
    preview = Preview(locale, partial(key, locale, domain)) if enabled() else None
    return locales.translations(locale, domain, preview)


def with_overlay(html: str, locale: str) -> str:
    """Return a page with the overlay and what it knows of the page's messages."""
    found = [_entries()[key] for key in dict.fromkeys(_KEY.findall(html))]
    environment = Environment(
        loader=FileSystemLoader(_OVERLAY), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"]
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        locales.translations(locale, "theme"), newstyle=True
    )
    overlay = environment.get_template("overlay.html").render(
        # As HTML reads it: no text can end the script element.
        entries=json.dumps([asdict(entry) for entry in found]).replace("<", "\\u003c"),
        style=(_OVERLAY / "overlay.css").read_text(encoding="utf-8"),
        script=(_OVERLAY / "overlay.js").read_text(encoding="utf-8"),
        left=sum(entry.state != "translated" for entry in found),
        total=len(found),
    )
    return html.replace("</body>", f"{resolve(overlay, locale)}</body>")


def forget() -> None:
    """Read the PO files anew: one of them has changed. What other pages ask for stays known."""
    _entry.cache_clear()
    _messages.cache_clear()


@cache
def _entries() -> dict[str, Entry]:
    return {}


@cache
def _entry(locale: str, domain: str, message: str) -> Entry:
    file = relative(locales.po_file(locale, domain))
    found = _messages(locale, domain).get(message)
    number = found.lineno if found and found.lineno else 0
    made = Entry(
        key=f"{domain}:{number or f'new-{len(_entries())}'}",
        file=file,
        line=number,
        state=_state(found),
        message=message,
        former=_text(found) if found and found.fuzzy else "",
    )
    _entries()[made.key] = made
    return made


@cache
def _messages(locale: str, domain: str) -> dict[str, Message]:
    catalogue = locales.read_catalogue(locale, domain)
    # Messages with a context are the overlay's own, which shows no places.
    found = (message for message in catalogue if not message.context)
    return {(message.id if isinstance(message.id, str) else message.id[0]): message for message in found}


def _state(found: Message | None) -> str:
    if found is None or not _text(found):
        return "missing"
    return "fuzzy" if found.fuzzy else "translated"


def _text(found: Message) -> str:
    """Return a translation, empty unless all its forms are there."""
    forms = (found.string,) if isinstance(found.string, str) else tuple(found.string or ())
    return " / ".join(forms) if all(forms) else ""
