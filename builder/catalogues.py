"""What the calculator carries of each language: its compiled messages, and figures from CLDR."""

import json
import string
from datetime import date

from babel import Locale
from babel.dates import format_date, tokenize_pattern
from babel.messages.catalog import Catalog, Message
from csp_eligibility.messages import SOURCE_LOCALE, folder_name

from builder import locales
from builder.errors import ROOT, SourceError

FOLDER = ROOT / "calculator" / "csp_eligibility" / "catalogues"
DOMAIN = "calculator"

# CLDR's pattern gives "1 mai"; French writes "1er mai".
_FIRST_DAY = {"fr": "1er"}


def compile_all() -> None:
    """Write the catalogues of every locale next to the calculator's code, where they changed.

    Raises:
        SourceError: a PO file does not parse, or a translation's placeholders are not its message's.
    """
    FOLDER.mkdir(exist_ok=True)
    wanted: dict[str, bytes] = {}
    for locale in locales.names():
        name = folder_name(locale)
        wanted[f"{name}.json"] = json.dumps(figures(locales.cldr(locale)), ensure_ascii=False).encode()
        if locale != SOURCE_LOCALE:
            catalogue = locales.read_catalogue(locale, DOMAIN)
            check_placeholders(locale, catalogue)
            wanted[f"{name}.mo"] = locales.compiled(catalogue)
    for file in FOLDER.iterdir():
        if file.name not in wanted:
            file.unlink()
    for file_name, content in wanted.items():
        file = FOLDER / file_name
        # Untouched when unchanged: whoever watches the folder should not be woken for nothing.
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)


def figures(cldr: Locale) -> dict[str, object]:
    """Return how a language writes numbers and days, in the form of ``messages.Figures``."""
    symbols = cldr.number_symbols["latn"]
    months, pattern = _day_pattern(cldr)
    return {
        "decimal": symbols["decimal"],
        "group": symbols["group"],
        "months": months,
        "day_pattern": pattern,
        "first_day": _FIRST_DAY.get(cldr.language, "1"),
    }


def _day_pattern(cldr: Locale) -> tuple[list[str], str]:
    """Return the names of the months as they stand in a date, and CLDR's pattern for dates in the form of a figure."""
    months, pattern = [], ""
    for kind, value in tokenize_pattern(cldr.date_formats["long"].pattern):
        if kind == "chars":
            pattern += str(value).replace("{", "{{").replace("}", "}}")
            continue
        letter, field = value[0], value[0] * int(value[1])
        if letter in "ML":
            # A number in Chinese; everywhere the name in the case that a date wants.
            months = [format_date(date(2031, month, 22), field, cldr) for month in range(1, 13)]
            pattern += "{month}"
        elif letter == "d":
            # Of two digits even where the day is the word for the first.
            pattern += "{day:0>2}" if field == "dd" else "{day}"
        elif letter == "y":
            pattern += "{year}"
        else:
            # The era, which is the same for all our days.
            pattern += format_date(date(2031, 5, 22), field, cldr)
    return months, pattern


def check_placeholders(locale: str, catalogue: Catalog) -> None:
    """Refuse a translation that would fail, or lose a figure, when its placeholders are filled.

    Raises:
        SourceError: with the line of the message in the PO file.
    """
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        source = locales.forms(message.id)
        expected = set().union(*(_placeholders(form) for form in source))
        for translated in locales.forms(message.string):
            if translated and _placeholders(translated) != expected:
                raise SourceError(
                    locales.po_file(locale, DOMAIN),
                    _line(message),
                    f"the placeholders must be {_listed(expected)}, as in “{source[0]}”",
                )


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"(a brace without its partner)"}


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def _line(message: Message) -> int:
    return message.lineno or 1


if __name__ == "__main__":
    compile_all()
