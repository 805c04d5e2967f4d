"""The translator's preview: what is left is marked, and a saved PO file shows at once."""

import re

import pytest
from support import LOCALES, build, mkdocs_serving, run_module, untranslate

from builder.locales import names

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def preview(module_project):
    """The address of a preview in French, of a project with a fuzzy and a missing translation."""
    untranslate(module_project, "pages/direct-bill", "Who decides what", fuzzy=True)
    untranslate(module_project, "pages/direct-bill", "Follow this order", "All products")
    untranslate(module_project, "calculator", "CSP revenue")
    run_module(module_project, "builder.catalogues")
    with mkdocs_serving(module_project, GUIDE_LOCALE="fr-FR", GUIDE_PREVIEW="1") as address:
        yield address


def test_what_is_left_is_marked(new_page, preview):
    page = new_page()
    page.goto(f"{preview}fr-FR/direct-bill/")
    page.wait_for_selector("#follow-this-order[data-l10n-state=missing]")
    states = {
        "#who-decides-what": "fuzzy",
        "#choose-a-support-plan": "translated",
        ".admonition.warning .admonition-title": "translated",
        "td:text('All products')": "missing",
        "#revenue th span >> nth=0": "missing",
        "#credit-check th span >> nth=0": "translated",
        ".md-nav--secondary a[href='#follow-this-order'] span span": None,
    }
    assert {selector: page.get_attribute(selector, "data-l10n-state") for selector in states} == states


def test_pointing_at_a_block_shows_its_message_and_place(new_page, preview, module_project):
    page = new_page()
    page.goto(f"{preview}fr-FR/direct-bill/")
    page.hover("#who-decides-what")
    assert page.inner_text("#l10n [data-part=message]") == "Who decides what"
    assert page.inner_text("#l10n [data-part=former]") == "Qui décide de quoi"
    assert page.inner_text("#l10n [data-part=entry] strong:visible") == "À vérifier\u00a0: la source a changé"
    file, line = page.inner_text("#l10n [data-part=place]").split(":")
    lines = (module_project / file).read_text(encoding="utf-8").splitlines()
    assert lines[int(line) - 1] == 'msgid "Who decides what"'
    page.hover("#revenue th span >> nth=0")
    assert page.inner_text("#l10n [data-part=place]").startswith("locales/fr_FR/LC_MESSAGES/calculator.po:")


def test_a_list_leads_to_what_is_left(new_page, preview):
    page = new_page(viewport={"width": 800, "height": 500})
    page.goto(f"{preview}fr-FR/direct-bill/")
    items = page.locator("#l10n ol button")
    items.first.wait_for()
    assert sorted(items.all_inner_texts()) == ["All products", "CSP revenue", "Follow this order", "Who decides what"]
    assert re.match(r"Textes restant à traduire\u00a0: 4 sur \d+", page.inner_text("#l10n summary"))
    items.get_by_text("All products").click()
    cell = page.locator("td.l10n-shown")
    assert cell.inner_text() == "All products"
    assert 0 < cell.bounding_box()["y"] < 500


def test_a_saved_translation_appears_without_a_reload_by_hand(new_page, preview, module_project):
    page = new_page()
    page.goto(f"{preview}fr-FR/about/")
    po = module_project / "locales" / "fr_FR" / "LC_MESSAGES" / "pages" / "about.po"
    text = po.read_text(encoding="utf-8")
    title = page.inner_text("h1")
    po.write_text(text.replace(f'"{title}"', '"Un titre tout neuf"'), encoding="utf-8")
    page.wait_for_selector("h1:text('Un titre tout neuf')")
    # That page alone was made anew, and search knows it.
    assert "Rebuilt about/" in (module_project / "serve.log").read_text()
    entries = page.request.get(f"{preview}fr-FR/search/search_index.json").json()["docs"]
    assert "Un titre tout neuf" in [entry["title"] for entry in entries if entry["location"].startswith("about/")]
    assert {entry["location"].partition("/")[0] for entry in entries} >= {"markets", "direct-bill", "about"}


def test_a_title_changes_on_every_page(new_page, preview, module_project):
    page = new_page()
    page.goto(f"{preview}fr-FR/markets/")
    po = module_project / "locales" / "fr_FR" / "LC_MESSAGES" / "pages" / "history.po"
    text = po.read_text(encoding="utf-8")
    title = page.inner_text(".md-nav--primary a[href='../history/']")
    po.write_text(text.replace(f'"{title}"', '"Un autre titre"'), encoding="utf-8")
    page.wait_for_selector(".md-nav--primary a[href='../history/']:has-text('Un autre titre')")


def test_the_released_site_knows_nothing_of_it(site):
    for locale in LOCALES:
        for file in (site / locale).rglob("*.html"):
            assert "l10n" not in file.read_text(encoding="utf-8")
    assert not list(site.rglob("overlay*"))


def test_a_preview_is_never_built(tmp_path):
    done = build(tmp_path / "site", GUIDE_PREVIEW="1", GUIDE_LOCALE="fr-FR")
    assert done.returncode != 0
    assert "the translator's preview is served, never built" in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_language_that_is_not_there_is_named(tmp_path):
    done = build(tmp_path / "site", GUIDE_LOCALE="tlh")
    assert done.returncode != 0
    assert f"there is no tlh; there are: {', '.join(names())}" in done.stderr
