"""How a message comes out of Markdown, wherever on a page it may stand.

What looks harmless in a PO file need not be so on the page, and the other way round: Markdown is asked,
with the extensions of ``mkdocs.yml``.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from mkdocs.utils.yaml import yaml_load

from builder.errors import ROOT

# Attribute lists mean other things in headings, cells and paragraphs.
_PLACES = ("p", "h2", "li", "td", "dt", "dd", "label")
_TARGETS = frozenset(("action", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href"))
# Browsers pass over these in an address: ``java\tscript:`` runs.
UNSEEN = re.compile(r"[\s\x00-\x20\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The HTML of a message, counted over all the places where it may stand.

    Attributes:
        tags: Names of elements; what a comment or the like says, after ``!``.
        attributes: Names of attributes, with that of their element.
        targets: Where links, pictures and the like lead, as a browser reads it.
    """

    tags: Counter[str] = field(default_factory=Counter)
    attributes: Counter[tuple[str, str]] = field(default_factory=Counter)
    targets: Counter[str] = field(default_factory=Counter)


@cache
def rendered(text: str) -> Rendered:
    """Return what becomes of a message."""
    markdown = _markdown().reset()
    root = Element("div")
    for tag in _PLACES:
        # As the localiser hands it to Markdown.
        SubElement(root, tag).text = text.replace("\n", "  \n")
    for name in ("inline", "attr_list", "unescape"):
        markdown.treeprocessors[name].run(root)
    html = "".join(markdown.serializer(block) for block in root)
    for processor in markdown.postprocessors:
        html = processor.run(html)
    return _read(html)


def _read(html: str) -> Rendered:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.found.tags.subtract(_PLACES)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Rendered()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.tags[tag] += 1
        for name, value in attrs:
            self.found.attributes[tag, name] += 1
            if name in _TARGETS:
                self.found.targets[UNSEEN.sub("", value or "")] += 1

    def handle_comment(self, data: str) -> None:
        self.found.tags[f"!{data}"] += 1

    def handle_decl(self, decl: str) -> None:
        self.found.tags[f"!{decl}"] += 1

    def unknown_decl(self, data: str) -> None:
        self.found.tags[f"!{data}"] += 1

    def handle_pi(self, data: str) -> None:
        self.found.tags[f"!{data}"] += 1


@cache
def _markdown() -> Markdown:
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        wanted: list[str | dict[str, Any]] = yaml_load(file)["markdown_extensions"]
    options = {name: values or {} for one in wanted if isinstance(one, dict) for name, values in one.items()}
    names = [one if isinstance(one, str) else next(iter(one)) for one in wanted]
    return Markdown(extensions=names, extension_configs=options)
