"""What a translation may never bring: HTML, attributes, or a link that runs a script.

Whoever translates writes sentences; a script in one is a mistake or an attack, and no catalogue is read
with it. The texts are compared as they stand and as Markdown renders them: templates print some of them raw.
"""

import re
from collections import Counter
from html import unescape

from builder import markup
from builder.rendered import UNSEEN, rendered

# Words of the theme and the calculator, which are plain text: templates print them, in attributes too.
PLAIN = frozenset(("calculator", "theme"))

# Also the private signs that mark a text's language until the page is printed (builder.fallback).
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]")
# What would end an attribute of a template and start another: a quotation mark, and later a name with =.
_BREAKOUT = re.compile(r"""(?<=["'])[^"'<>]*?([\w-]+)\s*=""")
_BRACES = re.compile(r"(?s)\{.*\}|\{\S*")
# A lone word in braces is text, save right behind what Markdown may give an attribute to.
_WORD_IN_BRACES = re.compile(r"(?<![\])*_`>])\{\w*\}")
_ENTITY = re.compile(r"&(?:#\w+|\w+);?")
_QUOTE = re.compile('"')
_PERCENT = re.compile(r"%\([^)\s]*\)?\S?")
_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.-]*):")
_SAFE_SCHEMES = frozenset(("http", "https", "mailto", "rule"))
# What Markdown makes of its own signs; each has a check that compares it.
_OF_MARKDOWN = frozenset(("a", "br", "code", "em", "strong"))
_OF_LINKS = frozenset((("a", "href"), ("a", "title"), ("img", "alt"), ("img", "src"), ("img", "title")))
# Without one of these signs Markdown makes neither tags nor attributes.
_SIGNS = re.compile(r"[<{\[=&%\"`*_\\!]")


def foreign(source: str, translated: str, domain: str) -> str:
    """Return what a translation brings that is not a translator's to bring, as a sentence; empty if nothing.

    Args:
        source: What was translated.
        translated: The translation, or one plural form of it.
        domain: ``theme``, ``calculator`` or ``pages/<page>``.
    """
    if _CONTROL.search(translated):
        return "a translation can’t hold control characters: write the sentence anew"
    if not _SIGNS.search(translated):
        return ""
    html, attributes = _html(source, translated), _attributes(source, translated)
    if domain in PLAIN:
        html += _entities(source, translated)
    if domain == "theme":
        # Its words are printed between quotation marks, and filled in by %.
        attributes += _new(_QUOTE, source, translated)
        attributes += Counter(set(_PERCENT.findall(translated)) - set(_PERCENT.findall(source)))
    wanted, found = (rendered(_filled(text, markup.placeholders(source))) for text in (source, translated))
    usual = frozenset() if domain in PLAIN else _OF_MARKDOWN
    html = html or Counter(tag for tag in found.tags - wanted.tags if tag not in usual)
    new = found.attributes - wanted.attributes
    attributes = attributes or Counter(f"{name}=" for tag, name in new if (tag, name) not in _OF_LINKS)
    for name, more in (("HTML", html), ("attributes", attributes)):
        if more:
            return f"a translation can’t bring {name} of its own: take {markup.listed(more)} out"
    targets = found.targets - wanted.targets | markup.targets(translated) - markup.targets(source)
    if scripts := Counter(target for target in targets if _is_script(target)):
        return f"a translation can’t link to a script: take {markup.listed(scripts)} out"
    return ""


def _html(source: str, translated: str) -> markup.Found:
    """Return new tags; also with the code left in: what is code here may be none for whoever prints it.

    And with entities decoded, as Jinja's filter ``striptags`` prints the title of a page. An address in angle
    brackets is a link to Markdown and a tag to templates: only the source's may stay.
    """
    bare = _new(markup.TAG, markup.without_code(source), markup.without_code(translated))
    return bare | _new(markup.TAG, source, translated) | _new(markup.TAG, unescape(source), unescape(translated))


def _attributes(source: str, translated: str) -> markup.Found:
    """Return what stands in braces that are not the source's, and what would end an attribute of a template."""
    left = translated
    for piece, count in (markup.code(source) + markup.attributes(source)).items():
        left = left.replace(piece, "\0", count)
    left = _WORD_IN_BRACES.sub("", _filled(left, markup.placeholders(source)))
    names = _new(_BREAKOUT, unescape(source), unescape(translated))
    return Counter(_BRACES.findall(left)) + Counter(f"{name}=" for name in names)


def _entities(source: str, translated: str) -> markup.Found:
    return Counter(found for found in _new(_ENTITY, source, translated) if unescape(found) != found)


def _filled(text: str, placeholders: markup.Found) -> str:
    for placeholder in placeholders:
        text = text.replace(placeholder, "…")
    return text


def _new(pattern: re.Pattern[str], source: str, translated: str) -> markup.Found:
    return Counter(pattern.findall(translated)) - Counter(pattern.findall(source))


def _is_script(target: str) -> bool:
    scheme = _SCHEME.match(UNSEEN.sub("", unescape(target)))
    return scheme is not None and scheme[1].lower() not in _SAFE_SCHEMES
