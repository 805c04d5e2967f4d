"""Hosts of all kinds: whatever they compress, keep or forbid, the engine starts, and tells the truth about bytes."""

import json
import re

import pytest
from playwright.sync_api import expect
from support import PAGES
from visits import choose, open_page, the_rules_verdict, wait_until_kept, way

from calculator import READY

pytestmark = pytest.mark.browser

POLICY = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'"
# What the page shows while it starts: figures of bytes, and sentences about trouble.
WATCH = """globalThis.shown = { bytes: [], trouble: [] };
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  const bytes = document.querySelector("[data-part=bytes]")?.textContent;
  if (bytes && shown.bytes.at(-1) !== bytes) shown.bytes.push(bytes);
  const trouble = document.querySelectorAll("[data-trouble]:not([hidden])");
  shown.trouble.push(...Array.from(trouble, ({ dataset }) => dataset.trouble));
}).observe(document.querySelector(".engine"), { childList: true, attributes: true, subtree: true }));"""


def sizes(server, encoding, roles):
    """Return the bytes that the host sends of files, in MB."""
    manifest = json.loads((server.site / "engine" / "manifest.json").read_text(encoding="utf-8"))
    found = [file["size"] for file in manifest["files"] if file.get("encoding") == encoding and file["role"] in roles]
    return round(sum(found) / 1e6, 1)


@pytest.mark.parametrize("first", ["library", "snapshot"])
@pytest.mark.parametrize(
    ("encoding", "compresses", "counted"),
    [
        ("none", (), "gzip"),
        ("br", (".html", ".js", ".json", ".bin", ".wasm"), "br"),
        ("gzip", (".html", ".js", ".json", ".bin", ".wasm"), "gzip"),
        # What a host does by default, which knows no .bin.
        ("br", (".html", ".js", ".json"), "gzip"),
        # A host that calls a .gz file an encoding.
        ("gzip", (".html", ".js", ".json", ".gz"), "gzip"),
    ],
)
def test_bytes_are_told_as_they_cross_the_line(
    new_page, host_with_faults, complete, first, encoding, compresses, counted
):
    server = host_with_faults
    server.encoding, server.compresses = encoding, compresses
    page = new_page()
    page.add_init_script(WATCH)
    choose(page, first)
    open_page(page, server)
    assert way(page) == first
    shown = page.evaluate("shown")
    assert shown["trouble"] == []
    roles = ("python", "code", *(("snapshot",) if first == "snapshot" else ("data", "library", "calculator")))
    loaded, total = (float(figure) for figure in re.findall(r"[\d.]+", shown["bytes"][-1]))
    assert loaded == total == pytest.approx(sizes(server, counted, roles), abs=0.11)
    the_rules_verdict(page, complete)


def test_a_line_is_as_fast_as_what_crosses_it(new_page, host_with_faults):
    """Two files at once, each at 0.4 MB a second: slow, though what the browser unpacks is four times as much."""
    server = host_with_faults
    server.encoding, server.rate = "br", 400_000
    page = new_page()
    open_page(page, server)
    assert way(page) == "library"


def test_what_the_browser_has_at_hand_says_nothing_about_the_line(new_page, host_with_faults, complete):
    server = host_with_faults
    server.headers = {"Cache-Control": "public, max-age=600"}
    server.encoding, server.rate = "br", 400_000
    page = new_page()
    refuse = "self.caches.open = self.caches.has = async () => { throw new DOMException('no', 'QuotaExceededError'); };"
    page.route(
        "**/calculator/worker.js",
        lambda route: route.fulfill(body=refuse + route.fetch().text(), content_type="text/javascript"),
    )
    for _ in range(2):
        open_page(page, server)
        assert way(page) == "library"
        the_rules_verdict(page, complete)
    assert not [path for path in server.requested if "/engine/snapshot-" in path]


@pytest.mark.parametrize("keeping", ["no-store", "no-cache", "public, max-age=600"])
def test_the_script_that_runs_is_the_one_that_was_checked(new_page, host_with_faults, complete, keeping):
    host_with_faults.headers = {"Cache-Control": keeping}
    page = new_page()
    open_page(page, host_with_faults)
    the_rules_verdict(page, complete)
    assert len([path for path in host_with_faults.requested if "/engine/python-" in path]) == 1


def test_a_policy_that_wants_scripts_from_addresses_is_enough(chromium, own_host, complete):
    own_host.headers = {"Content-Security-Policy": POLICY}
    with chromium.new_context() as context:
        page = context.new_page()
        open_page(page, own_host)
        the_rules_verdict(page, complete)
        wait_until_kept(page)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        context.set_offline(True)
        open_page(page, own_host)
        assert way(page) == "kept"
        the_rules_verdict(page, complete)


@pytest.mark.parametrize("fault", ["500", "never", "cut"])
def test_a_script_that_fails_when_imported_is_asked_for_again(new_page, host_with_faults, complete, fault):
    host_with_faults.headers = {"Content-Security-Policy": POLICY}
    name = next((host_with_faults.site / "engine").glob("python-*.js")).name
    page = new_page()
    failed = []

    def answer(route):
        # Once; what was fetched to be checked is the .gz copy.
        if failed:
            return route.continue_()
        failed.append(route.request.url)
        if fault == "500":
            return route.fulfill(status=500, body="")
        return route.abort() if fault == "cut" else None

    page.route(
        f"**/engine/{name}*",
        lambda route: answer(route) if not route.request.url.endswith(".gz") else route.continue_(),
    )
    open_page(page, host_with_faults)
    page.wait_for_selector(READY)
    assert failed
    the_rules_verdict(page, complete)


def test_no_other_page_loads_a_byte_of_the_engine(new_page, host_with_faults, locale):
    page = new_page()
    for path in PAGES:
        if path != "calculator/":
            page.goto(f"{host_with_faults.address}{locale}/{path}", wait_until="networkidle")
            expect(page.locator("eligibility-calculator")).to_have_count(0)
    assert not [path for path in host_with_faults.requested if "/engine/" in path or "/assets/calculator/" in path]
