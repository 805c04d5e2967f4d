"""A requirement in its dated versions: what it asks, of whom, from when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from csp_eligibility.citations import Citation
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


@dataclass(frozen=True, slots=True)
class InForce:
    """The day on which a rule starts. Its successor with the same id ends it.

    Attributes:
        new: The first day on which a new applicant is held to it; None when it is asked of existing
            partners alone.
        existing: The first review day on which an existing direct-bill partner is held to it; None
            when it is asked of new applicants alone.
    """

    new: date | None = None
    existing: date | None = None

    def day(self, applicant: Applicant) -> date | None:
        """Return the start for ``applicant``, or None when the rule does not concern them."""
        return self.new if applicant is Applicant.NEW else self.existing

    def only(self, applicant: Applicant) -> "InForce":
        """Return the same start for ``applicant`` alone."""
        return InForce(new=self.new) if applicant is Applicant.NEW else InForce(existing=self.existing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement, in one of its dated versions.

    Attributes:
        id: Stable, in every language; also the anchor in the guide.
        label: Its name, a few words.
        explanation: What it asks, what is uncertain about it; ``{threshold}`` stands for the
            figure in the condition, so that the two can't differ.
        action: What to do to meet it, in the imperative.
        action_pending: What to do instead while somebody else's decision is open.
        action_refused: What to do instead once that decision is negative.
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
    action_pending: str = ""
    action_refused: str = ""
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
