"""Microsoft's own Markdown builds as it is, in every language, and its texts are messages."""

import polib
import pytest
from bs4 import BeautifulSoup
from support import build, build_copy, run_module, translate

from builder import errors
from builder.learn import as_read

PAGE = """\
---
title: A page of theirs
description: Everything that Learn pages hold.
ms.topic: article
ms.date: 11/22/2026
---

# A page of theirs

## Set up <a name="theirs"></a>

> [!note]
> A callout.

>[!IMPORTANT]
>Another one.

| | Cost
| --- | ---
| First<br>line | one</br>two
| Second | three

1. Open the page.

   :::image type="content" source="media/page.png" alt-text="The page when it is open." border="true":::

2. Choose one:
   - this
   - that

   Then wait.
3. Run it:
   ```bash
   # [Not a tab](#tab/code)
   make
   ```
4. Select :::image type="icon" source="media/page.png"::: to stop.

:::image type="complex" source="media/page.png" alt-text="The plan." lightbox="media/page.png":::
   What the plan says.
:::image-end:::

[!INCLUDE [a part](includes/part.md)]

> [!VIDEO https://video.example/embed/1]

[!VIDEO https://video.example/embed/2 "How to enroll"]

# [Portal](#tab/portal)

In the portal.

# [Command line](#tab/cli)

On the line.

---

After the tabs, see [the start](index.md#how-to-choose), [below](#theirs) and
[their page](/partner-center/enrolling-in-the-csp-program).

# [Alone](#tab/alone)

A group of its own.

# The end

<div markdown="1">
A text in a *box*.
</div>

<details>
<summary>Raw</summary>
<p>As it stands.</p>
</details>

The CSP is known.

*[CSP]: Cloud Solution Provider
"""
PART = """\
---
ms.topic: include
---
<!-- Translators: stands on several pages -->
An included text with a [link](../index.md).

:::image type="content" source="../media/page.png" alt-text="An included picture.":::
"""
FRENCH = {
    "A page of theirs": "Une page à eux",
    "Everything that Learn pages hold.": "Tout ce que contiennent les pages de Learn.",
    "Set up": "Préparer",
    "A callout.": "Un encadré.",
    "Another one.": "Un autre.",
    "Cost": "Coût",
    "First<br>line": "Première<br>ligne",
    "one</br>two": "un</br>deux",
    "Second": "Deuxième",
    "three": "trois",
    "Open the page.": "Ouvrez la page.",
    "![The page when it is open.](media/page.png)": "![La page ouverte.](media/page.png)",
    "Choose one:": "Choisissez\u00a0:",
    "this": "ceci",
    "that": "cela",
    "Then wait.": "Puis attendez.",
    "Run it:": "Lancez\u00a0:",
    "Select ![](media/page.png) to stop.": "Choisissez ![](media/page.png) pour arrêter.",
    "[![The plan.](media/page.png)](media/page.png)": "[![Le plan.](media/page.png)](media/page.png)",
    "What the plan says.": "Ce que dit le plan.",
    "An included text with a [link](index.md).": "Un texte inclus avec un [lien](index.md).",
    "![An included picture.](media/page.png)": "![Une image incluse.](media/page.png)",
    "[Watch the video](https://video.example/embed/1)": "[Voir la vidéo](https://video.example/embed/1)",
    "[How to enroll](https://video.example/embed/2)": "[Comment s’inscrire](https://video.example/embed/2)",
    "Portal": "Portail",
    "Command line": "Ligne de commande",
    "In the portal.": "Dans le portail.",
    "On the line.": "Sur la ligne.",
    "After the tabs, see [the start](index.md#how-to-choose), [below](#theirs) and "
    "[their page](/partner-center/enrolling-in-the-csp-program).": "Après, voyez [le début](index.md#how-to-choose), "
    "[plus bas](#theirs) et [leur page](/partner-center/enrolling-in-the-csp-program).",
    "Alone": "Seul",
    "A group of its own.": "Un groupe à part.",
    "The end": "La fin",
    "A text in a *box*.": "Un texte dans une *boîte*.",
    "The CSP is known.": "Le CSP est connu.",
    "Cloud Solution Provider": "Fournisseur de solutions cloud",
}


@pytest.fixture(scope="module")
def guide(module_project):
    """The guide with a page in Microsoft's Markdown, its catalogues as `make messages` writes them."""
    docs = module_project / "docs"
    for folder in ("media", "includes"):
        (docs / folder).mkdir()
    (docs / "media" / "page.png").write_bytes(b"\x89PNG")
    (docs / "includes" / "part.md").write_text(PART, encoding="utf-8")
    (docs / "theirs.md").write_text(PAGE, encoding="utf-8")
    settings = module_project / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("\nnav:\n", "\nnav:\n  - theirs.md\n"), encoding="utf-8")
    run_module(module_project, "builder.messages")
    translate(module_project, "fr_FR", "pages/theirs", FRENCH)
    for locale in ("fr-FR", "en-US"):
        done = build_copy(module_project, locale)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WARNING" not in done.stdout + done.stderr
    return module_project


@pytest.fixture(scope="module")
def articles(guide):
    """The article of the page, by language."""
    return {
        locale: BeautifulSoup(
            (guide / "site" / locale / "theirs" / "index.html").read_text(encoding="utf-8"), "html.parser"
        ).article
        for locale in ("fr-FR", "en-US")
    }


@pytest.mark.site
def test_every_text_is_a_message_with_its_place(guide):
    po = polib.pofile(str(guide / "locales" / "fr_FR" / "LC_MESSAGES" / "pages" / "theirs.po"))
    assert [entry.msgid for entry in po] == list(FRENCH)
    lines = PAGE.splitlines()
    places = {
        "Portal": ("# [Portal]", "tab"),
        "![The page when it is open.](media/page.png)": (":::image", "Set up – paragraph"),
        "In the portal.": ("In the portal.", "Set up – paragraph"),
        "On the line.": ("On the line.", "Set up – paragraph"),
        "this": ("   - this", "Set up – list item"),
        "[Watch the video](https://video.example/embed/1)": ("> [!VIDEO", "Set up – paragraph"),
        "An included text with a [link](index.md).": ("[!INCLUDE", "Set up – paragraph\nstands on several pages"),
        "Cloud Solution Provider": ("*[CSP]", "abbreviation"),
    }
    for message, (line, comment) in places.items():
        entry = po.find(message)
        ((file, number),) = entry.occurrences
        assert file == "docs/theirs.md"
        assert line in lines[int(number) - 1]
        assert comment in entry.comment.replace("CSP: ", "")


@pytest.mark.site
def test_what_is_included_is_no_page(guide):
    assert not (guide / "site" / "en-US" / "includes").exists()
    assert not (guide / "locales" / "pages" / "includes").exists()


@pytest.mark.site
def test_nothing_of_its_notation_is_left(articles):
    for article in articles.values():
        for sign in (":::", "[!", "#tab", "===", "Translators"):
            assert sign not in str(article).replace("[Not a tab](#tab/code)", "")
        assert not article.select("iframe, video, embed")
        assert [span.text for span in article.select("pre span.c1")] == ["# [Not a tab](#tab/code)"]


@pytest.mark.site
@pytest.mark.parametrize("locale", ["fr-FR", "en-US"])
def test_its_constructs_come_out_in_both_languages(articles, locale):
    article = articles[locale]

    def said(english):
        return FRENCH[english] if locale == "fr-FR" else english

    assert article.select_one("#theirs").text.strip() == said("Set up")
    assert [box.select("p")[-1].text for box in article.select(".admonition")] == [
        said("A callout."),
        said("Another one."),
    ]
    assert [cell.text for cell in article.select("thead th")] == ["", said("Cost")]
    steps = article.select("ol > li")
    assert len(steps) == 4
    assert [item.text for item in steps[1].select("ul > li")] == [said("this"), said("that")]
    assert said("Then wait.") in steps[1].text
    assert steps[2].select_one("pre")
    assert steps[0].img["alt"] == ("La page ouverte." if locale == "fr-FR" else "The page when it is open.")
    assert {image["src"] for image in article.select("img")} == {"../media/page.png"}
    assert article.select_one("a[href='../media/page.png'] img")["alt"] == (
        "Le plan." if locale == "fr-FR" else "The plan."
    )
    assert said("What the plan says.") in [text.text for text in article.select("p")]
    assert [link["href"] for link in article.select("a[href*='video.example']")] == [
        "https://video.example/embed/1",
        "https://video.example/embed/2",
    ]
    groups = article.select(".tabbed-set")
    assert [[label.text for label in group.select("label")] for group in groups] == [
        [said("Portal"), said("Command line")],
        [said("Alone")],
    ]
    assert [block.text.strip() for block in groups[0].select(".tabbed-block")] == [
        said("In the portal."),
        said("On the line."),
    ]
    assert not article.select("[markdown]")
    assert article.select_one("div > p > em")
    assert article.select_one("a[href='../'], a[href='../index.md']")
    learn = f"https://learn.microsoft.com/{locale.lower()}/partner-center/enrolling-in-the-csp-program"
    assert article.select_one(f"a[href='{learn}']")


@pytest.mark.site
def test_raw_html_says_its_language_and_abbreviations_are_translated(articles):
    french, english = articles["fr-FR"], articles["en-US"]
    assert french.details["lang"] == "en-US"
    assert not english.select("[lang]")
    assert [element.name for element in french.select("[lang]")] == ["details"]
    assert french.abbr["title"] == "Fournisseur de solutions cloud"


@pytest.mark.site
def test_an_abbreviation_without_translation_says_its_language(guide):
    translate(guide, "fr_FR", "pages/theirs", {"Cloud Solution Provider": ""})
    done = build(
        guide / "again", config=guide / "mkdocs.yml", GUIDE_LOCALE="fr-FR", PYTHONPATH=f"{guide}:{guide / 'calculator'}"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    html = (guide / "again" / "fr-FR" / "theirs" / "index.html").read_text(encoding="utf-8")
    abbreviation = BeautifulSoup(html, "html.parser").article.abbr
    assert (abbreviation["title"], abbreviation["lang"]) == ("Cloud Solution Provider", "en-US")


def read(text, tmp_path):
    return "\n".join(line.text for line in as_read(text, tmp_path / "page.md", 0))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("\n[!INCLUDE [x](nowhere.md)]", 2, "there is no file “nowhere.md” to include"),
        ("[!INCLUDE [x](page.md)]", 1, "includes itself"),
        ("[!INCLUDE nowhere.md]", 1, "write [!INCLUDE [name](path.md)] on one line"),
        (':::image source="a.png":::', 1, "a picture needs source"),
        (':::image alt-text="a":::', 1, "a picture needs source"),
        (':::image source="a.png"', 1, "can’t be read"),
        ("x [!VIDEO]", 1, "can’t be read"),
        (":::image-end:::", 1, "has no :::image type"),
        ('\n\n:::image type="complex" source="a.png" alt-text="A":::\nx', 3, "needs :::image-end:::"),
    ],
)
def test_a_directive_with_a_mistake_is_named_with_its_line(tmp_path, text, line, words):
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    with pytest.raises(errors.SourceError) as raised:
        read(text, tmp_path)
    assert words in str(raised.value)
    assert f"page.md:{line}: " in str(raised.value)


def test_a_mistake_in_an_included_file_is_named_with_its_own_line(tmp_path):
    (tmp_path / "part.md").write_text("---\na: b\n---\nx\n[!INCLUDE [x](nowhere.md)]\n", encoding="utf-8")
    with pytest.raises(errors.SourceError, match=r"part\.md:5: there is no file"):
        read("[!INCLUDE [x](part.md)]", tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n    - b\n        - c\n\n    text\n\n        code",
        "1. a\n\n    text\n\n2. b",
        '=== "Tab"\n\n    - a\n        - b\n\n    text',
        "    1. code\n       code",
        "```\n1. a\n   - b\n:::image x\n```",
        "Term\n:   Meaning\n\n    - a\n        - b",
        "`:::image`, ``[!INCLUDE [x](y)]`` and `[!VIDEO x]`",
        "> - a\n>     - b",
        "Text\n\n---\n\n# [Link](page.md)",
    ],
)
def test_what_python_markdown_reads_as_it_is_stays(tmp_path, text):
    assert read(text, tmp_path) == text


def test_an_included_item_stays_in_its_list(tmp_path):
    (tmp_path / "part.md").write_text("one\n\ntwo\n", encoding="utf-8")
    assert read("1. See [!INCLUDE [x](part.md)].\n2. b", tmp_path) == "1. See one\n\n    two.\n\n2. b"
