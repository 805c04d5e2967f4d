"""Names and helpers that several kinds of tests use."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
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


@contextmanager
def mkdocs_serving(project, **environment):
    """Run ``mkdocs serve`` in a copy of the project; the address, with a slash at the end."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    variables = {"PYTHONPATH": f"{project}:{project / 'calculator'}", "SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    log = project / "serve.log"
    with log.open("w") as output:
        serving = subprocess.Popen(
            command, env=os.environ | variables | environment, cwd=project, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_for(lambda: served_text(address) or serving.poll() is not None)
        assert serving.poll() is None, log.read_text()
        yield address
    finally:
        serving.terminate()
        serving.wait(timeout=20)


def served_text(address):
    """Return what a server answers, or nothing if it doesn't."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
            return answer.read().decode()
    except OSError:
        return ""


def wait_for(met, seconds=60):
    """Wait until a condition is met, and return what it gives; not for ever."""
    end = time.monotonic() + seconds
    while not (found := met()):
        assert time.monotonic() < end, f"not met in {seconds} s"
        time.sleep(0.2)
    return found


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
