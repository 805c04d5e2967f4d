"""What the guide's own page says about its translations: the rows of ``/// translations``."""

from babel import Locale
from babel.numbers import format_decimal, format_percent
from csp_eligibility.messages import Catalogue
from mkdocs.utils.meta import get_data

from builder import coverage, downloads, locales
from builder.context import PageContext
from builder.coverage import Coverage
from builder.errors import relative
from builder.pages import DOCS, PAGES, written_in


def tables(context: PageContext, words: Catalogue) -> list[dict[str, object]]:
    """Return one table for each translated locale, in the words and figures of the page's locale.

    Args:
        context: The page that prints them.
        words: The calculator's words in the page's locale, which write its days.
    """
    rows = coverage.measure(coverage.written_templates())
    cldr = locales.cldr(context.locale)
    return [
        {
            # No id that a heading of the page could have.
            "id": f"locale-{locale.lower()}",
            "tag": locale,
            "name": _name(locale, cldr),
            "folder": f"{relative(locales.po_file(locale, 'theme').parent)}/",
            "rows": [_row(row, context, words) for row in rows if row.locale == locale],
            "total": _figures(coverage.total([row for row in rows if row.locale == locale]), cldr, words),
        }
        for locale in dict.fromkeys(row.locale for row in rows)
    ]


def _row(row: Coverage, context: PageContext, words: Catalogue) -> dict[str, object]:
    return (
        _figures(row, locales.cldr(context.locale), words)
        | _title(row.domain, context)
        | {
            "domain": row.domain,
            "po": f"{_up(context)}{address}" if (address := downloads.address(row.locale, row.domain)) else "",
        }
    )


def _figures(row: Coverage, cldr: Locale, words: Catalogue) -> dict[str, object]:
    return {
        "share": format_percent(row.share, locale=cldr),
        "fuzzy": format_decimal(row.fuzzy, locale=cldr),
        "missing": format_decimal(row.missing, locale=cldr),
        "words_left": format_decimal(row.words_left, locale=cldr),
        "waiting_since": words.day(row.waiting_since) if row.waiting_since else "",
        "left": row.total > row.translated,
    }


def _title(domain: str, context: PageContext) -> dict[str, object]:
    """Return what readers call a domain, with the link to it; ``lang`` where that is not in the page's language."""
    if not domain.startswith(PAGES):
        return {"title": domain, "href": "", "lang": ""}
    page = domain.removeprefix(PAGES)
    file = DOCS / f"{page}.md"
    _, meta = get_data(file.read_text(encoding="utf-8-sig")) if file.exists() else ("", {})
    title, written = str(meta.get("title", page)), written_in(domain)
    translated = title if context.locale == written else _translated(title, domain, context.locale)
    lang = written if not translated else ""
    return {"title": translated or title, "href": f"{_up(context)}{page}.md" if file.exists() else "", "lang": lang}


def _up(context: PageContext) -> str:
    """Return the way from a page's folder to that of all pages."""
    return "../" * len(context.file.relative_to(DOCS).parent.parts) if context.file.is_relative_to(DOCS) else ""


def _translated(title: str, domain: str, locale: str) -> str:
    message = locales.read_catalogue(locale, domain).get(title)
    return str(message.string) if message and message.string and not message.fuzzy else ""


def _name(locale: str, cldr: Locale) -> str:
    name = locales.cldr(locale).get_display_name(cldr) or locale
    return name[0].upper() + name[1:]
