"""Microsoft's own Markdown, as its Learn pages have it: what Python-Markdown lacks of it becomes what it knows.

Pictures, videos, files to include, tabs, and lists that nest by three spaces. All of it is done to the page's
text, line by line and before anything else reads it, so that their texts are messages like all others.
"""

from pathlib import Path

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from mkdocs.utils.meta import get_data

from builder.context import PageContext, without_notes
from builder.learn import directives, includes, lists, tabs
from builder.learn.lines import Line

# After white space was made alike (30), before fenced code is taken out (25).
_PRIORITY = 29


class LearnExtension(Extension):
    """Python-Markdown extension; ``context`` is set anew for every page."""

    def __init__(self) -> None:
        super().__init__()
        self.context: PageContext | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the preprocessor for the page that is being built."""
        if self.context is not None:
            md.preprocessors.register(_Learn(md, self.context), "learn", _PRIORITY)


class _Learn(Preprocessor):
    def __init__(self, md: Markdown, context: PageContext) -> None:
        super().__init__(md)
        self.context = context

    def run(self, lines: list[str]) -> list[str]:
        read = as_read("\n".join(lines), self.context.file, front_lines(self.context.source))
        return without_notes("\n".join(line.text for line in read)).split("\n")


def front_lines(source: str) -> int:
    """Return how many lines of a page's source stand before its text."""
    return source.count("\n", 0, len(source) - len(get_data(source)[0]))


def as_read(text: str, file: Path, before: int) -> list[Line]:
    """Return a page's text in the Markdown that is built and extracted, with the line of each line in its source.

    Args:
        text: The text without front matter.
        file: The page.
        before: How many lines stand before the text.

    Raises:
        SourceError: a directive lacks something.
    """
    lines = [Line(words, file, number, number) for number, words in enumerate(text.split("\n"), before + 1)]
    lines = list(directives.replaced(list(includes.included(lines, (file.resolve(),)))))
    return tabs.tabbed(lists.renested(lines))
