"""Text that fell back to the language it was written in keeps that language until the page is printed.

Blocks of a page get ``lang`` where they are localised. The words of templates, rules and navigation
travel through Jinja and Material as plain text instead, so an untranslated one is put between marks
(private-use characters), and the finished HTML is cleared of them: ``<span lang>`` in running text,
``lang`` on the element where its attribute or its whole text is meant (WCAG 3.1.2).
"""

import gettext
import re
from collections.abc import Callable
from functools import cache
from html import escape
from typing import NamedTuple

from babel import Locale

_OPEN, _END, _CLOSE = "\ue000", "\ue001", "\ue002"
_HEAD = re.compile(f"{_OPEN}([^{_END}]*){_END}")
_MARKS = re.compile(f"{_OPEN}[^{_END}]*{_END}|{_CLOSE}")
# The same in JSON, which writes them as escapes.
_ESCAPED_MARKS = re.compile(r"\\ue000.*?\\ue001|\\ue002")
_RAW = "title|option|script|style|textarea|svg"
_PIECES = re.compile(rf"(?is)<!--.*?-->|<(?P<raw>{_RAW})\b[^>]*>.*?</(?P=raw)\s*>|<[a-z/!][^>]*>")
_OPENING = re.compile(r"(?is)<(?P<name>[a-z][\w-]*)[^>]*>")
_WHOLE_ATTRIBUTE = re.compile(
    rf'(?i)\s(?:content|aria-label|placeholder|alt|title|value)="{_OPEN}([^{_END}]*){_END}[^"{_OPEN}]*{_CLOSE}"'
)
# Elements that hold nothing which speaks another language than their attribute does.
_LEAVES = frozenset(("a", "abbr", "button", "img", "input", "label", "meta"))


class Words(gettext.NullTranslations):
    """A catalogue that marks what it has no translation of, and remembers what it was asked for.

    Attributes:
        found: The messages that came out translated since ``forget``.
        missed: Those that did not.
    """

    def __init__(
        self, translations: gettext.GNUTranslations | None, lang: str, preview: "Preview | None" = None
    ) -> None:
        """Wrap a catalogue.

        Args:
            translations: The catalogue; None where the messages are in the reader's language as they are written.
            lang: The language of the messages, BCP 47.
            preview: Where the words come from, in the translator's preview.
        """
        super().__init__()
        self._preview = preview
        self.found: set[str] = set()
        self.missed: set[str] = set()
        self._lang = lang
        self._translations = translations or gettext.NullTranslations()
        if translations:
            translations.add_fallback(_Untranslated())

    def gettext(self, message: str) -> str:
        """Return the translation of a message, or the message between marks."""
        return self._told(message, self._translations.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation of the right one of two forms, or that form between marks."""
        return self._told(msgid1, self._translations.ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation that a message has in a context, or the message between marks."""
        return self._told(message, self._translations.pgettext(context, message))

    def forget(self) -> None:
        """Start remembering anew."""
        self.found.clear()
        self.missed.clear()

    def _told(self, message: str, answer: str) -> str:
        if not isinstance(answer, _Source):
            self.found.add(message)
            return mark(answer, self._preview.lang, self._preview.key(message)) if self._preview else answer
        self.missed.add(message)
        return mark(answer, self._lang, self._preview.key(message) if self._preview else "")


class Preview(NamedTuple):
    """What a catalogue needs to tell translators where its words come from.

    Attributes:
        lang: The language of its translations.
        key: Returns the key of a message in the page.
    """

    lang: str
    key: Callable[[str], str]


class _Source(str):
    """A message that came back as it was written."""

    __slots__ = ()


class _Untranslated(gettext.NullTranslations):
    """What gettext asks for a message that its catalogue has no translation of."""

    def gettext(self, message: str) -> str:
        return _Source(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _Source(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        del context
        return _Source(message)


def mark(text: str, lang: str, key: str = "") -> str:
    """Put a text between marks that say its language.

    Args:
        text: What will be printed.
        lang: The language that it is written in, BCP 47.
        key: The key of its message, in the translator's preview.
    """
    return f"{_OPEN}{lang}|{key}{_END}{text}{_CLOSE}" if text else text


def plain(text: str) -> str:
    """Return a text without its marks."""
    return _MARKS.sub("", text)


def plain_json(text: str) -> str:
    """Return a JSON document without the marks in its strings."""
    return _ESCAPED_MARKS.sub("", plain(text))


def attributes(lang: str, around: str) -> dict[str, str]:
    """Return what an element needs that speaks ``lang`` within a page, or a block, that speaks ``around``."""
    if lang == around:
        return {}
    own = _direction(lang)
    return {"lang": lang} | ({"dir": own} if own != _direction(around) else {})


def resolve(html: str, page: str) -> str:
    """Return finished HTML with elements that say their language in place of the marks.

    Args:
        html: A whole page or a part of one.
        page: The language of the page, BCP 47.
    """
    if _OPEN not in html:
        return html
    result, position = [], 0
    for piece in _PIECES.finditer(html):
        result += [_text(html[position : piece.start()], page), _piece(piece[0], page)]
        position = piece.end()
    return "".join([*result, _text(html[position:], page)])


def _text(text: str, page: str) -> str:
    def start(head: re.Match[str]) -> str:
        return f"<span{_attributes(head[1], page)}>"

    return _HEAD.sub(start, text).replace(_CLOSE, "</span>") if _OPEN in text else text


def _piece(piece: str, page: str) -> str:
    """Clear a tag, or a whole element that can hold no other, and give it the language of its words."""
    if _OPEN not in piece:
        return piece
    opening = _OPENING.match(piece)
    if opening is None:
        return plain(piece)
    name = opening["name"]
    inside = _HEAD.match(piece[opening.end() :].lstrip()) if name in ("title", "option", "textarea") else None
    whole = _WHOLE_ATTRIBUTE.search(opening[0]) if name in _LEAVES else None
    bare, found = plain(piece), inside or whole
    if found is None or " lang=" in opening[0]:
        return bare
    return f"<{name}{_attributes(found[1], page)}{bare[len(name) + 1 :]}"


def _attributes(head: str, page: str) -> str:
    lang, _, key = head.partition("|")
    values = attributes(lang, page) | ({"data-l10n": key} if key else {})
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items())


@cache
def _direction(lang: str) -> str:
    return Locale.parse(lang.partition("-")[0]).text_direction
