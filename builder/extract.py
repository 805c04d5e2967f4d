"""Babel extraction methods: messages of pages and of mkdocs.yml, as Babel finds those of Python and Jinja.

Pages go through the same tree processor that will translate them, so what is extracted is what is
looked up.
"""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data

from builder.blocks import GuideBlocks
from builder.context import PageContext
from builder.errors import ROOT
from builder.learn import LearnExtension, as_read, front_lines
from builder.links import LinksExtension
from builder.locales import SOURCE_LOCALE
from builder.localise import LocaliseExtension

CONFIG = ROOT / "mkdocs.yml"
# The titles that pymdownx.quotes gives to callouts which have none of their own.
CALLOUT_TITLES = ("Note", "Tip", "Important", "Warning", "Caution")
_FRONT_MATTER = ("title", "description")
_PLACES = {
    "title": "title in the navigation",
    "description": "description for search engines",
    "p": "paragraph",
    "li": "list item",
    "td": "table cell",
    "th": "table heading",
    "dt": "term",
    "dd": "definition",
    "label": "tab",
    "abbr": "what an abbreviation stands for",
}
_HEADING = re.compile(r"h([1-6])")
# What the author tells translators: a comment in the page, or a line above a line of YAML.
_NOTE = re.compile(r"(?s)<!--\s*Translators:\s*(?P<page>.*?)\s*-->|(?m:^\s*#\s*Translators:\s*(?P<yaml>.+?)\s*$)")
_SETTINGS = re.compile(r"^(?:site_name|site_description|copyright|\s+name): (?P<text>.+)$")

# What Babel wants of each message: line, function name, message, comments.
type Extracted = tuple[int, str, str, list[str]]


class _Recorder(PageContext):
    """A context that keeps each message with the headings above it, in the order of the page."""

    def __init__(self, file: Path, source: str, source_locale: str) -> None:
        super().__init__(source_locale, source_locale, file, source, Catalog(), Catalog())
        self.found: list[tuple[str, str]] = []
        self._headings: dict[int, str] = {}

    def translate(self, message: str, tag: str) -> str | None:
        place = _PLACES.get(tag, "")
        if heading := _HEADING.fullmatch(tag):
            level = int(heading[1])
            self._headings = {above: text for above, text in self._headings.items() if above < level}
            self._headings[level] = message
            place = f"heading {level}"
        path = " › ".join(self._headings[level] for level in sorted(self._headings) if level > 1)
        self.found.append((message, " – ".join(part for part in (path, place) if part)))
        return message


def extract_markdown(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: dict[str, str]
) -> Iterator[Extracted]:
    """Yield the messages of a page; as comments, the headings they stand under and the author's notes."""
    del keywords, comment_tags, options
    file = Path(fileobj.name)
    source = fileobj.read().decode("utf-8-sig")
    text, meta = get_data(source)
    recorder = _Recorder(file, source, str(meta.get("lang", SOURCE_LOCALE)))
    for name in _FRONT_MATTER:
        if isinstance(value := meta.get(name), str):
            recorder.translate(value, name)
    _markdown(recorder).convert(text)
    before = front_lines(source)
    lines = as_read(text, file, before)
    # The front matter as it is, the text as it was converted, and the lines that both have in the source.
    front = source[: len(source) - len(text)]
    read = front + "\n".join(line.text for line in lines)
    numbers = [*range(1, before + 1), *(line.number for line in lines)]
    position, body = 0, len(front)
    # In the text itself, # starts a heading.
    notes = [note for note in _NOTE.finditer(read) if note["page"] or note.end() <= body]
    # As long as what was read, but no message is found in a note.
    searched = _NOTE.sub(lambda note: re.sub("[^\n]", " ", note[0]) if note["page"] else note[0], read)
    for message, comment in recorder.found:
        if comment not in (_PLACES["title"], _PLACES["description"]):
            position = max(position, body)
        # Words of the message, however the source wraps its lines.
        words = re.compile(r"\s+".join(re.escape(word) for word in message.split()[:4]))
        # The titles of tabs come before what all the tabs hold.
        if found := words.search(searched, position) or words.search(searched, body):
            position = found.start()
        comments = [comment] if comment else []
        while notes and notes[0].end() <= position:
            note = notes.pop(0)
            comments.append(_joined(note["page"] or note["yaml"]))
        yield numbers[read.count("\n", 0, position)], "", message, comments
        position = found.end() if found else position


def extract_settings(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: dict[str, str]
) -> Iterator[Extracted]:
    """Yield the words of mkdocs.yml that readers see."""
    del keywords, comment_tags, options
    comments: list[str] = []
    for number, line in enumerate(fileobj.read().decode().splitlines(), 1):
        if note := _NOTE.fullmatch(line):
            comments.append(_joined(note["yaml"]))
            continue
        # The theme's own name is a setting, not a word.
        if (found := _SETTINGS.match(line)) and found["text"] != "material":
            yield number, "", found["text"], comments
        comments = []


def _joined(note: str) -> str:
    return " ".join(note.split())


def _markdown(recorder: _Recorder) -> Markdown:
    # The guide's plugin is not started: only the Markdown extensions of mkdocs.yml are wanted.
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(str(CONFIG))
    extensions: list[Any] = [LearnExtension(), GuideBlocks(), LinksExtension(), LocaliseExtension()]
    for extension in extensions:
        extension.context = recorder
    return Markdown(
        extensions=[*config.markdown_extensions, *extensions],
        extension_configs=config.mdx_configs,
    )
