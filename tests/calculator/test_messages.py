"""Words and figures in the reader's language."""

import math
import re
from datetime import date
from gettext import NullTranslations

import pytest
from babel import Locale
from babel.dates import format_date
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal
from csp_eligibility.messages import Catalogue, Figures, catalogue, folder_name, hundredths, locales
from hypothesis import given
from hypothesis import strategies as st

from builder import catalogues


def test_english_and_french_are_there():
    assert {"en-US", "fr-FR"} <= set(locales())


def test_an_unknown_locale_is_refused():
    with pytest.raises(LookupError, match="tlh"):
        catalogue("tlh")


@given(st.integers(0, 10**15) | st.integers(0, 10**15).map(lambda hundredths: hundredths / 100))
def test_numbers_are_written_as_babel_writes_them(number):
    for locale in ("en-US", "fr-FR"):
        # A hundredth is all that is shown, and it is cut: compare where nothing has to be cut.
        pattern = "#,##0" if number == int(number) else "#,##0.00"
        expected = format_decimal(number, pattern, locale=locale.replace("-", "_"))
        assert catalogue(locale).number(number) == expected


def test_days_are_written_as_babel_writes_them_in_every_language():
    wrong = []
    for locale in locale_identifiers():
        cldr = Locale.parse(locale)
        words = Catalogue(locale, NullTranslations(), Figures(**catalogues.figures(cldr)))
        for day in [date(2025, month, day) for month in range(1, 13) for day in (1, 2, 22)]:
            expected = format_date(day, "long", locale=cldr)
            if cldr.language == "fr" and day.day == 1:
                expected = re.sub("0?1", "1er", expected, count=1)
            if words.day(day) != expected:
                wrong.append((locale, words.day(day), expected))
    assert wrong == []


@pytest.mark.parametrize(
    ("locale", "day", "words"),
    [
        ("en-US", date(2025, 10, 1), "October 1, 2025"),
        ("fr-FR", date(2025, 10, 1), "1er octobre 2025"),
        ("fr-FR", date(2019, 11, 27), "27 novembre 2019"),
    ],
)
def test_days_are_written_in_full(locale, day, words):
    assert catalogue(locale).day(day) == words


def test_an_empty_message_stays_empty():
    assert catalogue("fr-FR").text("") == ""


def test_a_locale_has_the_folder_that_gettext_gives_it():
    assert folder_name("fr-FR") == "fr_FR"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (999_999.999_999_9, "999,999.99"),
        (math.nextafter(1_000_000, 0), "999,999.99"),
        (999_999.999, "999,999.99"),
        (2.51, "2.51"),
        (0.1 + 0.2, "0.30"),
        (0.29, "0.29"),
        (1.005, "1"),
        (0.009, "0"),
    ],
)
def test_a_number_is_cut_and_never_rounded_up(number, written):
    assert catalogue("en-US").number(number) == written


@given(st.floats(0, 10**15))
def test_what_is_written_is_never_more_than_what_is_meant(number):
    assert hundredths(number) / 100 <= number <= (hundredths(number) + 1) / 100


def test_a_message_without_values_may_hold_braces():
    assert catalogue("en-US").text("{}{x}") == "{}{x}"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (999_999.999, "999,999.99"),
        (2.51, "2.51"),
        (0.1 + 0.2, "0.30"),
        (1e15, "1,000,000,000,000,000"),
        (7, "7"),
        (0.009, "0"),
        (0.00001, "0"),
        (0.01, "0.01"),
        (1_000_000 - 999_999.99, "0.01"),
        (1_000_000 - 999_999.71, "0.29"),
        (4909734069.4, "4,909,734,069.40"),
    ],
)
def test_numbers_are_cut_and_not_rounded(number, words):
    assert catalogue("en-US").number(number) == words


def test_a_plural_takes_other_values_too():
    forms = ("{number} of {all} row", "{number} of {all} rows")
    assert catalogue("en-US").plural(forms, 1, all="x") == "1 of x row"
    assert catalogue("en-US").plural(forms, 1_000, all="x") == "1,000 of x rows"
