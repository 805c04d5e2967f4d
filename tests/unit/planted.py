"""Plants PO files among locales of their own, and tells what the checks say of them."""

import pytest
from babel.messages.catalog import Catalog
from support import ROOT

from builder import checks, locales
from builder.checks import glossary

HEADER = """msgid ""
msgstr ""
"Project-Id-Version: csp-guide\\n"
"PO-Revision-Date: 2026-11-22 12:00+0000\\n"
"Last-Translator: csp-guide contributors\\n"
"Language-Team: csp-guide contributors\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals};\\n"

"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder of locales with our glossary and nothing else."""
    monkeypatch.setattr(locales, "LOCALES", tmp_path)
    (tmp_path / "glossary.csv").write_bytes((ROOT / "locales" / "glossary.csv").read_bytes())
    glossary.terms.cache_clear()
    yield tmp_path
    glossary.terms.cache_clear()


def plant(entries, *, locale="fr-FR", domain="pages/index", plurals=None):
    """Write a PO file and return its path."""
    plurals = plurals or Catalog(locale=locale.replace("-", "_")).plural_forms.rstrip(";")
    file = locales.po_file(locale, domain)
    file.parent.mkdir(parents=True, exist_ok=True)
    header = HEADER.format(language=locale.replace("-", "_"), plurals=plurals)
    file.write_text(header + entries, encoding="utf-8")
    return file


def entry(source, translated, note=""):
    def quote(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    return f"{note}msgid {quote(source)}\nmsgstr {quote(translated)}\n"


def line_of(file, start="msgstr", nth=2):
    """Return the number of the nth line that starts so; the first msgstr is the header's."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if line.startswith(start)][nth - 1]


def said(file, *, release=False):
    return [str(problem) for problem in checks.problems(release=release) if problem.file == file]
