"""Text that fell back to the language it was written in keeps that language until the page is printed.

Blocks of a page get ``lang`` where they are localised. The words of templates, rules and navigation
travel through Jinja and Material as plain text instead, so an untranslated one is put between marks
(private-use characters), and the finished HTML is cleared of them: ``<span lang>`` in running text,
``lang`` on the element where its attribute or its whole text is meant (WCAG 3.1.2).
"""

import re
from functools import cache
from html import escape

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
