"""Conditions over answers, in three values: true, false and unknown.

A condition is data that can be looked into: what it asks follows from it, and so do the form, the
printed table and the next question. Unknown is ``None``; it is what an unanswered question gives,
and it spreads as in Kleene's logic: only what no further answer can change is true or false.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

type Answer = bool | int | float | str | date
type Answers = Mapping[str, Answer]


class Condition(Protocol):
    """Anything that holds, does not hold, or can't be told from the answers given so far."""

    def holds(self, answers: Answers) -> bool | None:
        """Return whether the condition holds for ``answers``; ``None`` when they don't settle it."""

    def questions(self) -> tuple[str, ...]:
        """Return the ids of all questions that the condition looks at, in order."""

    def open_questions(self, answers: Answers) -> tuple[str, ...]:
        """Return the ids of the unanswered questions that can still settle the condition."""


@dataclass(frozen=True, slots=True)
class _OneQuestion:
    """What the conditions on a single question share."""

    question: str

    def questions(self) -> tuple[str, ...]:
        return (self.question,)

    def open_questions(self, answers: Answers) -> tuple[str, ...]:
        return () if self.question in answers else (self.question,)


@dataclass(frozen=True, slots=True)
class Is(_OneQuestion):
    """The answer is exactly ``value``."""

    value: bool | str

    def holds(self, answers: Answers) -> bool | None:
        if self.question not in answers:
            return None
        return answers[self.question] == self.value


@dataclass(frozen=True, slots=True)
class Passed(_OneQuestion):
    """Somebody else's decision is positive; until there is one, it can't be told."""

    def holds(self, answers: Answers) -> bool | None:
        return {"passed": True, "refused": False}.get(str(answers.get(self.question)))


@dataclass(frozen=True, slots=True)
class OneOf(_OneQuestion):
    """The answer is one of ``values``."""

    values: tuple[str, ...]

    def holds(self, answers: Answers) -> bool | None:
        if self.question not in answers:
            return None
        return answers[self.question] in self.values


@dataclass(frozen=True, slots=True)
class AtLeast(_OneQuestion):
    """The answer is a number of at least ``threshold``, in the question's own unit."""

    threshold: int

    def holds(self, answers: Answers) -> bool | None:
        answer = answers.get(self.question)
        return answer >= self.threshold if isinstance(answer, int | float) else None


@dataclass(frozen=True, slots=True)
class Below(_OneQuestion):
    """The answer is a number below ``threshold``, in the question's own unit."""

    threshold: int

    def holds(self, answers: Answers) -> bool | None:
        answer = answers.get(self.question)
        return answer < self.threshold if isinstance(answer, int | float) else None


@dataclass(frozen=True, slots=True)
class Always:
    """Holds, or does not, whatever the answers are: ``Always(False)`` closes a door to everybody."""

    value: bool

    def holds(self, answers: Answers) -> bool | None:  # noqa: ARG002 - no answer matters here
        return self.value

    def questions(self) -> tuple[str, ...]:
        return ()

    def open_questions(self, answers: Answers) -> tuple[str, ...]:  # noqa: ARG002
        return ()


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of ``conditions`` holds; one that does not is enough to settle it."""

    conditions: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool | None:
        values = {condition.holds(answers) for condition in self.conditions}
        if False in values:
            return False
        return None if None in values else True

    def questions(self) -> tuple[str, ...]:
        return _questions(self.conditions)

    def open_questions(self, answers: Answers) -> tuple[str, ...]:
        return () if self.holds(answers) is not None else _open_questions(self.conditions, answers)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of ``conditions`` holds; one that does is enough to settle it."""

    conditions: tuple[Condition, ...]

    def holds(self, answers: Answers) -> bool | None:
        values = {condition.holds(answers) for condition in self.conditions}
        if True in values:
            return True
        return None if None in values else False

    def questions(self) -> tuple[str, ...]:
        return _questions(self.conditions)

    def open_questions(self, answers: Answers) -> tuple[str, ...]:
        return () if self.holds(answers) is not None else _open_questions(self.conditions, answers)


def _questions(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question for part in conditions for question in part.questions()))


def _open_questions(conditions: tuple[Condition, ...], answers: Answers) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question for part in conditions for question in part.open_questions(answers)))
