"""Second visits: they start from what the browser kept, whatever the network does, and from nothing else."""

import pytest
from visits import SOON, choose, open_page, the_rules_verdict, wait_until_kept, way, with_constant_at_first

from calculator import CALCULATOR, READY, fill, verdict

pytestmark = pytest.mark.browser

KEPT = "caches.open('csp-guide-engine').then((cache) => cache.keys()).then((keys) => keys.map(({ url }) => url))"
# Changes a kept part, with a hash of its own beside it, as it would come from another set.
CHANGE = """async (part) => {
  const cache = await caches.open("csp-guide-engine");
  const request = (await cache.keys()).find(({ url }) => url.endsWith(part));
  const response = await cache.match(request);
  const bytes = new Uint8Array(await response.arrayBuffer());
  bytes[bytes.length >> 1] ^= 1;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  await cache.put(request, new Response(bytes, { headers: { "x-sha256": hex } }));
}"""


def first_visit(page, server):
    open_page(page, server)
    assert way(page) in ("library", "snapshot")
    wait_until_kept(page)


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
    wait_until_kept(page)
    assert not [path for path in server.requested if "/engine/" in path], "no byte of the engine is fetched again"


@pytest.mark.parametrize("fault", ["500", "never"])
@pytest.mark.parametrize("file", ["manifest.json", "python-", ""])
def test_a_network_that_fails_on_the_second_visit_is_not_noticed(new_page, host_with_faults, complete, file, fault):
    page = new_page()
    first_visit(page, host_with_faults)
    kept = page.evaluate(KEPT)
    host_with_faults.faults[f"/engine/{file}"] = fault
    for _ in range(2):
        page.reload()
        page.wait_for_selector(READY, timeout=SOON)
        assert way(page) == "kept"
        the_rules_verdict(page, complete)
        assert page.evaluate(KEPT) == kept


@pytest.mark.parametrize("how", ["changed", "gone"])
@pytest.mark.parametrize("part", ["python", "code", "memory"])
def test_what_was_kept_and_is_not_whole_is_replaced(new_page, host_with_faults, complete, part, how):
    page = new_page()
    first_visit(page, host_with_faults)
    if how == "changed":
        page.evaluate(CHANGE, part)
    else:
        page.evaluate(f"""async () => {{
          const cache = await caches.open("csp-guide-engine");
          for (const request of await cache.keys()) if (request.url.endsWith("{part}")) await cache.delete(request);
        }}""")
    page.reload()
    assert way(page) in ("library", "snapshot")
    the_rules_verdict(page, complete)
    wait_until_kept(page)
    page.reload()
    assert way(page) == "kept"


def test_what_was_kept_and_hangs_is_replaced(new_page, host_with_faults, complete):
    page = new_page()
    first_visit(page, host_with_faults)
    # What a start from a snapshot and no other reaches.
    page.route(
        "**/calculator/memory.js",
        lambda route: route.fulfill(
            body=route.fetch().text().replace("const { head, end } = headOf(packed);", "while (true);"),
            content_type="text/javascript",
        ),
    )
    choose(page, "library")
    with_constant_at_first(page, "engine", "COMPUTING", 5000, times=1)
    page.reload()
    assert way(page) == "library"
    the_rules_verdict(page, complete)
    wait_until_kept(page)
    page.unroute("**/calculator/memory.js")
    page.reload()
    assert way(page) == "kept"


def test_what_was_kept_for_an_earlier_engine_is_replaced_once_the_new_one_is_kept(
    new_page, own_host, complete, new_release
):
    page = new_page()
    first_visit(page, own_host)
    before = page.evaluate(KEPT)
    new_release("new", engine=True)
    own_host.faults["/engine/"] = "500"
    page.reload()
    page.wait_for_selector(f"{CALCULATOR}[data-engine=failed]", timeout=SOON)
    assert page.evaluate(KEPT) == before, "what is good is not dropped for what may never come"
    own_host.faults.clear()
    page.click("[data-action=retry]")
    assert way(page) in ("library", "snapshot")
    the_rules_verdict(page, complete)
    wait_until_kept(page)
    after = page.evaluate(KEPT)
    assert len(after) == len(before)
    assert not set(after) & set(before)


def test_two_tabs_keep_one_set(new_page, host_with_faults, complete):
    one = new_page()
    other = one.context.new_page()
    choose(one, "library")
    choose(other, "snapshot")
    for page in (one, other):
        page.goto(f"{host_with_faults.address}en-US/calculator/", wait_until="commit")
    for page in (one, other):
        the_rules_verdict(page, complete)
        wait_until_kept(page)
    for page in (one, other):
        page.reload()
        assert way(page) == "kept"
        the_rules_verdict(page, complete)
    parts = sorted(url.rpartition("/")[2] for url in one.evaluate(KEPT))
    assert parts == ["code", "manifest", "memory", "python"]


def test_no_answer_is_ever_kept(new_page, host_with_faults, complete):
    page = new_page(service_workers="allow")
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
