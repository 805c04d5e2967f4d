"""Where a company may sell and in which currency: the regional table of 17 August 2023.

The market follows the company's location. Countries are ISO 3166-1 alpha-2 codes (and XK, the
user-assigned code of Kosovo); their names come from CLDR when the site is built.
"""

from dataclasses import dataclass

from csp_eligibility.messages import N_
from csp_eligibility.rulesets import sources

CITATION = sources.REGIONS_2023

REGIONS = {
    "africa": N_("Africa"),
    "asia-and-pacific": N_("Asia and Pacific"),
    "australia": N_("Australia"),
    "brazil": N_("Brazil"),
    "canada": N_("Canada"),
    "china": N_("China"),
    "europe": N_("Europe"),
    "india": N_("India"),
    "japan": N_("Japan"),
    "korea-republic-of": N_("Korea, Republic of"),
    "latin-america-and-the-caribbean": N_("Latin America and the Caribbean"),
    "middle-east-central-europe-and-eastern-europe": N_("Middle East, Central Europe and Eastern Europe"),
    "new-zealand": N_("New Zealand"),
    "taiwan": N_("Taiwan"),
    "united-states": N_("United States"),
}


@dataclass(frozen=True, slots=True)
class Market:
    """A country's place in the regional table.

    Attributes:
        region: A key of ``REGIONS``.
        currency: ISO 4217 code; None where the table's cell is empty ("not stated").
        exception: Which offers are sold in another currency, and in which; empty where none are.
    """

    region: str
    currency: str | None
    exception: str = ""


def _table() -> dict[str, Market]:
    rows: tuple[tuple[str, str | None, str], ...] = (
        ("africa", "USD", "AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW KE KM LR MG ML MU MW NA NC"),
        ("africa", "USD", "NE NG PF RE RW SC SH SL SN SO SS ST TD TG TZ UG YT ZM"),
        ("asia-and-pacific", "USD", "BD BN BT HK ID KH LA LK MM MO MV MY NP PH SG TH TL VN"),
        ("australia", "AUD", "AU CC CK CX FJ FM HM KI MH NF NR NU PG PN PW SB TF TK TO TV WF"),
        ("canada", "CAD", "CA PM"),
        ("china", "CNY", "CN"),
        ("europe", None, "VA"),
        ("europe", "CHF", "CH"),
        ("europe", "DKK", "DK FO"),
        ("europe", "EUR", "AD AT AX BE BG BV CY CZ DE EE ES FI FR GL GR HR HU IE IS IT LI LT LU LV MC MT NL PL PT"),
        ("europe", "EUR", "RO SI SK SM"),
        ("europe", "GBP", "GB GG GI IM JE"),
        ("europe", "NOK", "NO SJ"),
        ("europe", "SEK", "SE"),
        ("india", "INR", "IN"),
        ("japan", "JPY", "JP"),
        ("korea-republic-of", "KRW", "KR"),
        ("latin-america-and-the-caribbean", None, "KN"),
        ("latin-america-and-the-caribbean", "USD", "AG AI AQ AR AW BB BL BM BO BQ BS BZ CL CO CR CW DM DO EC FK"),
        ("latin-america-and-the-caribbean", "USD", "GD GF GP GS GT GY HN HT JM KY LC MF MQ MS MX NI PA PE PR PY"),
        ("latin-america-and-the-caribbean", "USD", "SR SV SX TC TT UY VC VE VG VI"),
        ("middle-east-central-europe-and-eastern-europe", None, "BA MK PS"),
        ("middle-east-central-europe-and-eastern-europe", "USD", "AE AF AL AM AZ BH DZ EG GE IL IO IQ JO KG KW KZ"),
        ("middle-east-central-europe-and-eastern-europe", "USD", "LB LS LY MA MD ME MN MR MZ OM PK QA RS SA SZ TJ"),
        ("middle-east-central-europe-and-eastern-europe", "USD", "TM TN TR UA UZ XK YE ZA ZW"),
        ("new-zealand", "NZD", "NZ VU WS"),
        ("taiwan", "TWD", "TW"),
        ("united-states", "USD", "AS GU MP UM US"),
    )
    table = {code: Market(region, currency) for region, currency, codes in rows for code in codes.split()}
    table["BR"] = Market("brazil", "BRL", N_("USD for traditional license-based offers"))
    return table


BY_COUNTRY = _table()

# The rest of ISO 3166-1: countries that the table does not list.
WITHOUT_MARKET = frozenset(("BY", "CU", "EH", "IR", "KP", "RU", "SD", "SY"))


def is_country(code: str) -> bool:
    """Tell whether ``code`` is a country that may be answered, with a market or without."""
    return code in BY_COUNTRY or code in WITHOUT_MARKET
