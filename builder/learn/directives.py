"""Microsoft's pictures and videos, `:::image …:::` and `[!VIDEO …]`, as ordinary Markdown."""

import re
from collections.abc import Iterator
from html import unescape

from builder.learn.lines import CODE, Line, with_code

_DIRECTIVE = re.compile(
    rf"(?i){CODE}"
    r"|:::image(?P<end>-end)? *(?P<attributes>(?:[\w-]+=\"[^\"]*\" *)*):::"
    r"|\[!VIDEO +(?P<video>[^\]\s]+)(?: +\"(?P<title>[^\"]+)\")? *\]"
)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_MALFORMED = re.compile(r"(?i):::image|\[!VIDEO\b")
# A video stands in a quotation only because Microsoft's own renderer wants it so.
_QUOTED_VIDEO = re.compile(r"(?i)^( *)> *(?=\[!VIDEO )")
_WATCH = "Watch the video"


def replaced(lines: list[Line]) -> Iterator[Line]:
    """Yield a page's lines with its pictures and videos as Markdown has them.

    A video becomes a link: a player would call its host before anybody wants to watch. The description of a
    complex picture becomes a text below it, for everybody to read.

    Raises:
        SourceError: a directive lacks something.
    """
    complex_picture: Line | None = None
    for line, code in with_code(lines):
        if code:
            yield line
            continue
        opens = False
        made, position = "", 0
        text = _QUOTED_VIDEO.sub(r"\1", line.text)
        for found in _DIRECTIVE.finditer(text):
            made += _plain(line, text[position : found.start()])
            position = found.end()
            if found["end"]:
                if complex_picture is None:
                    raise line.error(':::image-end::: has no :::image type="complex" …::: before it')
                complex_picture = None
            elif found["attributes"] is not None:
                attributes = dict(_ATTRIBUTE.findall(found["attributes"]))
                made += _picture(line, attributes)
                opens = attributes.get("type") == "complex"
            else:
                made += found[0] if found["ticks"] else f"[{found['title'] or _WATCH}]({found['video']})"
        yield line.saying(made + _plain(line, text[position:]))
        if opens:
            complex_picture = line
            yield line.saying("")
    if complex_picture:
        raise complex_picture.error("this picture’s description needs :::image-end::: at its end")


def _plain(line: Line, text: str) -> str:
    """Return what stands beside the directives, where none may be left: readers would see it."""
    if found := _MALFORMED.search(text):
        wanted = ':::image source="…" alt-text="…":::' if found[0].startswith(":") else "[!VIDEO https://…]"
        raise line.error(f"“{text[found.start() :].strip()}” can’t be read: write {wanted} on one line")
    return text


def _picture(line: Line, attributes: dict[str, str]) -> str:
    source, alternative = attributes.get("source", ""), unescape(attributes.get("alt-text", ""))
    if not source or not (alternative or attributes.get("type") == "icon"):
        raise line.error('a picture needs source="…" and alt-text="…", what it says to those who can’t see it')
    alternative = re.sub(r"([\[\]\\])", r"\\\1", alternative)
    picture = f"![{alternative}]({source})"
    return f"[{picture}]({attributes['lightbox']})" if attributes.get("lightbox") else picture
