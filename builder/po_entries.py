"""Messages of PO files: what is taken over from one to another, and what is left behind."""

import polib
from babel.messages.catalog import Message

type Key = tuple[str | None, str, str | None]


def extracted(message: Message) -> polib.POEntry:
    """Return a message as a template has it."""
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


def untranslated(message: polib.POEntry, plurals: int) -> polib.POEntry:
    """Return a template's message with nothing but room for a translation, in as many forms as the language has."""
    return polib.POEntry(
        msgctxt=message.msgctxt,
        msgid=message.msgid,
        msgid_plural=message.msgid_plural,
        msgstr_plural=dict.fromkeys(range(plurals), "") if message.msgid_plural else {},
        comment=message.comment,
        occurrences=list(message.occurrences),
        flags=list(message.flags),
    )


def obsolete(entry: polib.POEntry) -> polib.POEntry:
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


def take_over(entry: polib.POEntry, old: polib.POEntry) -> None:
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
        mark_fuzzy(entry, old)


def mark_fuzzy(entry: polib.POEntry, old: polib.POEntry) -> None:
    """Mark a translation as one to review, with the text of the message that it was made from."""
    if not entry.fuzzy:
        entry.flags.append("fuzzy")
    # What a fuzzy translation was made from is its own previous text, not the one that it waited for.
    if not old.fuzzy and old.msgid != entry.msgid:
        entry.previous_msgctxt, entry.previous_msgid = old.msgctxt, old.msgid
        entry.previous_msgid_plural = old.msgid_plural or None


def is_back(entry: polib.POEntry) -> bool:
    """Tell whether a source has become again what its fuzzy translation was made from."""
    plural = entry.previous_msgid_plural or None, entry.msgid_plural or None
    return entry.previous_msgid == entry.msgid and plural[0] == plural[1]


def settle(entry: polib.POEntry) -> None:
    """Take the mark and the previous text away again."""
    entry.flags.remove("fuzzy")
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None


def is_begun(entry: polib.POEntry) -> bool:
    """Tell whether a translator has left anything with a message."""
    return bool(entry.msgstr or any(entry.msgstr_plural.values()) or entry.tcomment)


def key(entry: polib.POEntry) -> Key:
    """Return what tells messages apart: context, text and text in the plural."""
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None
