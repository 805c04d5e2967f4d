"""Microsoft's tabs, `# [Title](#tab/id)`, as those of pymdownx.tabbed.

A group ends with `---`, or where a heading of its own or a higher level stands that is no tab.
"""

import re

from builder.learn.lines import Line, with_code

_TAB = re.compile(r"(?P<indent> *)(?P<level>#{1,6}) +\[(?P<title>.+)\]\(#tab/[^)\s]+\)[ #]*")
_HEADING = re.compile(r" *(?P<level>#{1,6}) +\S.*")
_END = re.compile(r" *-{3,} *")
_INDENT = "    "


def tabbed(lines: list[Line]) -> list[Line]:
    """Return a page's lines with its tabs as `=== "Title"` and what they hold indented."""
    result: list[Line] = []
    group: re.Match[str] | None = None
    after_blank = True
    for line, code in with_code(lines):
        if not code and (tab := _TAB.fullmatch(line.text)):
            # The mark ! starts a group of its own, even beside another.
            new = group is None or tab["indent"] != group["indent"]
            group = tab
            # Its message is the title alone: the line stays one line.
            result.append(line.saying(f'{tab["indent"]}==={"!" * new} "{tab["title"]}"'))
            after_blank = True
            continue
        if group and not code and _ends(line, group, after_blank=after_blank):
            group = None
            result.append(line.saying("") if _END.fullmatch(line.text) else line)
        else:
            result.append(line.saying(_INDENT + line.text) if group and not line.blank else line)
        after_blank = line.blank
    return result


def _ends(line: Line, group: re.Match[str], *, after_blank: bool) -> bool:
    if line.blank:
        return False
    if after_blank and _END.fullmatch(line.text):
        return True
    heading = _HEADING.fullmatch(line.text)
    return line.indent < len(group["indent"]) or bool(heading and len(heading["level"]) <= len(group["level"]))
