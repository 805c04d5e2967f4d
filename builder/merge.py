"""Brings a PO file up to date with its template, as msgmerge does, and loses no translation.

Written with polib: Babel reads neither the previous text of a fuzzy message nor brings an obsolete one back.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import Any

import polib
from babel import Locale
from babel.messages.catalog import Catalog, Message

# As msgmerge: below this two texts have nothing to do with each other.
_CLOSE = 0.6
# The width at which gettext, Poedit and Weblate write, so that files differ where messages do.
WIDTH = 79

type Key = tuple[str | None, str, str | None]
type Memory = Mapping[Key, polib.POEntry]


def template(catalogue: Catalog) -> polib.POFile:
    """Return extracted messages as a POT file."""
    pot = polib.POFile(wrapwidth=WIDTH, check_for_duplicates=False)
    pot.metadata = {"Project-Id-Version": "csp-guide", "MIME-Version": "1.0"}
    pot.metadata |= {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    pot.header = "Messages of csp-guide. Written by `make messages`; translate the PO files, not this."
    pot.extend(_entry(message) for message in catalogue if message.id)
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
    had = {_key(entry): entry for entry in sorted(po, key=lambda entry: not entry.obsolete)}
    wanted = {_key(entry) for entry in pot}
    gone = [entry for key, entry in had.items() if key not in wanted and _is_begun(entry)]
    used: set[Key] = set()
    for message in pot:
        entry = _copy(message, plurals)
        if old := had.get(_key(message)):
            _take_over(entry, old)
        elif close := _closest(entry, gone):
            used.add(_key(close))
            _take_over(entry, close)
            if _is_back(entry):
                _settle(entry)
            else:
                _mark_fuzzy(entry, close)
        elif known := memory.get(_key(message)):
            _take_over(entry, known)
            _mark_fuzzy(entry, known)
        merged.append(entry)
    for entry in gone:
        if _key(entry) not in used:
            merged.append(_obsolete(entry))
    return merged


def remember(files: Iterable[polib.POFile]) -> Memory:
    """Return the translations of several files; those of living messages before those of obsolete ones."""
    entries = [entry for file in files for entry in file if not entry.fuzzy and _is_begun(entry)]
    return {_key(entry): entry for entry in sorted(entries, key=lambda entry: not entry.obsolete)}


def changes(before: polib.POFile, after: polib.POFile) -> list[str]:
    """Return what became of a file's messages, as words for whoever updates it."""
    old, new = ({_key(entry): entry for entry in po if not entry.obsolete} for po in (before, after))
    was_fuzzy = {key for key, entry in old.items() if entry.fuzzy}
    gone = {_key(entry) for entry in after if entry.obsolete} & old.keys()
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


def _entry(message: Message) -> polib.POEntry:
    forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    return polib.POEntry(
        msgctxt=message.context,
        msgid=forms[0],
        msgid_plural=forms[1] if len(forms) > 1 else "",
        msgstr_plural={0: "", 1: ""} if len(forms) > 1 else {},
        comment="\n".join(message.auto_comments),
        occurrences=[(file, str(line)) for file, line in sorted(set(message.locations))],
        flags=sorted(message.flags),
    )


def _copy(message: polib.POEntry, plurals: int) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=message.msgctxt,
        msgid=message.msgid,
        msgid_plural=message.msgid_plural,
        msgstr_plural=dict.fromkeys(range(plurals), "") if message.msgid_plural else {},
        comment=message.comment,
        occurrences=list(message.occurrences),
        flags=list(message.flags),
    )


def _obsolete(entry: polib.POEntry) -> polib.POEntry:
    """Return a message as it stands at the end of a file, without its places: it has none any more."""
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr=entry.msgstr,
        msgstr_plural=dict(entry.msgstr_plural),
        tcomment=entry.tcomment,
        flags=list(entry.flags),
        previous_msgctxt=entry.previous_msgctxt,
        previous_msgid=entry.previous_msgid,
        previous_msgid_plural=entry.previous_msgid_plural,
        obsolete=True,
    )


def _take_over(entry: polib.POEntry, old: polib.POEntry) -> None:
    """Give a message the translation, notes and previous text of another."""
    forms = [old.msgstr_plural[number] for number in sorted(old.msgstr_plural)] or [old.msgstr]
    if entry.msgid_plural:
        entry.msgstr_plural |= {number: forms[number] for number in entry.msgstr_plural if number < len(forms)}
    else:
        entry.msgstr = forms[0]
    entry.tcomment = old.tcomment
    entry.previous_msgctxt, entry.previous_msgid = old.previous_msgctxt, old.previous_msgid
    entry.previous_msgid_plural = old.previous_msgid_plural
    if old.fuzzy or (bool(old.msgid_plural) != bool(entry.msgid_plural) and any(forms)):
        _mark_fuzzy(entry, old)


def _mark_fuzzy(entry: polib.POEntry, old: polib.POEntry) -> None:
    if not entry.fuzzy:
        entry.flags.append("fuzzy")
    # What a fuzzy translation was made from is its own previous text, not the one that it waited for.
    if not old.fuzzy and old.msgid != entry.msgid:
        entry.previous_msgctxt, entry.previous_msgid = old.msgctxt, old.msgid
        entry.previous_msgid_plural = old.msgid_plural or None


def _is_back(entry: polib.POEntry) -> bool:
    """Tell whether a source has become again what its fuzzy translation was made from."""
    plural = entry.previous_msgid_plural or None, entry.msgid_plural or None
    return entry.previous_msgid == entry.msgid and plural[0] == plural[1]


def _settle(entry: polib.POEntry) -> None:
    entry.flags.remove("fuzzy")
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None


def _closest(entry: polib.POEntry, candidates: Iterable[polib.POEntry]) -> polib.POEntry | None:
    matcher = SequenceMatcher(autojunk=False, b=entry.msgid.casefold())
    best, best_ratio = None, _CLOSE
    for candidate in candidates:
        matcher.set_seq1(candidate.msgid.casefold())
        # The first two are quick upper bounds of the third.
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) > best_ratio and matcher.ratio() > best_ratio:
            best, best_ratio = candidate, matcher.ratio()
    return best


def _is_begun(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr or any(entry.msgstr_plural.values()) or entry.tcomment)


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None
