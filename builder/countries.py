"""Countries, their regions and currencies, by the names that CLDR has for them."""

import unicodedata
from datetime import date

from babel import Locale
from babel.lists import format_list
from csp_eligibility import report
from csp_eligibility.messages import Catalogue
from csp_eligibility.rulesets import markets

from builder import locales
from builder.fallback import plain
from builder.rule_words import rule_words


def regional_table(locale: str) -> dict[str, object]:
    """Return every country with its region and currency."""
    words = rule_words(locale)
    cldr = locales.cldr(locale)
    regions = [
        {
            "name": words.text(name),
            "id": region,
            "countries": [
                _market(country, code, cldr, words)
                for code, country in country_names(cldr)
                if code in markets.BY_COUNTRY and markets.BY_COUNTRY[code].region == region
            ],
        }
        for region, name in markets.REGIONS.items()
    ]
    version = markets.CITATION.version or date.min
    return {
        "day": words.day(version),
        "citation": report.cite(markets.CITATION, words),
        "regions": sorted(regions, key=lambda region: _collation_key(str(region["name"]))),
        "without": format_list(
            [name for code, name in country_names(cldr) if code in markets.WITHOUT_MARKET], locale=cldr
        ),
    }


def country_names(cldr: Locale) -> list[tuple[str, str]]:
    """Return every country that may be answered as (code, CLDR's name), in alphabetical order."""
    codes = (*markets.BY_COUNTRY, *markets.WITHOUT_MARKET)
    return sorted(((code, cldr.territories[code]) for code in codes), key=lambda pair: _collation_key(pair[1]))


def _market(country: str, code: str, cldr: Locale, words: Catalogue) -> dict[str, str]:
    market = markets.BY_COUNTRY[code]
    name = cldr.currencies.get(market.currency, "") if market.currency else ""
    return {
        "country": country,
        "currency": market.currency or "",
        "currency_name": name,
        "exception": words.text(market.exception),
    }


def _collation_key(text: str) -> str:
    """Return a key that sorts É beside E; accents decide nothing among the names we have."""
    return "".join(c for c in unicodedata.normalize("NFD", plain(text).casefold()) if not unicodedata.combining(c))
