"""Visits to the calculator: what the tests of the engine do and wait for."""

import re
import time

from calculator import CALCULATOR, PATIENCE, READY, fill, status, verdict

# What a reader waits for at most before the page says what happened, in milliseconds.
SOON = 20_000


def open_page(page, server, locale="en-US"):
    page.goto(f"{server.address}{locale}/calculator/")


def way(page):
    page.wait_for_selector(READY)
    return page.get_attribute(CALCULATOR, "data-way")


def choose(page, wanted):
    """Make the page believe that its line is slow or fast."""
    with_constant(page, "worker", "FAST_LINE", {"library": "Infinity", "snapshot": "-1"}[wanted])


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


def with_constant(page, module, name, value):
    """Let a module of the page have another constant."""
    _with_declaration(page, module, name, lambda _: str(value))


def with_constant_at_first(page, module, name, value, times):
    """Let a module's number be another one as often as told, and then its own: whoever is late later is waited for."""
    counted = f"{{ left: {times}, valueOf() {{ return this.left-- > 0 ? {value} : %s; }} }}"
    _with_declaration(page, module, name, lambda own: counted % own)


def _with_declaration(page, module, name, replace):
    def answer(route):
        body, replaced = re.subn(
            rf"const {name} = ([\d_]+);", lambda found: f"const {name} = {replace(found[1])};", route.fetch().text()
        )
        assert replaced == 1
        route.fulfill(body=body, content_type="text/javascript")

    page.route(f"**/calculator/{module}.js", answer)
