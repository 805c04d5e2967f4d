"""A headless Chromium, one for all browser tests, and a fresh context for each."""

import pytest
from chromium import find
from playwright.sync_api import sync_playwright
from support import LOCALES

from calculator import PATIENCE

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium():
    """The browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium):
    """A function that opens a page in a context of its own; what goes wrong in it fails the test."""
    contexts, problems = [], []

    def open_page(**options):
        context = chromium.new_context(**options)
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
