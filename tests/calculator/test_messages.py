"""Words and figures in the reader's language."""

from datetime import date

import pytest
from babel.numbers import format_decimal
from csp_eligibility.messages import catalogue, folder_name, locales
from hypothesis import given
from hypothesis import strategies as st


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
