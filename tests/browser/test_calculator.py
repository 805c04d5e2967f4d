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

from calculator import CALCULATOR, READY, fill, open_calculator, status, verdict

pytestmark = pytest.mark.browser


def words(locale, verdict_):
    return catalogue(locale).text(VERDICTS[verdict_][0])


@pytest.fixture(scope="module")
def make_serve():
    """The address that ``make serve`` prints, run in this checkout on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
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
    page = new_page()
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
    page.fill("[name=on]", "2017-01-01")
    expect(page.locator("#q-on-error")).to_contain_text("2018-02-19")
    page.fill("[name=on]", "2026-11-22")
    expect(page.locator("#q-on-error")).to_be_hidden()


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
