"""The engine in Chromium: its ways to start, and each fault it may meet."""

import json
import re

import pytest
from faulty import FAULTS
from playwright.sync_api import expect
from visits import SOON, choose, open_page, the_rules_verdict, way, with_constant, with_constant_at_first

from calculator import CALCULATOR, FAILED, READY, fill, status, verdict

pytestmark = pytest.mark.browser

# What each start must have, and what only one of the ways needs.
NEEDED = ("manifest.json", "python-", "code-")
OF_ONE_WAY = ("data-", "library-", "calculator-", "snapshot-")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("file", NEEDED)
def test_without_a_file_that_is_needed_the_page_says_so_and_recovers(new_page, host_with_faults, complete, file, fault):
    server = host_with_faults
    server.faults[f"/engine/{file}"] = fault
    page = new_page()
    open_page(page, server)
    page.check("[name=applicant][value=new]")
    if fault == "slow":
        page.wait_for_selector(READY, timeout=SOON)
    else:
        page.wait_for_selector(FAILED, timeout=SOON)
        reason = "damaged" if fault == "changed" else "network"
        expect(page.locator(f"[data-reason={reason}]")).to_be_visible()
        expect(page.locator(".checklist")).to_be_visible()
        expect(page.locator(".result")).to_be_hidden()
        server.faults.clear()
        page.click("[data-action=retry]")
        page.wait_for_selector(READY)
    assert page.is_checked("[name=applicant][value=new]"), "answers survive"
    the_rules_verdict(page, complete)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("file", OF_ONE_WAY)
def test_a_fault_in_one_way_to_start_leads_to_the_other(new_page, host_with_faults, complete, file, fault):
    server = host_with_faults
    server.faults[f"/engine/{file}"] = fault
    first, other = ("snapshot", "library") if file == "snapshot-" else ("library", "snapshot")
    page = new_page()
    choose(page, first)
    open_page(page, server)
    if fault != "slow":
        page.wait_for_selector(
            "[data-trouble=retry]:not([hidden]), [data-trouble=fallback]:not([hidden])", timeout=SOON
        )
    assert way(page) == (first if fault == "slow" else other)
    the_rules_verdict(page, complete)


@pytest.mark.parametrize("files", [("data-", "snapshot-"), ("python-", "code-", "data-", "library-"), ("",)])
def test_several_files_that_never_come_are_said_as_soon_as_one(new_page, host_with_faults, complete, files):
    for file in files:
        host_with_faults.faults[f"/engine/{file}"] = "never"
    page = new_page()
    choose(page, "library")
    open_page(page, host_with_faults)
    page.wait_for_selector(FAILED, timeout=SOON)
    # From the start of the navigation: the machine may be slow, the limits leave room for that.
    assert page.evaluate("performance.now()") < SOON
    expect(page.locator("[data-reason=network]")).to_be_visible()
    asked = [path.rpartition("/")[2].partition("-")[0] for path in host_with_faults.requested if "/engine/" in path]
    assert max(asked.count(name) for name in asked) <= 2
    host_with_faults.faults.clear()
    page.click("[data-action=retry]")
    the_rules_verdict(page, complete)


def hang(page, function):
    """Let a way to start never end, as Pyodide may."""

    def answer(route):
        body, replaced = re.subn(
            rf"(function {function}\(.*\) {{)", r"\1 await new Promise(() => {});", route.fetch().text()
        )
        assert replaced == 1
        route.fulfill(body=body, content_type="text/javascript")

    page.route("**/calculator/starts.js", answer)


@pytest.mark.parametrize(("first", "function"), [("library", "fromLibrary"), ("snapshot", "fromSnapshot")])
def test_a_start_that_hangs_leads_to_the_other(new_page, host_with_faults, complete, first, function):
    page = new_page()
    choose(page, first)
    hang(page, function)
    with_constant_at_first(page, "engine", "COMPUTING", 3000, times=1)
    open_page(page, host_with_faults)
    expect(page.locator("[data-trouble=fallback]")).to_be_visible()
    assert way(page) == {"library": "snapshot", "snapshot": "library"}[first]
    the_rules_verdict(page, complete)


def test_what_hangs_in_every_way_is_said_with_its_reason(new_page, host_with_faults, complete, locale):
    page = new_page()
    # What all ways share.
    page.route(
        "**/calculator/supply.js",
        lambda route: route.fulfill(
            body=route.fetch().text().replace("WebAssembly.instantiate(module", "new Promise(() => {}, module"),
            content_type="text/javascript",
        ),
    )
    with_constant_at_first(page, "engine", "COMPUTING", 3000, times=2)
    with_constant(page, "report", "LONG", 2000)
    open_page(page, host_with_faults, locale)
    expect(page.locator("[data-part=long]")).to_be_visible()
    expect(page.locator(".checklist")).to_be_visible()
    page.wait_for_selector(FAILED, timeout=SOON)
    expect(page.locator("[data-reason=slow]")).to_be_visible()
    expect(page.locator("[data-part=long]")).to_be_hidden()
    page.unroute("**/calculator/supply.js")
    page.click("[data-action=retry]")
    the_rules_verdict(page, complete)


def test_a_machine_that_takes_its_time_is_waited_for(new_page, host_with_faults, complete):
    page = new_page()
    choose(page, "library")
    # Silent for longer than a silent network may be.
    page.route(
        "**/calculator/starts.js",
        lambda route: route.fulfill(
            body=route.fetch()
            .text()
            .replace(
                "startFromLibrary(loadPyodide",
                "(await new Promise((resolve) => setTimeout(resolve, 6000)), startFromLibrary)(loadPyodide",
            )
            .replace("const start = () => (await", "const start = async () => (await"),
            content_type="text/javascript",
        ),
    )
    with_constant(page, "engine", "LOADING", 5000)
    open_page(page, host_with_faults)
    assert way(page) == "library"
    expect(page.locator("[data-trouble=fallback]")).to_be_hidden()
    the_rules_verdict(page, complete)


def test_a_reply_that_the_page_has_no_place_for_is_no_verdict(new_page, host_with_faults):
    page = new_page()
    page.route(
        "**/en-US/calculator/",
        lambda route: route.fulfill(
            body=route.fetch().text().replace('data-part="findings"', 'data-part="other"'), content_type="text/html"
        ),
    )
    open_page(page, host_with_faults)
    page.wait_for_selector(FAILED)
    expect(page.locator("[data-reason=outdated]")).to_be_visible()
    expect(page.locator(".result")).to_be_hidden()
    expect(page.locator(".checklist")).to_be_visible()


def test_a_page_of_another_release_than_the_engine_is_not_used(new_page, host_with_faults, complete):
    page = new_page()

    def answer(route):  # as the browser's cache may, for some minutes after a release
        body, replaced = re.subn(r'data-engine-key="\w+"', 'data-engine-key="0123456789abcdef"', route.fetch().text())
        assert replaced == 1
        route.fulfill(body=body, content_type="text/html")

    page.route("**/en-US/calculator/", answer)
    open_page(page, host_with_faults)
    page.check("[name=applicant][value=new]")
    page.wait_for_selector(FAILED)
    expect(page.locator("[data-reason=outdated]")).to_be_visible()
    page.unroute("**/en-US/calculator/")
    page.click("[data-action=retry]")
    page.wait_for_selector(READY)
    assert page.is_checked("[name=applicant][value=new]"), "answers go along"
    the_rules_verdict(page, complete)


def test_storage_that_refuses_is_no_hindrance(new_page, host_with_faults, complete):
    page = new_page()
    refuse = "self.caches.open = self.caches.has = async () => { throw new DOMException('no', 'QuotaExceededError'); };"

    def answer(route):
        route.fulfill(body=refuse + route.fetch().text(), content_type="text/javascript")

    page.route("**/calculator/worker.js", answer)
    open_page(page, host_with_faults)
    the_rules_verdict(page, complete)
    assert page.evaluate("caches.has('csp-guide-engine')") is False


def test_a_worker_that_dies_while_assessing_is_noticed_and_replaced(new_page, host_with_faults, complete):
    page = new_page()
    open_page(page, host_with_faults)
    page.wait_for_selector(READY)
    fill(page, complete)
    verdict(page, "likely-eligible")
    next(worker for worker in page.workers if worker.url.endswith("/worker.js")).evaluate("self.close()")
    page.fill("[name=csp_revenue_usd]", "900000")
    page.wait_for_selector(FAILED, timeout=SOON)
    expect(page.locator("[data-reason=stopped]")).to_be_visible()
    expect(page.locator(".result")).to_be_hidden()
    page.click("[data-action=retry]")
    verdict(page, "not-yet-eligible")
    assert status(page, "revenue") == "not-met"


@pytest.mark.parametrize("how", ["switched off", "forbidden"])
def test_without_webassembly_the_page_says_so_at_once(new_page, host_with_faults, how):
    page = new_page()
    off = "delete self.WebAssembly;" if how == "switched off" else ""
    # The policy of the worker's own response rules in the worker.
    policy = {"Content-Security-Policy": "script-src 'self'"} if how == "forbidden" else {}
    headers = policy | {"Content-Type": "text/javascript"}
    page.route("**/calculator/worker.js", lambda route: route.fulfill(body=off + route.fetch().text(), headers=headers))
    open_page(page, host_with_faults, "fr-FR")
    page.wait_for_selector(FAILED, timeout=SOON)
    expect(page.locator("[data-reason=browser]")).to_be_visible()
    expect(page.locator(".checklist")).to_be_visible()


def test_a_strict_policy_is_enough(new_page, host_with_faults, complete):
    policy = {"Content-Security-Policy": "script-src 'self' 'wasm-unsafe-eval'", "Content-Type": "text/javascript"}
    page = new_page()
    page.route("**/calculator/worker.js", lambda route: route.fulfill(body=route.fetch().text(), headers=policy))
    open_page(page, host_with_faults)
    the_rules_verdict(page, complete)


def test_whoever_saves_data_decides_with_the_first_answer(new_page, host_with_faults):
    page = new_page()
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    open_page(page, host_with_faults)
    page.wait_for_timeout(3000)
    assert page.get_attribute(CALCULATOR, "data-engine") == "idle"
    assert not [path for path in host_with_faults.requested if "/engine/" in path]
    page.check("[name=applicant][value=new]")
    verdict(page, "undetermined")


def test_a_late_import_fails_by_its_name(new_page, host_with_faults):
    manifest = json.loads((host_with_faults.site / "engine" / "manifest.json").read_text(encoding="utf-8"))
    names = {file["role"]: file["name"] for file in manifest["files"] if "of" not in file}
    page = new_page()
    page.goto(f"{host_with_faults.address}en-US/about/")
    started = page.evaluate(
        """async ([assets, engine, names, manifest]) => {
      const load = (name) => import(`${assets}${name}.js`);
      const [{ supplied, NOWHERE }, { startFromSnapshot }, { unpack }] =
        await Promise.all(["supply", "python", "memory"].map(load));
      const { loadPyodide } = await import(engine + names.python);
      const bytes = async (role) => new Uint8Array(await (await fetch(engine + names[role])).arrayBuffer());
      const program = await WebAssembly.compile(await bytes("code"));
      const snapshot = unpack(await bytes("snapshot"));
      const start = () => startFromSnapshot(loadPyodide, NOWHERE, manifest.lock, snapshot);
      const pyodide = await supplied({ program, dataAt: manifest.data_at }, start);
      const attempt = (code) => {
        try { return String(pyodide.runPython(code)); } catch (error) { return error.message; }
      };
      const absent = ["tomllib", "unicodedata", "csp_eligibility.table"];
      return [absent.map((name) => attempt(`import ${name}`)), attempt("import json; json.dumps(1)")];
    }""",
        [f"{host_with_faults.address}en-US/assets/calculator/", f"{host_with_faults.address}engine/", names, manifest],
    )
    for error, module in zip(started[0], ["tomllib", "unicodedata", "csp_eligibility.table"], strict=True):
        assert f"ModuleNotFoundError: No module named '{module}'" in error
    assert started[1] == "1"


def test_progress_is_counted_in_the_readers_language(new_page, host_with_faults, locale):
    host_with_faults.faults["/engine/code-"] = "slow"
    page = new_page()
    open_page(page, host_with_faults, locale)
    figures = page.locator("[data-part=bytes]")
    expect(figures).to_contain_text({"en-US": "MB", "fr-FR": "Mo"}[locale])
    expect(figures).to_contain_text({"en-US": ".", "fr-FR": ","}[locale])
    assert figures.get_attribute("aria-hidden") == "true"
    page.wait_for_selector(READY)
    expect(page.locator("[role=status] [data-part=percent]")).to_have_text(
        {"en-US": "100%", "fr-FR": "100\u202f%"}[locale]
    )
