"""What a ruleset is made of: questions, dated requirements, and the sources they come from.

All texts are messages in English, marked with ``N_`` where they are written and translated where
they are shown.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import zip_longest

from csp_eligibility.conditions import AllOf, AnyOf, AtLeast, Condition


class Applicant(StrEnum):
    """Who is asking; the two follow different clocks."""

    NEW = "new"
    EXISTING = "existing"


class Kind(StrEnum):
    """Whether a requirement weighs on the verdict."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"


class DecidedBy(StrEnum):
    """Whose decision settles a requirement. Microsoft's holds nothing back until it is negative."""

    APPLICANT = "applicant"
    MICROSOFT = "microsoft"


class Grade(StrEnum):
    """How sure a source is: a whole page read, a part of one, or what others report."""

    PAGE = "page"
    EXCERPT = "excerpt"
    REPORTED = "reported"


class AnswerType(StrEnum):
    """The form of an answer."""

    BOOLEAN = "boolean"
    CHOICE = "choice"
    COUNTRY = "country"
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"


class Unit(StrEnum):
    """What a number counts."""

    USD = "usd"
    MONTHS = "months"
    COUNT = "count"


# A rule that is still in force has to be compared with its page again after this time.
REVIEW_EVERY = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a rule was read.

    Attributes:
        title: The page's name, as Microsoft or the publisher gives it (not translated).
        page: A path below learn.microsoft.com/{locale}/, or a whole https address.
        version: The day of the version that was read; None when the page carries none.
        grade: How sure the reading is.
        read: The day on which the page was last found to say the same; None where only the version
            that was read tells how far the reading goes.
    """

    title: str
    page: str
    version: date | None
    grade: Grade
    read: date | None = None

    @property
    def last_read(self) -> date | None:
        """The last day for which the page is known to say this; None when that is not known."""
        return self.read or self.version

    def is_past_review(self, on: date) -> bool:
        """Tell whether the page has to be read again by the day ``on``, because no recent reading is known."""
        return self.last_read is None or on > self.last_read + REVIEW_EVERY

    def url(self, locale: str) -> str:
        """Return the page's address; Microsoft Learn's in the reader's ``locale`` (BCP 47)."""
        if self.page.startswith("https://"):
            return self.page
        return f"https://learn.microsoft.com/{locale.lower()}/{self.page}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One accepted answer of a question with choices."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to the applicant.

    Attributes:
        id: The key of the answer and the name of the form's control.
        type: The form of the answer.
        label: The question, one sentence.
        hint: What helps to answer it; empty when the question says it all.
        choices: The accepted answers, for questions with choices.
        unit: What a number counts, for questions that take one.
    """

    id: str
    type: AnswerType
    label: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """The day on which a rule starts. Its successor with the same id ends it.

    Attributes:
        new: The first day on which a new applicant is held to it.
        existing: The first review day on which an existing direct-bill partner is held to it; None
            when it is asked of new applicants alone.
    """

    new: date
    existing: date | None = None

    def day(self, applicant: Applicant) -> date | None:
        """Return the start for ``applicant``, or None when the rule does not concern them."""
        return self.new if applicant is Applicant.NEW else self.existing


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement, in one of its dated versions.

    Attributes:
        id: Stable, in every language; also the anchor in the guide.
        label: Its name, a few words.
        explanation: What it asks, what is uncertain about it; ``{threshold}`` stands for the
            figure in the condition, so that the two can't differ.
        action: What to do to meet it, in the imperative.
        where: Where that is done; empty when it is nowhere in particular.
        condition: What has to hold.
        due: When a lack of it counts. Before that the finding is ``later``: a step that must not be
            taken yet. None: at once.
        in_force: From when.
        kind: Whether it weighs on the verdict.
        decided_by: Whose decision settles it.
        citation: Where it was read.
        advisory: A warning, shown while the step is not due or was taken before it was.
    """

    id: str
    label: str
    explanation: str
    action: str
    condition: Condition
    in_force: InForce
    citation: Citation
    where: str = ""
    due: Condition | None = None
    kind: Kind = Kind.REQUIRED
    decided_by: DecidedBy = DecidedBy.APPLICANT
    advisory: str = ""

    def threshold(self) -> AtLeast | None:
        """Return the figure that has to be reached, where there is one."""
        parts = self.condition.conditions if isinstance(self.condition, AllOf | AnyOf) else (self.condition,)
        return next((part for part in parts if isinstance(part, AtLeast)), None)

    def questions(self) -> tuple[str, ...]:
        """Return the ids of the questions that this requirement looks at."""
        return self.condition.questions() + (self.due.questions() if self.due else ())


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The end of a requirement that has no successor."""

    id: str
    in_force: InForce


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """Why a list of requirements changed on a day.

    Attributes:
        day: The first day for new applicants.
        summary: What changed, one or two sentences.
        grade: How sure the *day* is; the requirements carry grades of their own.
    """

    day: date
    summary: str
    grade: Grade


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
    """

    since: date
    until: date | None
    requirements: tuple[Requirement, ...]
    amendment: Amendment

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
    by_day = {amendment.day: amendment for amendment in ruleset.amendments}
    periods = []
    current: dict[str, Requirement | Withdrawal] = {}
    for since, until in zip_longest(days, days[1:]):
        starting = [version for day, version in started if day == since]
        current |= {version.id: version for version in starting}
        listed = (current.get(name) for name in ruleset.order)
        requirements = tuple(version for version in listed if isinstance(version, Requirement))
        # Existing partners' lists change for the same reason as new applicants', on a day of their own.
        periods.append(Period(since, until, requirements, by_day[starting[0].in_force.new]))
    return tuple(periods)
