"""The built site, as files."""

import hashlib
import json
import re
from copy import copy

import pytest
from babel import Locale
from babel.numbers import format_decimal, format_percent
from bs4 import BeautifulSoup
from csp_eligibility import RULESETS
from csp_eligibility.rulesets import markets
from support import LOCALES, PAGES, SITE_URL

from builder import coverage, messages
from builder.locales import cldr

pytestmark = pytest.mark.site

everywhere = pytest.mark.parametrize("page", PAGES)
both = pytest.mark.parametrize("locale", LOCALES)


@pytest.fixture(scope="session")
def soup(site):
    read = {}

    def parse(path):
        if path not in read:
            read[path] = BeautifulSoup((site / path).read_text(encoding="utf-8"), "html.parser")
        return read[path]

    return parse


@both
@everywhere
def test_every_page_names_its_language_and_its_twins_absolutely(soup, locale, page):
    html = soup(f"{locale}/{page}index.html")
    assert html.html["lang"] == locale
    links = {link["hreflang"]: link["href"] for link in html.select("link[rel=alternate][hreflang]")}
    expected = {name: f"{SITE_URL}{name}/{page}" for name in LOCALES}
    assert links == expected | {"x-default": f"{SITE_URL}en-US/{page}" if page else SITE_URL}
    assert html.select_one("link[rel=canonical]")["href"] == expected[locale]


@both
@everywhere
def test_the_language_switch_stays_on_the_page(site, soup, locale, page):
    links = soup(f"{locale}/{page}index.html").select("nav.languages a")
    assert [link["lang"] for link in links] == [name for name in LOCALES if name != locale]
    for link in links:
        assert link["hreflang"] == link["lang"]
        target = (site / locale / page / link["href"] / "index.html").resolve()
        assert target == (site / link["lang"] / page / "index.html").resolve()


@everywhere
def test_french_pages_are_wholly_french(soup, page):
    html = soup(f"fr-FR/{page}index.html")
    assert not html.select("aside.coverage")
    assert "100\xa0%" in html.select_one("p.coverage").text
    assert [block.get_text() for block in html.select("article [lang]:not(cite)")] == []
    assert html.title.string != soup(f"en-US/{page}index.html").title.string
    english = soup(f"en-US/{page}index.html").select_one("meta[name=description]")
    assert html.select_one("meta[name=description]")["content"] != english["content"]


@everywhere
def test_pages_in_the_language_they_were_written_in_lack_no_translation(soup, page):
    html = soup(f"en-US/{page}index.html")
    assert not html.select(".coverage")
    assert html.select("article [lang]:not(cite)") == []


@pytest.mark.parametrize("page", ["index.html", "404.html"])
def test_above_the_languages_each_word_is_in_its_own(soup, page):
    assert soup(page).select(":is([lang=en-US], [lang=fr-FR]) [lang]:not(a[hreflang])") == []
    # A language that nobody has finished says so.
    assert {word["lang"] for word in soup(page).select("[lang] [lang] [lang]:not(a[hreflang])")} <= {"en-US"}


@everywhere
def test_headings_have_the_same_ids_in_both_languages(soup, page):
    ids = [
        [heading["id"] for heading in soup(f"{locale}/{page}index.html").select("article :is(h1, h2, h3)[id]")]
        for locale in LOCALES
    ]
    assert all(found == ids[0] != [] for found in ids)


@everywhere
def test_french_typography(soup, page):
    article = copy(soup(f"fr-FR/{page}index.html").article)
    for hidden in article.select("pre, code, script, template, option"):
        hidden.extract()
    text = article.get_text(" ")
    text = re.sub(r"https?://\S+", "", text)
    assert re.findall(r".{0,20}[^\s\u00a0\u202f][:;!?»](?=\s|$).{0,20}", text) == [], "no space before a mark"
    assert re.findall(r".{0,20} [:;!?»].{0,20}", text) == [], "a space that can break before a mark"
    assert re.findall(r".{0,20}\w'\w.{0,20}", text) == [], "a typewriter's apostrophe"
    assert re.findall(r".{0,20}\d,\d{3}\b.{0,20}", text) == [], "a number as English writes it"


@both
@pytest.mark.parametrize("ruleset", RULESETS.values(), ids=RULESETS)
def test_the_requirements_table_is_the_ruleset(soup, locale, ruleset):
    rows = soup(f"{locale}/{ruleset.id}/index.html").select(".requirements tbody tr")
    assert [row["id"] for row in rows] == [requirement.id for requirement in ruleset.periods()[-1].requirements]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("ruleset", RULESETS.values(), ids=RULESETS)
def test_the_history_has_a_row_for_every_list_the_latest_first(soup, locale, ruleset):
    page = soup(f"{locale}/history/index.html")
    found = [row["id"] for row in page.select(f".history tr[id^={ruleset.id}-]")]
    assert found == [f"{ruleset.id}-{day}" for day in reversed(ruleset.starts())]


def test_the_history_tells_when_a_list_reaches_existing_partners_and_what_it_changed(soup):
    row = soup("fr-FR/history/index.html").select_one("#direct-bill-2020-10-27")
    assert "1er janvier 2021" in row.th.text
    new, existing = row.select("ul")
    assert [item.summary.text.partition(" –")[0] for item in new.select("li")] == ["Modifiée", "Ajoutée", "Modifiée"]
    # What is said to existing partners in words of their own, and nothing else.
    assert [item.summary.text for item in existing.select("li")] == ["Ajoutée – Chiffre d’affaires CSP"]
    assert "renouvellement de votre plan de support" in existing.text
    assert "Partenaires déjà en place" in row.select("td")[0].text
    assert "300\u202f000\u00a0USD" in row.text.replace("000 USD", "000\u00a0USD")
    assert "seulement" in soup("fr-FR/history/index.html").select_one("#direct-bill-2021-04-15").th.text


@both
def test_the_form_asks_every_question_of_the_ruleset(soup, locale):
    html = soup(f"{locale}/calculator/index.html")
    (calculator,) = html.select("eligibility-calculator[ruleset=direct-bill]")
    asked = {control["name"] for control in calculator.select("form [name]")}
    assert asked == RULESETS["direct-bill"].questions() | {"applicant", "next_review", "country", "on"}
    for control in calculator.select("form :is(input:not([type=radio]), select)"):
        assert calculator.select(f"label[for={control['id']}]"), f"{control['name']} has no label"
    assert not calculator.select("form [checked], form [selected]"), "silence is never an answer"


@both
def test_countries_have_the_names_of_cldr(soup, locale):
    options = soup(f"{locale}/calculator/index.html").select("select[name=country] option")
    names = {option["value"]: option.string for option in options if option["value"]}
    territories = Locale.parse(locale.replace("-", "_")).territories
    assert names == {code: territories[code] for code in {*markets.BY_COUNTRY, *markets.WITHOUT_MARKET}}


@both
def test_every_market_is_printed_once(soup, locale):
    html = soup(f"{locale}/markets/index.html")
    assert len(html.select(".markets table")) == len(markets.REGIONS)
    assert len(html.select(".markets tbody tr")) == len(markets.BY_COUNTRY)


@both
def test_links_to_microsoft_lead_to_the_readers_language(soup, locale):
    links = [a["href"] for page in PAGES for a in soup(f"{locale}/{page}index.html").select("article a[href*=learn]")]
    assert links
    assert all(link.startswith(f"https://learn.microsoft.com/{locale.lower()}/") for link in links)


@everywhere
def test_no_link_by_meaning_is_left_unresolved(site, page):
    assert 'href="rule:' not in (site / "en-US" / page / "index.html").read_text(encoding="utf-8")


def test_callouts_have_french_titles(soup):
    titles = {title.string for page in PAGES for title in soup(f"fr-FR/{page}index.html").select(".admonition-title")}
    assert not titles & {"Note", "Tip", "Warning", "Caution"} - {"Note"}
    assert "Avertissement" in titles or "Attention" in titles


@both
def test_each_language_has_its_page_for_what_is_not_found(soup, locale):
    html = soup(f"{locale}/404.html")
    assert html.html["lang"] == locale
    assert html.select_one("nav.languages a")["href"].startswith("/guide/")


def test_the_languages_pages_for_what_is_not_found_differ(soup):
    assert soup("fr-FR/404.html").h1.string != soup("en-US/404.html").h1.string


def test_the_root_page_is_plain_links_without_javascript(soup):
    html = soup("index.html")
    assert [link["href"] for link in html.select("main a")] == [f"{locale}/" for locale in LOCALES]
    assert html.select("li[lang=fr-FR]")


def test_what_is_not_found_at_the_root_leads_to_each_language_on_any_host(soup):
    assert [link["href"] for link in soup("404.html").select("main a")] == [f"/guide/{locale}/" for locale in LOCALES]


def test_the_sitemaps_name_every_page(site):
    index = (site / "sitemap.xml").read_text(encoding="utf-8")
    for locale in LOCALES:
        assert f"{SITE_URL}{locale}/sitemap.xml" in index
        locations = (site / locale / "sitemap.xml").read_text(encoding="utf-8")
        assert all(f"<loc>{SITE_URL}{locale}/{page}</loc>" in locations for page in PAGES)


@both
def test_search_has_an_index_of_its_own_in_each_language(site, locale):
    index = json.loads((site / locale / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert index["config"]["lang"] == [locale.split("-")[0]]
    assert "’" in index["config"]["separator"]


def test_a_page_names_the_engine_that_fits_it(site):
    manifest = json.loads((site / "engine" / "manifest.json").read_text(encoding="utf-8"))
    for locale in LOCALES:
        page = (site / locale / "calculator" / "index.html").read_text(encoding="utf-8")
        assert f'data-engine-key="{manifest["key"]}"' in page
    assert manifest["key"] in (site / "service-worker.js").read_text(encoding="utf-8")


def test_whatever_goes_into_the_engine_gives_it_another_key(site):
    manifest = json.loads((site / "engine" / "manifest.json").read_text(encoding="utf-8"))
    files = [file for file in manifest["files"] if "of" not in file]
    # The snapshot too: it holds what the scripts do to a started Python.
    assert [file["role"] for file in files] == ["python", "code", "data", "library", "calculator", "snapshot"]
    names = "".join(file["name"] for file in files)
    assert manifest["key"] == hashlib.sha256(names.encode()).hexdigest()[:16]


def test_the_manifest_lists_every_engine_file(site):
    manifest = json.loads((site / "engine" / "manifest.json").read_text(encoding="utf-8"))
    listed = {file["name"]: file for file in manifest["files"]}
    assert set(listed) | {"manifest.json"} == {file.name for file in (site / "engine").iterdir()}
    for name, file in listed.items():
        content = (site / "engine" / name).read_bytes()
        assert file["size"] == len(content)
        assert file["sha256"] == hashlib.sha256(content).hexdigest()


def test_nothing_points_at_another_host_for_a_file(site):
    outside = re.compile(r"""<(?:script|img|iframe|source|link rel="(?:stylesheet|preload|icon)")[^>]*https?://""")
    for file in site.rglob("*.html"):
        assert not outside.search(file.read_text(encoding="utf-8")), file


@both
def test_the_page_of_translations_says_what_make_translations_says(soup, locale):
    rows = [row for row in coverage.measure(messages.templates()) if row.locale == "fr-FR"]
    table = soup(f"{locale}/translations/index.html").select_one("table[data-locale=fr-FR]")
    printed = {row["data-domain"]: [cell.get_text() for cell in row.select("td")] for row in table.select("tbody tr")}
    assert printed == {
        row.domain: [
            format_percent(row.share, locale=cldr(locale)),
            *(format_decimal(number, locale=cldr(locale)) for number in (row.fuzzy, row.missing, row.words_left)),
            "–",
        ]
        for row in rows
    }
    assert len(printed) == len(PAGES) + 2
    links = {
        row["data-domain"]: link["href"]
        for row in table.select("tbody tr")
        if (link := row.select_one("a:not([download])"))
    }
    assert links["pages/markets"] == "../markets/"
    assert len(links) == len(PAGES)
