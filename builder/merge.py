"""Brings a PO file up to date with its template, as msgmerge does, and loses no translation.

Written with polib: Babel reads neither the previous text of a fuzzy message nor brings an obsolete one back.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import Any

import polib
from babel import Locale
from babel.messages.catalog import Catalog

from builder import po_entries

# As msgmerge: below this two texts have nothing to do with each other.
_CLOSE = 0.6
# The width at which gettext, Poedit and Weblate write, so that files differ where messages do.
WIDTH = 79

type Memory = Mapping[po_entries.Key, polib.POEntry]


def template(catalogue: Catalog) -> polib.POFile:
    """Return extracted messages as a POT file."""
    pot = polib.POFile(wrapwidth=WIDTH, check_for_duplicates=False)
    pot.metadata = {"Project-Id-Version": "csp-guide", "MIME-Version": "1.0"}
    pot.metadata |= {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    pot.header = "Messages of csp-guide. Written by `make messages`; translate the PO files, not this."
    pot.extend(po_entries.extracted(message) for message in catalogue if message.id)
    return pot


def new(locale: Locale) -> polib.POFile:
    """Return a PO file without messages, its header filled in for a locale."""
    po = polib.POFile(wrapwidth=WIDTH, check_for_duplicates=False)
    po.header = "Translations of csp-guide, under the licence of the project."
    plural_forms = Catalog(locale=locale).plural_forms
    now = datetime.now(UTC)
    po.metadata = {
        "Project-Id-Version": "csp-guide",
        "Report-Msgid-Bugs-To": "see CONTRIBUTING.md",
        "PO-Revision-Date": f"{now:%Y-%m-%d %H:%M%z}",
        "Last-Translator": "csp-guide contributors",
        "Language-Team": "csp-guide contributors",
        "Language": str(locale),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
    }
    return po


def update(po: polib.POFile, pot: polib.POFile, plurals: int, memory: Memory) -> polib.POFile:
    """Return a PO file with the messages of a template and the translations, notes and header it had.

    A message that changed keeps its translation as fuzzy, with the text that it was made from; one that came
    from another page brings its own from there, as fuzzy too. One that is gone goes to the end as obsolete,
    and comes back from there with its message.

    Args:
        po: The file as it is; it is not changed.
        pot: The messages of today.
        plurals: How many plural forms the language has.
        memory: The translations in all files of the language.
    """
    merged = polib.POFile(wrapwidth=WIDTH, check_for_duplicates=False)
    merged.header, merged.metadata = po.header, po.metadata
    # Where a message stands both among the obsolete and the living ones, the living one counts.
    had = {po_entries.key(entry): entry for entry in sorted(po, key=lambda entry: not entry.obsolete)}
    wanted = {po_entries.key(entry) for entry in pot}
    gone = [entry for key, entry in had.items() if key not in wanted and po_entries.is_begun(entry)]
    used: set[po_entries.Key] = set()
    for message in pot:
        entry = po_entries.untranslated(message, plurals)
        if old := had.get(po_entries.key(message)):
            po_entries.take_over(entry, old)
        elif close := _closest(entry, gone):
            used.add(po_entries.key(close))
            po_entries.take_over(entry, close)
            if po_entries.is_back(entry):
                po_entries.settle(entry)
            else:
                po_entries.mark_fuzzy(entry, close)
        elif known := memory.get(po_entries.key(message)):
            po_entries.take_over(entry, known)
            po_entries.mark_fuzzy(entry, known)
        merged.append(entry)
    for entry in gone:
        if po_entries.key(entry) not in used:
            merged.append(po_entries.obsolete(entry))
    return merged


def remember(files: Iterable[polib.POFile]) -> Memory:
    """Return the translations of several files; those of living messages before those of obsolete ones."""
    entries = [entry for file in files for entry in file if not entry.fuzzy and po_entries.is_begun(entry)]
    return {po_entries.key(entry): entry for entry in sorted(entries, key=lambda entry: not entry.obsolete)}


def changes(before: polib.POFile, after: polib.POFile) -> list[str]:
    """Return what became of a file's messages, as words for whoever updates it."""
    old, new = ({po_entries.key(entry): entry for entry in po if not entry.obsolete} for po in (before, after))
    was_fuzzy = {key for key, entry in old.items() if entry.fuzzy}
    gone = {po_entries.key(entry) for entry in after if entry.obsolete} & old.keys()
    counts = {
        "new": sum(key not in old and not entry.fuzzy for key, entry in new.items()),
        "to review (fuzzy)": sum(entry.fuzzy and key not in was_fuzzy for key, entry in new.items()),
        "no longer used, kept at the end": len(gone),
    }
    return [f"{count} {words}" for words, count in counts.items() if count]


def content(po: polib.POFile) -> list[tuple[Any, ...]]:
    """Return what a file says, however an editor wrapped its lines and whatever it put into the header."""
    return [
        (
            *(entry.msgctxt, entry.msgid, entry.msgid_plural, entry.msgstr, sorted(entry.msgstr_plural.items())),
            *(entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural, sorted(entry.flags)),
            *(" ".join(entry.comment.split()), entry.tcomment, sorted(entry.occurrences), bool(entry.obsolete)),
        )
        for entry in po
    ]


def _closest(entry: polib.POEntry, candidates: Iterable[polib.POEntry]) -> polib.POEntry | None:
    matcher = SequenceMatcher(autojunk=False, b=entry.msgid.casefold())
    best, best_ratio = None, _CLOSE
    for candidate in candidates:
        matcher.set_seq1(candidate.msgid.casefold())
        # The first two are quick upper bounds of the third.
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) > best_ratio and matcher.ratio() > best_ratio:
            best, best_ratio = candidate, matcher.ratio()
    return best
