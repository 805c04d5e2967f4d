"""Each check of PO files finds the fault that is planted for it, and says where it is and what to do."""

import subprocess

import pytest
from planted import HEADER, entry, folder, line_of, plant, said  # noqa: F401 - a fixture

from builder import checks, errors, gettext_tools, locales, messages
from builder.checks import __main__ as command
from builder.checks import figures
from builder.checks.entries import PoFile

N, B = "\u202f", "\u00a0"

FAULTS = [
    ("placeholders", "Since {day}.", "Depuis.", "a placeholder is lost: put {day}"),
    ("placeholders", "Since {day}.", "Depuis {jour} {day}.", "{jour} is no placeholder of the source"),
    ("placeholders", "Since %(day)s.", "Depuis %(jour)s.", "a placeholder is lost: put %(day)s"),
    ("code", "Set `SITE_URL`.", "Réglez `URL_DU_SITE`.", "take `URL_DU_SITE` out and put `SITE_URL` in"),
    ("code", "Set `SITE_URL`.", "Réglez SITE_URL.", "put `SITE_URL` in"),
    ("links", "See [it](a.md#b).", "Voyez [cela](a.md#c).", "take a.md#c out and put a.md#b in"),
    ("links", "See [it](a.md).", "Voyez cela.", "put a.md in"),
    ("links", "See <https://a.example/>.", "Voyez cela.", "put <https://a.example/> in"),
    ("ids", "Text{.big}", "Texte", "put {.big} in"),
    ("html", "Press <kbd>A</kbd>.", "Appuyez sur A.", "HTML is lost: put </kbd>, <kbd> back"),
    ("emphasis", "Read **this**.", "Lisez **ceci.", "the source has 2 marks **, this has 1"),
    ("emphasis", "Read *this*.", "Lisez ceci.", "the source has 2 marks *, this has 0"),
    ("glossary", "Your tenants.", "Vos clients.", "“tenant” is “locataire” in the glossary"),
    ("glossary", "The currencies.", "Les monnaies.", "“currency” is “devise” in the glossary"),
    ("glossary", "Your revenue.", "Le chiffre d’affaires, ou vos revenus.", "“revenus” is not used for “revenue”"),
    ("glossary", "Minimum requirements", "Les exigences", "“minimum requirements” is “exigences minimales”"),
    ("figures", "USD 1,200,000", "1,200,000 USD", f"1,200,000 is missing: write it as 1{N}200{N}000 (groups"),
    ("figures", "USD 1,200,000", f"1{B}200{B}000 USD", "divided by U+202F"),
    ("figures", "USD 1,200,000", "1200000 USD", "write it as 1\u202f200\u202f000"),
    ("figures", "At 4.5 it fits.", "À 4.5, cela convient.", "write it as 4,5"),
    ("figures", "15 regions", "16 régions", "figure 15 is missing: put it in"),
    ("figures", "Regions", "16 régions", "the source has no figure 16: take it out"),
    ("typography", "Why?", "Pourquoi ?", "before ? belongs a narrow no-break space (U+202F): “Pourquoi ?”"),
    ("typography", "Why?", "Pourquoi?", "before ? belongs a narrow no-break space (U+202F)"),
    ("typography", "Go!", f"Allez{B}!", "before ! belongs a narrow no-break space (U+202F)"),
    ("typography", "One; two.", "Un; deux.", "before ; belongs a narrow no-break space (U+202F)"),
    ("typography", "See:", "Voyez :", "before : belongs a no-break space (U+00A0)"),
    ("typography", "**See:** it.", "**Voyez:** cela.", "before : belongs a no-break space (U+00A0)"),
    ("typography", "{field}: wrong.", "{field}: faux.", "before : belongs a no-break space (U+00A0)"),
    ("typography", "“Text”", f"« Texte{B}»", "after « belongs a no-break space (U+00A0)"),
    ("typography", "“Text”", f"«{B}Texte »", "before » belongs a no-break space (U+00A0)"),
    ("typography", "“Text”", "“Texte”", "quotation marks are « », not “"),
    ("typography", "The text", "L'avis", "the apostrophe is ’ (U+2019), not ': “L'avis”"),
    ("typography", "The [text](a.md)", "L'[avis](a.md)", "the apostrophe is ’ (U+2019)"),
    ("typography", "The end of text", "La fin d‘un texte", "the apostrophe is ’ (U+2019), not ‘: “La fin d‘un"),
    ("typography", "The end of text", "La fin d´un texte", "the apostrophe is ’ (U+2019), not ´"),
    ("typography", "A &lt; B; so.", "A &lt; B; donc.", "before ; belongs a narrow no-break space (U+202F): “A ………<"),
    ("figures", "3 days", "quatre jours", "figure 3 is missing: put it in"),
    ("figures", "three days", "4 jours", "the source has no figure 4"),
    ("figures", "1,200 days", "douze jours", "figure 1,200 is missing"),
    ("days", "Since October 1, 2025", "Depuis October 1, 2025", "“October 1, 2025” is English: write 1er octobre 2025"),
    ("days", "Since October 7, 2025", "Depuis October 7, 2025", "write 7 octobre 2025"),
    ("days", "Since May 2025", "Depuis May 2025", "“May 2025” is English: write mai 2025"),
    ("days", "Since October 1, 2025", "Depuis le 1 octobre 2025", "“1 octobre” is written 1er octobre"),
    ("emphasis", "Read **this**.", "Lisez ** ceci **.", "** marks nothing here: put it right before and after"),
    ("emphasis", "Read *this*, *that*.", "Lisez *ceci*, *cela *.", "* marks nothing here"),
    ("links", "See [it](a.md).", "Voyez [](a.md).", "a link has no text: put the words between [ and ]"),
    ("typography", "By 12%.", "De 12%.", "before % belongs a no-break space (U+00A0)"),
    ("doublewords", "The whole text.", "Le texte texte entier.", "The word 'texte' is repeated"),
    ("endpunc", "A sentence.", "Une phrase", "Different punctuation at the end"),
    ("doublespacing", "A sentence here.", "Une  phrase ici.", "Different use of double spaces"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "source", "translated", "words"), FAULTS)
def test_a_planted_fault_is_found(name, source, translated, words):
    file = plant(entry(source, translated))
    found = [problem for problem in said(file) if problem.endswith(f"[{name}]")]
    assert found, said(file)
    assert all(problem.startswith(f"{file}:{line_of(file)}: ") for problem in found)
    assert any(words in problem for problem in found), found


@pytest.mark.parametrize(
    ("source", "translated"),
    [
        ("Read **this** [page](a.md) at 10:30.", "Lisez **cette** [page](a.md) à 10:30."),
        ("Set `a: b`; then, at USD 1,200,000.50, why?", f"Réglez `a: b`{N}; à 1{N}200{N}000,50 USD, pourquoi{N}?"),
        ("**“Not stated”:** it’s 12%!", f"**«{B}Non indiqué{B}»{B}:** c’est 12{B}%{N}!"),
        ("Over the trailing 12 months", "Sur les douze derniers mois"),
        ("From {day} to {day}", "Le {day}"),
        ("See https://a.example/?b=c&d=1!", f"Voyez https://a.example/?b=c&d=1{N}!"),
        ("![Picture](a.png)", "![Image](a.png)"),
        ("Version 1.2.3 of October 1, 2025", "Version 1.2.3 du 1er octobre 2025"),
        ("The support plan meets a requirement.", "Le plan de support répond à une exigence."),
        ("Marketing", "Mercatique"),
        ("A &lt; B here", "A &lt; B ici"),
        ("&copy; 5", "&copy; 5"),
        ("See: it", "Voyez&nbsp;: cela"),
        ("3 days", "trois jours"),
        ("three days", "3 jours"),
        ("1 day in 20", "Un jour sur vingt"),
        ("Since October 1, 2025, May 2, 2025", "Depuis le 1er octobre 2025, le 2 mai 2025"),
        ("Run `make serve PORT=1`, it's “on”.", f"Lancez `make serve PORT=1`, c’est «{B}allumé{B}»."),
    ],
)  # fmt: skip
def test_a_good_translation_passes(source, translated):
    assert said(plant(entry(source, translated))) == []


@pytest.mark.parametrize(
    ("source", "translated", "words"),
    [
        ("Text.", "Texte <script>alert(1)</script>.", "can’t bring HTML of its own: take </script>, <script> out"),
        ("Text.", "Texte <b onclick=x>ici</b>.", "can’t bring HTML"),
        ("<b>Text</b>.", "<b onclick=x>Texte</b>.", "take <b onclick=x> out"),
        ("Text.", "Texte <!-- caché -->.", "can’t bring HTML"),
        ("Text.", "Texte <img src=x onerror=alert(1)", "can’t bring HTML"),
        ("Use `<script>` here.", "Utilisez <script> ici.", "can’t bring HTML"),
        ("Text `b`.", "Texte `<script>`.", "can’t bring HTML"),
        (r"Text \`b\`.", r"Texte \`<script>\`.", "can’t bring HTML"),
        ("Text.", "Texte.{onclick=alert(1)}", "can’t bring attributes of its own"),
        ("Text.", "Texte.{: .big }", "can’t bring attributes"),
        ("Use `{.big}` here.", "Utilisez {.big} ici.", "can’t bring attributes"),
        ("Language", 'Langue" onfocus=alert(1) autofocus x="', "take onfocus= out"),
        ("Language", "Langue' style = 'x", "take style= out"),
        ("{day}", "{day.__class__}", "can’t bring attributes"),
        ("[Text](a.md)", "[Texte](javascript:alert(1))", "can’t link to a script"),
        ("[Text](a.md)", "[Tex[t[e]]](JavaScript:alert(1))", "can’t link to a script"),
        ("[Text](a.md)", "[Texte](&#106;avascript:alert(1))", "can’t link to a script"),
        ("[Text](a.md)", "[Texte](data:text/html,x)", "can’t link to a script"),
        ("Text.", "Texte\x02wzxhzdk:0\x03.", "control characters"),
        ("See <https://a.example/>.", "Voyez <https://b.example/>.", "take <https://b.example/> out"),
    ],
)  # fmt: skip
def test_a_translation_cannot_inject_html(source, translated, words):
    file = plant(entry(source, translated))
    with pytest.raises(errors.SourceError, match=words.replace("(", r"\(")) as caught:
        locales.read_catalogue("fr-FR", "pages/index")
    assert caught.value.line == line_of(file, "msgid", 2)
    assert words in said(file)[0]


def test_a_fuzzy_translation_is_not_used_and_so_not_checked_until_a_release():
    file = plant(entry("Text?", "Texte <b>?", "#, fuzzy\n"))
    assert said(file) == []
    (problem,) = said(file, release=True)
    assert problem.startswith(f"{file}:{line_of(file)}: this translation is fuzzy: bring it up to date")


def test_a_missing_translation_is_no_problem():
    assert said(plant(entry("Text.", "")), release=True) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("msgid without quotes\n", "this PO file does not parse"),
        ('msgid "Half a string\nmsgstr "x"\n', "close the text with a quotation mark"),
    ],
)
def test_a_file_that_does_not_parse(text, words):
    file = plant(text)
    assert any(words in problem for problem in said(file)), said(file)


PAIR = entry("Text", "Texte")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f'{PAIR}\nmsgstr "x"\n', 4, "a message is a msgid and a msgstr, once each"),
        (f'{PAIR}msgid "a"b"\nmsgstr "c"\n', 3, 'write \\" for a quotation mark within a text'),
        (f"{PAIR}hello\n", 3, "take the line out, or start it with # if it is a comment"),
        (f'{PAIR}msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 3, "give every msgid its msgstr"),
        (f"<<<<<<< HEAD\n{PAIR}=======\n{PAIR}>>>>>>> other\n", 1, "keep one of the two versions, and take the lines"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\nmsgstr[2] "e"\n', 1, "take the msgstr[…] out"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[x] "c"\n', 3, "a message is a msgid and a msgstr"),
    ],
)
def test_what_cannot_be_parsed_is_told_with_its_line_and_repair(monkeypatch, capsys, text, line, words):
    file = plant(text)
    first = HEADER.count("\n")
    told = [problem for problem in said(file) if problem.startswith(f"{file}:{first + line}: this PO file does not")]
    assert any(words in problem for problem in told), said(file)
    monkeypatch.setattr("sys.argv", ["messages", "--check"])
    monkeypatch.setattr(messages, "templates", dict)
    assert messages.main() == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (lambda text: text.encode("iso-8859-1"), HEADER.count("\n") + 2, "is not UTF-8: save it as UTF-8"),
        (lambda text: text.replace("UTF-8", "ISO-8859-1").encode(), 9, "the header says ISO-8859-1: save the file as"),
        (lambda text: text.encode("utf-8-sig"), 1, "starts with a byte order mark: save it as UTF-8 without BOM"),
    ],
)
def test_a_file_that_is_not_utf_8(monkeypatch, capsys, change, line, words):
    file = plant(entry("Text", "Une phrase accentuée"))
    file.write_bytes(change(file.read_text(encoding="utf-8")))
    (told,) = said(file)
    assert told.startswith(f"{file}:{line}: ")
    assert words in told
    monkeypatch.setattr("sys.argv", ["messages", "--check"])
    monkeypatch.setattr(messages, "templates", dict)
    assert messages.main() == 1
    assert words in capsys.readouterr().err


def test_a_lone_percent_sign_in_the_theme():
    file = plant(entry("One percent.", "1 % de."), domain="theme")
    assert any("write %% [placeholders]" in problem for problem in said(file))


def test_a_plural_form_is_missing():
    forms = 'msgid "{n} month"\nmsgid_plural "{n} months"\nmsgstr[0] "{n} moisson"\nmsgstr[1] ""\n'
    file = plant(forms, domain="calculator")
    message = "plural form 1 of 2 is missing: translate msgstr[1] too"
    assert f"{file}:{line_of(file, 'msgstr[1]', 1)}: {message}" in said(file)


def test_a_plural_form_lost_its_placeholder():
    forms = 'msgid "{n} month"\nmsgid_plural "{n} months"\nmsgstr[0] "{n} mois"\nmsgstr[1] "des mois"\n'
    file = plant(forms, domain="calculator")
    assert any(
        problem.startswith(f"{file}:{line_of(file, 'msgstr[1]', 1)}: a placeholder is lost") for problem in said(file)
    )


def test_the_formula_of_plurals_is_the_languages():
    file = plant(entry("Text", "Texte"), plurals="nplurals=3; plural=0")
    assert any(
        problem.startswith(f"{file}:{line_of(file, chr(34) + 'Plural-Forms', 1)}: the header has to say: Plural-Forms:")
        for problem in said(file)
    )


@pytest.mark.parametrize("plurals", ["nplurals=2; plural=(n != 1)", "nplurals=2; plural=n >", "nplurals=2", ""])
def test_a_formula_that_counts_otherwise_than_the_language(plurals):
    file = plant(entry("Text", "Texte"), plurals=plurals or " ")
    line = line_of(file, '"Plural-Forms', 1)
    assert f"{file}:{line}: the header has to say: Plural-Forms: nplurals=2; plural=(n > 1);" in said(file)


def test_a_formula_may_be_written_in_another_way():
    assert said(plant(entry("Text", "Texte"), plurals="nplurals=2; plural= n>=2 ? 1 : 0")) == []


@pytest.mark.parametrize("language", ["de_DE", "", "klingon"])
def test_the_header_names_another_language(language):
    file = plant(entry("Text", "Texte"))
    file.write_text(file.read_text(encoding="utf-8").replace("Language: fr_FR", f"Language: {language}"), "utf-8")
    line = line_of(file, '"Language:', 1)
    assert f"{file}:{line}: the header has to say: Language: fr_FR" in said(file)


def test_the_header_may_name_the_language_alone():
    file = plant(entry("Text", "Texte"))
    file.write_text(file.read_text(encoding="utf-8").replace("Language: fr_FR", "Language: fr"), "utf-8")
    assert said(file) == []


def test_small_numbers_in_words_of_a_language_that_we_do_not_know():
    assert said(plant(entry("3 days", "drei Tage"), locale="de-DE")) == []
    assert any("no figure 4" in problem for problem in said(plant(entry("3 days", "4 Tage"), locale="de-DE")))


def test_msgfmt_says_what_it_refuses():
    file = plant(entry("One\ntwo\n", "Un\ndeux"))
    found = [problem for problem in said(file) if problem.endswith("[msgfmt]")]
    assert found[0].startswith(f"{file}:{line_of(file)}: ")
    assert "end both with a line break, or neither" in found[0]


def test_a_message_that_stands_twice_is_told_with_both_lines():
    file = plant(entry("One", "Un") + "\n" + entry("One", "Une"))
    first, second = (line_of(file, "msgid", nth) for nth in (2, 3))
    [problem] = [problem for problem in said(file) if f":{second}: " in problem]
    assert f"this message stands on line {first}, too: keep one of the two" in problem


def test_a_machine_without_msgfmt_is_told_what_to_install(monkeypatch, capsys):
    plant(entry("Text", "Texte"))
    monkeypatch.setenv("PATH", "")
    gettext_tools.msgfmt.cache_clear()
    monkeypatch.setattr("sys.argv", ["checks"])
    assert command.main() == 1
    assert "apt install gettext" in capsys.readouterr().out
    gettext_tools.msgfmt.cache_clear()


@pytest.mark.parametrize(("user", "wanted"), [(0, ["apt-get update", "apt-get install"]), (1000, [])])
def test_gettext_is_installed_where_we_are_root_alone(monkeypatch, user, wanted):
    called = []

    def run(command, **_):
        called.append(" ".join(command[:2]))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(gettext_tools.os, "geteuid", lambda: user)
    monkeypatch.setattr(gettext_tools.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(gettext_tools.subprocess, "run", run)
    gettext_tools.install()
    assert called == wanted


def test_a_note_switches_a_check_off():
    assert said(plant(entry("Tenants", "Clients", "# ignore-glossary: la location de voitures.\n"))) == []


def test_a_note_without_reason_switches_nothing_off():
    assert any("[glossary]" in problem for problem in said(plant(entry("Tenants", "Clients", "# ignore-glossary:\n"))))


def test_a_note_that_ignores_nothing_has_to_go():
    file = plant(entry("Text", "Texte", "# ignore-glossary: autre sens.\n"))
    assert said(file) == [
        f"{file}:{line_of(file)}: the note “ignore-glossary” has nothing to ignore: take it out [notes]"
    ]


def test_a_note_cannot_switch_placeholders_off():
    file = plant(entry("{n} texts", "Des textes", "# ignore-placeholders: c’est mieux.\n"))
    assert any(problem.endswith("[placeholders]") for problem in said(file))


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("a,b\n", 1, "the columns have to be: term,locale,translation,never,note"),
        ("term,locale,translation,never,note\nmarket,fr-FR,,,\n", 2, "give a term, a locale and a translation"),
        ("term,locale,translation,never,note\nmarket,fr-FR,a,b,c,d\n", 2, "give a term, a locale and a translation"),
        ("term,locale,translation,never,note\nmarket,fr-FR\n", 2, "give a term, a locale and a translation"),
    ],
)
def test_a_glossary_with_a_mistake(folder, content, line, words):
    (folder / "glossary.csv").write_text(content, encoding="utf-8")
    plant(entry("Text", "Texte"))
    problem = checks.problems()[0]
    assert (problem.file, problem.line) == (folder / "glossary.csv", line)
    assert words in problem.message


def test_other_languages_keep_their_own_typography():
    assert said(plant(entry("Why: “it”?", "Warum: „es“?"), locale="de-DE")) == []
    assert (
        said(plant(entry("Go!", "Allez!", "# ignore-endpunc: en français du Canada, sans espace.\n"), locale="fr-CA"))
        == []
    )


@pytest.mark.parametrize(
    ("figure", "locale", "expected"),
    [
        ("1,200,000.50", "fr-FR", f"1{N}200{N}000,50"),
        ("1,200,000.50", "de-DE", "1.200.000,50"),
        ("1,200,000", "hi-IN", "12,00,000"),
        ("2026", "fr-FR", "2026"),
        ("0.29.5", "fr-FR", "0.29.5"),
        ("4.5", "de-DE", "4,5"),
    ],
)
def test_figures_are_written_by_cldr(figure, locale, expected):
    assert figures.written(figure, locale) == expected


def test_the_command_prints_problems_and_fails(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["checks"])
    file = plant(entry("Why?", "Pourquoi?"))
    assert command.main() == 1
    assert f"{file}:{line_of(file)}: before ?" in capsys.readouterr().out
    plant(entry("Why?", f"Pourquoi{N}?"))
    assert command.main() == 0
    assert PoFile.read(file, "fr-FR").domain == "pages/index"


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('msgid "Privacy"\nmsgstr "Confidentialité\n', 2),
        ('msgid "Privacy"\nmsgstr Confidentialité\n', 2),
        ('msgid "Privacy"\nmsgstr "Confi"dential"ité"\n', 2),
        ('msgid "Privacy"\nmsgstr "Confidentialité" x\n', 2),
        ('msgid "half\nmsgstr ""\n', 1),
        ('msgid "Privacy"\nmsgstr "trailing\\"\n', 2),
        ('msgid "Privacy"\nmsgstr "broken\nline"\n', 3),
        ('msgid "Privacy"\nmsgstr "a"\n\nmsgid ""\n"Pri"\n"vacy"\nmsgstr "b"\n', 4),
        ('msgctxt "c"\nmsgid "x"\nmsgstr "a"\n\nmsgctxt "c"\nmsgid "x"\nmsgstr "b"\n', 6),
    ],
)
def test_what_a_parser_would_read_as_something_else_is_refused(written, line):
    file = plant(written)
    with pytest.raises(errors.SourceError, match="does not parse") as caught:
        locales.read_catalogue("fr-FR", "pages/index")
    assert f"{file}:{HEADER.count(chr(10)) + line}: " in str(caught.value)


def test_texts_over_several_lines_with_contexts_plurals_and_old_messages_are_read():
    plant(
        'msgctxt "c"\nmsgid "x"\nmsgstr "a"\n\nmsgid "x"\nmsgstr ""\n"b \\"q\\" "\n  "c"\n\n#, python-format\n'
        'msgid "1 day"\nmsgid_plural "%(num)s days"\nmsgstr[0] "1 jour"\nmsgstr[1] "%(num)s jours"\n\n'
        '#~ msgid "x"\n#~ msgstr "y"\n'
    )
    catalogue = locales.read_catalogue("fr-FR", "pages/index")
    assert catalogue.get("x").string == 'b "q" c'
    assert catalogue.get("x", "c").string == "a"
    assert catalogue.get("1 day").string == ("1 jour", "%(num)s jours")
