"""Explorations, timelines and comparisons as JSON data, their sentences in the reader's language."""

from collections.abc import Sequence
from datetime import date

from csp_eligibility import words
from csp_eligibility.conditions import Answers
from csp_eligibility.explanation import action
from csp_eligibility.exploration import Change, Exploration
from csp_eligibility.messages import N_, Catalogue
from csp_eligibility.model import Ruleset
from csp_eligibility.provenance import identity
from csp_eligibility.report import DECIDED_BY, DISCLAIMER, STATUSES, VERDICTS, Json, explain, graded
from csp_eligibility.rulesets import questions
from csp_eligibility.timeline import Alteration, Difference, Step

ALTERATIONS = {
    Alteration.ADDED: N_("Added"),
    Alteration.AMENDED: N_("Amended"),
    Alteration.WITHDRAWN: N_("Withdrawn"),
}

_NOTHING = N_("Nothing has to change.")
_CHOOSE_FIRST = N_("Answer the open questions first: they decide which list of requirements applies.")
_UNREACHABLE = N_("No other answers lead to “Likely eligible” on this day.")
_CHANGES = N_("These answers together would lead to “Likely eligible”; no smaller set would.")
_CHANGE = N_("This answer alone would lead to “Likely eligible”.")
_INSTEAD = N_("“{after}” instead of “{before}”")
_WAITING = N_("If all else stays as it is, waiting alone leads there by {day}.")


def render_exploration(exploration: Exploration, catalogue: Catalogue) -> dict[str, Json]:
    """Return an exploration as the value of a reply."""
    assessment, waiting_until = exploration.assessment, exploration.waiting_until
    label, _ = VERDICTS[assessment.verdict]
    sentences = [catalogue.text(_summary(exploration))]
    if waiting_until and waiting_until > assessment.on:
        sentences.append(catalogue.text(_WAITING, day=catalogue.day(waiting_until)))
    return {
        **_head(assessment.ruleset, assessment.on, catalogue),
        "in_force_since": assessment.period.since.isoformat(),
        "verdict": assessment.verdict.value,
        "verdict_label": catalogue.text(label),
        "reachable": exploration.reachable,
        "changes": [_change(change, assessment.answers, catalogue) for change in exploration.changes],
        "waiting_until": waiting_until.isoformat() if waiting_until else None,
        "missing": list(assessment.missing),
        "explanation": " ".join(sentences),
        "disclaimer": catalogue.text(DISCLAIMER),
    }


def render_timeline(ruleset: Ruleset, on: date, steps: Sequence[Step], catalogue: Catalogue) -> dict[str, Json]:
    """Return a timeline as the value of a reply."""
    return {
        **_head(ruleset, on, catalogue),
        "periods": [_step(step, catalogue) for step in steps],
        "disclaimer": catalogue.text(DISCLAIMER),
    }


def _head(ruleset: Ruleset, on: date, catalogue: Catalogue) -> dict[str, Json]:
    return {
        "ruleset": ruleset.id,
        "label": catalogue.text(ruleset.label),
        "on": on.isoformat(),
        "locale": catalogue.locale,
        "rules": {**identity(ruleset)},
    }


def _summary(exploration: Exploration) -> str:
    if exploration.reachable is None:
        return _CHOOSE_FIRST
    if not exploration.reachable:
        return _UNREACHABLE
    if len(exploration.changes) == 1:
        return _CHANGE
    return _CHANGES if exploration.changes else _NOTHING


def _change(change: Change, answers: Answers, catalogue: Catalogue) -> dict[str, Json]:
    after = words.answer(change.question, change.after, catalogue)
    before = None if change.before is None else words.answer(change.question, change.before, catalogue)
    return {
        "question": change.question,
        "question_label": catalogue.text(questions.BY_ID[change.question].label),
        "from": words.plain(change.before),
        "to": words.plain(change.after),
        "label": after if before is None else catalogue.text(_INSTEAD, after=after, before=before),
        "requirements": [
            {
                "requirement": part.id,
                "label": catalogue.text(part.label),
                "action": catalogue.text(action(part, answers)[0]),
                "decided_by": part.decided_by.value,
                "decided_by_label": catalogue.text(DECIDED_BY[part.decided_by]),
                "anchor": part.id,
            }
            for part in change.requirements
        ],
    }


def _step(step: Step, catalogue: Catalogue) -> dict[str, Json]:
    assessment, period = step.assessment, step.assessment.period
    label, _ = VERDICTS[assessment.verdict]
    return {
        "in_force_since": period.since.isoformat(),
        "in_force_since_label": catalogue.day(period.since),
        "in_force_until": period.until.isoformat() if period.until else None,
        "current": step.is_current,
        "summary": catalogue.text(period.summary),
        "grade": period.amendment.grade.value,
        "grade_label": graded(period.amendment, catalogue),
        "verdict": assessment.verdict.value,
        "verdict_label": catalogue.text(label),
        "findings": [
            {
                "requirement": finding.requirement.id,
                "label": catalogue.text(finding.requirement.label),
                "status": finding.status.value,
                "status_label": catalogue.text(STATUSES[finding.status]),
            }
            for finding in assessment.findings
        ],
        "differences": [_difference(difference, catalogue) for difference in step.differences],
    }


def _difference(difference: Difference, catalogue: Catalogue) -> dict[str, Json]:
    requirement = difference.requirement
    return {
        "requirement": requirement.id,
        "label": catalogue.text(requirement.label),
        "alteration": difference.alteration.value,
        "alteration_label": catalogue.text(ALTERATIONS[difference.alteration]),
        "explanation": explain(requirement, catalogue),
    }
