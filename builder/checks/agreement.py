"""What a translation has to have in common with its source, whatever the language."""

import re
from collections.abc import Iterator
from gettext import c2py

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from csp_eligibility.messages import folder_name

from builder import locales, markup
from builder.checks.entries import PoFile, Problem, Text
from builder.foreign import foreign
from builder.rendered import rendered

_LONE_PERCENT = re.compile(r"%(?!%|\(\w+\)[a-z])")
_PLURAL_FORMS = re.compile(r"nplurals\s*=\s*(?P<count>\d+)\s*;\s*plural\s*=\s*(?P<formula>[^;]+);?")
_EMPTY_LINK = re.compile(r"(?<!!)\[\s*\]\(")


def placeholders(text: Text) -> Iterator[str]:
    """Placeholders stay as they are; a lost or new one would break the sentence when it is filled in."""
    wanted, found = markup.placeholders(text.source), markup.placeholders(text.translated)
    # A sentence may name the same thing twice, or once where the source does twice.
    if lost := set(wanted) - set(found):
        yield f"a placeholder is lost: put {', '.join(sorted(lost))} where the sentence needs it"
    if new := set(found) - set(wanted):
        yield f"{', '.join(sorted(new))} is no placeholder of the source: the source has {markup.listed(wanted)}"
    if text.domain == "theme" and _LONE_PERCENT.search(text.translated) and not _LONE_PERCENT.search(text.source):
        yield "a lone % would be taken for a placeholder here: write %%"


def code(text: Text) -> Iterator[str]:
    """Code is not translated."""
    yield from _same("code", "`…`", markup.code(text.source), markup.code(text.translated))


def links(text: Text) -> Iterator[str]:
    """A link leads where it leads in the source, and has words to follow it by."""
    if _EMPTY_LINK.search(markup.without_code(text.translated)):
        yield "a link has no text: put the words between [ and ]"
    yield from _same("links", "(target)", markup.targets(text.source), markup.targets(text.translated))


def ids(text: Text) -> Iterator[str]:
    """Ids and other attributes are not translated."""
    yield from _same("attributes", "{…}", markup.attributes(text.source), markup.attributes(text.translated))


def html(text: Text) -> Iterator[str]:
    """HTML stays as it is, and none is added."""
    if problem := foreign(text.source, text.translated, text.domain):
        yield problem
    elif lost := markup.tags(text.source) - markup.tags(text.translated):
        yield f"HTML is lost: put {markup.listed(lost)} back"


def emphasis(text: Text) -> Iterator[str]:
    """What is strong or emphasised in the source is so in the translation, and every mark has its partner."""
    wanted, found = markup.emphasis(text.source), markup.emphasis(text.translated)
    for mark in ("**", "*"):
        if wanted[mark] != found[mark]:
            yield f"the source has {wanted[mark]} marks {mark}, this has {found[mark]}: mark the same words as there"
            return
    for mark, tag in (("**", "strong"), ("*", "em")):
        if rendered(text.source).tags[tag] > rendered(text.translated).tags[tag]:
            yield f"{mark} marks nothing here: put it right before and after the words, without spaces in between"


def header(file: PoFile) -> Iterator[Problem]:
    """The header names the language of the folder, and counts its plural forms as CLDR does."""
    locale, said = locales.cldr(file.locale), file.po.metadata.get("Language", "")
    if said not in (name := folder_name(file.locale), str(locale), locale.language) and _parsed(said) != locale:
        yield Problem(file.file, file.header_line("Language"), f"the header has to say: Language: {name}")
    formula = Catalog(locale=locale).plural_forms
    if _counted(file.po.metadata.get("Plural-Forms", "")) != _counted(formula):
        line = file.header_line("Plural-Forms")
        yield Problem(file.file, line, f"the header has to say: Plural-Forms: {formula}")


def plural_forms(file: PoFile) -> Iterator[Problem]:
    """Each form of a plural is translated or none is."""
    catalogue = Catalog(locale=locales.cldr(file.locale))
    for entry in file.po:
        if entry.obsolete or entry.fuzzy or not entry.msgid_plural or not any(entry.msgstr_plural.values()):
            continue
        for form in range(catalogue.num_plurals):
            if not entry.msgstr_plural.get(form):
                message = f"plural form {form} of {catalogue.num_plurals} is missing: translate msgstr[{form}] too"
                yield Problem(file.file, file.line(entry, form), message)
        if more := set(entry.msgstr_plural) - set(range(catalogue.num_plurals)):
            message = f"the language has {catalogue.num_plurals} plural forms: take msgstr[{max(more)}] out"
            yield Problem(file.file, file.line(entry, max(more)), message)


def _parsed(said: str) -> Locale | None:
    """Return the locale that a header names; zh_TW is zh_Hant_TW."""
    try:
        return Locale.parse(said)
    except (UnknownLocaleError, ValueError):
        return None


def _counted(said: str) -> tuple[int, ...]:
    """Return how many forms a header counts, then the one that it gives to each number; nothing where it makes none.

    So formulas are compared by what they do, not by how they are written.
    """
    if not (found := _PLURAL_FORMS.fullmatch(said.strip())):
        return ()
    try:
        form = c2py(found["formula"])
        return int(found["count"]), *(form(number) for number in (*range(200), 1000, 10**6))
    except (ValueError, ZeroDivisionError):
        return ()


def _same(name: str, sign: str, wanted: markup.Found, found: markup.Found) -> Iterator[str]:
    if wanted == found:
        return
    lost, new = wanted - found, found - wanted
    repair = []
    if new:
        repair.append(f"take {markup.listed(new)} out")
    if lost:
        repair.append(f"put {markup.listed(lost)} in")
    yield f"{name} {sign} differ from the source: {' and '.join(repair)}"
