"""What a message holds besides words: links, code, HTML, attributes, placeholders.

A translation has to keep all of it; `builder.checks` points at what differs, and `builder.foreign` says
what it may never add.
"""

import re
from collections import Counter
from html import unescape
from html.entities import html5

# As Python-Markdown finds code: as many backticks at the end as at the start, none of them escaped.
_CODE = re.compile(r"(?s)(?<!\\)(`+)(.+?)(?<!`)\1(?!`)")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^>\s]+>|<[\w.+-]+@[\w.-]+>")
TAG = re.compile(r"(?s)<!--.*?-->|</?[a-zA-Z!?][^>]*>?|<(?=[a-zA-Z/!?])")
# Attribute lists as Markdown has them, with an id, a class or a key; a lone {placeholder} is none of them.
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}|\{[^{}]*[#.=][^{}]*\}")
_TARGET = re.compile(r"\]\(\s*<?([^)\s>]*)[^)]*\)?")
_ADDRESS = re.compile(r"https?://\S+")
_LINK = re.compile(r"(?<=\])\([^)]*\)")
_ENTITY = re.compile(rf"&(?:#\d+|#[xX][\da-fA-F]+|{'|'.join(name for name in html5 if name.endswith(';'))})")
_PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[a-z]")
_STRONG = re.compile(r"\*\*|__")
_EMPHASIS = re.compile(r"(?<![*_\w])[*_](?![*_\s])|(?<![*_\s])[*_](?![*_\w])")

type Found = Counter[str]


def code(text: str) -> Found:
    """Return the pieces of code in a message."""
    return Counter(found[0] for found in _CODE.finditer(text))


def tags(text: str) -> Found:
    """Return the HTML tags in a message, outside its code."""
    return Counter(TAG.findall(_AUTOLINK.sub("", without_code(text))))


def attributes(text: str) -> Found:
    """Return the attribute lists in a message, outside its code."""
    return Counter(_ATTRIBUTES.findall(without_code(text)))


def targets(text: str) -> Found:
    """Return where the links and pictures of a message lead."""
    bare = without_code(text)
    return Counter([*_TARGET.findall(bare), *_AUTOLINK.findall(bare)])


def without_code(text: str) -> str:
    """Return a message without its code."""
    return _CODE.sub("", text)


def placeholders(text: str) -> Found:
    """Return the placeholders of a message, of Python's and of gettext's kind."""
    return Counter(_PLACEHOLDER.findall(text))


def emphasis(text: str) -> Found:
    """Return how often a message opens or closes strong and weak emphasis."""
    bare = _ATTRIBUTES.sub("", _PLACEHOLDER.sub("", _TARGET.sub("]", without_code(text))))
    return Counter({"**": len(_STRONG.findall(bare)), "*": len(_EMPHASIS.findall(_STRONG.sub(" ", bare)))})


def words(text: str) -> str:
    """Return what is written for readers: all else stands as NUL, so that its length stays."""
    for kind in (_CODE, _AUTOLINK, TAG, _ATTRIBUTES, _PLACEHOLDER, _LINK, _ADDRESS):
        text = kind.sub(_blank, text)
    # The ; of an entity is no sign of the sentence; the space that it may be is one.
    return _ENTITY.sub(lambda found: unescape(found[0])[:1].rjust(len(found[0]), "\0"), text)


def listed(found: Found) -> str:
    """Return what was found as words of a sentence."""
    return ", ".join(sorted(found)) or "none"


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])
