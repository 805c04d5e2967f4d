"""An assessment as JSON data, its sentences in the reader's language."""

from csp_eligibility import words
from csp_eligibility.assessment import Assessment, Finding, Status
from csp_eligibility.conditions import Answers
from csp_eligibility.explanation import Json, action, cite, explain, graded, reason
from csp_eligibility.labels import DECIDED_BY, DISCLAIMER, GRADES, KINDS, STATUSES, VERDICTS
from csp_eligibility.messages import N_, Catalogue
from csp_eligibility.provenance import identity
from csp_eligibility.rulesets import markets

__all__ = [
    "DECIDED_BY",
    "DISCLAIMER",
    "GRADES",
    "KINDS",
    "STATUSES",
    "VERDICTS",
    "Json",
    "cite",
    "explain",
    "graded",
    "render",
]

_MARKET = N_("Market: {region}. Currency: {currency}.")
_NOT_STATED = N_("not stated")
_NO_MARKET = N_("The regional table of {day} lists no market for this country.")
_LAST_READ = N_("The latest dated source of this list is of {day}.")
_PAST_REVIEW = N_("Some of its sources carry no date or were read more than a year before: check the official pages.")


def render(assessment: Assessment, catalogue: Catalogue) -> dict[str, Json]:
    """Return the assessment as the value of a reply.

    It carries the answers, the rules' version and fingerprint, and the three days that a verdict
    depends on: assessed on, in force since, sources last read. So it can be checked again.

    Args:
        assessment: What to tell.
        catalogue: The reader's language.
    """
    answers = assessment.answers
    label, explanation = VERDICTS[assessment.verdict]
    amendment = assessment.period.amendment
    value: dict[str, Json] = {
        "ruleset": assessment.ruleset.id,
        "on": assessment.on.isoformat(),
        "in_force_since": assessment.period.since.isoformat(),
        "in_force_since_label": catalogue.day(assessment.period.since),
        "in_force_since_grade": amendment.grade.value,
        "in_force_since_grade_label": graded(amendment, catalogue),
        **_sources(assessment, catalogue),
        "rules": {**identity(assessment.ruleset)},
        "locale": catalogue.locale,
        "verdict": assessment.verdict.value,
        "verdict_label": catalogue.text(label),
        "verdict_explanation": catalogue.text(explanation),
        "disclaimer": catalogue.text(DISCLAIMER),
        "answers": {name: words.plain(value) for name, value in answers.items()},
        "findings": [_finding(finding, assessment, catalogue) for finding in assessment.findings],
        "next_steps": [_step(finding, answers, catalogue) for finding in assessment.next_steps],
        "missing": list(assessment.missing),
        "asked": list(assessment.asked),
    }
    country = answers.get("country")
    if isinstance(country, str):
        value["company"] = _company(country, catalogue)
    return value


def _sources(assessment: Assessment, catalogue: Catalogue) -> dict[str, Json]:
    """Return when the list's sources were last read, and whether that is too long ago."""
    last_read = assessment.period.last_read()
    past_review = assessment.period.is_past_review(assessment.on)
    sentences = [catalogue.text(_LAST_READ, day=catalogue.day(last_read))] if last_read else []
    if past_review:
        sentences.append(catalogue.text(_PAST_REVIEW))
    return {
        "sources_last_read": last_read.isoformat() if last_read else None,
        "sources_past_review": past_review,
        "sources_label": " ".join(sentences),
    }


def _finding(finding: Finding, assessment: Assessment, catalogue: Catalogue) -> dict[str, Json]:
    requirement, answers = finding.requirement, assessment.answers
    is_history = assessment.period.until is not None
    sentences = [reason(finding, answers, catalogue), explain(requirement, catalogue)]
    if requirement.advisory and _early(finding, answers):
        sentences.append(catalogue.text(requirement.advisory))
    return {
        "requirement": requirement.id,
        "status": finding.status.value,
        "status_label": catalogue.text(STATUSES[finding.status]),
        "kind": requirement.kind.value,
        "kind_label": catalogue.text(KINDS[requirement.kind]),
        "decided_by": requirement.decided_by.value,
        "decided_by_label": catalogue.text(DECIDED_BY[requirement.decided_by]),
        "label": catalogue.text(requirement.label),
        "explanation": " ".join(sentence for sentence in sentences if sentence),
        "citation": {
            **cite(requirement.citation, catalogue),
            "past_review": not is_history and requirement.citation.is_past_review(assessment.on),
        },
        "anchor": requirement.id,
    }


def _early(finding: Finding, answers: Answers) -> bool:
    """Tell whether a step is not due yet, taken or not: then its warning is shown."""
    due = finding.requirement.due
    return due is not None and due.holds(answers) is not True


def _step(finding: Finding, answers: Answers, catalogue: Catalogue) -> dict[str, Json]:
    requirement = finding.requirement
    to_do, where = action(requirement, answers)
    why = explain(requirement, catalogue)
    if finding.status is Status.LATER and requirement.advisory:
        why = catalogue.text(requirement.advisory)
    elif finding.status is Status.NOT_MET and requirement.threshold():
        why = reason(finding, answers, catalogue)
    return {
        "requirement": requirement.id,
        "status": finding.status.value,
        "kind": requirement.kind.value,
        "kind_label": catalogue.text(KINDS[requirement.kind]),
        "action": catalogue.text(to_do),
        "why": why,
        "where": catalogue.text(where),
        "anchor": requirement.id,
    }


def _company(country: str, catalogue: Catalogue) -> dict[str, Json]:
    market = markets.BY_COUNTRY.get(country)
    if market is None:
        version = markets.CITATION.version
        day = catalogue.day(version) if version else ""
        text = catalogue.text(_NO_MARKET, day=day)
        return {"country": country, "region": None, "currency": None, "text": text}
    region = catalogue.text(markets.REGIONS[market.region])
    currency = market.currency or catalogue.text(_NOT_STATED)
    sentences = [catalogue.text(_MARKET, region=region, currency=currency)]
    if market.exception:
        sentences.append(catalogue.text(market.exception) + ".")
    return {"country": country, "region": market.region, "currency": market.currency, "text": " ".join(sentences)}
