"""Standard output and error, made to take every text: no character that an encoding lacks is a mistake."""

import codecs
import json
import os
import sys
from contextlib import suppress
from io import TextIOWrapper

# Signs of printed text, as an old code page can have them.
_PLAIN = {"\u202f": " ", "\u00a0": " ", "→": "->", "–": "-", "’": "'", "…": "...", "“": '"', "”": '"', "×": "x"}


def prepare() -> None:
    """Let standard output and error write what their encoding lacks in other signs."""
    codecs.register_error("plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # None where it was closed
            stream.reconfigure(errors="plain")


def _plain(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    if plain := _PLAIN.get(error.object[error.start]):
        return plain, error.start + 1
    error.end = error.start + 1  # what comes after may have another sign
    return codecs.backslashreplace_errors(error)


def print_json(value: object) -> None:
    """Print a value as JSON, its words readable where the encoding has their letters."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", "utf-8"))
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    print(text)


def complain(sentence: str) -> None:
    """Print a sentence on standard error, if it can be written at all."""
    if sys.stderr is None:  # closed; print would take standard output instead
        return
    with suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)


def flush() -> None:
    """Write out what was printed.

    Raises:
        OSError: it can't be written.
    """
    if sys.stdout is not None:
        sys.stdout.flush()


def drop_output() -> None:
    """Let what is still to be written to standard output vanish, as it can't be."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
