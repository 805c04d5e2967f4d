"""Names and helpers that several kinds of tests use."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
# The site has to work below a path, as on many hosts: no test serves it from the root.
SUB_PATH = "guide"
SITE_URL = f"https://csp.example/{SUB_PATH}/"


def build(target, *, config=ROOT / "mkdocs.yml", **environment):
    """Run ``mkdocs build --strict`` as a user would, and return the finished process."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target), "-f", str(config)]
    variables = os.environ | {"SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1"} | environment
    return subprocess.run(
        command, env=variables, capture_output=True, text=True, check=False, timeout=300, cwd=config.parent
    )


LOCALES = ("en-US", "fr-FR")
PAGES = (
    "",
    "about/",
    "before-you-apply/",
    "calculator/",
    "direct-bill/",
    "direct-bill-to-indirect-reseller/",
    "indirect-reseller/",
    "history/",
    "markets/",
    "translations/",
)
