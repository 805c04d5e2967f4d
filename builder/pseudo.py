"""The pseudo-locale en-XA: English with accents, 40 % longer and in brackets.

What a reader sees without brackets is hard-coded; what is cut off has too little room for other
languages. ``make locale LOCALE=en-XA`` writes it like any other locale; git ignores it.
"""

import re

import polib

LOCALE = "en-XA"
_LONGER = 0.4
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "åƀçđéƒğĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇĐÉƑĞĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
# What translators keep: code, tags, targets, attributes, placeholders, marks of emphasis.
_KEPT = re.compile(r"`[^`]*`|<[^>]*>|\]\([^)]*\)|\{[^}]*\}|%\(\w+\)s|&#?\w+;|https?://\S+|[*_\\!\[\]]+")
_WORD = 6


def text(message: str) -> str:
    """Return a message in the pseudo-locale."""
    words, position = [], 0
    for kept in _KEPT.finditer(message):
        words += [message[position : kept.start()].translate(_ACCENTS), kept[0]]
        position = kept.end()
    words.append(message[position:].translate(_ACCENTS))
    filling = "·" * max(1, round(len(message) * _LONGER))
    # In groups, as words are: a browser has to find somewhere to break the line.
    grouped = " ".join(filling[start : start + _WORD] for start in range(0, len(filling), _WORD))
    return f"⟦{''.join(words)} {grouped}⟧"


def fill(po: polib.POFile) -> None:
    """Translate every message of a PO file into the pseudo-locale."""
    for entry in po:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: text(entry.msgid), 1: text(entry.msgid_plural)}
        else:
            entry.msgstr = text(entry.msgid)
