"""A headless Chromium, one for all browser tests, and a fresh context for each."""

import json
import re
import shutil
from contextlib import contextmanager

import pytest
from chromium import find
from faulty import serving
from playwright.sync_api import expect, sync_playwright
from support import LOCALES, SUB_PATH

from builder import service_worker
from calculator import PATIENCE

# The last list counts, so this one holds what Playwright switches off as well.
OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "PreconnectToSearch",
    # A page of the browser's own beside each of ours, for an address bar that nobody sees.
    "WebUIOmniboxPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxAimPopup",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(OFF)}",
    # A quarter of the processor's time went into making Python faster than tests of a second need.
    "--js-flags=--liftoff-only",
]


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium():
    """The browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def service_workers():
    """Whether pages may have a service worker: none needs it, and what it fetches for later costs each test time."""
    return "block"


@pytest.fixture
def new_page(chromium, service_workers):
    """A function that opens a page in a context of its own; what goes wrong in it fails the test."""
    contexts, problems = [], []

    def open_page(**options):
        context = chromium.new_context(**{"service_workers": service_workers} | options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture(params=LOCALES)
def locale(request):
    """Each language in turn."""
    return request.param


@contextmanager
def _serving_site(folder):
    with serving(folder) as server:
        server.site = folder / SUB_PATH
        server.address = f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"
        yield server


@pytest.fixture
def host_with_faults(host):
    """A host of the site that goes wrong as a test tells it."""
    with _serving_site(host) as server:
        yield server


@pytest.fixture
def own_host(site, tmp_path):
    """A host with a copy of the site that a test may change."""
    shutil.copytree(site, tmp_path / SUB_PATH)
    with _serving_site(tmp_path) as server:
        yield server


@pytest.fixture
def new_release(own_host):
    """A function that puts another release on ``own_host``: its calculator's pages and scripts carry a mark."""

    def release(mark, *, engine=False):
        if engine:
            _rename_engine(own_host.site, mark)
        for locale in LOCALES:
            page = own_host.site / locale / "calculator" / "index.html"
            marked = re.sub(
                r"<body( data-mark=\"\w+\")?", f'<body data-mark="{mark}"', page.read_text(encoding="utf-8")
            )
            page.write_text(marked, encoding="utf-8")
            element = own_host.site / locale / "assets" / "calculator" / "element.js"
            text = element.read_text(encoding="utf-8") + f'\ndocument.body.dataset.script = "{mark}";\n'
            element.write_text(text, encoding="utf-8")
        service_worker.write(own_host.site, list(LOCALES))

    return release


def _rename_engine(site, mark):
    """Give the engine another key, and all of its files other names: those before are gone from the host."""
    manifest = site / "engine" / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    for file in json.loads(text)["files"]:
        role, _, rest = file["name"].partition("-")
        (site / "engine" / file["name"]).rename(site / "engine" / f"{role}-{mark}{rest}")
        text = text.replace(f'"{file["name"]}"', f'"{role}-{mark}{rest}"')
    key = json.loads(text)["key"]
    manifest.write_text(text.replace(key, f"{mark}{key}"), encoding="utf-8")
    for locale in LOCALES:
        page = site / locale / "calculator" / "index.html"
        page.write_text(page.read_text(encoding="utf-8").replace(key, f"{mark}{key}"), encoding="utf-8")
