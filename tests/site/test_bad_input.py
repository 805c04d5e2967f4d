"""Mistakes of authors and translators stop the build with file and line."""

import re

import polib
import pytest
from support import build_copy

from builder import catalogues, errors, locales

pytestmark = pytest.mark.site


def fails(project):
    done = build_copy(project)
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout + done.stderr


def append(file, text):
    """Append text to a file and return the number of its first line."""
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return before.count("\n") + 2


def test_the_copy_builds_where_nothing_is_broken(quick_project):
    done = build_copy(quick_project)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_page_in_a_language_that_the_guide_does_not_have(project):
    page = project / "docs" / "about.md"
    page.write_text(page.read_text(encoding="utf-8").replace("---\n", "---\nlang: tlh\n", 1), encoding="utf-8")
    there_are = ", ".join(locales.names())
    assert f"docs/about.md:2: lang: “tlh” is not a language of this guide; there are: {there_are}" in fails(project)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[x](rule:direct-bill/wealth)", "has no requirement “wealth”; it has: partner-id"),
        ("[x](rule:direct-debit/revenue)", "there is no ruleset “direct-debit”; there are: direct-bill"),
        ("/// requirements | direct-debit\n///", "there is no ruleset “direct-debit”"),
        ("/// markets\nwords\n///", "takes no text"),
        (
            "/// requirement | direct-bill\n///",
            "there is no block “/// requirement | direct-bill”; there are: requirements",
        ),
        (
            "/// requirements\n///",
            "there is no block “/// requirements”; there are: requirements | direct-bill, history",
        ),
        ("[x](nowhere.md)", "nowhere.md"),
        ("[x](index.md#nowhere)", "#nowhere"),
        ("[x](#nowhere)", "#nowhere"),
    ],
)
def test_a_page_with_a_mistake(project, text, words):
    line = append(project / "docs" / "about.md", text)
    output = fails(project)
    assert f"docs/about.md:{line}: " in output
    assert words in output


def mistranslate(project, right, wrong):
    """Put a mistake into a French text of the start page, and return its line; wherever the file wraps its lines."""
    file = project / "locales" / "fr_FR" / "LC_MESSAGES" / "pages" / "index.po"
    po = polib.pofile(str(file), wrapwidth=10_000)
    entry = next(entry for entry in po if right in entry.msgstr)
    entry.msgstr = entry.msgstr.replace(right, wrong)
    po.save()
    return next(n for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if wrong in line)


def test_a_translation_with_a_broken_link(project):
    line = mistranslate(project, "(markets.md)", "(marchés.md)")
    assert f"locales/fr_FR/LC_MESSAGES/pages/index.po:{line}: " in fails(project)


def test_a_translation_with_a_broken_anchor_however_its_lines_are_wrapped(project):
    po = project / "locales" / "fr_FR" / "LC_MESSAGES" / "pages" / "calculator.po"
    catalogue = polib.pofile(str(po), wrapwidth=40)
    (entry,) = [entry for entry in catalogue if "direct-bill.md#what-sources" in entry.msgstr]
    entry.msgstr = entry.msgstr.replace("direct-bill.md#what-sources", "direct-bill.md#which-sources")
    catalogue.save()
    assert "direct-bill.md#which-sources-disagree-about" not in po.read_text(encoding="utf-8"), (
        "the link has to be wrapped"
    )
    line = next(entry.linenum for entry in polib.pofile(str(po)) if "which-sources" in entry.msgstr)
    output = fails(project)
    found = [int(number) for number in re.findall(r"LC_MESSAGES/pages/calculator\.po:(\d+): ", output)]
    assert found
    assert 0 <= found[0] - line <= 4


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ('title: "x\nlang: en-US\n', 3, "not YAML"),
        ("title: a: b\n", 2, "not YAML"),
        ("just words\n", 2, "takes lines like"),
    ],
)
def test_front_matter_that_is_none(project, front, line, words):
    page = project / "docs" / "about.md"
    body = page.read_text(encoding="utf-8").split("---\n", 2)[2]
    page.write_text(f"---\n{front}---\n{body}", encoding="utf-8")
    output = fails(project)
    assert re.search(rf"docs/about\.md:[{line}-5]: the front matter", output)
    assert words in output


def test_a_translation_that_cites_an_unknown_rule(project):
    line = mistranslate(project, "rule:direct-bill/revenue", "rule:direct-bill/argent")
    assert f"locales/fr_FR/LC_MESSAGES/pages/index.po:{line}: " in fails(project)


@pytest.mark.parametrize("domain", ["calculator", "theme", "pages/index"])
def test_a_po_file_that_does_not_parse(project, domain):
    file = project / "locales" / "fr_FR" / "LC_MESSAGES" / f"{domain}.po"
    line = append(file, 'msgid "half a string')
    output = fails(project)
    assert f"{domain}.po:{line}: this PO file does not parse" in output


def test_a_po_file_that_is_not_utf_8(project):
    file = project / "locales" / "fr_FR" / "LC_MESSAGES" / "theme.po"
    file.write_bytes(file.read_bytes() + '\nmsgid "café"\n'.encode("latin-1"))
    assert "this PO file is not UTF-8" in fails(project)


def test_a_placeholder_lost_in_translation(project):
    file = project / "locales" / "fr_FR" / "LC_MESSAGES" / "calculator.po"
    text = file.read_text(encoding="utf-8")
    start = text.index("msgstr", text.index('msgid "USD {amount}"'))
    end = text.index("\n\n", start)
    file.write_text(f'{text[:start]}msgstr "{{montant}} USD"{text[end:]}', encoding="utf-8")
    output = fails(project)
    assert "calculator.po:" in output
    assert "{amount}" in output


@pytest.mark.parametrize(
    ("domain", "source", "translated"),
    [
        ("pages/index", "How to choose", "Choisir <script>alert(1)</script>"),
        ("pages/index", "Which model fits", 'Choisir\\" onload=alert(1) x=\\"'),
        ("theme", "Language", "<img src=x onerror=alert(1)>"),
        ("calculator", "Likely eligible", "<b>Probablement éligible</b>"),
    ],
)
def test_a_translation_that_brings_html(project, domain, source, translated):
    file = project / "locales" / "fr_FR" / "LC_MESSAGES" / f"{domain}.po"
    text = file.read_text(encoding="utf-8")
    start = text.index(f'msgid "{source}"')
    msgstr = text.index("msgstr", start)
    file.write_text(f'{text[:msgstr]}msgstr "{translated}"{text[text.index("\n", msgstr) :]}', encoding="utf-8")
    line = text.count("\n", 0, start) + 1
    assert f"{domain}.po:{line}: a translation can’t bring" in fails(project)


def test_a_folder_that_names_no_locale(monkeypatch, tmp_path):
    monkeypatch.setattr(locales, "LOCALES", tmp_path)
    (tmp_path / "klingon" / "LC_MESSAGES").mkdir(parents=True)
    with pytest.raises(errors.SourceError, match="klingon"):
        catalogues.compile_all()
