"""The same answers under every dated list, and what changed from one list to the next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from csp_eligibility.assessment import Assessment, assess
from csp_eligibility.conditions import Answers
from csp_eligibility.model import Applicant, Period, Requirement, Ruleset


class Alteration(StrEnum):
    """What happened to a requirement on the day on which a list starts."""

    ADDED = "added"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Difference:
    """One requirement that is not what it was in the list before; ``requirement`` is its later version."""

    requirement: Requirement
    alteration: Alteration


@dataclass(frozen=True, slots=True)
class Step:
    """One list of requirements, the verdict under it, and how it differs from the list before it."""

    assessment: Assessment
    differences: tuple[Difference, ...]
    is_current: bool


def timeline(ruleset: Ruleset, answers: Answers, on: date) -> tuple[Step, ...]:
    """Judge the same answers by every list that was ever in force for the applicant, oldest first.

    Args:
        ruleset: The route.
        answers: Checked answers. An existing partner is judged as if the review fell on each list's
            first day.
        on: The day whose list is the current one.

    Raises:
        NotInForceError: no list is known for that day.
    """
    now = assess(ruleset, answers, on)
    review = now.applicant is Applicant.EXISTING
    periods = ruleset.periods(now.applicant)
    before: Period | None = None
    steps = []
    for period in periods:
        moved = {**answers, "next_review": period.since} if review else answers
        assessment = assess(ruleset, moved, period.since)
        steps.append(Step(assessment, differences(before, period), period is now.period))
        before = period
    return tuple(steps)


def differences(before: Period | None, after: Period) -> tuple[Difference, ...]:
    """Return what two lists differ in; every requirement of the first list is new."""
    earlier = {part.id: part for part in before.requirements} if before else {}
    later = {part.id: part for part in after.requirements}
    altered = [
        Difference(part, Alteration.AMENDED if name in earlier else Alteration.ADDED)
        for name, part in later.items()
        if name not in earlier or _substance(earlier[name]) != _substance(part)
    ]
    return (*altered, *(Difference(part, Alteration.WITHDRAWN) for name, part in earlier.items() if name not in later))


def _substance(requirement: Requirement) -> tuple[object, ...]:
    """Return what a requirement says and asks; where that was read is another matter."""
    part = requirement
    return (part.label, part.explanation, part.condition, part.due, part.kind, part.decided_by)
