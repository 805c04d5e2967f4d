"""What the build writes by Babel and what the browser writes by Intl is the same, as both follow CLDR."""

from datetime import date, timedelta

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from csp_eligibility.messages import catalogue
from csp_eligibility.rulesets import markets
from support import LOCALES

pytestmark = pytest.mark.browser

ALL = (*LOCALES, "de-DE", "es-ES", "it-IT", "pt-BR", "ja-JP", "pl-PL")
NUMBERS = (0, 7, 999, 1000, 1234.5, 1_200_000.5, 12_345_678.25)
DAYS = [date(2017, 12, 15) + timedelta(days=97 * step) for step in range(36)] + [date(2025, 10, 1)]
# CLDR has two names for these, and Chromium takes the other one. The page never names a country by Intl.
TWO_NAMES = {"FK", "HK", "MO", "PS"}
COUNTRIES = sorted({*markets.BY_COUNTRY, *markets.WITHOUT_MARKET} - TWO_NAMES)
CURRENCIES = sorted({market.currency for market in markets.BY_COUNTRY.values() if market.currency})
LISTS = (["A"], ["A", "B"], ["A", "B", "C", "D"])

# Spanish, Italian and Polish group figures from 10,000 on; Babel does so from 1,000 on.
GROUPED_LATER = {"es-ES", "it-IT", "pl-PL"}

INTL = """(given) => {
  const {locale, numbers, days, countries, currencies, lists} = given;
  const day = new Intl.DateTimeFormat(locale, {dateStyle: "long", timeZone: "UTC"});
  const names = (type) => new Intl.DisplayNames(locale, {type});
  return {
    numbers: numbers.map((number) => new Intl.NumberFormat(locale, {maximumFractionDigits: 3}).format(number)),
    percent: [0, 0.25, 1].map((number) => new Intl.NumberFormat(locale, {style: "percent"}).format(number)),
    days: days.map((text) => day.format(new Date(`${text}T00:00:00Z`))),
    countries: countries.map((code) => names("region").of(code)),
    currencies: currencies.map((code) => names("currency").of(code)),
    lists: lists.map((list) => new Intl.ListFormat(locale).format(list)),
  };
}"""


@pytest.fixture(scope="module")
def intl(chromium):
    """What the browser writes, by locale."""
    context = chromium.new_context()
    page = context.new_page()
    given = {
        "numbers": NUMBERS,
        "days": [day.isoformat() for day in DAYS],
        "countries": COUNTRIES,
        "currencies": CURRENCIES,
        "lists": LISTS,
    }
    yield {locale: page.evaluate(INTL, given | {"locale": locale}) for locale in ALL}
    context.close()


def written(locale):
    """Return what Babel writes, in the order that the browser was asked."""
    cldr = Locale.parse(locale.replace("-", "_"))
    return {
        "numbers": [format_decimal(number, locale=cldr) for number in NUMBERS],
        "percent": [format_percent(number, locale=cldr) for number in (0, 0.25, 1)],
        "days": [format_date(day, "long", locale=cldr) for day in DAYS],
        "countries": [cldr.territories[code] for code in COUNTRIES],
        "currencies": [cldr.currencies[code] for code in CURRENCIES],
        "lists": [format_list(given, locale=cldr) for given in LISTS],
    }


def differences(ours, theirs):
    return [(our, their) for our, their in zip(ours, theirs, strict=True) if our.casefold() != their.casefold()]


@pytest.mark.parametrize("what", ["numbers", "percent", "days", "countries", "currencies", "lists"])
@pytest.mark.parametrize("locale_", ALL)
def test_the_build_and_the_browser_write_alike(intl, locale_, what):
    found = differences(written(locale_)[what], intl[locale_][what])
    if what == "numbers" and locale_ in GROUPED_LATER:
        found = [(our, their) for our, their in found if our.replace(".", "").replace("\u00a0", "") != their]
    assert found == []


@pytest.mark.parametrize("locale_", LOCALES)
def test_the_calculator_writes_as_the_browser_does(intl, locale_):
    words = catalogue(locale_)
    shown = [number for number in NUMBERS if round(number, 1) == int(number)]
    expected = [text for number, text in zip(NUMBERS, intl[locale_]["numbers"], strict=True) if number in shown]
    assert [words.number(number) for number in shown] == expected
    # CLDR's pattern has "1 octobre"; French writes "1er".
    days = [day.replace("1er ", "1 ") for day in map(words.day, DAYS)]
    assert days == intl[locale_]["days"]
