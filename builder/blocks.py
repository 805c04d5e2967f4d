"""Blocks that a page prints from the rules: requirements, the calculator's form, the markets.

/// requirements | direct-bill
///
"""

import itertools
import unicodedata
from abc import abstractmethod
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal
from csp_eligibility import RULESETS, report, report_what_if
from csp_eligibility.messages import Catalogue, catalogue
from csp_eligibility.model import Amendment, AnswerType, Applicant, Ruleset, Unit
from csp_eligibility.rulesets import markets, questions
from csp_eligibility.timeline import Difference, differences
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from builder import locales, preview, progress
from builder.context import PageContext
from builder.fallback import Words, plain, resolve

TEMPLATES = Path(__file__).parent / "templates"


class GuideBlocks(BlocksExtension):  # type: ignore[misc]
    """Python-Markdown extension; ``context`` is set anew for every page."""

    def __init__(self) -> None:
        super().__init__()
        self.context: PageContext | None = None

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: ANN401, ARG002, N802
        """Register the blocks for the page that is being built."""
        if self.context is not None:
            for block in (_Requirements, _History, _Calculator, _Markets, _Translations):
                block_mgr.register(block, {"context": self.context})


class _PrintedBlock(Block):  # type: ignore[misc]
    """A block whose content comes from a template, not from the page."""

    def on_markdown(self) -> str:
        return "raw"

    def on_create(self, parent: ET.Element) -> ET.Element:
        return ET.SubElement(parent, "div")

    def on_end(self, block: ET.Element) -> None:
        """Replace the block by what its template prints."""
        if (block.text or "").strip():
            raise self._error("takes no text between its two lines")
        context: PageContext = self.config["context"]
        words = {"calculator": _rule_words(context.locale).translations, "theme": _theme_words(context.locale)}
        for domain in words.values():
            domain.forget()
        html = _environment(context.locale).get_template(f"blocks/{self.NAME}.html").render(self.values(context))
        printed = ET.fromstring(resolve(html, context.locale))  # noqa: S314 - our own template
        for name, domain in words.items():
            done = dict.fromkeys(domain.found, True) | dict.fromkeys(domain.missed, False)
            context.printed[name] = context.printed.get(name, {}) | done
        for element in printed.iter():
            # Atomic text is not Markdown any more: no processor looks for emphasis or messages in it.
            element.text = AtomicString(element.text) if element.text else None
            element.tail = AtomicString(element.tail) if element.tail else None
        block.clear()
        block.tag, block.attrib = printed.tag, printed.attrib
        block.text = printed.text
        block.extend(printed)

    @abstractmethod
    def values(self, context: PageContext) -> dict[str, object]:
        """Return what the template needs."""

    def ruleset(self) -> Ruleset:
        """Return the ruleset that the block names."""
        if self.argument not in RULESETS:
            raise self._error(f"there is no ruleset “{self.argument}”; there are: {', '.join(RULESETS)}")
        return RULESETS[self.argument]

    def _error(self, message: str) -> Exception:
        context: PageContext = self.config["context"]
        argument = f" | {self.argument}" if self.argument else ""
        error: Exception = context.error(f"/// {self.NAME}{argument}", message)
        return error


class _Requirements(_PrintedBlock):
    """The latest list of requirements of a ruleset."""

    NAME = "requirements"
    ARGUMENT = True

    def values(self, context: PageContext) -> dict[str, object]:
        ruleset = self.ruleset()
        words = _rule_words(context.locale)
        period = ruleset.periods()[-1]
        return {
            "since": words.day(period.since),
            "reviews_existing": ruleset.reviews_existing,
            "requirements": requirement_rows(ruleset, words),
        }


class _History(_PrintedBlock):
    """Every list of a ruleset that was ever in force, the latest first, and what each changed."""

    NAME = "history"
    ARGUMENT = True

    def values(self, context: PageContext) -> dict[str, object]:
        ruleset = self.ruleset()
        words = _rule_words(context.locale)
        partners = _reviews(ruleset, words)
        pairs = itertools.pairwise((None, *ruleset.periods()))
        rows = [
            {
                "id": f"{ruleset.id}-{period.since}",
                "since": words.day(period.since),
                "existing": partners.get(period.amendment),
                "summary": words.text(period.summary),
                "grade": period.amendment.grade.value,
                "grade_label": report.graded(period.amendment, words),
                "differences": [_difference(difference, words) for difference in differences(before, period)],
            }
            for before, period in pairs
            if period
        ]
        return {"rows": rows[::-1], "reviews_existing": ruleset.reviews_existing}


class _Calculator(_PrintedBlock):
    """The form of a ruleset, with its checklist for when no engine runs."""

    NAME = "calculator"
    ARGUMENT = True

    def values(self, context: PageContext) -> dict[str, object]:
        context.calculator = True
        ruleset = self.ruleset()
        words = _rule_words(context.locale)
        cldr = locales.cldr(context.locale)
        asked = ruleset.asked()
        return {
            "ruleset": ruleset,
            "since": words.day(ruleset.periods()[-1].since),
            "requirements": requirement_rows(ruleset, words),
            "questions": [question for question in questions.ALL if question.id in asked],
            "AnswerType": AnswerType,
            "Unit": Unit,
            "words": words,
            "countries": country_names(cldr),
            "number_example": format_decimal(1_200_000.5, "#,##0.00", locale=cldr),
            "day_example": "2026-11-22",
            "disclaimer": words.text(report.DISCLAIMER),
            "statuses": report.STATUSES,
        }


class _Markets(_PrintedBlock):
    """The regional table: every country with its region and currency."""

    NAME = "markets"
    ARGUMENT = False

    def values(self, context: PageContext) -> dict[str, object]:
        words = _rule_words(context.locale)
        cldr = locales.cldr(context.locale)
        regions = [
            {
                "name": words.text(name),
                "id": region,
                "countries": [
                    _market(country, code, cldr, words)
                    for code, country in country_names(cldr)
                    if code in markets.BY_COUNTRY and markets.BY_COUNTRY[code].region == region
                ],
            }
            for region, name in markets.REGIONS.items()
        ]
        version = markets.CITATION.version or date.min
        return {
            "day": words.day(version),
            "citation": report.cite(markets.CITATION, words),
            "regions": sorted(regions, key=lambda region: _collation_key(str(region["name"]))),
            "without": format_list(
                [name for code, name in country_names(cldr) if code in markets.WITHOUT_MARKET], locale=cldr
            ),
        }


class _Translations(_PrintedBlock):
    """How much of each locale and page is translated."""

    NAME = "translations"
    ARGUMENT = False

    def values(self, context: PageContext) -> dict[str, object]:
        return {"locales": progress.tables(context, catalogue(context.locale))}


def requirement_rows(ruleset: Ruleset, words: Catalogue) -> list[dict[str, object]]:
    """Return the latest list of a ruleset in the reader's words, in the order of the steps."""
    latest = ruleset.periods()[-1]
    return [
        {
            "id": requirement.id,
            "label": words.text(requirement.label),
            "explanation": report.explain(requirement, words),
            "action": words.text(requirement.action),
            "kind": words.text(report.KINDS[requirement.kind]),
            "decided_by": words.text(report.DECIDED_BY[requirement.decided_by]),
            "advisory": words.text(requirement.advisory),
            "citation": report.cite(requirement.citation, words),
        }
        for requirement in latest.requirements
    ]


def _reviews(ruleset: Ruleset, words: Catalogue) -> dict[Amendment, dict[str, object]]:
    """Return, for each amendment that reaches existing partners, from when, and what is said to them alone."""
    pairs = itertools.pairwise((None, *ruleset.periods(Applicant.EXISTING)))
    said_to_new = {part.explanation for period in ruleset.periods() for part in period.requirements}
    return {
        period.amendment: {
            "since": words.day(period.since),
            "summary": words.text(period.amendment.summary_existing),
            "differences": [
                _difference(difference, words)
                for difference in differences(before, period)
                if difference.requirement.explanation not in said_to_new
            ],
        }
        for before, period in pairs
        if period
    }


def _difference(difference: Difference, words: Catalogue) -> dict[str, str]:
    return {
        "alteration": words.text(report_what_if.ALTERATIONS[difference.alteration]),
        "label": words.text(difference.requirement.label),
        "explanation": report.explain(difference.requirement, words),
    }


def country_names(cldr: Locale) -> list[tuple[str, str]]:
    """Return every country that may be answered as (code, CLDR's name), in alphabetical order."""
    codes = (*markets.BY_COUNTRY, *markets.WITHOUT_MARKET)
    return sorted(((code, cldr.territories[code]) for code in codes), key=lambda pair: _collation_key(pair[1]))


def _market(country: str, code: str, cldr: Locale, words: Catalogue) -> dict[str, str]:
    market = markets.BY_COUNTRY[code]
    name = cldr.currencies.get(market.currency, "") if market.currency else ""
    return {
        "country": country,
        "currency": market.currency or "",
        "currency_name": name,
        "exception": words.text(market.exception),
    }


def _collation_key(text: str) -> str:
    """Return a key that sorts É beside E; accents decide nothing among the names we have."""
    return "".join(c for c in unicodedata.normalize("NFD", plain(text).casefold()) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class _RuleWords(Catalogue):
    """The words of the rules; what is not translated comes out marked."""

    translations: Words


@cache
def _rule_words(locale: str) -> _RuleWords:
    return _RuleWords(locale, preview.words(locale, "calculator"), catalogue(locale).figures)


@cache
def _theme_words(locale: str) -> Words:
    return preview.words(locale, "theme")


@cache
def _environment(locale: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(_theme_words(locale), newstyle=True)  # type: ignore[attr-defined]
    return environment
