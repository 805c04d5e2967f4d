"""What Markdown hands on as it stands: HTML of the author's own, and what abbreviations stand for.

Such HTML is no message: where its page is read in another language, each block of it says its own (WCAG
3.1.2). `<div markdown>` is read as Markdown, and localised like all else.
"""

import re
from html import escape

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from builder.context import PageContext
from builder.fallback import attributes

# What no reader hears: code is in no language, and a comment is not printed.
_OPAQUE = frozenset(("pre", "code", "script", "style", "math", "svg"))
_OPENING = re.compile(r"\s*<(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^>]*>)")


def register(md: Markdown, context: PageContext) -> None:
    """Let raw HTML say its language, for the page that is being built."""
    raw = _RawHtml(md, context)
    # Code in fences (25) is stashed as HTML, too: only what is stashed later (20) was HTML in the page.
    md.preprocessors.register(_Before(raw), "before raw html", 22)
    md.preprocessors.register(raw, "raw html", 19)


class _RawHtml(Preprocessor):
    def __init__(self, md: Markdown, context: PageContext) -> None:
        super().__init__(md)
        self.context = context
        self.first = 0

    def run(self, lines: list[str]) -> list[str]:
        blocks = self.md.htmlStash.rawHtmlBlocks
        spoken = attributes(self.context.source_locale, self.context.locale)
        said = "".join(f' {name}="{escape(value)}"' for name, value in spoken.items())
        for number, block in enumerate(blocks):
            if said and number >= self.first and isinstance(block, str):
                blocks[number] = _saying(block, said)
        return lines


class _Before(Preprocessor):
    def __init__(self, raw: _RawHtml) -> None:
        super().__init__(raw.md)
        self.raw = raw

    def run(self, lines: list[str]) -> list[str]:
        self.raw.first = len(self.raw.md.htmlStash.rawHtmlBlocks)
        return lines


def _saying(block: str, said: str) -> str:
    """Return a block of HTML whose outermost element says its language, unless its author did."""
    opening = _OPENING.match(block)
    if opening is None or opening["name"].lower() in _OPAQUE or re.search(r"\slang=", opening["rest"]):
        return block
    return block[: opening.end("name")] + said + block[opening.end("name") :]


def translate_abbreviations(md: Markdown, context: PageContext) -> None:
    """Translate what the page's abbreviations stand for: `*[CSP]: Cloud Solution Provider`."""
    if "abbr" not in md.treeprocessors:
        return
    meanings: dict[str, str] = md.treeprocessors["abbr"].abbrs  # type: ignore[attr-defined]
    for short, message in meanings.items():
        meanings[short] = context.translate_marked(message, "abbr")
