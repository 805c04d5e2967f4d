"""Visits to the pages of ``bench/pages``: one to each in turn, so that what drifts on the machine hits all alike."""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from _browser import slowed
from _host import Host
from _peers import PEERS
from playwright.sync_api import Browser, Page

# Seconds before a navigation in which the browser ends the processes of the visit before and starts the new tab's:
# what a tab costs is not what a page costs.
SETTLING = 1


@dataclass(frozen=True, slots=True)
class Condition:
    """What visits are made under.

    Attributes:
        speed: Bytes in a second that the line brings; 0 is as fast as the machine.
        delay: Seconds before each answer.
        processor: How many times slower the browser is.
        again: Whether each first visit is followed by a second one in the same browser.
    """

    speed: float = 0
    delay: float = 0
    processor: float = 1
    again: bool = True


def interleaved(
    browser: Browser, host: Host, peers: Iterable[str], repeats: int, condition: Condition
) -> dict[str, dict[str, float]]:
    """Return medians of first visits, each in a browser that knows nothing, and of second ones, by peer."""
    found: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in peers}
    for _ in range(repeats):
        for name, figures in found.items():
            context = browser.new_context()
            host.line.speed, host.line.delay = condition.speed, condition.delay
            before = host.sent["page"]
            with slowed(condition.processor):
                figures["cold_ms"].append(_visit(context.new_page(), host, name))
                figures["bytes"].append(host.sent["page"] - before)
                if condition.again:
                    figures["warm_ms"].append(_visit(context.new_page(), host, name))
            host.line.speed = host.line.delay = 0
            context.close()
    return {
        name: {what: round(statistics.median(values)) for what, values in figures.items()}
        for name, figures in found.items()
    }


def _visit(page: Page, host: Host, name: str) -> float:
    time.sleep(SETTLING)
    page.goto(f"{host.address}bench/{PEERS[name].page}", timeout=120_000)
    page.wait_for_function("globalThis.result", timeout=240_000)
    result = page.evaluate("globalThis.result")
    if result["verdict"] != "not-yet-eligible":
        raise RuntimeError(f"{name}: {result}")
    if name.startswith("ours") and result["way"] != "kept":  # the next visit starts from what this one keeps
        page.wait_for_selector("body[data-kept]", state="attached", timeout=60_000)
    page.close()
    return float(result["ms"])
