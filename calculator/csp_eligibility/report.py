"""An assessment as JSON data, its sentences in the reader's language."""

from math import ceil

from csp_eligibility import words
from csp_eligibility.assessment import Assessment, Finding, Status, Verdict
from csp_eligibility.conditions import Answers, AtLeast
from csp_eligibility.messages import N_, Catalogue
from csp_eligibility.model import Citation, DecidedBy, Grade, Kind, Requirement
from csp_eligibility.provenance import identity
from csp_eligibility.rulesets import markets

type Json = str | int | float | bool | list[Json] | dict[str, Json] | None

VERDICTS = {
    Verdict.LIKELY_ELIGIBLE: (
        N_("Likely eligible"),
        N_("Nothing you told us rules you out. What is still open below is for Microsoft to decide, or comes later."),
    ),
    Verdict.NOT_YET_ELIGIBLE: (
        N_("Not yet eligible"),
        N_("At least one requirement is not met. The next steps say what to do about it."),
    ),
    Verdict.UNDETERMINED: (
        N_("Undetermined"),
        N_("Your answers don’t settle it yet. The open questions below can still change the result."),
    ),
}
STATUSES = {
    Status.MET: N_("Met"),
    Status.NOT_MET: N_("Not met"),
    Status.UNKNOWN: N_("Unknown"),
    Status.LATER: N_("Later"),
}
KINDS = {Kind.REQUIRED: N_("Required"), Kind.RECOMMENDED: N_("Recommended")}
DECIDED_BY = {
    DecidedBy.APPLICANT: N_("Up to you"),
    DecidedBy.MICROSOFT: N_("Decided by Microsoft"),
}
GRADES = {
    Grade.PAGE: N_("read on Microsoft’s page"),
    Grade.EXCERPT: N_("read in an excerpt; check the official page"),
    Grade.REPORTED: N_("reported by others, not by Microsoft"),
}
DISCLAIMER = N_("This is an indication by an independent guide. Microsoft decides.")

_SHORT = N_("{have} of the {needed} needed; {short} short.")
_REACHED = N_("{have}; at least {needed} needed.")
_UNANSWERED = N_("Not answered yet.")
_WAITING = N_("No decision yet.")
_YES = N_("You answered yes.")
_NO = N_("You answered no.")
_CHOSEN = N_("Your answer: {answer}.")
_MARKET = N_("Market: {region}. Currency: {currency}.")
_NOT_STATED = N_("not stated")
_NO_MARKET = N_("The regional table of {day} lists no market for this country.")
_VERSION = N_("version of {day}")
_UNDATED = N_("undated")
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
        "in_force_since_grade_label": catalogue.text(GRADES[amendment.grade]),
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


def explain(requirement: Requirement, catalogue: Catalogue) -> str:
    """Return what a requirement asks, its figure written as the language writes it."""
    threshold = requirement.threshold()
    if threshold is None:
        return catalogue.text(requirement.explanation)
    needed = words.amount(threshold.question, threshold.threshold, catalogue)
    return catalogue.text(requirement.explanation, threshold=needed)


def cite(citation: Citation, catalogue: Catalogue) -> dict[str, Json]:
    """Return a citation with its address, how sure it is and when it was last read, in words too."""
    version = catalogue.text(_VERSION, day=catalogue.day(citation.version)) if citation.version else ""
    return {
        "title": citation.title,
        "url": citation.url(catalogue.locale),
        "version": citation.version.isoformat() if citation.version else None,
        "version_label": version or catalogue.text(_UNDATED),
        "last_read": citation.last_read.isoformat() if citation.last_read else None,
        "grade": citation.grade.value,
        "grade_label": catalogue.text(GRADES[citation.grade]),
    }


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
    sentences = [_reason(finding, answers, catalogue), explain(requirement, catalogue)]
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


def _reason(finding: Finding, answers: Answers, catalogue: Catalogue) -> str:
    """Return why a finding is what it is, in the applicant's own answers."""
    requirement = finding.requirement
    reasons = [
        _answered(question, answers, requirement.threshold(), catalogue)
        for question in requirement.condition.questions()
        if question in answers
    ]
    if reasons:
        return " ".join(reasons)
    if not requirement.condition.questions():
        return ""
    waiting = requirement.decided_by is DecidedBy.MICROSOFT
    return catalogue.text(_WAITING if waiting else _UNANSWERED)


def _answered(name: str, answers: Answers, threshold: AtLeast | None, catalogue: Catalogue) -> str:
    answer = answers[name]
    if isinstance(answer, bool):
        return catalogue.text(_YES if answer else _NO)
    if threshold is not None and threshold.question == name and isinstance(answer, int | float):
        return _compared(name, answer, threshold.threshold, catalogue)
    return catalogue.text(_CHOSEN, answer=words.answer(name, answer, catalogue))


def _compared(name: str, have: float, needed: int, catalogue: Catalogue) -> str:
    amounts = {"have": words.amount(name, have, catalogue), "needed": words.amount(name, needed, catalogue)}
    if have >= needed:
        return catalogue.text(_REACHED, **amounts)
    # Rounded up, as `have` is cut: a cent that is missing never reads as nothing.
    short = ceil(round((needed - have) * 100, 4)) / 100 if isinstance(have, float) else needed - have
    return catalogue.text(_SHORT, **amounts, short=words.amount(name, short, catalogue))


def _step(finding: Finding, answers: Answers, catalogue: Catalogue) -> dict[str, Json]:
    requirement = finding.requirement
    why = explain(requirement, catalogue)
    if finding.status is Status.LATER and requirement.advisory:
        why = catalogue.text(requirement.advisory)
    elif finding.status is Status.NOT_MET and requirement.threshold():
        why = _reason(finding, answers, catalogue)
    return {
        "requirement": requirement.id,
        "status": finding.status.value,
        "action": catalogue.text(requirement.action),
        "why": why,
        "where": catalogue.text(requirement.where),
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
