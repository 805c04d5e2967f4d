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


def build_copy(project, locale=""):
    """Build a copy of the project by its own builder; with a locale, that one alone, without engine."""
    # First on the path: the copy's builder and rules, not the installed ones.
    path = f"{project}:{project / 'calculator'}"
    if locale:
        run_module(project, "builder.catalogues")
    return build(project / "site", config=project / "mkdocs.yml", PYTHONPATH=path, GUIDE_LOCALE=locale)


def run_module(project, *arguments):
    """Run a module of a copy of the project, which must succeed."""
    variables = os.environ | {"PYTHONPATH": f"{project}:{project / 'calculator'}"}
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=project,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


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
)
