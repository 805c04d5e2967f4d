"""The calculator in a real browser."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.request

import pytest
from csp_eligibility.__main__ import main
from csp_eligibility.messages import catalogue
from csp_eligibility.report import VERDICTS
from playwright.sync_api import expect
from support import LOCALES, ROOT
from visits import with_constant

from calculator import CALCULATOR, READY, fill, open_calculator, status, verdict

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
BAR = ".verdict-bar:not([hidden])"


def words(locale, verdict_):
    return catalogue(locale).text(VERDICTS[verdict_][0])


@pytest.fixture(scope="module")
def make_serve():
    """The address that ``make serve`` prints, run in this checkout on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    # What is left in site/ afterwards is what `make site` builds.
    environment["SITE_URL"] = "http://127.0.0.1:8000/"
    serving = subprocess.Popen(
        ["make", "serve", f"PORT={port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(address, timeout=1).close()
                break
            except OSError:
                assert serving.poll() is None, serving.stdout.read().decode()
                time.sleep(0.5)
        yield address
    finally:
        os.killpg(serving.pid, signal.SIGTERM)
        serving.communicate(timeout=30)


def test_make_serve_gives_a_new_applicant_the_right_verdict(new_page, make_serve, locale, complete):
    page = new_page()
    open_calculator(page, make_serve, locale)
    fill(page, complete | {"csp_revenue_usd": 1200000})
    assert verdict(page, "likely-eligible") == words(locale, "likely-eligible")
    page.fill("[name=csp_revenue_usd]", "900000")
    assert verdict(page, "not-yet-eligible") == words(locale, "not-yet-eligible")
    assert status(page, "revenue") == "not-met"


def test_no_request_leaves_the_sites_host(new_page, served, locale, complete):
    page = new_page(service_workers="allow")
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    open_calculator(page, served, locale)
    fill(page, complete)
    verdict(page, "likely-eligible")
    before = len(requested)
    page.fill("[name=csp_revenue_usd]", "1")
    verdict(page, "not-yet-eligible")
    assert len(requested) == before, "an answer caused a request"
    host = served.split("/")[2]
    outside = [url for url in requested if not url.startswith(("data:", "blob:")) and url.split("/")[2] != host]
    assert outside == []


def test_no_other_page_loads_the_engine(new_page, served, locale):
    page = new_page()
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{served}{locale}/direct-bill/", wait_until="networkidle")
    assert not [url for url in requested if "/engine/" in url or "calculator" in url]


def test_without_javascript_the_page_is_a_readable_checklist(new_page, served, locale):
    page = new_page(java_script_enabled=False)
    page.goto(f"{served}{locale}/calculator/")
    label = {"en-US": "Active PartnerID", "fr-FR": "ID partenaire actif"}[locale]
    checklist = page.locator(".checklist")
    expect(checklist).to_be_visible()
    expect(checklist.get_by_text(label, exact=True)).to_be_visible()
    assert checklist.locator("li").count() == 16
    expect(page.locator("noscript .admonition-title")).to_contain_text("JavaScript")
    expect(page.locator("noscript .admonition-title")).to_be_visible()
    expect(page.locator(".result")).to_be_hidden()
    form = page.locator("form.questions").bounding_box()
    assert checklist.bounding_box()["y"] >= form["y"] + form["height"], "below the questions, as the page says"
    checklist.get_by_role("checkbox").first.check()
    assert page.evaluate("1") == 1


def test_progress_is_shown_while_the_engine_loads(new_page, served, locale):
    page = new_page()
    release = []
    page.route("**/engine/code-*", lambda route: release.append(route))  # noqa: PLW0108 - Playwright marks it
    page.goto(f"{served}{locale}/calculator/")
    page.wait_for_selector(f"{CALCULATOR}[data-engine=loading]")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator(".checklist")).to_be_visible()
    page.wait_for_timeout(300)
    release[0].continue_()
    page.wait_for_selector(READY)
    expect(page.get_by_role("progressbar")).to_be_hidden()


def test_questions_appear_as_answers_make_them_matter(new_page, served, locale):
    page = new_page()
    open_calculator(page, served, locale)
    page.check("[name=applicant][value=new]")
    verdict(page, "undetermined")
    expect(page.locator("[name=next_review]")).to_be_hidden()
    page.check("[name=applicant][value=existing]")
    expect(page.locator("[name=next_review]")).to_be_visible()
    expect(page.locator("[data-question=credit_check]")).to_be_hidden()
    page.fill("[name=next_review]", "2027-03-01")
    expect(page.locator("[data-missing=next_review]")).to_have_count(0)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_says_what_would_change_the_result(new_page, served, complete, locale):
    page = new_page()
    open_calculator(page, served, locale)
    fill(page, complete | {"months_as_indirect_reseller": 7, "support_plan": "none"})
    verdict(page, "not-yet-eligible")
    page.wait_for_selector("[data-part=changes-section]:not([hidden]) [data-change=support_plan]")
    changes = page.locator("[data-part=changes] li")
    assert [item.get_attribute("data-change") for item in changes.all()] == [
        "months_as_indirect_reseller",
        "support_plan",
    ]
    assert "7" in changes.first.inner_text()
    page.check("[name=support_plan][value=asfp]")
    page.wait_for_selector("[data-part=changes-section]:not([hidden]) [data-change]:only-child")
    # Five months from November 22, 2026.
    assert "2027" in page.inner_text("[data-part=changes-summary]")
    changes.first.locator("a").click()
    assert page.evaluate("document.activeElement.name") == "months_as_indirect_reseller"
    page.fill("[name=months_as_indirect_reseller]", "12")
    verdict(page, "likely-eligible")
    page.wait_for_selector("[data-part=changes-section]", state="hidden")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_result_is_saved_on_the_device_and_can_be_verified(new_page, served, complete, locale, tmp_path):
    page = new_page()
    open_calculator(page, served, locale)
    fill(page, complete)
    verdict(page, "likely-eligible")
    with page.expect_download() as download:
        page.click("[data-action=save]")
    card = tmp_path / download.value.suggested_filename
    download.value.save_as(card)
    assert card.name == "csp-eligibility-2026-11-22.json"
    assert json.loads(card.read_text(encoding="utf-8"))["answers"] == complete
    assert main(["verify", str(card)]) == 0


def test_an_open_question_leads_to_its_control(new_page, served, locale):
    page = new_page()
    open_calculator(page, served, locale)
    page.check("[name=applicant][value=new]")
    page.click("[data-missing=csp_revenue_usd] a")
    expect(page.locator("[name=csp_revenue_usd]")).to_be_focused()


def test_what_stays_in_the_result_keeps_its_place_and_the_focus(new_page, served, complete):
    page = new_page()
    open_calculator(page, served, "en-US")
    fill(page, {"applicant": complete["applicant"], "csp_revenue_usd": 900000, "months_as_indirect_reseller": 3})
    page.wait_for_selector(".finding[data-requirement=revenue][data-status=not-met]")
    source = page.locator(".finding[data-requirement=revenue] [data-part=source]")
    source.focus()
    # Whoever leaves a field while its answer is being judged is elsewhere when the result comes.
    for figure in ("2000000", "", "900000"):
        page.evaluate(
            """(figure) => {
              const field = document.querySelector("[name=csp_revenue_usd]");
              field.value = figure;
              field.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            figure,
        )
        expected = {"2000000": "met", "": "unknown", "900000": "not-met"}[figure]
        page.wait_for_selector(f".finding[data-requirement=revenue][data-status={expected}]")
        expect(source).to_be_focused()
        answers = {"applicant": "new", "months_as_indirect_reseller": 3}
        answers |= {"csp_revenue_usd": int(figure)} if figure else {}
        params = {"ruleset": "direct-bill", "on": "2026-11-22", "locale": "en-US", "answers": answers}
        request = json.dumps({"method": "assess", "params": params})
        reply = json.loads(page.eval_on_selector(CALCULATOR, "(element, request) => element.ask(request)", request))[
            "value"
        ]
        shown = {
            name: page.eval_on_selector_all(
                f"[data-part={name}] > li", f"items => items.map(item => item.dataset.{key})"
            )
            for name, key in (("findings", "requirement"), ("missing", "missing"), ("steps", "step"))
        }
        assert shown["findings"] == [finding["requirement"] for finding in reply["findings"]]
        assert shown["missing"] == reply["missing"]
        assert shown["steps"] == [step["requirement"] for step in reply["next_steps"]]


def test_i_dont_know_yet_takes_an_answer_back(new_page, served, complete):
    page = new_page()
    open_calculator(page, served, "en-US")
    fill(page, complete)
    verdict(page, "likely-eligible")
    page.check("[name=admin_mfa][value='']")
    verdict(page, "undetermined")
    assert status(page, "admin-mfa") == "unknown"


def test_clearing_all_answers_starts_again_on_the_same_page(new_page, served, complete):
    page = new_page()
    open_calculator(page, served, "en-US")
    fill(page, complete)
    verdict(page, "likely-eligible")
    page.click(".reset button")
    verdict(page, "undetermined")
    assert page.input_value("[name=csp_revenue_usd]") == ""
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", page.input_value("[name=on]"))
    expect(page.locator("[name=on]")).to_be_focused()


def test_the_keyboard_is_enough(new_page, served, locale):
    page = new_page()
    open_calculator(page, served, locale)
    page.focus("[name=on]")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "applicant":
            break
    page.keyboard.press("Space")
    verdict(page, "undetermined")
    assert page.is_checked("[name=applicant][value=new]")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("[name=applicant][value=existing]")
    expect(page.locator("[name=next_review]")).to_be_visible()


@pytest.mark.parametrize(
    ("locale_", "text", "wrong"),
    [
        ("fr-FR", "1 200 000,50", False),
        ("en-US", "1,200,000.50", False),
        ("en-US", "1,5", True),
        ("fr-FR", "1.5", True),
        ("fr-FR", "300,000", True),
        ("en-US", "300.000", True),
        ("en-US", "a lot", True),
    ],
)
def test_a_figure_that_is_not_clear_is_asked_about(new_page, served, complete, locale_, text, wrong):
    page = new_page()
    open_calculator(page, served, locale_)
    fill(page, complete | {"csp_revenue_usd": text})
    error = page.locator("#q-csp_revenue_usd-error")
    if wrong:
        expect(error).to_be_visible()
        verdict(page, "undetermined")
        assert page.get_attribute("[name=csp_revenue_usd]", "aria-invalid") == "true"
    else:
        verdict(page, "likely-eligible")
        expect(error).to_be_hidden()


def test_a_day_before_the_rules_is_explained_beside_its_field(new_page, served):
    page = new_page()
    open_calculator(page, served, "en-US")
    expect(page.locator(BAR)).to_have_count(1)
    page.fill("[name=csp_revenue_usd]", "9" * 20)
    expect(page.locator("#q-csp_revenue_usd-error")).to_have_text(
        "Enter a number from 0 to 1,000,000,000,000,000.", use_inner_text=True
    )
    page.fill("[name=csp_revenue_usd]", "")
    expect(page.locator(BAR)).to_have_count(1)
    page.fill("[name=on]", "2017-01-01")
    expect(page.locator("#q-on-error")).to_have_text(
        "No list of requirements is known before February 19, 2018.", use_inner_text=True
    )
    expect(page.locator(".result")).to_be_hidden()
    expect(page.locator(BAR)).to_have_count(0)
    page.fill("[name=on]", "2026-11-22")
    expect(page.locator("#q-on-error")).to_be_hidden()


def test_without_a_day_there_is_no_result(new_page, served, locale, complete):
    page = new_page(viewport=PHONE)
    open_calculator(page, served, locale)
    fill(page, complete)
    verdict(page, "likely-eligible")
    page.fill("[name=on]", "")
    expect(page.locator("#q-on-error")).to_be_visible()
    expect(page.locator(".result")).to_be_hidden()
    expect(page.locator(BAR)).to_have_count(0)
    expect(page.locator(".checklist")).to_be_visible()
    page.fill("[name=on]", "2026-11-22")
    verdict(page, "likely-eligible")
    expect(page.locator("#q-on-error")).to_be_hidden()
    expect(page.locator(BAR)).to_be_visible()


def test_what_is_half_typed_is_no_mistake_yet(new_page, served, complete):
    page = new_page()
    open_calculator(page, served, "en-US")
    fill(page, complete | {"csp_revenue_usd": ""})
    verdict(page, "undetermined")
    page.evaluate("""() => {
      window.seen = new Set();
      new MutationObserver(() => window.seen.add(document.querySelector("#q-csp_revenue_usd-error").hidden))
        .observe(document.querySelector("#q-csp_revenue_usd-error"), { attributes: true });
    }""")
    page.locator("[name=csp_revenue_usd]").press_sequentially("1,200,000", delay=30)
    verdict(page, "likely-eligible")
    assert False not in page.evaluate("[...window.seen]"), "an error appeared while the figure was typed"
    page.locator("[name=csp_revenue_usd]").press_sequentially(",5", delay=30)
    error = page.locator("#q-csp_revenue_usd-error")
    expect(error).to_be_visible()  # after a pause
    expect(error).to_have_attribute("role", "alert")


def test_whoever_leaves_a_field_has_finished(new_page, served):
    page = new_page()
    with_constant(page, "typing", "PAUSE", 600_000)
    open_calculator(page, served, "en-US")
    page.fill("[name=csp_revenue_usd]", "1,2")
    page.wait_for_timeout(500)
    expect(page.locator("#q-csp_revenue_usd-error")).to_be_hidden()
    page.press("[name=csp_revenue_usd]", "Tab")
    expect(page.locator("#q-csp_revenue_usd-error")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("locale", ["en-US", "fr-FR"])
def test_the_form_stays_where_it_is_while_the_calculator_starts(new_page, served, locale, width):
    page = new_page(viewport={"width": width, "height": 740})
    page.add_init_script("""
        window.places = new Set();
        const look = () => {
          const form = document.querySelector("form.questions");
          // Until it is laid out with its style sheets and header there is nothing to see of it.
          if (form && document.readyState === "complete")
            window.places.add(Math.round(form.getBoundingClientRect().top + scrollY));
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    """)
    open_calculator(page, served, locale)
    expect(page.locator(".engine [data-when=ready]")).to_be_visible()
    assert len(page.evaluate("[...window.places]")) == 1


def test_a_mistake_that_appears_does_not_move_what_is_being_pressed(new_page, served):
    page = new_page()
    open_calculator(page, served, "en-US")
    fill(page, {"applicant": "new"})
    verdict(page, "undetermined")
    choice = page.locator("[name=admin_mfa][value=false]")
    choice.scroll_into_view_if_needed()
    page.locator("[name=csp_revenue_usd]").press_sequentially("x")
    box = choice.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(200)
    expect(page.locator("#q-csp_revenue_usd-error")).to_be_hidden()
    page.mouse.up()
    verdict(page, "not-yet-eligible")
    assert choice.is_checked()
    expect(page.locator("#q-csp_revenue_usd-error")).to_be_visible()


def test_a_verdict_that_stays_is_not_read_out_again(new_page, served, complete):
    page = new_page()
    open_calculator(page, served, "en-US")
    fill(page, complete)
    verdict(page, "likely-eligible")
    page.evaluate("""() => {
      window.changes = 0;
      new MutationObserver((records) => (window.changes += records.length))
        .observe(document.querySelector("[data-part=verdict]"),
          { childList: true, characterData: true, subtree: true });
    }""")
    page.fill("[name=managed_services]", "0")
    page.wait_for_selector(".finding[data-requirement=managed-service][data-status=not-met]")
    assert page.evaluate("window.changes") == 0
    page.check("[name=admin_mfa][value=false]")
    verdict(page, "not-yet-eligible")
    assert page.evaluate("window.changes") > 0


def test_the_answers_go_along_to_the_other_language_and_stay_nowhere(new_page, served, complete):
    page = new_page()
    open_calculator(page, served, "en-US")
    fill(page, complete | {"csp_revenue_usd": "1,200,000.50"}, on="2026-11-21")
    verdict(page, "likely-eligible")
    page.evaluate("document.querySelector('nav.languages details')?.setAttribute('open', '')")
    page.click("nav.languages a[lang=fr-FR]")
    page.wait_for_url(f"{served}fr-FR/calculator/")
    verdict(page, "likely-eligible")
    assert page.input_value("[name=csp_revenue_usd]") == "1200000,5"
    assert page.input_value("[name=on]") == "2026-11-21"
    assert page.is_checked("[name=admin_mfa][value=true]")
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    page.wait_for_selector(READY)
    assert page.input_value("[name=csp_revenue_usd]") == ""


def test_on_a_phone_nothing_covers_what_has_the_focus(new_page, served, locale, complete):
    page = new_page(viewport=PHONE)
    open_calculator(page, served, locale)
    fill(page, complete)
    verdict(page, "likely-eligible")
    expect(page.locator(BAR)).to_be_visible()
    page.focus("[name=on]")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, covered = page.evaluate("""() => {
          const focused = document.activeElement, box = focused.getBoundingClientRect();
          const bar = document.querySelector(".verdict-bar").getBoundingClientRect();
          const form = focused.closest("form.questions") && !focused.closest(".verdict-bar");
          return [form ? focused.name || focused.type : "", form && box.bottom > bar.top + 1 && box.top < bar.bottom];
        }""")
        if not name:
            break
        reached.add(name)
        assert not covered, name
    assert {"applicant", "csp_revenue_usd", "partner_agreement"} <= reached


@pytest.mark.parametrize("control", ["[name=on]", "[name=country]", "[name=csp_revenue_usd]"])
def test_the_focus_can_be_seen(new_page, served, control):
    page = new_page()
    open_calculator(page, served, "en-US")
    page.focus(control)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outline")
    assert "solid 3px" in style or "3px solid" in style or style.endswith("solid 3px"), style


def test_on_paper_the_result_comes_first(new_page, served, complete):
    page = new_page()
    open_calculator(page, served, "en-US")
    fill(page, complete)
    verdict(page, "likely-eligible")
    page.emulate_media(media="print")
    result, form = page.locator(".result").bounding_box(), page.locator("form.questions").bounding_box()
    assert result["y"] + result["height"] <= form["y"]
    expect(page.locator("[data-action=save]")).to_be_hidden()


@pytest.mark.parametrize(
    ("decimal", "group", "text", "number"),
    [
        (".", ",", "1200000", 1200000),
        (".", ",", "1,200,000.50", 1200000.5),
        (".", ",", "1 200 000.5", 1200000.5),
        (".", ",", "0.5", 0.5),
        (".", ",", " 12 ", 12),
        (".", ",", "1,5", None),
        (".", ",", "12,34,567", None),
        (".", ",", "1,200 000", None),
        (".", ",", "1,2000", None),
        (".", ",", "-1", None),
        (".", ",", "1e6", None),
        (".", ",", "٣", None),
        (".", ",", "300.000", None),
        (".", ",", "1.200", None),
        (".", ",", "1.20", 1.2),
        (".", ",", "1,200", 1200),
        (".", ",", "1,200.500", 1200.5),
        (".", ",", "0.125", 0.125),
        (".", ",", "1200.125", 1200.125),
        (",", "\u202f", "1200000,5", 1200000.5),
        (",", "\u202f", "1\u202f200\u202f000,50", 1200000.5),
        (",", "\u202f", "1\u00a0200\u00a0000", 1200000),
        (",", "\u202f", "1.5", None),
        (",", "\u202f", "1,200,000", None),
        (",", "\u202f", "300,000", None),
        (",", "\u202f", "1,200", None),
        (",", "\u202f", "1,000", None),
        (",", "\u202f", "1,20", 1.2),
        (",", "\u202f", "1 200,500", 1200.5),
        (",", ".", "1.200.000,5", 1200000.5),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(new_page, served, decimal, group, text, number):
    page = new_page()
    page.goto(f"{served}en-US/about/")
    read = "async ([module, ...written]) => (await import(module)).parseNumber(...written) ?? null"
    module = f"{served}en-US/assets/calculator/numbers.js"
    assert page.evaluate(read, [module, text, decimal, group]) == number
