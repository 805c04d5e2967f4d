"""Nesting in lists: Microsoft indents as far as an item's text, Python-Markdown by four spaces."""

import re
from dataclasses import dataclass

from builder.learn.lines import Line, with_code

_TAB = 4
_ITEM = re.compile(r" *(?P<marker>[*+-]|\d+[.)])(?P<gap> +)\S")
# What else holds indented text: tabs, admonitions, definitions, footnotes.
_HOLDER = re.compile(r' *(?:={3}[+!]* +"|[!?]{3}\+? |: {3}|\[\^[^\]]+\]:)')
_QUOTE = re.compile(r"(?P<prefix> *> ?)(?P<text>.*)")
_OF_AN_ITEM = 3


@dataclass(frozen=True, slots=True)
class _Open:
    """What the next lines may belong to: from which column on, and where that column goes."""

    column: int
    becomes: int


def renested(lines: list[Line]) -> list[Line]:
    """Return a page's lines with all that lists hold indented by four spaces for each level."""
    result: list[Line] = []
    around: list[_Open] = []
    shift = 0  # of the block of code that we are in
    start = 0  # where the text since the last empty line starts
    was_code = was_quote = False
    for line, code in with_code(_with_quotes(lines)):
        if line.blank or (code and was_code):
            result.append(line if line.blank else _moved(line, shift))
            was_code, was_quote = code, False
            continue
        while around and line.indent < around[-1].column:
            around.pop()
        indent = _indent(line, around)
        shift = indent - line.indent
        opened = [] if code or line.indent - (around[-1].column if around else 0) >= _TAB else _opened(line, indent)
        quote = line.text.lstrip(" ").startswith(">")
        after_text = bool(result) and not result[-1].blank
        # Python-Markdown sees none of these where no empty line stands before it.
        inside = around and (code or was_code or (quote and not was_quote))
        if after_text and (inside or (opened and (indent < start or was_quote))):
            result.append(line.saying(""))
            after_text = False
        start = start if after_text else indent
        result.append(_moved(line, shift))
        around += opened
        was_code, was_quote = code, quote
    return result


def _indent(line: Line, around: list[_Open]) -> int:
    if not around:
        return line.indent
    # Four spaces more are code; fewer are a slip, or Python-Markdown's way to indent by four.
    return around[-1].becomes + (line.indent - around[-1].column) // _TAB * _TAB


def _opened(line: Line, indent: int) -> list[_Open]:
    if found := _ITEM.match(line.text):
        text = len(found["marker"]) + min(len(found["gap"]), _TAB)
        return [_Open(line.indent + min(text, _OF_AN_ITEM), indent + _TAB)]
    return [_Open(line.indent + _TAB, indent + _TAB)] if _HOLDER.match(line.text) else []


def _moved(line: Line, by: int) -> Line:
    return line.saying(" " * max(0, line.indent + by) + line.text.lstrip(" "))


def _with_quotes(lines: list[Line]) -> list[Line]:
    """Return the lines with those lists mended that stand in quotations and callouts."""
    result: list[Line] = []
    quoted: list[tuple[str, Line]] = []

    def close() -> None:
        inner = renested([line for _, line in quoted]) if quoted else []
        result.extend(line.saying(prefix + line.text) for (prefix, _), line in zip(quoted, inner, strict=True))
        quoted.clear()

    for line, code in with_code(lines):
        if not code and (found := _QUOTE.fullmatch(line.text)):
            quoted.append((found["prefix"], line.saying(found["text"])))
        else:
            close()
            result.append(line)
    close()
    return result
