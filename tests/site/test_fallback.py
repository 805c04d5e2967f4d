"""A half-translated site: what has no translation says its language, and the page says how to mend it."""

import json

import pytest
from bs4 import BeautifulSoup
from support import build, build_copy, run_module, translate, untranslate

pytestmark = pytest.mark.site

_REVENUE = "How much CSP cloud revenue did you bill over the trailing 12 months, in US dollars?"
BORN_FRENCH = """---
title: Une page française
description: Écrite en français.
lang: fr-FR
---

Un paragraphe à traduire.

Un paragraphe traduit.
"""


@pytest.fixture(scope="module")
def soup(module_project):
    project = module_project
    (project / "docs" / "born-french.md").write_text(BORN_FRENCH, encoding="utf-8")
    run_module(project, "builder.messages")
    translate(project, "en_US", "pages/born-french", {"Un paragraphe traduit.": "A translated paragraph."})
    untranslate(project, "pages/direct-bill", "Direct bill", "Follow this order", "Who decides what", fuzzy=True)
    untranslate(
        project,
        "pages/direct-bill",
        "The requirements for direct-bill partners in the CSP program, the order of the steps, and what Microsoft "
        "decides.",
        "Accept the direct-bill [Microsoft Partner Agreement](rule:direct-bill/partner-agreement).",
        "All products",
    )
    untranslate(project, "calculator", "CSP revenue", _REVENUE, "Africa")
    untranslate(project, "theme", "Requirement", "CSP guide", "Warning", "Page not found", "Country or territory")
    untranslate(project, "theme", "In force since", fuzzy=True)
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("\nnav:\n", "\nnav:\n  - born-french.md\n"), encoding="utf-8")
    for locale in ("fr-FR", "en-US"):
        done = build_copy(project, locale)
        assert done.returncode == 0, done.stdout + done.stderr

    def parse(path):
        text = (project / "site" / path).read_text(encoding="utf-8")
        assert "\ue000" not in text
        return BeautifulSoup(text, "html.parser")

    parse.site = project / "site"
    return parse


@pytest.fixture(scope="module")
def page(soup):
    return soup("fr-FR/direct-bill/index.html")


def language(element):
    """Return the language that an element's text is in, as the browser would tell it."""
    holder = element.find(lang=True) or element.find_parent(lang=True)
    return element["lang"] if element.has_attr("lang") else holder["lang"]


@pytest.mark.parametrize("selector", [
    "title",
    "meta[name=description]",
    "meta[property='og:title']",
    "meta[property='og:site_name']",
    "#follow-this-order",
    ".md-nav--secondary a[href='#follow-this-order']",
    ".md-nav--primary a.md-nav__link--active",
    "article ol > li:-soup-contains('Accept the direct-bill')",
    (
        "#choose-a-support-plan ~ .md-typeset__scrollwrap td, "
        "article table:not(.requirements table) tr:last-child > td:nth-child(2)"
    ),
    ".requirements thead th:first-child",
    "#revenue th",
    ".admonition.warning .admonition-title",
])  # fmt: skip
def test_what_is_not_translated_says_its_language(page, selector):
    element = page.select(selector)[-1]
    assert language(element) == "en-US", element


@pytest.mark.parametrize("selector", ["article h1", "#choose-a-support-plan", "#credit-check th", "#credit-check td"])
def test_what_is_translated_does_not(page, selector):
    element = page.select_one(selector)
    own = [
        found["lang"] for found in (element, *element.select("[lang]:not(cite, [hreflang])")) if found.has_attr("lang")
    ]
    assert set(own) <= {"en-US"} if "th" in selector else own == []
    assert element.find_parent(lang=True)["lang"] == "fr-FR"


@pytest.mark.parametrize(("path", "word"), [
    ("history", "In force since"),
    ("markets", "Country or territory"),
    ("markets", "Africa"),
    ("calculator", _REVENUE),
])  # fmt: skip
def test_printed_blocks_say_the_language_of_their_words(soup, path, word):
    (text, *_) = soup(f"fr-FR/{path}/index.html").article.find_all(string=word)
    assert text.parent["lang"] == "en-US"


def test_the_navigation_of_other_pages_says_it_too(soup):
    links = soup("fr-FR/about/index.html").select(".md-nav--primary a[href='../direct-bill/']")
    assert links
    assert {language(link) for link in links} == {"en-US"}


def test_the_page_says_how_much_is_translated_and_where_to_go_on(page):
    notice = page.select_one("aside.coverage")
    assert [file.text for file in notice.select("code")] == [
        f"locales/fr_FR/LC_MESSAGES/{domain}.po" for domain in ("pages/direct-bill", "calculator", "theme")
    ]
    assert not page.select("p.coverage--whole")


def test_each_po_file_is_there_to_be_taken_away(page, soup, module_project):
    links = page.select("aside.coverage a[download]")
    assert len(links) == 3
    for link in links:
        taken = soup.site / "fr-FR" / "direct-bill" / link["href"]
        assert taken.resolve().read_bytes() == (module_project / link.text).read_bytes()


def test_the_page_of_translations_leads_to_all_of_them(soup):
    page = soup("fr-FR/translations/index.html")
    links = page.select(".translations a[download]")
    assert {link["href"] for link in links} >= {"../po/fr-FR/theme.po", "../po/en-US/pages/born-french.po"}
    assert len(links) == len(page.select("tbody tr"))
    assert all((soup.site / "fr-FR" / "translations" / link["href"]).exists() for link in links)


def test_a_page_without_gaps_says_so_at_its_end_and_leads_to_its_po_file(soup):
    page = soup("fr-FR/before-you-apply/index.html")
    assert not page.select("aside.coverage")
    line = page.select_one("article > p.coverage")
    assert "100\xa0%" in line.text
    assert not line.select("[lang]")
    assert line.a.text == "locales/fr_FR/LC_MESSAGES/pages/before-you-apply.po"
    assert line.a["href"] == "../po/fr-FR/pages/before-you-apply.po"
    assert line.find_next_sibling(["h2", "p", "ul"]) is None


def test_a_page_in_its_own_language_says_nothing_of_translations(soup):
    assert not soup("en-US/before-you-apply/index.html").select(".coverage")
    assert not soup("fr-FR/born-french/index.html").select(".coverage")


def test_where_the_catalogues_have_an_address_pages_lead_there(module_project, soup):
    variables = {"GUIDE_LOCALE": "fr-FR", "PYTHONPATH": f"{module_project}:{module_project / 'calculator'}"}
    target = module_project / "linked"
    done = build(
        target, config=module_project / "mkdocs.yml", CATALOGUES_URL="https://csp.example/blob/main/", **variables
    )
    assert done.returncode == 0, done.stdout + done.stderr
    text = (target / "fr-FR" / "about" / "index.html").read_text(encoding="utf-8")
    link = BeautifulSoup(text, "html.parser").select_one("p.coverage a")
    assert link["href"] == "https://csp.example/blob/main/locales/fr_FR/LC_MESSAGES/pages/about.po"
    assert not link.has_attr("download")
    assert soup


def test_the_page_for_what_is_not_found(soup):
    assert language(soup("fr-FR/404.html").h1) == "en-US"


def test_search_holds_plain_words(soup):
    titles = {}
    for locale in ("fr-FR", "en-US"):
        text = (soup.site / locale / "search" / "search_index.json").read_text(encoding="utf-8")
        titles[locale] = {entry["title"] for entry in json.loads(text)["docs"]}
    assert "Follow this order" in titles["fr-FR"]
    # A page without a heading is found by its title.
    assert "Une page française" in titles["en-US"]


def test_a_page_born_french_is_plain_in_french_and_marked_in_english(soup):
    french, english = (soup(f"{locale}/born-french/index.html") for locale in ("fr-FR", "en-US"))
    assert not french.article.select("[lang], aside.coverage")
    assert english.title["lang"] == language(english.h1) == "fr-FR"
    assert [paragraph.get("lang") for paragraph in english.select("article > p")] == ["fr-FR", None]
    assert english.select_one("article > p:not([lang])").text == "A translated paragraph."
    assert english.select_one("aside.coverage code").text == "locales/en_US/LC_MESSAGES/pages/born-french.po"
    assert language(english.select_one(".md-nav--primary a[href='./']")) == "fr-FR"
