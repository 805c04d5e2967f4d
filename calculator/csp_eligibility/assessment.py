"""From answers and a day to a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from csp_eligibility.conditions import Answers
from csp_eligibility.model import Applicant, DecidedBy, Kind, Period, Requirement, Ruleset
from csp_eligibility.rulesets import questions


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
        return tuple(dict.fromkeys(self.unchosen + _missing(self.findings, self.answers)))

    @property
    def asked(self) -> tuple[str, ...]:
        """All questions that matter to this applicant on this day, in the form's order."""
        return _asked(self.ruleset, self.answers, self.period)


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


def _calls_for_action(finding: Finding) -> bool:
    """Tell whether there is something to do: a gap, a later step, or a decision of Microsoft's to get.

    A requirement that the applicant has not told us about is a question, not a step.
    """
    if finding.status is Status.UNKNOWN:
        return finding.requirement.decided_by is DecidedBy.MICROSOFT
    return finding.status is not Status.MET


def _missing(findings: Iterable[Finding], answers: Answers) -> tuple[str, ...]:
    """Rank the unanswered questions that can still change a finding."""
    weights: dict[str, int] = {}
    for finding in findings:
        for question in _open_questions(finding, answers):
            weights[question] = weights.get(question, 0) + _weight(finding)
    form_order = {question.id: place for place, question in enumerate(questions.ALL)}
    return tuple(sorted(weights, key=lambda question: (-weights[question], form_order[question])))


def _open_questions(finding: Finding, answers: Answers) -> tuple[str, ...]:
    requirement = finding.requirement
    if requirement.condition.holds(answers) is True:
        return ()
    due = requirement.due.open_questions(answers) if requirement.due else ()
    return tuple(dict.fromkeys(requirement.condition.open_questions(answers) + due))


def _weight(finding: Finding) -> int:
    """Return how much a finding can still change: a verdict that hangs on it, a refusal, or only itself."""
    if finding.status is Status.LATER or finding.requirement.kind is Kind.RECOMMENDED:
        return 1
    return 10 if finding.requirement.decided_by is DecidedBy.APPLICANT else 4


def _asked(ruleset: Ruleset, answers: Answers, period: Period) -> tuple[str, ...]:
    """Return what matters to this applicant: a branch that their kind settles asks for nothing more."""
    choosing = ("applicant", "next_review") if ruleset.reviews_existing else ()
    chosen = {name: answers[name] for name in choosing if name in answers}
    ids = {"country"}
    for requirement in period.requirements:
        ids.update(requirement.condition.open_questions(chosen))
        ids.update(requirement.due.open_questions(chosen) if requirement.due else ())
    if ruleset.reviews_existing:
        ids.add("applicant")
        if chosen.get("applicant") == Applicant.EXISTING:
            ids.add("next_review")
    return tuple(question.id for question in questions.ALL if question.id in ids)
