"""What the printed blocks say: rows of the rules and the form, in the words of one locale."""

import itertools

from babel.numbers import format_decimal
from csp_eligibility import report, report_what_if
from csp_eligibility.answers import LARGEST
from csp_eligibility.messages import Catalogue
from csp_eligibility.model import Amendment, AnswerType, Applicant, Ruleset, Unit
from csp_eligibility.rulesets import questions
from csp_eligibility.timeline import Difference, differences

from builder import locales
from builder.countries import country_names
from builder.rule_words import rule_words


def requirements(ruleset: Ruleset, locale: str) -> dict[str, object]:
    """Return the latest list of requirements of a ruleset."""
    words = rule_words(locale)
    period = ruleset.periods()[-1]
    return {
        "since": words.day(period.since),
        "reviews_existing": ruleset.reviews_existing,
        "requirements": _requirement_rows(ruleset, words),
    }


def history(ruleset: Ruleset, locale: str) -> dict[str, object]:
    """Return every list of a ruleset that was ever in force, the latest first, and what each changed."""
    words = rule_words(locale)
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


def calculator(ruleset: Ruleset, locale: str) -> dict[str, object]:
    """Return the form of a ruleset, with its checklist for when no engine runs."""
    words = rule_words(locale)
    cldr = locales.cldr(locale)
    asked = ruleset.asked()
    return {
        "ruleset": ruleset,
        "since": words.day(ruleset.periods()[-1].since),
        "requirements": _requirement_rows(ruleset, words),
        "questions": [question for question in questions.ALL if question.id in asked],
        "AnswerType": AnswerType,
        "Unit": Unit,
        "words": words,
        "countries": country_names(cldr),
        "number_example": format_decimal(1_200_000.5, "#,##0.00", locale=cldr),
        "largest_number": words.number(LARGEST),
        "first_day": words.day(ruleset.starts()[0]),
        "first_review": words.day(ruleset.starts(Applicant.EXISTING)[0]) if ruleset.reviews_existing else "",
        "disclaimer": words.text(report.DISCLAIMER),
    }


def _requirement_rows(ruleset: Ruleset, words: Catalogue) -> list[dict[str, object]]:
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
