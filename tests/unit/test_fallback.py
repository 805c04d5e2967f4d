"""Words without a translation say their language wherever they are printed."""

import gettext
import io
import json

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from builder.fallback import attributes, mark, plain, plain_json, resolve
from builder.words import Words

WORD = mark("Word", "en-US")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{WORD}</p>", '<p><span lang="en-US">Word</span></p>'),
        (f"<p>Mot – {WORD}.</p>", '<p>Mot – <span lang="en-US">Word</span>.</p>'),
        (f"<title>{WORD} - Guide</title>", '<title lang="en-US">Word - Guide</title>'),
        (f"<title>Mot - {WORD}</title>", "<title>Mot - Word</title>"),
        (f"<option value='x'>{WORD}</option>", "<option lang=\"en-US\" value='x'>Word</option>"),
        (f'<meta name="description" content="{WORD}">', '<meta lang="en-US" name="description" content="Word">'),
        (f'<input aria-label="{WORD}">', '<input lang="en-US" aria-label="Word">'),
        (f'<nav aria-label="{WORD}">mots</nav>', '<nav aria-label="Word">mots</nav>'),
        (f'<a aria-label="Suite : {WORD}">x</a>', '<a aria-label="Suite : Word">x</a>'),
        (f"<!-- {WORD} --><script>'{WORD}'</script>", "<!-- Word --><script>'Word'</script>"),
        (
            f"<p>{mark(f'{WORD} in word', 'en-US')}</p>",
            '<p><span lang="en-US"><span lang="en-US">Word</span> in word</span></p>',
        ),
        ("<p>Mot</p>", "<p>Mot</p>"),
    ],
)
def test_marks_become_elements_that_say_their_language(html, expected):
    assert resolve(html, "fr-FR") == expected


def test_what_runs_the_other_way_says_so():
    assert resolve(WORD, "ar") == '<span lang="en-US" dir="ltr">Word</span>'
    assert attributes("fr-FR", "ar") == {"lang": "fr-FR", "dir": "ltr"}
    assert attributes("ar", "ar") == {}


def test_plain_text_has_no_marks():
    assert plain(f"a {WORD} b") == "a Word b"
    assert json.loads(plain_json(json.dumps({"title": WORD, "text": "é"}))) == {"title": "Word", "text": "é"}
    assert mark("", "en-US") == ""


def test_a_catalogue_marks_what_it_lacks_and_remembers_it():
    catalogue = Catalog(locale="fr")
    catalogue.add("Yes", "Oui")
    catalogue.add("Same", "Same")
    catalogue.add("No", "Non", flags=["fuzzy"])
    catalogue.add(("a day", "days"), ("un jour", "des jours"))
    catalogue.add("Done", "Fait", context="one text")
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    words = Words(gettext.GNUTranslations(io.BytesIO(buffer.getvalue())), "en-US")
    # A translation may be the same as its source: that is no gap.
    assert [words.gettext(message) for message in ("Yes", "Same")] == ["Oui", "Same"]
    assert words.ngettext("a day", "days", 2) == "des jours"
    assert words.gettext("No") == mark("No", "en-US")
    assert words.ngettext("a week", "weeks", 2) == mark("weeks", "en-US")
    assert words.pgettext("one text", "Done") == "Fait"
    assert words.pgettext("many texts", "Left") == mark("Left", "en-US")
    assert (words.found, words.missed) == ({"Yes", "Same", "a day", "Done"}, {"No", "a week", "Left"})
    words.forget()
    assert (words.found, words.missed) == (set(), set())


def test_words_in_the_language_they_were_written_in_lack_nothing():
    words = Words(None, "en-US")
    assert (words.gettext("Yes"), words.ngettext("a day", "days", 2)) == ("Yes", "days")
    assert (words.found, words.missed) == ({"Yes", "a day"}, set())
