"""The tree processor: which blocks are messages, and what becomes of them."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from markdown import Markdown

from builder.context import PageContext
from builder.localise import LocaliseExtension

EXTENSIONS = ["attr_list", "def_list", "tables", "toc", "pymdownx.quotes", "pymdownx.superfences", "pymdownx.tasklist"]
SETTINGS = {"pymdownx.quotes": {"callouts": True}}


def convert(source, **translations):
    catalogue, shared = Catalog(), Catalog()
    for message, translation in translations.pop("messages", {}).items():
        catalogue.add(message, translation)
    for message in translations.pop("fuzzy", ()):
        catalogue.add(message, "à revoir", flags=["fuzzy"])
    for message, translation in translations.pop("shared", {}).items():
        shared.add(message, translation)
    context = PageContext("fr-FR", "en-US", Path("page.md"), source, catalogue, shared)
    localise = LocaliseExtension()
    localise.context = context
    extensions = [*EXTENSIONS, "pymdownx.tabbed", localise]
    settings = SETTINGS | {"pymdownx.tabbed": {"alternate_style": True}}
    html = Markdown(extensions=extensions, extension_configs=settings).convert(source)
    return html, context.messages


def test_a_paragraph_is_translated_with_its_markup():
    html, _ = convert(
        "Read **this** [page](a.md).", messages={"Read **this** [page](a.md).": "Lisez **ceci**, [là](a.md)."}
    )
    assert html == '<p>Lisez <strong>ceci</strong>, <a href="a.md">là</a>.</p>'


def test_wrapping_a_paragraph_anew_keeps_its_message():
    html, _ = convert("One\ntwo   \nthree.", messages={"One two\nthree.": "Un deux\ntrois."})
    assert "trois" in html


def test_a_block_without_translation_says_its_language():
    html, _ = convert("# Title\n\nText.", messages={"Text.": "Texte."})
    assert html == '<h1 id="title" lang="en-US">Title</h1>\n<p>Texte.</p>'


def test_a_fuzzy_translation_is_not_used():
    html, _ = convert("Text.", fuzzy=["Text."])
    assert html == '<p lang="en-US">Text.</p>'


def test_a_translated_item_within_an_untranslated_one_says_its_own_language():
    html, _ = convert("- Outer\n    - Inner", messages={"Inner": "Dedans"})
    assert '<li lang="en-US">Outer' in html
    assert '<li lang="fr-FR">Dedans' in html


def test_headings_keep_the_ids_of_their_source():
    source = '# One `code`\n\n## Same\n\n## Same\n\n## Own {#mine}\n\n## Learn <a name="theirs"></a>'
    messages = {"One `code`": "Un `code`", "Same": "Pareil", "Own": "À soi", "Learn": "Apprendre"}
    html, found = convert(source, messages=messages)
    assert set(found) == set(messages)
    for heading in (
        '<h1 id="one-code">Un <code>code</code></h1>',
        '<h2 id="same">Pareil</h2>',
        '<h2 id="same_1">Pareil</h2>',
        '<h2 id="mine">À soi</h2>',
        '<h2 id="theirs">Apprendre</h2>',
    ):
        assert heading in html


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        ("| A | B |\n| - | - |\n| c |  |", ["A", "B", "c"]),
        ("1. one\n2. two\n   \n    more", ["one", "two", "more"]),
        ("Term\n:   Meaning", ["Term", "Meaning"]),
        ("- [ ] to do\n- [x] done", ["to do", "done"]),
        ("> [!NOTE]\n> Text.", ["Text."]),
        ("> [!NOTE] Own title\n> Text.", ["Own title", "Text."]),
        ("> quoted", ["quoted"]),
        ('=== "Tab"\n\n    Inside.', ["Tab", "Inside."]),
        ("```python\nprint('code')\n```", []),
        ("    indented code", []),
        ("<div>raw HTML</div>", []),
        ("![Alternative](picture.png)", ["![Alternative](picture.png)"]),
    ],
)
def test_what_is_a_message(source, messages):
    _, found = convert(source)
    assert list(found) == messages


@pytest.mark.parametrize("kind", ["note", "TIP", "Important", "WARNING", "caution"])
def test_a_callout_gets_its_title_in_the_pages_language(kind):
    html, _ = convert(f">[!{kind}]\n> Text.", shared={kind.title(): "Titre"}, messages={"Text.": "Texte."})
    assert '<p class="admonition-title">Titre</p>' in html


def test_a_callout_title_without_translation_says_its_language():
    html, _ = convert("> [!NOTE]\n> Text.")
    assert '<p class="admonition-title" lang="en-US">Note</p>' in html
