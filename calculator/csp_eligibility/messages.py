"""Words and figures in the reader's language, from the standard library alone.

Sentences come from compiled gettext catalogues, figures from a small file beside each of them that
the build writes from CLDR. English is the source: it has figures but needs no catalogue.
"""

import gettext
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

SOURCE_LOCALE = "en-US"
_FOLDER = Path(__file__).parent / "catalogues"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark ``message`` for extraction and return it unchanged."""
    return message


def ngettext_(singular: str, plural: str) -> tuple[str, str]:
    """Mark a message with a plural for extraction and return both forms."""
    return singular, plural


def folder_name(locale: str) -> str:
    """Return the name that gettext gives to a locale (``fr-FR`` is ``fr_FR``)."""
    return locale.replace("-", "_")


def hundredths(value: float) -> int:
    """Return a number ≥ 0 in hundredths, cut and never rounded up."""
    # As it would be written to be read again: 1.89 is meant where binary has 1.8899999999999999.
    whole, _, fraction = (repr(value) if value >= 1 / 100 else "0").partition(".")
    return int(whole) * 100 + int(f"{fraction[:2]:0<2}")


@dataclass(frozen=True, slots=True)
class Figures:
    """How a language writes numbers and days.

    Attributes:
        decimal: What stands before the fraction.
        group: What stands between groups of three figures.
        months: The months' names as they stand in a date, January first.
        day_pattern: A date, with ``{day}``, ``{month}`` (the name) and ``{year}``.
        first_day: How the first of a month is written where ``{day}`` stands (``1er`` in French).
    """

    decimal: str
    group: str
    months: tuple[str, ...]
    day_pattern: str
    first_day: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words and figures of one locale.

    Attributes:
        locale: BCP 47, as ``fr-FR``.
    """

    locale: str
    translations: gettext.NullTranslations
    figures: Figures

    def text(self, message: str, **values: str) -> str:
        """Return ``message`` translated, its ``{placeholders}`` filled with ``values``."""
        translated = self.translations.gettext(message) if message else ""
        return translated.format(**values) if values else translated

    def plural(self, forms: tuple[str, str], number: int, **values: str) -> str:
        """Return the form for ``number``, with ``{number}`` and other ``{placeholders}`` filled in."""
        return self.translations.ngettext(*forms, number).format(number=self.number(number), **values)

    def number(self, value: float) -> str:
        """Return a number ≥ 0 as the language writes it: grouped, cut (not rounded) to two decimals.

        Cut, so that 999,999.999 never reads as the 1,000,000 it falls short of.
        """
        whole, fraction = divmod(hundredths(value), 100)
        grouped = f"{whole:,}".replace(",", self.figures.group)
        return f"{grouped}{self.figures.decimal}{fraction:02}" if fraction else grouped

    def day(self, value: date) -> str:
        """Return a day as the language writes it in full."""
        return self.figures.day_pattern.format(
            day=self.figures.first_day if value.day == 1 else value.day,
            month=self.figures.months[value.month - 1],
            year=value.year,
        )


def locales() -> tuple[str, ...]:
    """Return the locales that can be asked for, as BCP 47 tags."""
    return tuple(sorted(file.stem.replace("_", "-") for file in _FOLDER.glob("*.json")))


@cache
def catalogue(locale: str) -> Catalogue:
    """Return the catalogue of ``locale``.

    Raises:
        LookupError: There is none; ``locales()`` lists those there are.
    """
    if locale not in locales():
        raise LookupError(locale)
    name = folder_name(locale)
    figures = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    translations = gettext.NullTranslations()
    compiled = _FOLDER / f"{name}.mo"
    if compiled.exists():
        with compiled.open("rb") as file:
            translations = gettext.GNUTranslations(file)
    return Catalogue(locale, translations, Figures(**figures | {"months": tuple(figures["months"])}))
