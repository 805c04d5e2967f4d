"""Visits without network, and new releases: they come whole or not at all."""

import pytest
from playwright.sync_api import expect
from support import LOCALES
from visits import SOON, choose, open_page, the_rules_verdict, wait_until, wait_until_kept, way

from calculator import FAILED, READY

pytestmark = pytest.mark.browser

REGISTRATION = "navigator.serviceWorker.getRegistration()"


@pytest.fixture
def service_workers():
    """They are what these tests are about."""
    return "allow"


def wait_until_offline_works(page):
    wait_until_kept(page)
    wait_until(page, f"{REGISTRATION}.then((found) => Boolean(found?.active))")


def wait_until_offered(page):
    notice = page.locator("[data-part=update]")
    notice.wait_for()
    return notice


def is_of(page, mark):
    """Tell which release page and scripts are of: of the same."""
    page.wait_for_selector(f"body[data-mark={mark}][data-script={mark}]", state="attached")


def test_after_one_visit_the_calculator_works_without_network_in_both_languages(chromium, own_host, complete):
    # Not by new_page: the theme's search may report the network that we take away.
    with chromium.new_context() as context:
        page = context.new_page()
        open_page(page, own_host)
        wait_until_offline_works(page)
        context.set_offline(True)
        for locale in LOCALES:
            open_page(page, own_host, locale)
            assert way(page) == "kept"
            assert page.get_attribute("html", "lang") == locale
            the_rules_verdict(page, complete)


def test_what_a_host_says_that_its_answers_depend_on_is_no_hindrance(chromium, own_host, complete):
    own_host.headers = {"Vary": "Accept"}
    with chromium.new_context() as context:
        page = context.new_page()
        open_page(page, own_host)
        wait_until_offline_works(page)
        context.set_offline(True)
        open_page(page, own_host)
        the_rules_verdict(page, complete)


def test_a_service_worker_whose_storage_fails_lets_the_host_answer(new_page, own_host, complete):
    script = own_host.site / "service-worker.js"
    broken = "self.addEventListener('activate', () => { caches.open = async () => { throw new Error('broken'); }; });"
    script.write_text(script.read_text(encoding="utf-8") + broken, encoding="utf-8")
    page = new_page()
    open_page(page, own_host)
    wait_until_offline_works(page)
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    the_rules_verdict(page, complete)


def test_a_browser_that_blocks_service_workers_is_not_an_error(new_page, own_host):
    page = new_page(service_workers="block")
    said = []
    page.on("console", lambda message: said.append(message.text))
    open_page(page, own_host)
    wait_until_kept(page)
    page.evaluate("new Promise((resolve) => setTimeout(resolve))")
    assert [text for text in said if text.startswith("calculator:") and "TypeError" in text] == []


@pytest.mark.parametrize("stage", ["manifest.json", "python-", "code-", "data-"])
def test_a_network_that_goes_away_at_any_stage_is_said_and_made_good(new_page, own_host, complete, stage):
    page = new_page()
    choose(page, "library")
    for part in (stage, "snapshot-") if stage == "data-" else (stage,):
        own_host.faults[f"/engine/{part}"] = "never"
    with page.expect_request(lambda request: f"/engine/{stage}" in request.url):
        open_page(page, own_host)
    page.context.set_offline(True)
    page.wait_for_selector(FAILED, timeout=SOON)
    expect(page.locator("[data-reason=network]")).to_be_visible()
    page.context.set_offline(False)
    own_host.faults.clear()
    page.click("[data-action=retry]")
    the_rules_verdict(page, complete)


def test_a_new_release_replaces_the_old_one_whole(new_page, own_host, complete, new_release):
    page = new_page()
    new_release("old")
    open_page(page, own_host)
    wait_until_offline_works(page)
    new_release("new", engine=True)
    page.reload()
    # Kept: all old, and a word that there is something newer.
    is_of(page, "old")
    assert way(page) == "kept"
    notice = wait_until_offered(page)
    the_rules_verdict(page, complete)
    notice.get_by_role("button").click()
    is_of(page, "new")
    page.wait_for_selector(READY)
    assert page.is_checked(f"[name=applicant][value={complete['applicant']}]"), "answers go along"
    the_rules_verdict(page, complete)
    wait_until_kept(page)
    names = page.evaluate("caches.keys()")
    assert len([name for name in names if name.startswith("csp-guide-pages")]) == 1


def test_a_new_release_works_without_network_before_anybody_has_seen_it(chromium, own_host, complete, new_release):
    with chromium.new_context() as context:
        page = context.new_page()
        choose(page, "library")
        new_release("old")
        open_page(page, own_host)
        wait_until_offline_works(page)
        new_release("new", engine=True)
        own_host.requested.clear()
        page.reload()
        assert way(page) == "kept"
        wait_until_offered(page)
        page.close()
        context.set_offline(True)
        page = context.new_page()
        for _ in range(2):
            open_page(page, own_host)
            is_of(page, "new")
            assert way(page) == "kept"
            the_rules_verdict(page, complete)
            wait_until_kept(page)
    engine = [path.rpartition("/")[2].partition("-")[0] for path in own_host.requested if "/engine/" in path]
    # Script and program have not changed, and were at hand.
    assert sorted(engine) == ["calculator", "data", "library", "manifest.json"]


def test_a_release_whose_engine_is_gone_from_the_host_gives_way_to_the_next(new_page, own_host, complete, new_release):
    page = new_page()
    new_release("old")
    open_page(page, own_host)
    wait_until_offline_works(page)
    page.evaluate("caches.delete('csp-guide-engine')")
    new_release("new", engine=True)
    page.reload()
    is_of(page, "old")
    page.check("[name=applicant][value=new]")
    page.wait_for_selector(FAILED, timeout=SOON)
    expect(page.locator("[data-reason=outdated]")).to_be_visible()
    wait_until_offered(page)
    page.click("[data-action=retry]")
    is_of(page, "new")
    page.wait_for_selector(READY)
    assert page.is_checked("[name=applicant][value=new]"), "answers go along"
    the_rules_verdict(page, complete)


def test_a_new_release_waits_for_the_other_pages_and_says_so(new_page, own_host, complete, new_release, locale):
    page = new_page()
    new_release("old")
    open_page(page, own_host, locale)
    wait_until_offline_works(page)
    other = page.context.new_page()
    open_page(other, own_host, "fr-FR")
    other.wait_for_selector(READY)
    is_of(other, "old")
    new_release("new")
    page.reload()
    button = wait_until_offered(page).get_by_role("button")
    button.click()
    expect(page.locator("[data-part=others]")).to_be_visible()
    is_of(page, "old")
    # What the other page would load now is of its own release.
    assert '= "old"' in other.evaluate("fetch('../assets/calculator/element.js').then((found) => found.text())")
    other.close()
    button.click()
    is_of(page, "new")
    the_rules_verdict(page, complete)


@pytest.mark.parametrize("file", ["/fr-FR/assets/calculator/element.js", "/engine/library-"])
def test_a_release_that_does_not_arrive_whole_changes_nothing(new_page, own_host, complete, new_release, file):
    page = new_page()
    new_release("old")
    open_page(page, own_host)
    wait_until_offline_works(page)
    new_release("new", engine=True)
    own_host.faults[file] = "cut"
    own_host.requested.clear()
    page.reload()
    assert way(page) == "kept"
    # It was fetched, and it was given up.
    wait_until(page, f"{REGISTRATION}.then(({{ installing, waiting }}) => !installing && !waiting)")
    page.evaluate(f"{REGISTRATION}.then((found) => found.update()).catch(() => undefined)")
    wait_until(page, f"{REGISTRATION}.then(({{ installing, waiting }}) => !installing && !waiting)")
    assert [path for path in own_host.requested if file in path]
    expect(page.locator("[data-part=update]")).to_be_hidden()
    page.reload()
    is_of(page, "old")
    assert way(page) == "kept"
    the_rules_verdict(page, complete)
    own_host.faults.clear()
    page.reload()
    wait_until_offered(page)
