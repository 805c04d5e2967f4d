"""The engine in Chromium: its ways to start, and each fault it may meet."""

import json
import re
import shutil
import time

import pytest
from faulty import FAULTS, serving
from playwright.sync_api import expect
from support import LOCALES, SUB_PATH

from builder import service_worker
from calculator import CALCULATOR, FAILED, PATIENCE, READY, fill, status, verdict

pytestmark = pytest.mark.browser

# What each start must have, and what only one of the ways needs.
NEEDED = ("manifest.json", "python-", "code-")
OF_ONE_WAY = ("data-", "library-", "calculator-", "snapshot-")
# What a reader waits for at most before the page says what happened.
SOON = 20_000


@pytest.fixture
def host_with_faults(host):
    with serving(host) as server:
        server.site = host / SUB_PATH
        server.address = f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"
        yield server


def open_page(page, server, locale="en-US"):
    page.goto(f"{server.address}{locale}/calculator/")


def way(page):
    page.wait_for_selector(READY)
    return page.get_attribute(CALCULATOR, "data-way")


def choose(page, wanted):
    """Make the page believe that its line is slow or fast."""
    speed = {"library": "Infinity", "snapshot": "0"}[wanted]

    def answer(route):
        body, replaced = re.subn(r"const FAST_LINE = [\d_]+;", f"const FAST_LINE = {speed};", route.fetch().text())
        assert replaced == 1
        route.fulfill(body=body, content_type="text/javascript")

    page.route("**/calculator/worker.js", answer)


def wait_until(page, expression):
    """Wait until a promise of the page gives something true, as long as for anything else."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(100)


def wait_until_kept(page):
    page.wait_for_selector(f"{CALCULATOR}[data-kept]")


def the_rules_verdict(page, complete):
    """Enough answers for a verdict that only the rules can give."""
    fill(page, {"applicant": complete["applicant"], "csp_revenue_usd": 900000})
    verdict(page, "not-yet-eligible")
    assert status(page, "revenue") == "not-met"
    assert status(page, "security-contact") == "unknown"


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


@pytest.mark.parametrize("first", ["library", "snapshot"])
def test_the_second_visit_starts_from_what_the_first_kept(new_page, host_with_faults, complete, first):
    server = host_with_faults
    page = new_page()
    choose(page, first)
    open_page(page, server)
    assert way(page) == first
    wait_until_kept(page)
    server.requested.clear()
    page.reload()
    assert way(page) == "kept"
    the_rules_verdict(page, complete)
    engine = [path.rpartition("/")[2] for path in server.requested if "/engine/" in path]
    assert not [name for name in engine if not name.startswith(("manifest", "python-"))], (
        "nothing large is fetched again"
    )


def test_what_was_kept_for_other_rules_is_dropped(new_page, host_with_faults, complete):
    page = new_page()
    open_page(page, host_with_faults)
    wait_until_kept(page)
    page.evaluate("""async () => {
      const cache = await caches.open("csp-guide-engine");
      const request = (await cache.keys()).find(({ url }) => url.endsWith("manifest"));
      const manifest = await (await cache.match(request)).json();
      await cache.put(request, new Response(JSON.stringify({ ...manifest, key: "older" })));
    }""")
    page.reload()
    assert way(page) in ("library", "snapshot")
    the_rules_verdict(page, complete)


@pytest.mark.parametrize("part", ["code", "memory"])
def test_what_was_kept_and_is_damaged_is_not_used(new_page, host_with_faults, complete, part):
    page = new_page()
    open_page(page, host_with_faults)
    wait_until_kept(page)
    page.evaluate(
        """async (part) => {
      const cache = await caches.open("csp-guide-engine");
      const request = (await cache.keys()).find(({ url }) => url.endsWith(part));
      const response = await cache.match(request);
      const bytes = new Uint8Array(await response.arrayBuffer());
      bytes[bytes.length >> 1] ^= 1;
      await cache.put(request, new Response(bytes, { headers: response.headers }));
    }""",
        part,
    )
    page.reload()
    assert way(page) in ("library", "snapshot")
    the_rules_verdict(page, complete)


def test_no_answer_is_ever_kept(new_page, host_with_faults, complete):
    page = new_page()
    open_page(page, host_with_faults)
    page.wait_for_selector(READY)
    fill(page, complete | {"csp_revenue_usd": 1234567.25})
    verdict(page, "likely-eligible")
    wait_until_kept(page)
    page.reload()
    page.wait_for_selector(READY)
    fill(page, complete | {"csp_revenue_usd": 1234567.25})
    verdict(page, "likely-eligible")
    # As text, and as Python keeps the number in memory.
    found = page.evaluate("""async () => {
      const needles = [new TextEncoder().encode("1234567.25"), new TextEncoder().encode("1,234,567.25"),
        new Uint8Array(Float64Array.of(1234567.25).buffer)];
      const holds = (bytes, needle) => {
        for (let at = bytes.indexOf(needle[0]); at >= 0; at = bytes.indexOf(needle[0], at + 1))
          if (needle.every((byte, index) => bytes[at + index] === byte)) return true;
        return false;
      };
      const found = [], seen = [];
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) {
          const bytes = new Uint8Array(await (await (await caches.open(name)).match(request)).arrayBuffer());
          seen.push(request.url);
          if (needles.some((needle) => holds(bytes, needle))) found.push(request.url);
        }
      return { found, seen: seen.length, stored: localStorage.length && JSON.stringify(localStorage) };
    }""")
    assert found["seen"] >= 3
    assert found["found"] == []
    assert "1234567" not in str(found["stored"])


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
      return [attempt("import tomllib"), attempt("import json; json.dumps(1)")];
    }""",
        [f"{host_with_faults.address}en-US/assets/calculator/", f"{host_with_faults.address}engine/", names, manifest],
    )
    assert "ModuleNotFoundError: No module named 'tomllib'" in started[0]
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


# Offline, and releases


@pytest.fixture
def own_host(site, tmp_path):
    """A host with a copy of the site that a test may change."""
    shutil.copytree(site, tmp_path / SUB_PATH)
    with serving(tmp_path) as server:
        server.site = tmp_path / SUB_PATH
        server.address = f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"
        yield server


def release(server, mark):
    """Change the calculator's pages, as a new release does."""
    for locale in LOCALES:
        page = server.site / locale / "calculator" / "index.html"
        page.write_text(
            page.read_text(encoding="utf-8").replace("<body", f'<body data-mark="{mark}"'), encoding="utf-8"
        )
        element = server.site / locale / "assets" / "calculator" / "element.js"
        element.write_text(
            element.read_text(encoding="utf-8") + f'\ndocument.body.dataset.script = "{mark}";\n', encoding="utf-8"
        )
    service_worker.write(server.site, list(LOCALES))


def wait_until_offline_works(page):
    wait_until_kept(page)
    wait_until(page, "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.active))")


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


@pytest.mark.parametrize("stage", ["manifest.json", "python-", "code-", "data-"])
def test_a_network_that_goes_away_at_any_stage_is_said_and_made_good(new_page, own_host, complete, stage):
    page = new_page()
    choose(page, "library")
    for part in (stage, "snapshot-") if stage == "data-" else (stage,):
        own_host.faults[f"/engine/{part}"] = "never"
    open_page(page, own_host)
    page.wait_for_selector(f"{CALCULATOR}[data-engine=loading]")
    page.wait_for_timeout(800)
    page.context.set_offline(True)
    page.wait_for_selector(FAILED, timeout=SOON)
    expect(page.locator("[data-reason=network]")).to_be_visible()
    page.context.set_offline(False)
    own_host.faults.clear()
    page.click("[data-action=retry]")
    the_rules_verdict(page, complete)


def test_a_new_release_replaces_the_old_one_whole(new_page, own_host, complete):
    page = new_page()
    release(own_host, "old")
    open_page(page, own_host)
    wait_until_offline_works(page)
    release(own_host, "new")
    page.reload()
    # Kept: all old, and a word that there is something newer.
    expect(page.locator("body[data-mark=old][data-script=old]")).to_be_attached()
    notice = page.locator("[data-part=update]")
    notice.wait_for()
    the_rules_verdict(page, complete)
    notice.get_by_role("button").click()
    page.wait_for_selector("body[data-mark=new][data-script=new]", state="attached")
    the_rules_verdict(page, complete)
    names = page.evaluate("caches.keys()")
    assert len([name for name in names if name.startswith("csp-guide-pages")]) == 1


def test_a_release_that_does_not_arrive_whole_changes_nothing(new_page, own_host, complete):
    page = new_page()
    release(own_host, "old")
    open_page(page, own_host)
    wait_until_offline_works(page)
    release(own_host, "new")
    own_host.faults["/fr-FR/assets/calculator/element.js"] = "cut"
    page.reload()
    page.wait_for_selector(READY)
    page.wait_for_timeout(3000)
    expect(page.locator("[data-part=update]")).to_be_hidden()
    page.reload()
    expect(page.locator("body[data-mark=old][data-script=old]")).to_be_attached()
    the_rules_verdict(page, complete)
