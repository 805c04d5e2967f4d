"""The calculator's own page, as a reader meets it: what it loads, and whether it ever stands still."""

import statistics
import time

from _host import Host
from _visits import SETTLING
from playwright.sync_api import Browser, BrowserContext, Page

# Every task of the main thread of 50 ms or more from the navigation on, and when the first verdict is there.
_WATCH = """globalThis.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });
addEventListener("DOMContentLoaded", () => {
  const calculator = document.querySelector("eligibility-calculator");
  globalThis.times = {};
  const look = () => {
    times[calculator.dataset.engine] ??= performance.now();
    if (calculator.querySelector(".result[data-verdict]:not([data-verdict=''])")) times.verdict ??= performance.now();
  };
  new MutationObserver(look).observe(calculator, { attributes: true, subtree: true });
});"""
# From the change of an answer until the verdict is written, and until it is painted.
_CHANGE = """async (turns) => {
  const figure = document.querySelector("[name=csp_revenue_usd]");
  const label = document.querySelector(".verdict [data-part=verdict-explanation]");
  const found = [];
  for (let turn = 0; turn < turns; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const changed = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error("the verdict did not change")), 10_000);
      const observer = new MutationObserver(() => {
        observer.disconnect();
        const written = performance.now();
        requestAnimationFrame(() => setTimeout(() => resolve([written, performance.now()])));
      });
      observer.observe(label, { childList: true, characterData: true, subtree: true });
    });
    const start = performance.now();
    figure.value = turn % 2 ? "" : "900000";
    figure.dispatchEvent(new Event("input", { bubbles: true }));
    found.push((await changed).map((end) => end - start));
  }
  return found;
}"""
_ASK = """async (turns) => {
  const calculator = document.querySelector("eligibility-calculator");
  const { REQUEST } = await import("/bench/work.js");
  const found = [];
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    await calculator.ask(REQUEST);
    found.push(performance.now() - start);
  }
  return found;
}"""
WORDS = {
    "first_verdict_ms": "navigation to first verdict, median",
    "page_task_ms": "longest main-thread task before the engine starts: the page itself (0: none of 50 or more)",
    "longest_task_ms": "longest from the task that starts the engine to the first verdict, of all visits",
    "written_ms": "answer changed to verdict written, median",
    "written_longest_ms": "the same, longest",
    "painted_ms": "answer changed to verdict painted, median",
    "painted_longest_ms": "the same, longest",
    "assessment_ms": "assessment, asked and answered, median",
}


def felt(browser: Browser, host: Host, repeats: int) -> dict[str, float]:
    """Return what a reader feels: first visits, each in a browser that knows nothing."""
    before, tasks, written, painted, asked, ready = [0.0], [0.0], [], [], [], []
    for _ in range(repeats):
        context = browser.new_context()
        page = _open(context, host)
        times = page.evaluate("times")
        ready.append(times["verdict"])
        started = page.evaluate("tasks.map(({ startTime, duration }) => [startTime, duration])")
        for start, duration in started:
            if start + duration < times["loading"]:
                before.append(duration)
            elif start <= times["verdict"]:
                tasks.append(duration)
        page.check("[name=applicant][value=new]")
        for one, other in page.evaluate(_CHANGE, 20):
            written.append(one)
            painted.append(other)
        asked += page.evaluate(_ASK, 50)
        context.close()
    return {
        "first_verdict_ms": round(statistics.median(ready)),
        "page_task_ms": round(max(before)),
        "longest_task_ms": round(max(tasks)),
        "written_ms": round(statistics.median(written), 1),
        "written_longest_ms": round(max(written), 1),
        "painted_ms": round(statistics.median(painted), 1),
        "painted_longest_ms": round(max(painted), 1),
        "assessment_ms": round(statistics.median(asked), 1),
    }


def transferred(browser: Browser, host: Host) -> dict[str, int]:
    """Return the bytes of a first visit to the page, and of what the service worker loads after it for later."""
    context = browser.new_context()
    before = host.sent.copy()
    page = _open(context, host)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.close()
    return {name: host.sent[name] - before[name] for name in ("page", "service worker")}


def _open(context: BrowserContext, host: Host) -> Page:
    page = context.new_page()
    page.add_init_script(_WATCH)
    time.sleep(SETTLING)
    page.goto(f"{host.address}site/en-US/calculator/")
    page.wait_for_function("globalThis.times?.verdict", timeout=120_000)
    page.wait_for_timeout(500)  # long tasks are told late
    return page
