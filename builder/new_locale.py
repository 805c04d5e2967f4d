"""Starts a locale: a folder with a PO file for every page, the theme and the calculator."""

import argparse
import re
import sys

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from csp_eligibility.messages import folder_name
from mkdocs.exceptions import BuildError

from builder import locales, merge, messages, pseudo
from builder.errors import relative

_NEXT = """\
{name} ({tag}) has {files} PO files with {words} English words in {folder}.
The site is built in it from now on, in English where nothing is translated yet.

What to do next:
  1. Translate theme.po first: its words stand on every page. Then calculator.po, then the pages.
     Any editor for PO files will do (Poedit, Weblate, Crowdin); locales/README.md is the guide.
  2. See it while you translate: make translate LOCALE={tag}
  3. See what is left: make translations"""

# Language, script and country: Babel reads the start of anything, as of de@euro.
_TAG = re.compile(r"(?i)(?!root)[a-z]{2,3}([-_][a-z]{4})?([-_]([a-z]{2}|[0-9]{3}))?")


def tag_of(wanted: str) -> str:
    """Return a locale's tag as it is written here, ``de-DE`` for ``de_de``.

    Raises:
        BuildError: CLDR, which knows the numbers, dates and countries of each language, has no such locale; or
            it is the source's language.
    """
    if wanted == pseudo.LOCALE:
        return wanted
    try:
        found = str(Locale.parse(wanted.replace("-", "_"))) if _TAG.fullmatch(wanted) else ""
    except (UnknownLocaleError, ValueError):
        found = ""
    if not found:
        message = f"“{wanted}” is not a locale that CLDR knows. Give a language and a country, as de-DE or pt-BR"
        raise BuildError(f"{message}, or a language alone, as ar.")
    if found == Locale.parse(folder_name(locales.SOURCE_LOCALE)).language:
        raise BuildError(
            f"{found} is the language that the guide is written in; with a country, as en-GB, it is another."
        )
    return found.replace("_", "-")


def create(tag: str) -> str:
    """Write the catalogues of a new locale and return what to do next.

    Raises:
        BuildError: the locale is there already, or a source has a mistake.
    """
    folder = locales.po_file(tag, "theme").parent
    if tag == locales.SOURCE_LOCALE:
        raise BuildError(f"{tag} is the language that the guide is written in.")
    if folder.exists() and tag != pseudo.LOCALE:
        raise BuildError(f"{relative(folder)} is there already; `make messages` brings it up to date.")
    files = words = 0
    cldr = locales.cldr(tag)
    for domain, template in messages.templates().items():
        po = merge.update(merge.new(cldr), merge.template(template), Catalog(locale=cldr).num_plurals, {})
        if tag == pseudo.LOCALE:
            pseudo.fill(po)
        file = locales.po_file(tag, domain)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{po}", encoding="utf-8")
        files += 1
        words += sum(len(str(message.id).split()) for message in template if message.id)
    if tag == pseudo.LOCALE:
        return f"{tag}, the pseudo-locale, is in {relative(folder)}. The next build shows it; delete it afterwards."
    name = cldr.get_display_name("en") or tag
    return _NEXT.format(name=name, tag=tag, files=files, words=words, folder=relative(folder))


def main() -> int:
    """Run ``make locale``; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("locale", help="a BCP 47 tag as de-DE")
    try:
        print(create(tag_of(parser.parse_args().locale)))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
