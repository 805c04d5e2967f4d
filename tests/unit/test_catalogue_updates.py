"""`make messages`: what is extracted, what becomes of earlier translations, and that nothing is lost."""

import shutil

import polib
import pytest
from support import ROOT

from builder import checks, context, coverage, errors, extract, locales, merge, messages, pages


def po(*entries):
    """Return a PO file with (source, translation) pairs or whole entries."""
    file = polib.POFile()
    file.metadata = {"Language": "fr_FR"}
    for entry in entries:
        file.append(entry if isinstance(entry, polib.POEntry) else polib.POEntry(msgid=entry[0], msgstr=entry[1]))
    return file


def pot(*sources):
    return po(*((source, "") if isinstance(source, str) else source for source in sources))


def update(before, template, memory=None, plurals=2):
    """Update a file twice: the second time has to change nothing."""
    once = merge.update(before, template, plurals, memory or {})
    # As it is read back from the disk.
    again = merge.update(polib.pofile(str(once)), template, plurals, memory or {})
    assert merge.content(again) == merge.content(once)
    return {entry.msgid: entry for entry in polib.pofile(str(once))}


def test_a_translation_stays_with_its_message():
    found = update(po(("One text.", "Un texte.")), pot("One text.", "Another."))
    assert found["One text."].msgstr == "Un texte."
    assert not found["One text."].fuzzy
    assert found["Another."].msgstr == ""


def test_a_changed_message_keeps_its_translation_as_fuzzy_with_the_previous_text():
    before = "You need a thousand dollars of revenue over the trailing year, in every single tenant that you have."
    after = before.replace("thousand", "million")
    found = update(po((before, "Il faut mille dollars.")), pot(after))
    assert found[after].fuzzy
    assert found[after].msgstr == "Il faut mille dollars."
    assert found[after].previous_msgid == before
    assert before not in found


def test_the_previous_text_is_written_as_gettext_writes_it():
    before, after = "A text of some length, " * 6, "A text of great length, " * 6
    written = str(merge.update(po((before, "Un texte.")), pot(after), 2, {}))
    previous = [line for line in written.splitlines() if "some length" in line]
    assert previous
    assert all(line.startswith('#| "') for line in previous)


def test_a_message_that_changes_twice_keeps_the_text_its_translation_was_made_from():
    first = po(("The first text of a page.", "Le premier texte."))
    second = merge.update(first, pot("The second text of a page."), 2, {})
    third = update(second, pot("The third text of a page."))
    assert third["The third text of a page."].previous_msgid == "The first text of a page."
    assert third["The third text of a page."].msgstr == "Le premier texte."


def test_a_text_that_changes_back_gets_its_translation_back():
    second = merge.update(po(("The first text of a page.", "Le premier.")), pot("The second text of a page."), 2, {})
    back = update(second, pot("The first text of a page."))
    assert back["The first text of a page."].msgstr == "Le premier."
    assert not back["The first text of a page."].fuzzy
    assert back["The first text of a page."].previous_msgid is None


def test_a_message_without_successor_is_kept_at_the_end():
    found = update(po(("Gone.", "Parti.")), pot("Something altogether different, and longer."))
    assert found["Gone."].obsolete
    assert found["Gone."].msgstr == "Parti."


def test_an_obsolete_message_comes_back_with_its_source():
    gone = merge.update(po(("A sentence.", "Une phrase.")), pot(), 2, {})
    found = update(gone, pot("A sentence."))
    assert (found["A sentence."].msgstr, found["A sentence."].obsolete) == ("Une phrase.", False)


def test_notes_of_the_translator_stay():
    entry = polib.POEntry(msgid="Text", msgstr="", tcomment="à vérifier")
    assert update(po(entry), pot("Text"))["Text"].tcomment == "à vérifier"
    assert update(po(entry), pot("Other words"))["Text"].obsolete


def test_a_message_that_becomes_a_plural_keeps_its_translation_as_fuzzy():
    plural = polib.POEntry(msgid="{n} month", msgid_plural="{n} months", msgstr_plural={0: "", 1: ""})
    found = update(po(("{n} month", "{n} mois")), pot(plural), plurals=3)["{n} month"]
    assert found.msgstr_plural == {0: "{n} mois", 1: "", 2: ""}
    assert found.fuzzy


def test_a_message_from_another_page_brings_its_translation_as_fuzzy():
    memory = merge.remember([po(("A sentence that moved.", "Une phrase qui a déménagé."))])
    found = update(po(), pot("A sentence that moved."), memory)["A sentence that moved."]
    assert found.msgstr == "Une phrase qui a déménagé."
    assert found.fuzzy


def test_a_message_left_untranslated_on_purpose_is_not_filled_from_another_page():
    memory = merge.remember([po(("A sentence.", "Une phrase."))])
    assert update(po(("A sentence.", "")), pot("A sentence."), memory)["A sentence."].msgstr == ""


def test_a_new_file_says_what_its_language_needs():
    header = merge.new(locales.cldr("de-DE")).metadata
    assert header["Language"] == "de_DE"
    assert header["Plural-Forms"] == "nplurals=2; plural=(n != 1);"


@pytest.fixture
def guide(tmp_path, monkeypatch):
    """Copies of the pages and catalogues, which may be changed."""
    for name in ("docs", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setattr(locales, "LOCALES", tmp_path / "locales")
    monkeypatch.setattr(pages, "DOCS", tmp_path / "docs")
    # Places are written from the project's folder: the copy stands for it; theme and rules are the real ones.
    monkeypatch.setattr(messages, "relative", lambda file: file.relative_to(_root(file, tmp_path)).as_posix())
    return tmp_path


def _root(file, copy):
    return copy if file.is_relative_to(copy) else ROOT


def run(monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["messages", *arguments])
    return messages.main()


def change(file, before, after):
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def contents(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_catalogues_of_the_guide_are_up_to_date(monkeypatch, capsys):
    assert run(monkeypatch, "--check") == 0, capsys.readouterr().out


def test_the_catalogues_of_the_guide_have_no_problem():
    assert [str(problem) for problem in checks.problems()] == []


def test_a_changed_sentence_is_told_and_the_second_run_changes_nothing(guide, monkeypatch, capsys):
    change(guide / "docs" / "index.md", "Microsoft decides who may enroll.", "Microsoft alone decides who may enroll.")
    before = contents(guide / "locales")
    assert run(monkeypatch, "--check") == 1
    said = capsys.readouterr()
    assert "to change: locales/fr_FR/LC_MESSAGES/pages/index.po: 1 to review (fuzzy)" in said.out
    assert "run `make messages`" in said.err
    assert contents(guide / "locales") == before
    assert run(monkeypatch) == 0
    after = contents(guide / "locales")
    assert {file.name for file in before if before[file] != after[file]} == {"index.po", "index.pot"}
    file = polib.pofile(str(guide / "locales" / "fr_FR" / "LC_MESSAGES" / "pages" / "index.po"))
    (entry,) = [entry for entry in file if entry.fuzzy]
    assert "Microsoft alone decides" in entry.msgid
    assert "Microsoft decides" in entry.previous_msgid
    assert "C’est Microsoft qui décide" in entry.msgstr
    capsys.readouterr()
    assert run(monkeypatch) == 0
    assert "nothing to change" in capsys.readouterr().out
    assert contents(guide / "locales") == after
    assert run(monkeypatch, "--check") == 0


def test_a_page_that_is_renamed_keeps_its_translations(guide, monkeypatch, capsys):
    (guide / "docs" / "about.md").rename(guide / "docs" / "sources.md")
    assert run(monkeypatch) == 0
    said = capsys.readouterr().out
    assert "locales/pages/about.pot: removed" in said
    assert "no page has this name any more: locales/fr_FR/LC_MESSAGES/pages/about.po" in said
    folder = guide / "locales" / "fr_FR" / "LC_MESSAGES" / "pages"
    assert (folder / "about.po").exists()
    moved = polib.pofile(str(folder / "sources.po"))
    assert all(entry.msgstr and entry.fuzzy for entry in moved)


def test_an_editor_that_wraps_its_lines_otherwise_changes_nothing(guide, monkeypatch, capsys):
    file = guide / "locales" / "fr_FR" / "LC_MESSAGES" / "pages" / "index.po"
    rewrapped = polib.pofile(str(file), wrapwidth=40)
    rewrapped.save()
    before = file.read_bytes()
    assert run(monkeypatch) == 0
    assert "nothing to change" in capsys.readouterr().out
    assert file.read_bytes() == before


def test_a_po_file_that_does_not_parse_is_left_alone(guide, monkeypatch, capsys):
    file = guide / "locales" / "fr_FR" / "LC_MESSAGES" / "theme.po"
    file.write_text(file.read_text(encoding="utf-8") + "\nmsgid broken\n", encoding="utf-8")
    before = contents(guide / "locales")
    line = file.read_text(encoding="utf-8").count("\n")
    assert run(monkeypatch) == 1
    assert f"theme.po:{line}: this PO file does not parse" in capsys.readouterr().err
    assert contents(guide / "locales") == before


def extracted(tmp_path, text):
    file = tmp_path / "page.md"
    file.write_text(text, encoding="utf-8")
    with file.open("rb") as opened:
        return [
            (line, message, comments) for line, _, message, comments in extract.extract_markdown(opened, (), (), {})
        ]


def test_a_message_says_under_which_headings_it_stands_and_on_which_line(tmp_path):
    text = "---\ntitle: Name\n---\n\n# Title\n\n## One\n\n### Two\n\nText\nwrapped.\n\n- Item\n- Item\n"
    text += "\n## Three\n\n| H |\n| - |\n| C |\n"
    assert extracted(tmp_path, text) == [
        (2, "Name", ["title in the navigation"]),
        (5, "Title", ["heading 1"]),
        (7, "One", ["One – heading 2"]),
        (9, "Two", ["One › Two – heading 3"]),
        (11, "Text wrapped.", ["One › Two – paragraph"]),
        (14, "Item", ["One › Two – list item"]),
        (15, "Item", ["One › Two – list item"]),
        (17, "Three", ["Three – heading 2"]),
        (19, "H", ["Three – table heading"]),
        (21, "C", ["Three – table cell"]),
    ]


def test_what_the_author_tells_translators_stands_with_the_next_message(tmp_path):
    text = (
        "---\n# Translators: the short name\ntitle: Name\n---\n\nFirst.\n\n"
        "<!-- Translators: Second is\n the number two. -->\nSecond <!-- Translators: inside -->one.\n\n"
        "## Translators: no note\n"
    )
    assert extracted(tmp_path, text) == [
        (3, "Name", ["title in the navigation", "the short name"]),
        (6, "First.", ["paragraph"]),
        (10, "Second one.", ["paragraph", "Second is the number two."]),
        (12, "Translators: no note", ["Translators: no note – heading 2", "inside"]),
    ]


def test_a_note_to_translators_is_not_published():
    assert context.without_notes("A.\n\n<!-- Translators:\nx -->\nB. <!-- kept -->") == "A.\n\n\nB. <!-- kept -->"


def test_settings_tell_translators_too(tmp_path):
    file = tmp_path / "mkdocs.yml"
    file.write_text("# Translators: the guide’s name\nsite_name: Guide\ncopyright: Ours\n", encoding="utf-8")
    with file.open("rb") as opened:
        found = list(extract.extract_settings(opened, (), (), {}))
    assert found == [(2, "", "Guide", ["the guide’s name"]), (3, "", "Ours", [])]


def test_comments_in_templates_and_rules_reach_the_catalogue(tmp_path, monkeypatch):
    html, python = tmp_path / "x.html", tmp_path / "x.py"
    html.write_text("{# Translators: a button #}\n{{ _('Go') }}\n", encoding="utf-8")
    python.write_text("# Translators: a verdict\nX = N_('Fit')\n", encoding="utf-8")
    monkeypatch.setattr(messages, "relative", lambda file: file.name)
    found = messages._catalogue([html], "jinja2", messages._JINJA_KEYWORDS)
    assert (found["Go"].auto_comments, found["Go"].locations) == (["a button"], [("x.html", 2)])
    found = messages._catalogue([python], "python", messages._PYTHON_KEYWORDS)
    assert (found["Fit"].auto_comments, found["Fit"].locations) == (["a verdict"], [("x.py", 2)])


def test_every_message_of_the_guide_says_where_it_stands():
    for domain, catalogue in messages.templates().items():
        for message in catalogue:
            if message.id and domain.startswith("pages/"):
                assert message.auto_comments, message.id
                for name, number in message.locations:
                    line = (ROOT / name).read_text(encoding="utf-8").splitlines()[number - 1]
                    assert message.id.split()[0] in line


def test_an_error_names_file_and_line(tmp_path, monkeypatch):
    monkeypatch.setattr(locales, "LOCALES", tmp_path)
    with pytest.raises(errors.SourceError, match="klingon"):
        locales.cldr("klingon")


def test_templates_are_wrapped_as_they_would_be_written():
    # PO files are wrapped by their translators' editors; templates by us alone.
    for file in sorted((ROOT / "locales").rglob("*.pot")):
        texts = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith('"')]
        assert max(len(line) for line in texts) <= merge.WIDTH, file


FRENCH = "---\ntitle: Une page\nlang: fr-FR\n---\n\nUn paragraphe assez long pour être reconnu.\n"


def test_a_page_written_in_french_is_translated_into_english_and_not_into_french(guide, monkeypatch, capsys):
    page = guide / "docs" / "born.md"
    page.write_text(FRENCH, encoding="utf-8")
    assert run(monkeypatch) == 0
    assert not (guide / "locales" / "fr_FR" / "LC_MESSAGES" / "pages" / "born.po").exists()
    english = guide / "locales" / "en_US" / "LC_MESSAGES" / "pages" / "born.po"
    assert {file.name for file in english.parents[1].rglob("*.po")} == {"born.po"}
    translated = polib.pofile(str(english))
    assert translated.metadata["Language"] == "en_US"
    translated.find("Un paragraphe assez long pour être reconnu.").msgstr = "A paragraph."
    translated.save()
    change(page, "assez long", "bien assez long")
    assert run(monkeypatch) == 0
    (entry,) = [entry for entry in polib.pofile(str(english)) if entry.fuzzy]
    assert (entry.msgid, entry.msgstr) == ("Un paragraphe bien assez long pour être reconnu.", "A paragraph.")
    capsys.readouterr()
    assert run(monkeypatch, "--check") == 0
    said = capsys.readouterr().out
    assert said == "nothing to change: all catalogues are up to date\n"


def test_a_page_that_becomes_french_leaves_its_french_translations_to_a_person(guide, monkeypatch, capsys):
    change(guide / "docs" / "about.md", "---\n", "---\nlang: fr-FR\n")
    assert run(monkeypatch) == 0
    file = "locales/fr_FR/LC_MESSAGES/pages/about.po"
    assert f"the page is written in this language: {file} (delete it" in capsys.readouterr().out
    assert (guide / file).exists()


def test_the_coverage_of_a_page_written_in_french_is_that_of_its_english(guide, monkeypatch):
    (guide / "docs" / "born.md").write_text(FRENCH, encoding="utf-8")
    assert run(monkeypatch) == 0
    for templates in (messages.templates(), coverage.written_templates()):
        rows = coverage.measure(templates)
        assert [(row.locale, row.missing) for row in rows if row.domain == "pages/born"] == [("en-US", 2)]
        assert [row.domain for row in rows if row.locale == "en-US"] == ["pages/born"]


def test_the_english_of_a_french_page_is_checked_too(guide, monkeypatch):
    (guide / "docs" / "born.md").write_text(FRENCH, encoding="utf-8")
    assert run(monkeypatch) == 0
    english = guide / "locales" / "en_US" / "LC_MESSAGES" / "pages" / "born.po"
    translated = polib.pofile(str(english))
    translated.find("Un paragraphe assez long pour être reconnu.").msgstr = "A [paragraph](of/its/own.md)."
    translated.save()
    (problem,) = [problem for problem in checks.problems() if "[links]" in problem.message]
    assert problem.file == english
