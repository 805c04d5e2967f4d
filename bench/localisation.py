"""What localising costs: two locales beside one, the tree processor, and a change on a guide of 300 pages."""

import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.errors import ROOT

PAGES = 300
CHANGES = 5
REPEATS = 3
PATIENCE = 600
PAGE = "direct-bill-1"
# Times the tree processor within the build of one locale, in a process of its own.
_PROGRAM = """
import functools, sys, time
from mkdocs.commands.build import build
from mkdocs.config import load_config
from builder.plugin import GuidePlugin
spent, configure = [0.0], GuidePlugin.on_config
@functools.wraps(configure)
def timed(self, config):
    configured = configure(self, config)
    localiser = sys.modules["builder.localise"]._Localiser
    run = localiser.run
    def measured(self, root):
        start = time.process_time()
        run(self, root)
        spent[0] += time.process_time() - start
    localiser.run = measured
    return configured
GuidePlugin.on_config = timed
start = time.process_time()
build(load_config("mkdocs.yml"))
print(spent[0] / (time.process_time() - start))
"""


def run() -> dict[str, object]:
    """Return all measurements."""
    with tempfile.TemporaryDirectory() as folder:
        project = _corpus(Path(folder))
        return {
            "two_locales": measure_two(project),
            "tree_processor": measure_tree_processor(project),
            "change": measure_change(project),
        }


def measure_two(project: Path) -> dict[str, object]:
    """Build one locale and both, in turns, and return the ratio of their times."""
    one, both = [], []
    for _ in range(REPEATS):
        one.append(_seconds(project, GUIDE_LOCALE="fr-FR"))
        both.append(_seconds(project, GUIDE_LOCALE=""))
    return {
        "pages": PAGES,
        "one_locale_s": round(statistics.median(one), 1),
        "both_locales_s": round(statistics.median(both), 1),
        "ratio": round(statistics.median(both) / statistics.median(one), 2),
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "target": "at most 1.3 on 2 processors",
    }


def measure_tree_processor(project: Path) -> dict[str, object]:
    """Return which part of a build's processor time is spent in translating blocks."""
    share = _output(project, "-c", _PROGRAM, GUIDE_LOCALE="fr-FR")
    return {"share": round(float(share), 3), "target": "under 0.1"}


def measure_change(project: Path) -> dict[str, object]:
    """Serve both locales, change a sentence and a translation, and return when they are seen."""
    english, french = project / "docs" / f"{PAGE}.md", _po(project) / f"{PAGE}.po"
    with _served(project) as address:
        changes = {
            "sentence": (f"{address}en-US/{PAGE}/", english, "What sources disagree about"),
            "translation": (f"{address}fr-FR/{PAGE}/", french, "Respecter l’ordre des étapes"),
        }
        seconds = {name: [_seen(*change, number) for number in range(CHANGES)] for name, change in changes.items()}
    return {
        "pages": PAGES,
        **{f"{name}_s": round(statistics.median(times), 2) for name, times in seconds.items()},
        "slowest_s": round(max(max(times) for times in seconds.values()), 2),
        "target": "under 2",
    }


def _seen(url: str, file: Path, text: str, number: int) -> float:
    before = file.read_text(encoding="utf-8")
    wanted = f"Changed {number}"
    file.write_text(before.replace(text, wanted), encoding="utf-8")
    start = time.perf_counter()
    while wanted not in _read(url):
        if time.perf_counter() - start > PATIENCE:
            raise SystemExit(f"{url} never showed “{wanted}”")
        time.sleep(0.02)
    seconds = time.perf_counter() - start
    file.write_text(before, encoding="utf-8")
    while text not in _read(url):
        time.sleep(0.02)
    return seconds


@contextmanager
def _served(project: Path) -> Iterator[str]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    log = (project / "serve.log").open("w", encoding="utf-8")
    environment = _environment(project) | {"SITE_URL": address}
    serving = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log)
    try:
        start = time.perf_counter()
        while not _read(address):
            if serving.poll() is not None or time.perf_counter() - start > PATIENCE:
                raise SystemExit((project / "serve.log").read_text(encoding="utf-8"))
            time.sleep(0.5)
        yield address
    finally:
        serving.terminate()
        serving.wait(timeout=30)
        log.close()


def _read(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""


def _seconds(project: Path, **variables: str) -> float:
    start = time.perf_counter()
    _output(project, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site", **variables)
    return time.perf_counter() - start


def _output(project: Path, *arguments: str, **variables: str) -> str:
    environment = _environment(project) | variables
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def _environment(project: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": f"{project}:{project / 'calculator'}", "NO_MKDOCS_2_WARNING": "1"}


def _po(project: Path) -> Path:
    return project / "locales" / "fr_FR" / "LC_MESSAGES" / "pages"


def _corpus(project: Path) -> Path:
    """Make a copy of the project whose guide has the pages of ours over and over."""
    for name in ("builder", "docs", "locales", "theme", "calculator"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = re.sub(r"(?ms)^nav:\n.*?\n\n", "", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for name in ("requirements.txt", "package-lock.json"):
        shutil.copy(ROOT / name, project)
    (project / "node_modules").symlink_to(ROOT / "node_modules")
    # The engine is the same: what is measured are pages.
    if (ROOT / "build" / "engine").exists():
        shutil.copytree(ROOT / "build" / "engine", project / "build" / "engine")
    sources = [page for page in sorted((project / "docs").glob("*.md")) if page.stem not in {"index", "calculator"}]
    for number in range(PAGES - len(sources) - 2):
        page = sources[number % len(sources)]
        copy = f"{page.stem}-{number // len(sources)}"
        shutil.copy(page, page.with_name(f"{copy}.md"))
        shutil.copy(_po(project) / f"{page.stem}.po", _po(project) / f"{copy}.po")
    return project


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
