"""Names and helpers that several kinds of tests use."""

import os
import subprocess
import sys
from pathlib import Path

import polib
from babel.messages.pofile import read_po, write_po

from builder import locales, pseudo

TESTS = Path(__file__).parent
ROOT = TESTS.parent
# The site has to work below a path, as on many hosts: no test serves it from the root.
SUB_PATH = "guide"
SITE_URL = f"https://csp.example/{SUB_PATH}/"


def scenario_answers(suite, scenario):
    """Return the answers of a scenario: its own, or the suite's with some changed and some left out."""
    answers = scenario["answers"] if "answers" in scenario else suite["base"] | scenario.get("change", {})
    return {name: value for name, value in answers.items() if name not in scenario.get("without", [])}


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


def run_module(project, *arguments, stdin=None):
    """Run a module of a copy of the project, or ``-c`` and a program, which must succeed; return what it prints."""
    variables = os.environ | {"PYTHONPATH": f"{project}:{project / 'calculator'}"}
    done = subprocess.run(
        [sys.executable, *([] if arguments[0] == "-c" else ["-m"]), *arguments],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=project,
        input=stdin,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def untranslate(project, domain, *messages, fuzzy=False):
    """Take translations out of a French PO file, or mark them fuzzy."""
    file = project / "locales" / "fr_FR" / "LC_MESSAGES" / f"{domain}.po"
    with file.open("rb") as opened:
        catalogue = read_po(opened)
    for message in messages:
        found = catalogue.get(message)
        assert found, f"{domain} has no “{message}”"
        if fuzzy:
            found.flags.add("fuzzy")
        else:
            found.string = ""
    with file.open("wb") as opened:
        write_po(opened, catalogue)


def translate(project, folder, domain, translations):
    """Put translations into a PO file that `make messages` wrote."""
    po = polib.pofile(str(project / "locales" / folder / "LC_MESSAGES" / f"{domain}.po"))
    for message, translation in translations.items():
        found = po.find(message)
        assert found, f"{domain} has no “{message}”"
        found.msgstr = translation
    po.save()


# A new locale is tested like the others; the pseudo-locale has tests of its own.
LOCALES = tuple(name for name in locales.names() if name != pseudo.LOCALE)
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
