"""`mkdocs serve` shows a page, a translation and a rule anew when they change."""

import json

import polib
import pytest
from support import mkdocs_serving, served_text, wait_for

pytestmark = pytest.mark.site


def replace(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_changes_is_shown(quick_project):
    project = quick_project
    with mkdocs_serving(project) as address:

        def shows(page, words):
            wait_for(lambda: words in served_text(f"{address}{page}"), seconds=120)

        def key():
            return wait_for(lambda: json.loads(served_text(f"{address}engine/manifest.json") or "{}").get("key"))

        shows("en-US/direct-bill/", "USD 1,000,000")
        shows("fr-FR/direct-bill/", "1\u202f000\u202f000\u00a0USD")
        before = key()
        # A page, in the language it is written in and in the other one, which has no translation of it yet.
        replace(project / "docs" / "about.md", "# ", "# Changed: ")
        shows("en-US/about/", "Changed: ")
        shows("fr-FR/about/", "Changed: ")
        # A translation.
        po = polib.pofile(str(project / "locales" / "fr_FR" / "LC_MESSAGES" / "pages" / "markets.po"))
        entry = next(entry for entry in po if entry.msgstr and not set("[]*`{}#\n") & set(entry.msgid))
        entry.msgstr = f"Changé : {entry.msgstr}"
        po.save()
        shows("fr-FR/markets/", "Changé")
        # A rule: in the page, and in the engine, which is built again.
        rules = project / "calculator" / "csp_eligibility" / "rulesets" / "direct_bill.py"
        replace(rules, 'AtLeast("csp_revenue_usd", 1_000_000)', 'AtLeast("csp_revenue_usd", 1_100_000)')
        shows("en-US/direct-bill/", "USD 1,100,000")
        shows("fr-FR/direct-bill/", "1\u202f100\u202f000\u00a0USD")
        wait_for(lambda: key() != before, seconds=120)
        shows("en-US/calculator/", f'data-engine-key="{key()}"')
