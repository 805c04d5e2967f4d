"""A Chromium that can be made slower, whole: every thread alike, the page's, its workers' and the browser's own."""

import os
import signal
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parent.parent
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# Seconds that a slowed browser runs at a time: long beside the scheduler's turns, short beside a start.
RUNNING = 0.02

# The same loop in the page and in a worker: half a second or so.
_LOOP = """() => {
  const start = performance.now();
  let sum = 0;
  for (let at = 0; at < 5e8; at++) sum = (sum + at * at) | 0;
  globalThis.kept = sum;
  return performance.now() - start;
}"""


def launch(playwright: Playwright) -> Browser:
    """Start the machine's Chromium."""
    sys.path.insert(0, str(ROOT / "tests" / "browser"))
    from chromium import find  # noqa: PLC0415 - of the browser tests

    return playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)


@contextmanager
def slowed(times: float) -> Iterator[None]:
    """Let the browser's processes run for a part of each moment only.

    The browser's own slow-down (Emulation.setCPUThrottlingRate) holds back main threads more than workers,
    and new workers not at all; a stopped process stops with all its threads.

    Args:
        times: How many times slower; 1 leaves the browser alone.
    """
    over = threading.Event()

    def turn() -> None:
        # What the scheduler takes too much of one is made up for in the next.
        balance = 0.0
        while not over.is_set():
            balance += (times - 1) * _slept(RUNNING)
            os.killpg(group, signal.SIGSTOP)
            balance -= _slept(balance)
            os.killpg(group, signal.SIGCONT)

    if times == 1:
        yield
        return
    group = _group()
    thread = threading.Thread(target=turn, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=10)


def calibration(browser: Browser, times: float) -> dict[str, float]:
    """Return how many times longer a loop takes in a page and in a worker while the browser is slowed down."""
    page = browser.new_page()
    in_worker = f"""() => new Promise((resolve) => {{
      const url = URL.createObjectURL(new Blob([`postMessage(({_LOOP})())`]));
      new Worker(url).onmessage = ({{ data }}) => resolve(data);
    }})"""
    found = {}
    for name, loop in (("page", _LOOP), ("worker", in_worker)):
        pairs = []
        for _ in range(3):
            before = page.evaluate(loop)
            with slowed(times):
                pairs.append(page.evaluate(loop) / before)
        found[name] = round(statistics.median(pairs), 1)
    page.close()
    return found


def _slept(seconds: float) -> float:
    start = time.monotonic()
    time.sleep(max(seconds, 0))
    return time.monotonic() - start


def _group() -> int:
    """Return the group of the browser's processes: Playwright starts each browser in one of its own."""
    waiting = [os.getpid()]
    while waiting:
        process = waiting.pop()
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in map(int, (task / "children").read_text(encoding="utf-8").split()):
                if "chrom" in Path(f"/proc/{child}/comm").read_text(encoding="utf-8"):
                    return os.getpgid(child)
                waiting.append(child)
    raise RuntimeError("no Chromium is running")
