"""What a requirement asks, where it was read, and why its finding is what it is, in words."""

from csp_eligibility import words
from csp_eligibility.conditions import Answers, AtLeast, Passed
from csp_eligibility.findings import Finding
from csp_eligibility.labels import GRADES
from csp_eligibility.messages import N_, Catalogue, hundredths
from csp_eligibility.model import Amendment, Citation, DecidedBy, Requirement

type Json = str | int | float | bool | list[Json] | dict[str, Json] | None

_SHORT = N_("{have} of the {needed} needed; {short} short.")
_REACHED = N_("{have}; at least {needed} needed.")
_UNANSWERED = N_("Not answered yet.")
_WAITING = N_("No decision yet.")
_YES = N_("You answered yes.")
_NO = N_("You answered no.")
_CHOSEN = N_("Your answer: {answer}.")
_VERSION = N_("version of {day}")
_UNDATED = N_("undated")
_REPORTED_BY = N_("reported by {names}, not by Microsoft")


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


def graded(amendment: Amendment, catalogue: Catalogue) -> str:
    """Return how sure the day of an amendment is, and who reports it."""
    if amendment.reported_by:
        return catalogue.text(_REPORTED_BY, names=amendment.reported_by)
    return catalogue.text(GRADES[amendment.grade])


def action(requirement: Requirement, answers: Answers) -> tuple[str, str]:
    """Return what to do and where, by where somebody else's decision stands."""
    decision = answers.get(requirement.condition.question) if isinstance(requirement.condition, Passed) else None
    if decision == "pending":
        return requirement.action_pending, requirement.where
    if decision == "refused":
        return requirement.action_refused, ""  # where to ask, no source says
    return requirement.action, requirement.where


def reason(finding: Finding, answers: Answers, catalogue: Catalogue) -> str:
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
    # `have` is cut, so what is short of it is never cut: a cent that is missing never reads as nothing.
    short = (needed * 100 - hundredths(have)) / 100
    return catalogue.text(_SHORT, **amounts, short=words.amount(name, short, catalogue))
