"""From answers and a day to a verdict."""

from dataclasses import dataclass
from datetime import date

from csp_eligibility import asking
from csp_eligibility.conditions import Answers
from csp_eligibility.findings import Finding, Status, Verdict, status, verdict
from csp_eligibility.model import Applicant, DecidedBy, Period, Ruleset

__all__ = ["Assessment", "Finding", "Status", "Verdict", "assess", "status", "verdict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A verdict with everything that led to it.

    Attributes:
        ruleset: The route that was assessed.
        on: The day of the assessment.
        answers: What it was made from.
        period: The list of requirements that was applied.
        unchosen: The questions whose answers are needed to choose the list (new or existing partner,
            the day of an existing partner's review). Until then every finding is unknown and
            ``period`` is only where to start.
        findings: One for each requirement, in the order of the steps.
        verdict: The outcome.
    """

    ruleset: Ruleset
    on: date
    answers: Answers
    period: Period
    unchosen: tuple[str, ...]
    findings: tuple[Finding, ...]
    verdict: Verdict

    @property
    def applicant(self) -> Applicant:
        """Whose list it is."""
        existing = self.ruleset.reviews_existing and self.answers.get("applicant") == Applicant.EXISTING
        return Applicant.EXISTING if existing else Applicant.NEW

    @property
    def next_steps(self) -> tuple[Finding, ...]:
        """The findings that call for action, in the order in which to act."""
        return () if self.unchosen else tuple(finding for finding in self.findings if _calls_for_action(finding))

    @property
    def missing(self) -> tuple[str, ...]:
        """Questions still worth asking, those that can change most first."""
        return tuple(dict.fromkeys(self.unchosen + asking.missing(self.findings, self.answers)))

    @property
    def asked(self) -> tuple[str, ...]:
        """All questions that matter to this applicant on this day, in the form's order."""
        return asking.asked(self.ruleset, self.answers, self.period)


def assess(ruleset: Ruleset, answers: Answers, on: date) -> Assessment:
    """Judge ``answers`` by the rules of ``ruleset``.

    Args:
        ruleset: The route.
        answers: Checked answers (see ``answers.read``); a missing key is a question not answered.
        on: The day for new applicants. Existing partners are judged by the list of their review.

    Raises:
        NotInForceError: no list is known for that day.
    """
    period, unchosen = _choose(ruleset, answers, on)
    findings = tuple(
        Finding(requirement, Status.UNKNOWN if unchosen else status(requirement, answers))
        for requirement in period.requirements
    )
    return Assessment(
        ruleset=ruleset,
        on=on,
        answers=answers,
        period=period,
        unchosen=unchosen,
        findings=findings,
        verdict=Verdict.UNDETERMINED if unchosen else verdict(findings),
    )


def _choose(ruleset: Ruleset, answers: Answers, on: date) -> tuple[Period, tuple[str, ...]]:
    """Return the applicant's list, and the questions whose answers would be needed to choose it."""
    if not ruleset.reviews_existing:
        return ruleset.period(on), ()
    if answers.get("applicant") != Applicant.EXISTING:
        return ruleset.period(on), () if "applicant" in answers else ("applicant",)
    review = answers.get("next_review")
    if isinstance(review, date):
        return ruleset.period(review, Applicant.EXISTING), ()
    first = ruleset.starts(Applicant.EXISTING)[0]
    return ruleset.period(max(on, first), Applicant.EXISTING), ("next_review",)


def _calls_for_action(finding: Finding) -> bool:
    """Tell whether there is something to do: a gap, a later step, or a decision of Microsoft's to get.

    A requirement that the applicant has not told us about is a question, not a step.
    """
    if finding.status is Status.UNKNOWN:
        return finding.requirement.decided_by is DecidedBy.MICROSOFT
    return finding.status is not Status.MET
