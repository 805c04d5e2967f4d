"""A ruleset as data: questions, requirements, periods and sources."""

import re
from dataclasses import fields
from datetime import date
from typing import Any, cast

from csp_eligibility.conditions import Condition
from csp_eligibility.messages import Catalogue
from csp_eligibility.model import Applicant, Period, Question, Requirement, Ruleset
from csp_eligibility.provenance import identity
from csp_eligibility.report import Json, cite, explain, graded
from csp_eligibility.rulesets import questions


def describe(ruleset: Ruleset, catalogue: Catalogue) -> dict[str, Json]:
    """Return the whole ruleset as JSON data, its sentences in the reader's language.

    Args:
        ruleset: The route.
        catalogue: The reader's language.
    """
    asked = ruleset.asked()
    versions = [part for part in ruleset.requirements if isinstance(part, Requirement)]
    return {
        "ruleset": ruleset.id,
        "label": catalogue.text(ruleset.label),
        "locale": catalogue.locale,
        "rules": {**identity(ruleset)},
        "questions": [_question(question, catalogue) for question in questions.ALL if question.id in asked],
        "requirements": [_requirement(version, ruleset, catalogue) for version in versions],
        "periods": {
            applicant.value: [_period(period, catalogue) for period in ruleset.periods(applicant)]
            for applicant in Applicant
        },
        "citations": [
            cite(citation, catalogue) for citation in dict.fromkeys(version.citation for version in versions)
        ],
    }


def _question(question: Question, catalogue: Catalogue) -> dict[str, Json]:
    return {
        "id": question.id,
        "type": question.type.value,
        "label": catalogue.text(question.label),
        "hint": catalogue.text(question.hint),
        "unit": question.unit.value if question.unit else None,
        "choices": [{"value": choice.value, "label": catalogue.text(choice.label)} for choice in question.choices],
    }


def _requirement(version: Requirement, ruleset: Ruleset, catalogue: Catalogue) -> dict[str, Json]:
    return {
        "requirement": version.id,
        "anchor": version.id,
        "label": catalogue.text(version.label),
        "explanation": explain(version, catalogue),
        "action": catalogue.text(version.action),
        "action_pending": catalogue.text(version.action_pending),
        "action_refused": catalogue.text(version.action_refused),
        "where": catalogue.text(version.where),
        "advisory": catalogue.text(version.advisory),
        "kind": version.kind.value,
        "decided_by": version.decided_by.value,
        "condition": as_json(version.condition),
        "due": as_json(version.due) if version.due else None,
        "in_force": {applicant.value: _in_force(version, ruleset, applicant) for applicant in Applicant},
        "citation": cite(version.citation, catalogue),
    }


def _in_force(version: Requirement, ruleset: Ruleset, applicant: Applicant) -> dict[str, Json] | None:
    """Return from when a version is asked, and the day on which it no longer is (None: still is)."""
    since = version.in_force.day(applicant)
    if since is None:
        return None
    later = (
        day
        for other in ruleset.requirements
        if other.id == version.id and (day := other.in_force.day(applicant)) and day > since
    )
    return {"since": since.isoformat(), "until": _iso(min(later, default=None))}


def _period(period: Period, catalogue: Catalogue) -> dict[str, Json]:
    return {
        "since": period.since.isoformat(),
        "until": _iso(period.until),
        "requirements": [part.id for part in period.requirements],
        "summary": catalogue.text(period.summary),
        "grade": period.amendment.grade.value,
        "grade_label": graded(period.amendment, catalogue),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_json(condition: Condition) -> dict[str, Json]:
    """Return a condition as data.

    For instance ``{"condition": "at-least", "question": "csp_revenue_usd", "threshold": 1000000}``.
    """
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", type(condition).__name__).lower()
    # Every condition is a dataclass; what it holds is what it means.
    parts = {field.name: getattr(condition, field.name) for field in fields(cast("Any", condition))}
    return {"condition": name} | {field: _part(value) for field, value in parts.items()}


def _part(value: str | int | tuple[str | Condition, ...]) -> Json:
    if isinstance(value, tuple):
        return [part if isinstance(part, str) else as_json(part) for part in value]
    return value
