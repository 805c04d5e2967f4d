"""The agreed terms: locales/glossary.csv.

One row for each term and locale: ``term,locale,translation,never,note``. Several forms of a term, or
several translations that are all right, are divided by ``|``. A word matches with up to two more letters at
its end, as plurals have them.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from builder import locales, markup
from builder.checks.entries import Text
from builder.errors import SourceError

_COLUMNS = ["term", "locale", "translation", "never", "note"]
_SPACE = r"[\s\u00a0\u202f]+"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the source, and what it is called in one locale."""

    words: str
    source: re.Pattern[str]
    translations: tuple[str, ...]
    wanted: re.Pattern[str]
    never: re.Pattern[str] | None


def terms_used(text: Text) -> Iterator[str]:
    """Where the source uses an agreed term, the translation uses the agreed word for it."""
    source, translated = markup.words(text.source), markup.words(text.translated)
    for term in terms(text.locale):
        # Longer terms come first and are taken out, or “support plan” would also ask for “plan”.
        source, count = term.source.subn(" ", source)
        if not count:
            continue
        if not term.wanted.search(translated):
            yield f"“{term.words}” is “{'” or “'.join(term.translations)}” in the glossary: use it"
        if term.never and (found := term.never.search(translated)):
            yield f"“{found[0]}” is not used for “{term.words}”: write “{term.translations[0]}”"


def without_terms(source: str, locale: str) -> str:
    """Return a source text without the glossary's terms that hold figures, as “trailing 12 months” does."""
    for term in terms(locale):
        if any(character.isdigit() for character in term.words):
            source = term.source.sub(" ", source)
    return source


@cache
def terms(locale: str) -> tuple[Term, ...]:
    """Return a locale's terms, the longest first.

    Raises:
        SourceError: the glossary has other columns, or a row lacks something.
    """
    file = locales.LOCALES / "glossary.csv"
    found = []
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = csv.DictReader(opened)
        if rows.fieldnames != _COLUMNS:
            raise SourceError(file, 1, f"the columns have to be: {','.join(_COLUMNS)}")
        for row in rows:
            if None in row or not all(row[name] for name in ("term", "locale", "translation")):
                raise SourceError(file, rows.line_num, f"give a term, a locale and a translation: {','.join(_COLUMNS)}")
            if row["locale"] == locale:
                found.append(_term(row))
    return tuple(sorted(found, key=lambda term: -len(term.words)))


def _term(row: dict[str, str]) -> Term:
    sources, translations, never = (_parts(row[name] or "") for name in ("term", "translation", "never"))
    return Term(
        words=sources[0],
        source=_pattern(sources, r"(?:s|es)?"),
        translations=translations,
        wanted=_pattern(translations, r"\w{0,2}"),
        never=_pattern(never, "") if never else None,
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _pattern(parts: tuple[str, ...], ending: str) -> re.Pattern[str]:
    """Return what finds one of several phrases, in whichever case, its words with an ending."""
    phrases = [_SPACE.join(_word(word, ending) for word in part.split()) for part in parts]
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(phrases)})(?!\w)")


def _word(word: str, ending: str) -> str:
    escaped = re.escape(word).replace("'", "’").replace("’", "['’]")
    return escaped + ending if word[-1].isalpha() else escaped
