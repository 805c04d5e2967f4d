"""Which questions matter to an applicant, and which are still worth asking."""

from collections.abc import Iterable
from enum import IntEnum

from csp_eligibility.conditions import Answers
from csp_eligibility.findings import Finding, Status
from csp_eligibility.model import Applicant, DecidedBy, Kind, Period, Ruleset
from csp_eligibility.rulesets import questions


class _Stake(IntEnum):
    """What an answer can still change, the most first."""

    VERDICT = 0
    REFUSAL = 1
    FINDING = 2


def missing(findings: Iterable[Finding], answers: Answers) -> tuple[str, ...]:
    """Rank the unanswered questions that can still change a finding: by how many, the weightiest first."""
    # For each question, how many findings of each stake hang on it, counted downwards: the most sorts first.
    hanging: dict[str, list[int]] = {}
    for finding in findings:
        for question in _open_questions(finding, answers):
            hanging.setdefault(question, [0] * len(_Stake))[_stake(finding)] -= 1
    form_order = {question.id: place for place, question in enumerate(questions.ALL)}
    return tuple(sorted(hanging, key=lambda question: (hanging[question], form_order[question])))


def _open_questions(finding: Finding, answers: Answers) -> tuple[str, ...]:
    requirement = finding.requirement
    if requirement.condition.holds(answers) is True:
        return ()
    due = requirement.due.open_questions(answers) if requirement.due else ()
    return tuple(dict.fromkeys(requirement.condition.open_questions(answers) + due))


def _stake(finding: Finding) -> _Stake:
    """Return what hangs on a finding: the verdict, a refusal of Microsoft's, or only itself."""
    if finding.status is Status.LATER or finding.requirement.kind is Kind.RECOMMENDED:
        return _Stake.FINDING
    return _Stake.VERDICT if finding.requirement.decided_by is DecidedBy.APPLICANT else _Stake.REFUSAL


def asked(ruleset: Ruleset, answers: Answers, period: Period) -> tuple[str, ...]:
    """Return what matters to this applicant: a branch that their kind settles asks for nothing more."""
    chosen = {name: answer for name, answer in answers.items() if name == "applicant"}
    ids = {"country"}
    for requirement in period.requirements:
        ids.update(requirement.condition.open_questions(chosen))
        ids.update(requirement.due.open_questions(chosen) if requirement.due else ())
    if ruleset.reviews_existing:
        ids.add("applicant")
        if chosen.get("applicant") == Applicant.EXISTING:
            ids.add("next_review")
    return tuple(question.id for question in questions.ALL if question.id in ids)
