"""Translates a page block by block, before Markdown looks inside the blocks.

At that stage a paragraph, list item, table cell, heading or title still is its raw inline Markdown:
one message, as a translator wants it. Ids stay those of the source, so that links hold in every
language. A block without a translation keeps its text and gets its ``lang`` (WCAG 3.1.2).
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.extensions.toc import render_inner_html, strip_tags, unique
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from builder import unparsed
from builder.context import PageContext
from builder.fallback import attributes
from builder.locales import SOURCE_LOCALE

# After the processors that shape blocks (task lists, 25), before the inline ones (20).
_PRIORITY = 24
_HEADING = re.compile("h[1-6]")
_OPAQUE = frozenset(("pre", "code", "script", "style", "math", "svg"))
# What stands around a message without being part of it: stashed HTML, and a heading's own attributes.
_STASH = "\x02[^\x03]*\x03"
_AROUND = re.compile(rf"(?s)(?P<before>(?:{_STASH}|\s)*)(?P<message>.*?)(?P<after>(?:\s*{_STASH})*\s*)\Z")
_ATTRIBUTES = re.compile(r"(?s)(.*?)([ \t]+\{:?[^{}\n]*\}[ \t]*)\Z")
_ID_IN_ATTRIBUTES = re.compile(r"#([\w:.-]+)")
# Microsoft's own way to give a heading an id.
_NAMED_ANCHOR = re.compile(r"""<a\s+(?:name|id)=["']([^"']+)["']\s*>\s*</a>|<a\s+(?:name|id)=["']([^"']+)["']\s*/>""")

type Slugify = Callable[[str, str], str]


class LocaliseExtension(Extension):
    """Python-Markdown extension; ``context`` is set anew for every page."""

    def __init__(self) -> None:
        super().__init__()
        self.context: PageContext | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the tree processor for the page that is being built."""
        if self.context is not None:
            md.treeprocessors.register(_Localiser(md, self.context), "localise", _PRIORITY)
            unparsed.register(md, self.context)


class _Localiser(Treeprocessor):
    def __init__(self, md: Markdown, context: PageContext) -> None:
        super().__init__(md)
        self.md: Markdown = md
        self.context = context
        self._ids: set[str] = set()

    def run(self, root: Element) -> None:
        self._ids = {id_ for element in root.iter() if (id_ := element.get("id"))}
        self._visit(root, self.context.locale)
        unparsed.translate_abbreviations(self.md, self.context)

    def _visit(self, element: Element, lang: str) -> None:
        """Translate an element's own text, then what it holds; ``lang`` is what its parent speaks."""
        if element.tag in _OPAQUE:
            return
        if _is_message(element.text):
            lang = self._translate_text(element, lang)
        for child in list(element):
            if _is_callout_title(element, child):
                self._translate_callout_title(child)
            else:
                self._visit(child, lang)
            if _is_message(child.tail):
                child.tail = self._translate_tail(element, child, lang)

    def _translate_text(self, element: Element, lang: str) -> str:
        text = element.text or ""
        if _HEADING.fullmatch(element.tag):
            text = self._keep_id(element, text)
        before, message, after = _split(text, heading=bool(_HEADING.fullmatch(element.tag)))
        translated = self.context.translate(message, element.tag)
        spoken = self.context.source_locale if translated is None else self.context.locale
        element.attrib |= attributes(spoken, lang) | self.context.key(message)
        if translated is None and "id" in element.attrib:
            self.context.untranslated_ids.add(element.attrib["id"])
        element.text = before + _with_breaks(translated or message) + after
        return spoken

    def _translate_tail(self, parent: Element, child: Element, lang: str) -> str:
        before, message, after = _split(child.tail or "", heading=False)
        translated = self.context.translate(message, parent.tag)
        key = self.context.key(message)
        if not key and (translated is not None or lang == self.context.source_locale):
            return before + _with_breaks(translated or message) + after
        spoken = self.context.source_locale if translated is None else self.context.locale
        span = Element("span", attributes(spoken, lang) | key)
        span.text = _with_breaks(translated or message)
        span.tail = after
        parent.insert(list(parent).index(child) + 1, span)
        return before

    def _translate_callout_title(self, title: Element) -> None:
        title.attrib |= self.context.key(title.text or "", shared=True)
        translated = self.context.translate_shared(title.text or "")
        if translated is None:
            title.attrib |= attributes(SOURCE_LOCALE, self.context.locale)
        else:
            title.text = translated

    def _keep_id(self, heading: Element, text: str) -> str:
        """Give a heading the id of its source text; return the text without an anchor written in it."""
        if anchor := _NAMED_ANCHOR.search(text):
            text = _NAMED_ANCHOR.sub("", text).strip()
            heading.set("id", anchor[1] or anchor[2])
        elif attributes := _ATTRIBUTES.fullmatch(text):
            # The attributes' own processor will set it; we only must not take it for a message.
            if found := _ID_IN_ATTRIBUTES.search(attributes[2]):
                self._ids.add(found[1])
                return text
            text = text.strip()
        if "id" not in heading.attrib:
            heading.set("id", self._slug(text))
        self._ids.add(heading.attrib["id"])
        return text

    def _slug(self, text: str) -> str:
        """Return the id that the table of contents would make, had the text not been translated."""
        copy = Element("div")
        SubElement(copy, "h1").text = _split(text, heading=True)[1]
        self.md.treeprocessors["inline"].run(copy)
        toc = self.md.treeprocessors["toc"]
        name = strip_tags(render_inner_html(copy[0], self.md))
        return unique(toc.slugify(name, toc.sep), self._ids)  # type: ignore[attr-defined]


def _is_message(text: str | None) -> bool:
    """Tell whether a text is raw Markdown with something in it besides stashed HTML."""
    if not text or isinstance(text, AtomicString):
        return False
    return bool(re.sub(_STASH, "", text).strip())


def _is_callout_title(parent: Element, child: Element) -> bool:
    """Tell whether ``child`` is a callout's title that the author left to the callout's kind."""
    kind = parent.get("data-alert")
    return bool(kind) and child is parent[0] and child.text == str(kind).split()[0].title()


def _split(text: str, *, heading: bool) -> tuple[str, str, str]:
    """Cut a block's text into what stands before its message, the message, and what stands after."""
    found = _AROUND.fullmatch(text)
    if found is None:
        return "", text, ""
    message, after = found["message"], found["after"]
    if heading and (attributes := _ATTRIBUTES.fullmatch(message)):
        message, after = attributes[1], attributes[2] + after
    return found["before"], _unwrapped(message), after


def _unwrapped(text: str) -> str:
    """Join the lines of a block, so that wrapping the source anew changes no message.

    Line breaks that the author asked for (two spaces or a backslash at the end) stay, as line breaks.
    """
    joined, hard = "", False
    for line in text.split("\n"):
        words = line.strip().removesuffix("\\").rstrip()
        joined += ("\n" if hard else " ") * bool(joined) + words
        hard = line.endswith(("  ", "\\"))
    return joined


def _with_breaks(message: str) -> str:
    """Write the line breaks of a message as Markdown does."""
    return message.replace("\n", "  \n")
