"""What a ruleset is made of: questions, dated requirements, and the sources they come from.

All texts are messages in English, marked with ``N_`` where they are written and translated where
they are shown.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import zip_longest

from csp_eligibility.citations import REVIEW_EVERY, Citation, Grade
from csp_eligibility.inquiry import AnswerType, Choice, Question, Unit
from csp_eligibility.requirements import Applicant, DecidedBy, InForce, Kind, Requirement, Withdrawal

__all__ = [
    "REVIEW_EVERY",
    "Amendment",
    "AnswerType",
    "Applicant",
    "Choice",
    "Citation",
    "DecidedBy",
    "Grade",
    "InForce",
    "Kind",
    "NotInForceError",
    "Period",
    "Question",
    "Requirement",
    "Ruleset",
    "Unit",
    "Withdrawal",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """Why a list of requirements changed on a day.

    Attributes:
        in_force: The day, for new applicants and for existing partners.
        summary: What changed, one or two sentences.
        summary_existing: What changed for existing partners, where that is something else.
        grade: How sure the *day* is; the requirements carry grades of their own.
        reported_by: Who reports the day, where Microsoft's pages don't give it.
    """

    in_force: InForce
    summary: str
    grade: Grade
    summary_existing: str = ""
    reported_by: str = ""


class NotInForceError(LookupError):
    """No list of requirements is known for a day.

    Attributes:
        first: The first day for which one is.
    """

    def __init__(self, first: date) -> None:
        super().__init__(f"no list of requirements is in force before {first}")
        self.first = first


@dataclass(frozen=True, slots=True)
class Period:
    """The list of requirements between two changes.

    Attributes:
        since: The day on which the list starts.
        until: The day on which its successor starts; None for the latest list.
        requirements: The list, in the order in which an applicant takes the steps.
        amendment: What changed on the day ``since``.
        summary: The same in words, for those whose list it is.
    """

    since: date
    until: date | None
    requirements: tuple[Requirement, ...]
    amendment: Amendment
    summary: str

    def is_past_review(self, on: date) -> bool:
        """Tell whether a source has to be read again. What has a successor is history: its sources stay."""
        return self.until is None and any(part.citation.is_past_review(on) for part in self.requirements)

    def last_read(self) -> date | None:
        """Return the latest day for which one of the sources is known to say what the list says."""
        return max((part.citation.last_read for part in self.requirements if part.citation.last_read), default=None)


# Compared by identity: there is one object for each route, and what it derives is kept.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ruleset:
    """Everything known about one route into the programme, over time.

    Attributes:
        id: Stable name of the route.
        label: Its name for readers.
        order: Requirement ids in the order in which an applicant takes the steps.
        requirements: Every dated version of every requirement, and the withdrawals.
        amendments: What changed on each start day, oldest first.
        reviews_existing: Whether existing partners follow a clock of their own.
    """

    id: str
    label: str
    order: tuple[str, ...]
    requirements: tuple[Requirement | Withdrawal, ...]
    amendments: tuple[Amendment, ...]
    reviews_existing: bool

    def starts(self, applicant: Applicant = Applicant.NEW) -> tuple[date, ...]:
        """Return the days on which the list for ``applicant`` changes, oldest first."""
        return tuple(period.since for period in self.periods(applicant))

    def period(self, on: date, applicant: Applicant = Applicant.NEW) -> Period:
        """Return the list in force on a day.

        Args:
            on: The day; for existing partners the day of their review.
            applicant: Whose list.

        Raises:
            NotInForceError: ``on`` is before the first list that is known.
        """
        periods = self.periods(applicant)
        known = bisect_right(periods, on, key=_since)
        if not known:
            raise NotInForceError(periods[0].since)
        return periods[known - 1]

    def periods(self, applicant: Applicant = Applicant.NEW) -> tuple[Period, ...]:
        """Return every list that was ever in force for ``applicant``, oldest first."""
        return _periods(self, applicant)

    def asked(self) -> frozenset[str]:
        """Return the ids of all questions that a form for this route asks."""
        choosing = {"applicant", "next_review"} if self.reviews_existing else set()
        return self.questions() | choosing | {"country"}

    def questions(self) -> frozenset[str]:
        """Return the ids of all questions that any version of any requirement looks at."""
        return frozenset(
            question
            for version in self.requirements
            if isinstance(version, Requirement)
            for question in version.questions()
        )


def _since(period: Period) -> date:
    return period.since


@cache
def _periods(ruleset: Ruleset, applicant: Applicant) -> tuple[Period, ...]:
    started = [(day, version) for version in ruleset.requirements if (day := version.in_force.day(applicant))]
    days = sorted({day for day, _ in started})
    amendments = {day: amendment for amendment in ruleset.amendments if (day := amendment.in_force.day(applicant))}
    periods = []
    current: dict[str, Requirement | Withdrawal] = {}
    for since, until in zip_longest(days, days[1:]):
        current |= {version.id: version for day, version in started if day == since}
        listed = (current.get(name) for name in ruleset.order)
        requirements = tuple(version for version in listed if isinstance(version, Requirement))
        amendment = amendments[since]
        own = amendment.summary_existing if applicant is Applicant.EXISTING else ""
        periods.append(Period(since, until, requirements, amendment, own or amendment.summary))
    return tuple(periods)
