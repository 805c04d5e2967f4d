"""Questions to an applicant, and the forms of their answers."""

from dataclasses import dataclass
from enum import StrEnum


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
