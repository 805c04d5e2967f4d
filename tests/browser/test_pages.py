"""Every page in a real browser: accessible, narrow, in the reader's language."""

import pytest
from support import LOCALES, PAGES, ROOT

from calculator import open_calculator

pytestmark = pytest.mark.browser

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page):
    page.evaluate(AXE)
    found = page.evaluate("axe.run().then((results) => results.violations)")
    return [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, "nowhere/"])
def test_every_page_passes_axe(new_page, served, locale, path, scheme):
    page = new_page(color_scheme=scheme)
    page.goto(f"{served}{locale}/{path}")
    page.wait_for_load_state()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_result_passes_axe(new_page, served, locale, scheme):
    page = new_page(color_scheme=scheme)
    open_calculator(page, served, locale)
    page.check("[name=applicant][value=new]")
    page.fill("[name=csp_revenue_usd]", "x")
    page.check("[name=admin_mfa][value=false]")
    page.wait_for_selector(".result[data-verdict=not-yet-eligible]")
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_overflows_a_narrow_screen(new_page, served, locale, path):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{served}{locale}/{path}")
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_language_switch_keeps_the_page(new_page, served):
    page = new_page()
    page.goto(f"{served}en-US/markets/")
    page.evaluate("document.querySelector('nav.languages details')?.setAttribute('open', '')")
    page.click("nav.languages a[lang=fr-FR]")
    page.wait_for_url(f"{served}fr-FR/markets/")
    assert page.get_attribute("html", "lang") == "fr-FR"


def test_the_language_switch_keeps_the_place(new_page, served):
    page = new_page()
    page.goto(f"{served}en-US/direct-bill/#revenue")
    page.evaluate("document.querySelector('nav.languages details')?.setAttribute('open', '')")
    page.click("nav.languages a[lang=fr-FR]")
    page.wait_for_url(f"{served}fr-FR/direct-bill/#revenue")


@pytest.mark.parametrize("path", ["nowhere/", "deep/er/nowhere"])
def test_what_is_not_found_leads_to_the_other_language(new_page, served, path):
    page = new_page()
    page.goto(f"{served}fr-FR/{path}")
    assert page.title().startswith("Page introuvable")
    page.evaluate("document.querySelector('nav.languages details')?.setAttribute('open', '')")
    page.click("nav.languages a[lang=en-US]")
    page.wait_for_url(f"{served}en-US/")


@pytest.mark.parametrize(
    ("language", "expected"), [("fr-FR", "fr-FR"), ("fr-CA", "fr-FR"), ("en-GB", "en-US"), ("ja-JP", "en-US")]
)
def test_the_root_page_sends_the_reader_to_the_best_language(new_page, served, language, expected):
    page = new_page(locale=language)
    page.goto(served)
    page.wait_for_url(f"{served}{expected}/")


def test_without_javascript_the_root_page_is_links(new_page, served):
    page = new_page(java_script_enabled=False)
    page.goto(served)
    for locale in LOCALES:
        assert page.locator(f"a[hreflang={locale}]").is_visible()


def test_what_is_not_found_is_said_in_the_language_of_its_folder(new_page, served, locale):
    page = new_page()
    response = page.goto(f"{served}{locale}/no-such-page/")
    assert response.status == 404
    assert page.get_attribute("html", "lang") == locale


@pytest.mark.parametrize(("query", "found"), [
    ("inscription", True),
    ("éligibilité", True),
    ("eligibilite", True),
    ("solvabilite", True),
    ("zzzz", False),
])  # fmt: skip
def test_french_search_finds_words_behind_an_apostrophe_and_without_accents(new_page, served, query, found):
    page = new_page()
    page.goto(f"{served}fr-FR/")
    page.focus("[name=query]")
    page.keyboard.type(query, delay=50)
    results = page.locator(".md-search-result__item")
    if found:
        results.first.wait_for()
    else:
        page.wait_for_timeout(1000)
        assert results.count() == 0
