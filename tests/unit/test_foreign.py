"""No translation brings a script, an attribute or a tag that its source does not have, by whatever way."""

import pytest
from planted import entry, folder, plant, said  # noqa: F401 - a fixture

from builder import errors, locales

REFUSED = "a translation can’t "
PAGES, THEME, CALCULATOR = "pages/index", "theme", "calculator"
LINK = "See [the text](a.md)."
TAB, BREAK = "\t", "\n"

ATTACKS = [
    # attribute lists: with braces inside, without a value, on headings, items, cells, links, pictures, code
    (PAGES, "**Bank details.**", '**Coordonnées bancaires.**{onclick="if(true){alert(origin)}"}'),
    (PAGES, "**Bank details.**", "**Coordonnées bancaires.**{onclick}"),
    (PAGES, "**Bank details.**", "**Coordonnées bancaires.**{onclick=alert(1){} }"),
    (PAGES, "**Bank details.**", "**Coordonnées bancaires.**{: onclick=alert(1) {}"),
    (PAGES, "**Bank details.**", "**Coordonnées bancaires.**{onclick='{'}"),
    (PAGES, "A heading", "Un titre {autofocus}"),
    (PAGES, "A heading", "Un titre {autofocus onfocus=alert(1){}"),
    (PAGES, "A heading", "Un titre {onfocus=alert(1)"),
    (PAGES, "A heading", "Un titre {: #evil tabindex=1 onfocus={alert(1)} }"),
    (PAGES, "An item", f"Un élément{BREAK}{{: onclick={{alert(1)}} }}"),
    (PAGES, "A cell", "Une cellule { onclick=a{}b }"),
    (PAGES, "A *word*", "Un *mot*{ style=position:fixed{} }"),
    (PAGES, "`code`", "`code`{onclick}"),
    (PAGES, LINK, "Voyez [le texte](a.md){onclick}."),
    (PAGES, LINK, "Voyez [le texte](a.md){href=javascript:alert(1){}}."),
    (PAGES, "See [the text][ref].", "Voyez [le texte][ref]{onclick}."),
    (PAGES, "See [the text][ref].", '[le texte][ref]{onclick="{}"}.'),
    (PAGES, "**Text**{.big}", "**Texte**{.big onclick=alert(1)}"),
    (PAGES, "**Text**{.big}", "**Texte**{.big}{onclick={}}"),
    (PAGES, "Set `{.big}`.", "Réglez **tout**{.big}."),
    # addresses that a browser takes for scripts
    (PAGES, LINK, f"Voyez [le texte](java{TAB}script:alert(origin))."),
    (PAGES, LINK, f"Voyez [le texte](java{BREAK}script:alert(origin))."),
    (PAGES, LINK, f"Voyez [le texte](<java{BREAK}script:alert(origin)>)."),
    (PAGES, LINK, "Voyez [le texte](java\rscript:alert(origin))."),
    (PAGES, LINK, "Voyez [le texte](\x01javascript:alert(origin))."),
    (PAGES, LINK, "Voyez [le texte](&#106;avascript:alert(1))."),
    (PAGES, LINK, "Voyez [le texte](&#x6a;avascript&colon;alert(1))."),
    (PAGES, LINK, "Voyez [le texte](javascript&colon;alert(1))."),
    (PAGES, LINK, "Voyez [le texte](java&Tab;script:alert(1))."),
    (PAGES, LINK, "Voyez [le texte](java&NewLine;script:alert(1))."),
    (PAGES, LINK, "Voyez [le texte](&#9;javascript:alert(1))."),
    (PAGES, LINK, "Voyez [le texte](JaVaScRiPt:alert(1))."),
    (PAGES, LINK, "Voyez [le texte](   javascript:alert(1))."),
    (PAGES, LINK, "Voyez [le texte](<  javascript:alert(1)>)."),
    (PAGES, LINK, "Voyez [le texte](\u00a0javascript:alert(1))."),
    (PAGES, LINK, 'Voyez [le texte](javascript:alert(1) "titre").'),
    (PAGES, LINK, "Voyez [le texte](data:text/html;base64,PHNjcmlwdD4=)."),
    (PAGES, LINK, "Voyez [le texte](vbscript:msgbox(1))."),
    (PAGES, LINK, "Voyez [le texte](blob:https://a.example/x)."),
    (PAGES, LINK, "Voyez [**le** [texte]](javascript:alert(1))."),
    (PAGES, "![Picture](a.png)", "![Image](javascript:alert(1))"),
    (PAGES, "![Picture](a.png)", "[![Image](a.png)](javascript:alert(1))"),
    (PAGES, LINK, "Voyez [le texte](a.md) ![x](https://evil.example/pixel.png)."),
    # HTML that looks like an address, and other HTML
    (PAGES, "Text.", "Texte <mailto:x/onpointerover=alert(origin)>."),
    (PAGES, "Text.", "Texte <mailto:x/onpointerove r=alert(origin)>."),
    (PAGES, "Text.", "Texte <https://x/onpointerover=alert(origin)>."),
    (PAGES, "Write <a@b.example>.", "Écrivez à <x@b.example>."),
    (PAGES, "See <https://a.example/>.", "Voyez <https://a.example/> <https://b.example/>."),
    (PAGES, "Text.", "Texte <a href=javascript:alert(1)>ici</a>."),
    (PAGES, "Text.", "Texte <a\nhref=javascript:alert(1)>ici</a>."),
    (PAGES, "Text.", "Texte <svg/onload=alert(1)>."),
    (PAGES, "Text.", "Texte <?xml alert ?>."),
    (PAGES, "Text.", "Texte <![CDATA[<b>]]>."),
    (PAGES, "Text.", "Texte </p><style>*{display:none}</style>."),
    (PAGES, "Text.", "Texte `` ` `` <b>x</b>."),
    (PAGES, "Text.", "\\<b onclick=alert(1)>Texte\\</b>."),
    (PAGES, "Text.", "Texte\ue000en\ue001x\ue002."),
    # titles and descriptions, which templates print in attributes
    (PAGES, "A title", 'Un titre"onmouseover=alert(1) x='),
    (PAGES, "A title", 'Un titre" x onmouseover\n=\nalert(1)'),
    (PAGES, "A title", "Un titre &quot; onmouseover=alert(1) x=&quot;"),
    (PAGES, "A title", "Un titre&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
    (PAGES, "A title", "Un titre &#60;/title&#62;"),
    (PAGES, "A title", "Un titre &lt/title>"),
    # words of the theme: printed raw, in attributes, and filled in by %
    (THEME, "Language", "<mailto:x/onpointerover=alert(origin)>"),
    (THEME, "Language", "<https://x/onpointerover=alert(origin)>"),
    (THEME, "Language", 'Langue"autofocus'),
    (THEME, "Language", "Langue&quot; x"),
    (THEME, "Language", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    (THEME, "Language", "{{ config }}"),
    (THEME, "Language", "{{config}}"),
    (THEME, "Language", "{% include 'x' %}"),
    (THEME, "Language", "{# x #}"),
    (THEME, "Language", "[Langue](https://evil.example)"),
    (THEME, "Note", "**Note**"),
    (THEME, "Note", "![Note](https://evil.example/pixel.png)"),
    (THEME, "Note", "`Note`"),
    (THEME, "%(left)s texts left", "Reste %(left)999999999s"),
    (THEME, "%(left)s texts left", "Reste %(left)s %(__class__)s"),
    (THEME, "%(left)s texts left", "Reste %(left)s %(left)d"),
    (THEME, "%(left)s texts left", "%(left)s <b>%(left)s</b>"),
    (CALCULATOR, "{day}", "{day.__class__}"),
    (CALCULATOR, "{day}", "{day!r:>99999999}"),
    (CALCULATOR, "{day}", "{day:{day}}"),
    (CALCULATOR, "Likely eligible", "<https://x/onpointerover=alert(origin)>"),
    (CALCULATOR, "Likely eligible", "[Éligible](https://evil.example)"),
    (CALCULATOR, "Likely eligible", "*Éligible*"),
    (CALCULATOR, "Likely eligible", "&lt;img src=x onerror=alert(1)>"),
]  # fmt: skip


def refuses(file, domain):
    """The build stops at it, and so do the checks."""
    with pytest.raises(errors.SourceError, match=REFUSED):
        locales.read_catalogue("fr-FR", domain)
    assert [problem for problem in said(file) if REFUSED in problem]


@pytest.mark.parametrize(("domain", "source", "translated"), ATTACKS)
def test_an_attack_is_refused(domain, source, translated):
    refuses(plant(entry(source, translated), domain=domain), domain)


NOTES = "".join(f"# ignore-{name}: vraiment.\n" for name in ("html", "ids", "links", "placeholders", "code"))


def test_no_note_lets_an_attack_pass():
    file = plant(entry(LINK, "Voyez [le texte](java\tscript:alert(1)).", NOTES))
    refuses(file, PAGES)
    file = plant(entry(LINK, "Voyez [le texte](https://evil.example).", NOTES))
    assert any(problem.endswith("[links]") for problem in said(file))


def test_each_plural_form_is_judged_by_one_form_of_the_source():
    start = 'msgid "<b>{n}</b> text"\nmsgid_plural "<b>{n}</b> texts"\n'
    file = plant(f'{start}msgstr[0] "<b>{{n}}</b> texte"\nmsgstr[1] "<b>{{n}}</b> textes"\n')
    locales.read_catalogue("fr-FR", PAGES)
    file = plant(f'{start}msgstr[0] "<b>{{n}}</b> texte"\nmsgstr[1] "<b>{{n}}</b> <b>textes</b>"\n')
    refuses(file, PAGES)
    file = plant(f'{start}msgstr[0] "<b>{{n}}</b> texte"\nmsgstr[1] "<b>{{n}}</b> textes<img src=x>"\n')
    refuses(file, PAGES)


def test_a_message_with_a_context_is_judged_like_others():
    refuses(plant(entry("Language", "<b>Langue</b>", 'msgctxt "menu"\n'), domain=THEME), THEME)


@pytest.mark.parametrize(
    ("domain", "source", "translated"),
    [
        (PAGES, LINK, "[Le texte](a.md), voyez-le."),
        (PAGES, 'See [it](a.md "Title").', 'Voyez [cela](a.md "Titre").'),
        (PAGES, "See <https://a.example/> or <a@b.example>.", "Voyez <a@b.example> ou <https://a.example/>."),
        (PAGES, "Mail [us](mailto:a@b.example), [rule](rule:direct-bill/revenue).",
         "[Écrivez](mailto:a@b.example), [règle](rule:direct-bill/revenue)."),
        (PAGES, "**A**{.big} text", "Un texte **A**{.big}"),
        (PAGES, "Write &lt;kbd&gt;, R&amp;D.", "Écrivez &lt;kbd&gt;, R&amp;D, &quot;oui&quot;."),
        (PAGES, "R&D, 1 < 2 & 3 > 2.", "R&D, 1 < 2 & 3 > 2, &copy; [sic]."),
        (PAGES, "Press <kbd>A</kbd>, `{x}` is <b>it</b>.", "`{x}`, c’est <b>cela</b>\u202f; touche <kbd>A</kbd>."),
        (THEME, "%(left)s of %(total)s, R&D", "%(total)s dont %(left)s, R&D"),
        (CALCULATOR, "{day}, {amount}", "{amount}, {day}"),
    ],
)  # fmt: skip
def test_an_honest_translation_is_read(domain, source, translated):
    plant(entry(source, translated), domain=domain)
    assert len(locales.read_catalogue("fr-FR", domain)) == 1
