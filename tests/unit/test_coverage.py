"""How much is translated, and for how long the rest has been waiting."""

import json
import os
import subprocess
from datetime import date

import polib
import pytest
from babel.messages.catalog import Catalog
from csp_eligibility.messages import catalogue

from builder import blame, coverage, locales, messages, progress
from builder.context import PageContext
from builder.pages import DOCS

SOURCES = {"First text.": 1, "Second text of `code` here.": 2, "Third {day} text.": 3, "Fourth.": 4}


@pytest.fixture
def git(tmp_path, monkeypatch):
    """Return how to commit a page with some lines on some day, in a repository of its own."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "repository"
    folder.mkdir()
    run(folder, "init", "--quiet")

    def commit(lines, day):
        (folder / "page.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
        run(folder, "add", "page.md")
        run(folder, "commit", "--quiet", "--message", day, day=day)
        return folder / "page.md"

    return commit


def run(folder, *arguments, day="2026-01-01"):
    dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, env=os.environ | dates, check=True, capture_output=True)


def test_a_line_is_as_old_as_its_last_change(git):
    git(["one", "two"], "2025-03-01")
    file = git(["one", "two, changed"], "2026-04-02")
    assert blame.last_change(file, 1) == date(2025, 3, 1)
    assert blame.last_change(file, 2) == date(2026, 4, 2)
    assert blame.last_change(file, 3) is None


def test_a_line_that_only_moved_is_as_old_as_before(git):
    git(["one", "two"], "2025-03-01")
    file = git(["new", "one", "  two"], "2026-04-02")
    assert [blame.last_change(file, line) for line in (1, 2, 3)] == [
        date(2026, 4, 2),
        date(2025, 3, 1),
        date(2025, 3, 1),
    ]


def test_where_history_was_cut_off_the_age_is_unknown(git, tmp_path):
    git(["one", "two"], "2025-03-01")
    git(["one", "two, changed"], "2026-04-02")
    file = git(["one", "two, changed", "three"], "2026-05-03")
    run(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{file.parent}", "shallow")
    shallow = tmp_path / "shallow" / "page.md"
    assert [blame.last_change(shallow, line) for line in (1, 2, 3)] == [None, None, date(2026, 5, 3)]


def test_without_git_the_age_is_unknown(git, tmp_path, monkeypatch):
    file = git(["one"], "2025-03-01")
    (tmp_path / "outside.md").write_text("one\n", encoding="utf-8")
    assert blame.last_change(tmp_path / "outside.md", 1) is None
    assert blame.last_change(tmp_path / "nowhere.md", 1) is None
    monkeypatch.setenv("PATH", "")
    blame._days.cache_clear()
    assert blame.last_change(file, 1) is None


@pytest.fixture
def guide(git, tmp_path, monkeypatch):
    """A guide of one page with one text translated, one fuzzy, two missing, in three days' lines."""
    git([*list(SOURCES)[:2], "old", "Fourth."], "2025-10-01")
    file = git([*list(SOURCES)[:3], "Fourth."], "2026-04-02")
    monkeypatch.setattr(coverage, "ROOT", file.parent)
    monkeypatch.setattr(locales, "LOCALES", tmp_path / "locales")
    template = Catalog()
    for source, line in SOURCES.items():
        template.add(source, locations=[("page.md", line)])
    template.add(("{n} day", "{n} days"), locations=[("page.md", 4)])
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n > 1);"}
    po.append(polib.POEntry(msgid="First text.", msgstr="Premier texte."))
    po.append(polib.POEntry(msgid="Second text of `code` here.", msgstr="Ancien `code`.", flags=["fuzzy"]))
    po.append(polib.POEntry(msgid="Fourth.", msgstr="Quatrième."))
    po.append(
        polib.POEntry(msgid="{n} day", msgid_plural="{n} days", msgstr_plural={0: "{n} jour", 1: ""}),
    )
    target = locales.po_file("fr-FR", "pages/index")
    target.parent.mkdir(parents=True)
    po.save(str(target))
    monkeypatch.setattr(messages, "templates", lambda: {"pages/index": template})
    return template


def test_a_page_is_measured(guide):
    (row,) = coverage.measure({"pages/index": guide})
    assert (row.locale, row.domain) == ("fr-FR", "pages/index")
    # A plural of which one form is missing is missing.
    assert (row.translated, row.fuzzy, row.missing) == (2, 1, 2)
    # Second, text, of, here; Third, text; day: neither code nor placeholders are words.
    assert row.words_left == 7
    assert row.share == 0.4
    assert row.waiting_since == date(2025, 10, 1)
    assert row.days_waiting(date(2025, 10, 31)) == 30


def test_the_oldest_change_that_waits_is_not_that_of_a_translated_text(guide, monkeypatch):
    po = polib.pofile(str(locales.po_file("fr-FR", "pages/index")))
    for entry in po:
        entry.flags.clear()
        entry.msgstr_plural = {0: "{n} jour", 1: "{n} jours"} if entry.msgid_plural else {}
    po.save()
    (row,) = coverage.measure({"pages/index": guide})
    assert (row.missing, row.fuzzy, row.waiting_since) == (1, 0, date(2026, 4, 2))
    monkeypatch.setenv("PATH", "")
    blame._days.cache_clear()
    (row,) = coverage.measure({"pages/index": guide})
    assert row.waiting_since is None


def test_a_share_is_whole_only_if_all_is_translated():
    assert coverage.Coverage("fr-FR", "theme", 999, 0, 1, 1).share == 0.99
    assert coverage.Coverage("fr-FR", "theme", 0, 0, 0, 0).share == 1


def test_the_sum_of_a_locale():
    rows = [
        coverage.Coverage("fr-FR", "a", 5, 1, 2, 30, date(2026, 4, 2)),
        coverage.Coverage("fr-FR", "b", 4, 0, 1, 2, date(2025, 10, 1)),
        coverage.Coverage("fr-FR", "c", 3, 0, 0, 0),
    ]
    assert coverage.total(rows) == coverage.Coverage("fr-FR", "", 12, 1, 3, 32, date(2025, 10, 1))
    rows.append(coverage.Coverage("fr-FR", "d", 0, 0, 1, 1))
    assert coverage.total(rows).waiting_since is None


def test_json_for_programs(guide, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["coverage", "--format", "json"])
    assert coverage.main() == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert isinstance(row.pop("days_waiting"), int)
    assert row == {
        "locale": "fr-FR",
        "domain": "pages/index",
        "translated": 2,
        "fuzzy": 1,
        "missing": 2,
        "words_left": 7,
        "waiting_since": "2025-10-01",
    }
    assert guide


def test_a_table_for_people(guide, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["coverage"])
    assert coverage.main() == 0
    header, row, total = capsys.readouterr().out.splitlines()
    assert header.split()[:3] == ["locale", "PO", "file"]
    assert row.split()[:6] == ["fr-FR", "pages/index.po", "40%", "1", "2", "7"]
    assert "2025-10-01 (" in row
    assert total.split()[:3] == ["fr-FR", "all", "40%"]
    assert guide


def test_a_po_file_with_a_mistake_is_named(guide, monkeypatch, capsys):
    locales.po_file("fr-FR", "pages/index").write_text("msgid x\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["coverage"])
    assert coverage.main() == 1
    assert "index.po:1: this PO file does not parse" in capsys.readouterr().err
    assert guide


@pytest.mark.parametrize(
    ("locale", "name", "title", "lang", "share", "since"),
    [
        ("en-US", "French (France)", "Which model fits", "", "40%", "October 1, 2025"),
        ("fr-FR", "Français (France)", "Which model fits", "en-US", "40\u00a0%", "1er octobre 2025"),
    ],
)
def test_the_page_speaks_its_readers_language(guide, monkeypatch, locale, name, title, lang, share, since):
    monkeypatch.setattr(coverage, "written_templates", lambda: {"pages/index": guide})
    context = PageContext(locale, "en-US", DOCS / "translations.md", "", Catalog(), Catalog())
    (table,) = progress.tables(context, catalogue(locale))
    (row,) = table["rows"]
    assert (table["name"], table["tag"]) == (name, "fr-FR")
    assert (row["title"], row["lang"], row["href"]) == (title, lang, "index.md")
    assert (row["share"], row["fuzzy"], row["missing"], row["waiting_since"]) == (share, "1", "2", since)
    assert table["total"]["share"] == share
