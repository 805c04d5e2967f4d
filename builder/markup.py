"""What a message holds besides words: links, code, HTML, attributes, placeholders.

A translation has to keep all of it; `builder.checks` points at what differs. What it may never add is
HTML, attributes or a link that runs a script: those no catalogue is read with.
"""

import html
import re
from collections import Counter

# As Python-Markdown finds code: as many backticks at the end as at the start, none of them escaped.
_CODE = re.compile(r"(?s)(?<!\\)(`+)(.+?)(?<!`)\1(?!`)")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^>\s]+>|<[\w.+-]+@[\w.-]+>")
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z!][^>]*>?|<(?=[a-zA-Z/!])")
# Attribute lists as Markdown has them, with an id, a class or a key; a lone {placeholder} is none of them.
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}|\{[^{}]*[#.=][^{}]*\}")
# What would end an attribute of a template and start another: a quotation mark, and later a name with =.
_BREAKOUT = re.compile(r"""(?<=["'])[^"'<>]*?([\w-]+)\s*=""")
_TARGET = re.compile(r"\]\(\s*<?([^)\s>]*)[^)]*\)?")
_ADDRESS = re.compile(r"https?://\S+")
_LINK = re.compile(r"(?<=\])\([^)]*\)")
_SCHEME = re.compile(r"(?i)\s*([a-z][a-z0-9+.-]*):")
_SAFE_SCHEMES = frozenset(("http", "https", "mailto", "rule"))
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[a-z]")
_STRONG = re.compile(r"\*\*|__")
_EMPHASIS = re.compile(r"(?<![*_\w])[*_](?![*_\s])|(?<![*_\s])[*_](?![*_\w])")

type Found = Counter[str]


def code(text: str) -> Found:
    """Return the pieces of code in a message."""
    return Counter(found[0] for found in _CODE.finditer(text))


def tags(text: str) -> Found:
    """Return the HTML tags in a message, outside its code."""
    return _tags(_without_code(text))


def attributes(text: str) -> Found:
    """Return the attribute lists in a message, outside its code."""
    return Counter(_ATTRIBUTES.findall(_without_code(text)))


def targets(text: str) -> Found:
    """Return where the links and pictures of a message lead."""
    bare = _without_code(text)
    return Counter([*_TARGET.findall(bare), *_AUTOLINK.findall(bare)])


def placeholders(text: str) -> Found:
    """Return the placeholders of a message, of Python's and of gettext's kind."""
    return Counter(_PLACEHOLDER.findall(text))


def emphasis(text: str) -> Found:
    """Return how often a message opens or closes strong and weak emphasis."""
    bare = _ATTRIBUTES.sub("", _PLACEHOLDER.sub("", _TARGET.sub("]", _without_code(text))))
    return Counter({"**": len(_STRONG.findall(bare)), "*": len(_EMPHASIS.findall(_STRONG.sub(" ", bare)))})


def words(text: str) -> str:
    """Return what is written for readers: all else stands as NUL, so that its length stays."""
    for kind in (_CODE, _AUTOLINK, _TAG, _ATTRIBUTES, _PLACEHOLDER, _LINK, _ADDRESS):
        text = kind.sub(_blank, text)
    return text


def foreign(source: str, translated: str) -> str:
    """Return what a translation brings that is not a translator's to bring, as a sentence; empty if nothing."""
    if _CONTROL.search(translated):
        return "a translation can’t hold control characters: write the sentence anew"
    if not any(sign in translated for sign in "<{[="):
        return ""
    # Also with the code left in: what is code here may be none for whoever prints it.
    new_tags = (tags(translated) - tags(source)) + (_tags(translated) - _tags(source))
    new_attributes = attributes(translated) - attributes(source)
    new_attributes += Counter(_ATTRIBUTES.findall(translated)) - Counter(_ATTRIBUTES.findall(source))
    new_attributes += Counter(f"{name}=" for name in _BREAKOUT.findall(translated))
    new_attributes -= Counter(f"{name}=" for name in _BREAKOUT.findall(source))
    for name, more in (("HTML", new_tags), ("attributes", new_attributes)):
        if more:
            return f"a translation can’t bring {name} of its own: take {listed(more)} out"
    scripts = Counter(target for target in targets(translated) - targets(source) if _is_script(target))
    if scripts:
        return f"a translation can’t link to a script: take {listed(scripts)} out"
    return ""


def listed(found: Found) -> str:
    """Return what was found as words of a sentence."""
    return ", ".join(sorted(found)) or "none"


def _tags(text: str) -> Found:
    return Counter(_TAG.findall(_AUTOLINK.sub("", text)))


def _without_code(text: str) -> str:
    return _CODE.sub("", text)


def _is_script(target: str) -> bool:
    scheme = _SCHEME.match(html.unescape(target))
    return scheme is not None and scheme[1].lower() not in _SAFE_SCHEMES


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])
