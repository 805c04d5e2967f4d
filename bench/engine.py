"""The engine beside stock Pyodide and PyScript, in Chromium, in one run: from navigation to the first verdict.

Each figure is the median of several visits (``REPEATS``, 3 unless told), made to the peers in turn.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

from _browser import calibration, launch
from _host import Host, compressed, hosting
from _page import felt, transferred
from _peers import PEERS, folders, replaced
from _tables import show
from _targets import judged
from _visits import Condition, interleaved
from playwright.sync_api import Browser, sync_playwright

REPEATS = int(os.environ.get("REPEATS", "3"))
# Short visits vary most, and cost least.
AT_LOCALHOST = REPEATS if REPEATS == 1 else 2 * REPEATS + 1
# Bytes in a second, and seconds before each answer.
MBIT, DELAY = 125_000, 0.15
SLOW_4G = 1.6
BETWEEN = (4, 10, 25, 50, 100)
SLOWER = 4
WAYS = ("ours", "ours, library", "ours, snapshot", "stock")
OTHERS = ("ours", "stock", "pyscript")


def run() -> dict[str, Any]:
    """Measure, print tables, and return all figures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        with hosting(Host(folders(Path(folder)), replaced())) as host:
            figures = _measure(browser, host)
        browser.close()
    figures["targets"] = judged(figures)
    show(figures)
    return figures


def _measure(browser: Browser, host: Host) -> dict[str, Any]:
    figures: dict[str, Any] = {"visits": REPEATS, "visits at localhost": AT_LOCALHOST}
    figures["loads"] = {name: peer.loads for name, peer in PEERS.items()}
    _say("compressing what the host will send")
    for name in ("pyscript", "site/engine", "stock"):
        folder, _, below = name.partition("/")
        for file in sorted((host.folders[folder] / below).iterdir()):
            if file.suffix in (".bin", ".js", ".json", ".mjs", ".wasm", ".zip"):
                for encoding in ("gzip", "br"):
                    compressed(file.read_bytes(), encoding)
    host.encoding = "br"
    _say("localhost")
    figures["localhost"] = interleaved(browser, host, PEERS, AT_LOCALHOST, Condition())
    _say(f"processor {SLOWER}x slower")
    figures["slow-down measured"] = calibration(browser, SLOWER)
    figures[f"processor {SLOWER}x slower"] = interleaved(browser, host, OTHERS, REPEATS, Condition(processor=SLOWER))
    _say("slow 4G")
    figures["slow 4G"] = interleaved(browser, host, PEERS, REPEATS, Condition(SLOW_4G * MBIT, DELAY))
    figures["first visit by speed"] = {}
    for speed in BETWEEN:
        _say(f"{speed} Mbit/s")
        condition = Condition(speed * MBIT, DELAY, again=False)
        figures["first visit by speed"][f"{speed} Mbit/s"] = interleaved(browser, host, WAYS, REPEATS, condition)
    _say("bytes")
    figures["bytes"] = {encoding: _bytes(browser, host, encoding) for encoding in ("gzip", "br")}
    host.encoding = "br"
    _say("the calculator's own page")
    figures["page"] = felt(browser, host, REPEATS)
    return figures


def _bytes(browser: Browser, host: Host, encoding: str) -> dict[str, float]:
    """Return the bytes of first visits to each peer, and to the calculator's own page."""
    host.encoding = encoding
    visits = interleaved(browser, host, PEERS, REPEATS, Condition(again=False))
    sizes = {name: figures["bytes"] for name, figures in visits.items()}
    own = transferred(browser, host)
    return sizes | {"the calculator's page": own["page"], "its service worker": own["service worker"]}


def _say(what: str) -> None:
    print(f"… {what}", flush=True)
