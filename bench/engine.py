"""The engine beside stock Pyodide and PyScript, in Chromium, in one run: from navigation to the first verdict.

Each figure is the median of several visits. `stock` is Pyodide from the same host with the same wheel, as its
documentation shows it (loadPyodide, loadPackage, import, call), in a worker; `pyscript` is @pyscript/core.
"""

import hashlib
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from _host import Host, compressed, hosting
from playwright.sync_api import Browser, Page, sync_playwright

from builder.engine import PYODIDE
from builder.engine.wheel import PACKAGE, build_wheel
from builder.engine.wheel import run as run_tool

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
REPEATS = 5
# Bytes in a second, and seconds before each answer.
MBIT = 125_000
SLOW_4G = (1.6 * MBIT, 0.15)
SPEEDS = (1.6, 4, 10, 25, 50)
FORCED = "const FAST_LINE = "


def run() -> dict[str, object]:
    """Measure, print a table, and return all figures."""
    site = ROOT / "site"
    if not (site / "engine").is_dir():
        raise SystemExit("There is no built site: run `make site` first")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        from chromium import find  # noqa: PLC0415 - of the browser tests

        stock = _stock(Path(folder))
        worker = (site / "en-US/assets/calculator/worker.js").read_text(encoding="utf-8")
        now = next(line for line in worker.splitlines() if line.startswith(FORCED))
        folders = {
            "bench": Path(__file__).parent / "pages",
            "pyscript": ROOT / "node_modules/@pyscript/core/dist",
            "stock": stock,
            **dict.fromkeys(("site", "library", "snapshot"), site),
        }
        replaced = {"library": (now, f"{FORCED}Infinity;"), "snapshot": (now, f"{FORCED}0;")}
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        with hosting(Host(folders, replaced)) as host:
            figures = _measure(browser, host)
        browser.close()
    _print(figures)
    return figures


def _measure(browser: Browser, host: Host) -> dict[str, object]:
    figures: dict[str, object] = {"visits": REPEATS}
    print("Compressing what the host will send …", flush=True)
    for name in ("pyscript", "site/engine", "stock"):
        folder, _, below = name.partition("/")
        for file in sorted((host.folders[folder] / below).iterdir()):
            if file.suffix in (".bin", ".js", ".json", ".mjs", ".wasm", ".zip"):
                for encoding in ("gzip", "br"):
                    compressed(file.read_bytes(), encoding)
    host.encoding = "br"
    figures["localhost"] = {
        name: _visits(browser, host, page, REPEATS)
        for name, page in {
            "ours": "ours.html",
            "ours, library": "ours.html?from=library",
            "ours, snapshot": "ours.html?from=snapshot",
            "stock": "stock.html",
            "pyscript": "pyscript.html",
        }.items()
    }
    three = {"ours": "ours.html", "stock": "stock.html", "pyscript": "pyscript.html"}
    figures["processor 4x slower"] = {
        name: _visits(browser, host, page, 3, processor=4) for name, page in three.items()
    }
    figures["first visit by speed"] = {
        f"{speed} Mbit/s": {
            name: _visits(browser, host, page, 1, line=(speed * MBIT, SLOW_4G[1]), warm=False)["cold_ms"]
            for name, page in {
                "ours": "ours.html",
                "ours, library": "ours.html?from=library",
                "ours, snapshot": "ours.html?from=snapshot",
                "stock": "stock.html",
            }.items()
        }
        for speed in SPEEDS
    }
    figures["slow 4G"] = {name: _visits(browser, host, page, 1, line=SLOW_4G) for name, page in three.items()}
    sizes: dict[str, dict[str, int]] = {}
    for host.encoding in ("gzip", "br"):
        sizes[host.encoding] = {
            name: _visits(browser, host, page, 1, warm=False)["bytes"]
            for name, page in {
                "ours, library": "ours.html?from=library",
                "ours, snapshot": "ours.html?from=snapshot",
                "stock": "stock.html",
                "pyscript": "pyscript.html",
            }.items()
        }
    figures["bytes"] = sizes
    figures["page"] = _on_the_page(browser, host)
    return figures


def _stock(folder: Path) -> Path:
    """Return a folder with Pyodide's core and the same wheel, named in its lock file."""
    stock = folder / "stock"
    stock.mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"):
        shutil.copyfile(PYODIDE / name, stock / name)
    wheel = build_wheel(stock)
    lock, full = stock / "pyodide-lock.json", PYODIDE / "pyodide-lock.json"
    arguments = ["lockfile", "add-wheels", "--input", str(full), "--output", str(lock), str(wheel)]
    run_tool("the lock file", ["pyodide_cli.app", *arguments])
    locked = json.loads(lock.read_text(encoding="utf-8"))["packages"][PACKAGE]
    assert locked["sha256"] == hashlib.sha256(wheel.read_bytes()).hexdigest()  # noqa: S101
    shutil.copyfile(wheel, stock / "calculator.whl")  # PyScript names the file itself
    return stock


def _visits(  # noqa: PLR0913 - what a visit is made under
    browser: Browser,
    host: Host,
    page: str,
    repeats: int,
    *,
    line: tuple[float, float] = (0, 0),
    processor: int = 1,
    warm: bool = True,
) -> dict[str, float]:
    """Return medians of first visits, each in a browser that knows nothing, and of second ones."""
    cold, again, sent = [], [], []
    for _ in range(repeats):
        context = browser.new_context()
        host.line.speed, host.line.delay = line
        before = host.line.sent
        cold.append(_visit(context.new_page(), host, page, processor))
        sent.append(host.line.sent - before)
        if warm:
            again.append(_visit(context.new_page(), host, page, processor))
        host.line.speed = host.line.delay = 0
        context.close()
    found = {"cold_ms": round(statistics.median(cold)), "bytes": round(statistics.median(sent))}
    return found | ({"warm_ms": round(statistics.median(again))} if warm else {})


def _visit(page: Page, host: Host, name: str, processor: int) -> float:
    if processor > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": processor})
    page.goto(f"{host.address}bench/{name}")
    page.wait_for_function("globalThis.result", timeout=240_000)
    result = page.evaluate("globalThis.result")
    if result["verdict"] != "not-yet-eligible":
        raise RuntimeError(f"{name}: {result}")
    if name.startswith("ours") and result["way"] != "kept":  # the next visit starts from what this one keeps
        page.wait_for_selector("body[data-kept]", state="attached", timeout=30_000)
    page.close()
    return float(result["ms"])


def _on_the_page(browser: Browser, host: Host) -> dict[str, float]:
    """Return what a reader of the calculator's own page feels."""
    page = browser.new_page()
    page.add_init_script("""globalThis.tasks = [];
      new PerformanceObserver((list) => tasks.push(...list.getEntries()))
        .observe({ type: "longtask", buffered: true });
      addEventListener("DOMContentLoaded", () => {
        const calculator = document.querySelector("eligibility-calculator");
        globalThis.times = {};
        new MutationObserver(() => (times[calculator.dataset.engine] ??= performance.now()))
          .observe(calculator, { attributes: true });
      });""")
    page.goto(f"{host.address}site/en-US/calculator/index.html")
    page.wait_for_selector("eligibility-calculator[data-engine=ready]")
    page.wait_for_timeout(500)
    while_loading = page.evaluate(
        "tasks.filter(({ startTime }) => startTime >= times.loading && startTime <= times.ready)"
        ".map(({ duration }) => duration)"
    )
    page.check("[name=applicant][value=new]")
    shown = page.evaluate("""async () => {
      const figure = document.querySelector("[name=csp_revenue_usd]");
      const label = document.querySelector(".verdict [data-part=verdict-explanation]");
      const found = [];
      for (let turn = 0; turn < 20; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const changed = new Promise((resolve) => {
          const observer = new MutationObserver(() => { observer.disconnect(); resolve(); });
          observer.observe(label, { childList: true, characterData: true, subtree: true });
        });
        const start = performance.now();
        figure.value = turn % 2 ? "900000" : "";
        figure.dispatchEvent(new Event("input", { bubbles: true }));
        await changed;
        found.push(performance.now() - start);
      }
      return found;
    }""")
    asked = page.evaluate("""async () => {
      const calculator = document.querySelector("eligibility-calculator");
      const { REQUEST } = await import("/bench/work.js");
      const found = [];
      for (let turn = 0; turn < 50; turn++) {
        const start = performance.now();
        await calculator.ask(REQUEST);
        found.push(performance.now() - start);
      }
      return found;
    }""")
    page.close()
    return {
        "longest main-thread task while loading, ms": round(max(while_loading, default=0)),
        "answer changed to verdict shown, ms": round(statistics.median(shown), 1),
        "assessment in the worker, ms": round(statistics.median(asked), 1),
    }


def _print(figures: dict) -> None:
    for title in ("localhost", "processor 4x slower", "slow 4G"):
        print(f"\n{title:<24}{'first visit':>14}{'of stock':>10}{'second visit':>14}{'of stock':>10}")
        stock = figures[title]["stock"]
        for name, found in figures[title].items():
            cold, warm = found["cold_ms"], found["warm_ms"]
            print(
                f"{name:<24}{cold / 1000:>12.2f} s{cold / stock['cold_ms']:>10.2f}"
                f"{warm / 1000:>12.2f} s{warm / stock['warm_ms']:>10.2f}"
            )
    names = list(next(iter(figures["first visit by speed"].values())))
    print(f"\n{'first visit, 150 ms':<24}" + "".join(f"{name:>17}" for name in names))
    for speed, found in figures["first visit by speed"].items():
        print(f"{speed:<24}" + "".join(f"{found[name] / 1000:>15.2f} s" for name in names))
    print(f"\n{'bytes of a first visit':<24}{'gzip':>12}{'of stock':>10}{'brotli':>12}{'of stock':>10}")
    gzip, br = figures["bytes"]["gzip"], figures["bytes"]["br"]
    for name in gzip:
        print(
            f"{name:<24}{gzip[name]:>12,}{gzip[name] / gzip['stock']:>10.2f}"
            f"{br[name]:>12,}{br[name] / br['stock']:>10.2f}"
        )
    print()
    for name, value in figures["page"].items():
        print(f"{name:<48}{value:>8}")
