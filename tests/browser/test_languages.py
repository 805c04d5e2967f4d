"""Languages that nobody has translated yet: a new one, one from right to left, and the pseudo-locale."""

import json
import re
import shutil
import threading

import pytest
from babel import Locale
from babel.dates import get_month_names
from babel.lists import format_list
from bs4 import BeautifulSoup, Comment
from csp_eligibility.messages import folder_name
from csp_eligibility.rulesets import markets
from support import PAGES, build_copy, run_module

from builder import pseudo, server
from builder.countries import country_names
from builder.locales import LOCALES, cldr, names

pytestmark = pytest.mark.browser

NEW = ("de-DE", "ar", pseudo.LOCALE)
EVERYWHERE = (*PAGES, "404.html")
# What comes from CLDR is written by no translator.
ENGLISH = Locale("en")
FROM_CLDR = {*ENGLISH.territories.values(), *ENGLISH.currencies, *ENGLISH.currencies.values()}
DAY = re.compile(rf"({'|'.join(get_month_names('wide', locale='en').values())}) \d{{1,2}}, \d{{4}}")


@pytest.fixture(scope="module")
def told(module_project):
    """What `make locale` says for each new locale, as if the guide did not have it yet."""
    for locale in NEW:
        shutil.rmtree(module_project / "locales" / folder_name(locale), ignore_errors=True)
    return {locale: run_module(module_project, "builder.new_locale", locale) for locale in NEW}


@pytest.fixture(scope="module")
def new_site(module_project, told):
    assert set(told) == set(NEW)
    for locale in NEW:
        done = build_copy(module_project, locale)
        assert done.returncode == 0, done.stdout + done.stderr
    return module_project / "site"


@pytest.fixture(scope="module")
def new_served(new_site):
    serving = server.server(new_site, 0)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://{server.HOST}:{serving.server_port}/"
    serving.shutdown()
    serving.server_close()
    thread.join(timeout=10)


def read(site, path):
    return BeautifulSoup((site / path).read_text(encoding="utf-8"), "html.parser")


def file_of(page):
    return page if page.endswith(".html") else f"{page}index.html"


def test_the_command_says_what_to_do_next(told):
    files = len(list(LOCALES.rglob("*.pot")))
    assert f"German (Germany) (de-DE) has {files} PO files" in told["de-DE"]
    assert "make translate LOCALE=de-DE" in told["de-DE"]


@pytest.mark.parametrize("page", EVERYWHERE)
def test_a_new_language_has_chrome_of_its_own_and_marked_english(new_site, page):
    html = read(new_site, f"de-DE/{file_of(page)}")
    assert html.html["lang"] == "de-DE"
    assert html.select_one(".md-search__input")["placeholder"] == "Suche"
    assert html.title["lang"] == "en-US"
    # Every word of the page is English, and none is without its language.
    for text in html.article.find_all(string=re.compile("[A-Za-z]")):
        holder = text.find_parent(lang=True)
        if holder is html.html and not _from_cldr(str(text), "de") and not text.find_parent(["code", "template"]):
            pytest.fail(f"“{text}” in {text.parent} does not say that it is English")


def _from_cldr(text, language):
    locale = Locale(language)
    # The unit, and days and amounts that stand between words of the rules.
    known = {"USD", *locale.territories.values(), *locale.currencies.values(), *locale.currencies}
    known |= {cldr(name).get_display_name(language) for name in (*names(), *NEW)}
    months = "|".join(get_month_names("wide", locale=language).values())
    without = [name for code, name in country_names(locale) if code in markets.WITHOUT_MARKET]
    known.add(format_list(without, locale=locale))
    return text.strip() in known or re.fullmatch(rf"\d+\. ({months}) \d{{4}}", text.strip())


def test_new_languages_are_offered_by_their_own_names(new_site):
    links = {link["lang"]: link.text for link in read(new_site, "de-DE/index.html").select("nav.languages a")}
    assert set(links) == {*names(), *NEW} - {"de-DE"}
    assert (links["ar"], links[pseudo.LOCALE]) == ("العربية", pseudo.text("English"))
    assert links["fr-FR"].startswith("Français")


def test_the_languages_open_with_the_keyboard_and_keep_the_page(new_page, new_served):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{new_served}de-DE/markets/")
    page.focus("nav.languages summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("nav.languages a[lang=ar]", state="visible")
    page.click("nav.languages a[lang=ar]")
    page.wait_for_url(f"{new_served}ar/markets/")
    assert page.get_attribute("html", "lang") == "ar"


def test_arabic_is_laid_out_from_right_to_left(new_page, new_served):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{new_served}ar/direct-bill/")
    assert page.get_attribute("body", "dir") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('article')).direction") == "rtl"
    left = {
        name: page.locator(selector).first.bounding_box()["x"]
        for name, selector in {
            "navigation": ".md-sidebar--primary",
            "article": "article",
            "contents": ".md-sidebar--secondary",
            "first column": ".requirements thead th:first-child",
            "last column": ".requirements thead th:last-child",
        }.items()
    }
    assert left["contents"] < left["article"] < left["navigation"]
    assert left["last column"] < left["first column"]
    # English blocks in it run from left to right.
    paragraph = page.locator("article > p[lang=en-US]").first
    assert paragraph.evaluate("(block) => getComputedStyle(block).direction") == "ltr"


@pytest.mark.parametrize("locale", ["ar", pseudo.LOCALE])
@pytest.mark.parametrize("path", EVERYWHERE)
def test_nothing_overflows_a_narrow_screen(new_page, new_served, locale, path):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{new_served}{locale}/{path}")
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(CUT_OFF) == []


# Elements of the page that stick out of the screen, save in what scrolls by itself.
CUT_OFF = """[...document.querySelectorAll("article *, .md-header *, footer *")].filter((element) => {
  const box = element.getBoundingClientRect();
  const scrolls = element.closest(".md-typeset__scrollwrap, pre, .md-search, .md-ellipsis, .engine__spoken, thead");
  return box.width && !scrolls && element.checkVisibility() && (box.right > 321 || box.left < -1);
}).map((element) => element.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("page", EVERYWHERE)
def test_every_visible_sentence_of_the_pseudo_locale_is_bracketed(new_site, page):
    html = read(new_site, f"{pseudo.LOCALE}/{file_of(page)}")
    from_cldr = "select[name=country] option[value]:not([value='']), [hreflang], .languages, .translations caption"
    for kept in html.select(f"code, cite, .unit, {from_cldr}"):
        kept.clear()
    for element in html.select("body :is(script, style)"):
        element.extract()
    assert _outside(text for text in html.body.find_all(string=True) if not isinstance(text, Comment)) == []
    for name in ("aria-label", "title", "placeholder", "alt"):
        for element in html.select(f"[{name}]:not([hreflang])"):
            assert _outside([element[name]]) == [], element
    for meta in html.select("meta[name=description], meta[property='og:title'], meta[property='og:description']"):
        assert _outside([meta["content"]]) == [], meta
    assert _outside([html.title.text]) == []


def test_every_sentence_of_the_calculators_replies_is_bracketed(module_project, new_site):  # noqa: ARG001
    answers = {"applicant": "new", "country": "FR", "csp_revenue_usd": 3, "months_as_indirect_reseller": 1}
    params = {"ruleset": "direct-bill", "on": "2026-11-22", "locale": pseudo.LOCALE, "answers": answers}
    requests = [{"method": method, "params": params} for method in ("assess", "explore", "timeline")]
    requests.append({"method": "assess", "params": params | {"answers": {"country": 1}}})
    program = "import json, sys; from csp_eligibility.bridge import handle; print(json.dumps([json.loads(handle(json.dumps(r))) for r in json.load(sys.stdin)]))"  # noqa: E501
    replies = json.loads(run_module(module_project, "-c", program, stdin=json.dumps(requests)))
    assert [reply["ok"] for reply in replies] == [True, True, True, False]
    sentences = list(_sentences(replies))
    assert len(sentences) > 100
    assert [sentence for sentence in sentences if _outside([sentence])] == []


def _sentences(value, key=""):
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in {"citation", "citations"}:
                yield from _sentences(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _sentences(part, key)
    elif isinstance(value, str) and (" " in value or key.endswith("label") or key in ("message", "explanation")):
        yield value


def _outside(texts):
    """Return the words that stand outside the brackets of the pseudo-locale."""
    depth, found = 0, []
    for text in texts:
        rest = []
        for character in text:
            depth += (character == "⟦") - (character == "⟧")
            rest.append(character if not depth else " ")
        left = DAY.sub("", "".join(rest)).strip(" \n⟧·–,.:")
        names = {name.removeprefix("and ") for name in left.split(", ")}
        if re.search("[A-Za-z]", left) and not names <= FROM_CLDR:
            found.append(left)
    assert depth == 0, "a bracket without its partner"
    return found
