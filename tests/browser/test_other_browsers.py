"""The engine in Firefox and in WebKitGTK: it starts, answers by the rules, and starts anew from what it kept."""

import json
import os
import subprocess
import sysconfig
import time
from pathlib import Path

import others
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from support import ROOT

pytestmark = pytest.mark.browser

NODE = Path(sysconfig.get_path("scripts")) / "node"
PATIENCE = 60
# WebKitGTK may lose the last of what was written when a page is left at once; then the next visit keeps it anew, and
# stays a little longer.
VISITS = 3
# Looked at without making one: the calculator asks first whether there is a cache.
KEPT = """
return caches.has('csp-guide-engine').then((has) => (has ? caches.open('csp-guide-engine') : undefined))
  .then((cache) => cache?.keys() ?? [])
"""
WARNINGS = "window.warnings = []; console.warn = (...words) => window.warnings.push(words.join(' '))"


@pytest.mark.skipif(others.firefox() is None, reason=f"no Firefox here: {others.ADVICE}")
def test_firefox(served):
    script = ROOT / "tests" / "browser" / "firefox.mjs"
    command = [NODE, script, others.firefox(), f"{served}fr-FR/calculator/", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)
    assert first in ("library", "snapshot")
    assert second == "kept"


@pytest.fixture
def screen():
    """A virtual screen; its name for DISPLAY."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        [others.webkit()[2], "-displayfd", str(writer), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as name:
        yield f":{name.readline().strip()}"
    server.terminate()
    server.wait(timeout=20)


@pytest.mark.skipif(others.webkit() is None, reason=f"no WebKitGTK here: {others.ADVICE}")
@pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")  # Selenium's own
def test_webkit(served, screen):
    driver, browser, _ = others.webkit()
    options = webdriver.WebKitGTKOptions()
    options.binary_location = browser
    options.add_argument("--automation")
    environment = os.environ | {"DISPLAY": screen, "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
    service = webdriver.WebKitGTKService(executable_path=driver, env=environment)
    page = webdriver.WebKitGTK(options=options, service=service)
    try:
        wait = WebDriverWait(page, PATIENCE)
        ways, found, warnings = [], [], []
        while len(ways) < VISITS and "kept" not in ways:
            time.sleep(2 * len(ways))
            page.get(f"{served}fr-FR/calculator/")
            page.execute_script(WARNINGS)
            found.append(len(page.execute_script(KEPT)))
            wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, "eligibility-calculator[data-engine=ready]"))
            page.execute_script(
                "document.querySelector('[name=applicant][value=new]').click();"
                "const figure = document.querySelector('[name=csp_revenue_usd]'); figure.value = '900000';"
                "figure.dispatchEvent(new Event('input', { bubbles: true }));"
            )
            wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, ".result[data-verdict=not-yet-eligible]"))
            ways.append(page.find_element(By.CSS_SELECTOR, "eligibility-calculator").get_attribute("data-way"))
            wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, "eligibility-calculator[data-kept]"))
            warnings += page.execute_script("return window.warnings")
        assert ways[0] in ("library", "snapshot")
        assert ways[-1] == "kept", f"{ways}; found on arrival: {found}; {warnings}"
    finally:
        page.quit()
