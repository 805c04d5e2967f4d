"""What gettext's own ``msgfmt --check`` and translate-toolkit's ``pofilter`` say about a PO file."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache

from translate.filters import checks as toolkit
from translate.storage import pypo

from builder import gettext_tools, locales
from builder.checks.entries import PoFile, Problem, Text

_SAID = re.compile(r"(?m)^[^\n]+?\.po:(?P<line>\d+)(?::\d+)?: (?P<message>.+)$")
# The repair for what msgfmt only states.
_REPAIRS = {
    "duplicate message definition": "keep one of the two messages",
    "first definition": "keep one of the two messages",
    "begin with": "start both with a line break, or neither",
    "end with": "end both with a line break, or neither",
    "header field": "fill the field in, as the other PO files of the language do",
    "format": "put the source's placeholders in, unchanged",
    "missing 'msgstr'": "add the line msgstr, with the translation",
    "missing 'msgid'": "add the line msgid, with the source, or take the stray lines out",
    "end-of-line within string": "close the text with a quotation mark",
    "keyword": "take out what is no part of a message, or start it with #",
}
# What pofilter asks for and good translations don't do, or another check of ours asks for more exactly.
_LEFT_OUT = {
    "accelerators": "no message is a menu's",
    "acronyms": "“IP service” is spelled out in French; the glossary knows our acronyms",
    "brackets": "French gives the English name of a thing in brackets; links have their own check",
    "doublequoting": "takes the English apostrophe for a quotation mark",
    "isfuzzy": "asked for before a release",
    "puncspacing": "counts spaces, which other sentences have elsewhere; see typography",
    "numbers": "knows one language's figures; see typography",
    "sentencecount": "a translator may divide a sentence",
    "simplecaps": "English writes more capitals",
    "startcaps": "languages start sentences with other words",
    "startpunc": "languages start sentences with other words",
    "unchanged": "names and single words are the same in many languages",
    "untranslated": "a missing translation is shown in the source's language, and listed by `make translations`",
}
# pofilter knows one no-break space; which of the two belongs where is for typography to say.
_SPACES = str.maketrans("\u202f", "\u00a0")


def msgfmt(file: PoFile) -> Iterator[Problem]:
    """Yield what gettext's own compiler refuses or warns of."""
    command = [gettext_tools.msgfmt(), "--check", "--output-file=/dev/null", str(file.file)]
    done = subprocess.run(command, capture_output=True, check=False, env={"LC_ALL": "C.UTF-8"})
    for found in _SAID.finditer(done.stderr.decode(errors="replace")):
        repair = next((repair for words, repair in _REPAIRS.items() if words in found["message"]), "")
        message = f"{found['message'].strip('.')}{': ' if repair else ''}{repair} [msgfmt]"
        yield Problem(file.file, int(found["line"]), message)


def pofilter(text: Text) -> Iterator[tuple[str, str]]:
    """Yield the names of translate-toolkit's checks that a text fails, and what they say."""
    unit = pypo.pounit(text.source.translate(_SPACES))
    unit.target = text.translated.translate(_SPACES)
    failures = _checker(locales.cldr(text.locale).language).run_filters(unit)
    for name, failure in failures.items():
        if name not in _LEFT_OUT:
            yield name, f"{str(failure).rstrip('.')}: repair it, or say why not in a note, # ignore-{name}: …"


@cache
def _checker(language: str) -> toolkit.TeeChecker:
    config = toolkit.CheckerConfig(targetlanguage=language)
    return toolkit.TeeChecker(
        config,
        excludefilters=dict.fromkeys(_LEFT_OUT),
        checkerclasses=[toolkit.StandardChecker, toolkit.StandardUnitChecker],
    )
