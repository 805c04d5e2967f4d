"""Where each requirement stands, and the verdict that findings come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from csp_eligibility.conditions import Answers
from csp_eligibility.model import DecidedBy, Kind, Requirement


class Verdict(StrEnum):
    """What the answers say; Microsoft decides."""

    LIKELY_ELIGIBLE = "likely-eligible"
    NOT_YET_ELIGIBLE = "not-yet-eligible"
    UNDETERMINED = "undetermined"


class Status(StrEnum):
    """Where one requirement stands. ``met`` and ``not-met`` are settled: no further answer changes them."""

    MET = "met"
    NOT_MET = "not-met"
    UNKNOWN = "unknown"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement and where it stands."""

    requirement: Requirement
    status: Status


def status(requirement: Requirement, answers: Answers) -> Status:
    """Return where one requirement stands."""
    met = requirement.condition.holds(answers)
    if met:
        return Status.MET
    due = requirement.due.holds(answers) if requirement.due else True
    if due is False:
        return Status.LATER
    if due is None or met is None:
        return Status.UNKNOWN
    return Status.NOT_MET


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Return what findings come to: the worst of the required ones decides."""
    required = [finding for finding in findings if finding.requirement.kind is Kind.REQUIRED]
    if any(finding.status is Status.NOT_MET for finding in required):
        return Verdict.NOT_YET_ELIGIBLE
    # What Microsoft has not decided holds nothing back.
    if any(
        finding.status is Status.UNKNOWN and finding.requirement.decided_by is DecidedBy.APPLICANT
        for finding in required
    ):
        return Verdict.UNDETERMINED
    return Verdict.LIKELY_ELIGIBLE
