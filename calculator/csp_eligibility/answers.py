"""Answers as they come in (JSON values), and what is wrong with them."""

import re
from collections.abc import Mapping
from datetime import date

from csp_eligibility.conditions import Answer, Answers
from csp_eligibility.messages import N_, Catalogue
from csp_eligibility.model import AnswerType, Question
from csp_eligibility.rulesets import markets, questions

# The whole numbers up to here survive any JSON reader, JavaScript's included (2**53 is just above 9e15).
LARGEST = 10**15
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_NOT_A_BOOLEAN = N_("“{field}” takes true or false.")
_NOT_A_CHOICE = N_("“{field}” takes one of: {accepted}.")
_NOT_A_COUNTRY = N_("“{field}” takes a country’s two-letter code (ISO 3166-1 alpha-2), in capitals, for example FR.")
_NOT_A_DAY = N_("“{field}” takes a day that exists, written YYYY-MM-DD, for example 2026-11-22.")
_NOT_AN_INTEGER = N_("“{field}” takes a whole number from 0 to {largest}.")
_NOT_A_NUMBER = N_("“{field}” takes a number from 0 to {largest}.")
_UNKNOWN_QUESTION = N_("There is no question “{field}”. The questions are: {accepted}.")


class RequestError(ValueError):
    """A request that can't be answered.

    Attributes:
        code: One of the fixed error codes, for programs.
        field: The part of the request that is wrong; empty when it is the whole of it.
    """

    def __init__(
        self, code: str, field: str, text: str | tuple[str, str], *, number: int = 0, **values: str | int
    ) -> None:
        super().__init__(code, field)
        self.code = code
        self.field = field
        self._text = text
        self._number = number
        self._values = values

    def message(self, catalogue: Catalogue) -> str:
        """Return one sentence that says what is wrong and what is accepted."""
        values = {name: _told(value, catalogue) for name, value in self._values.items()}
        values["field"] = shown(self.field)
        if isinstance(self._text, str):
            return catalogue.text(self._text, **values)
        return catalogue.plural(self._text, self._number, **values)


def _told(value: str | int, catalogue: Catalogue) -> str:
    """Return a value as it stands in a sentence: numbers and ISO days as the language writes them."""
    if isinstance(value, int):
        return catalogue.number(value)
    return catalogue.day(date.fromisoformat(value)) if _ISO_DAY.fullmatch(value) else value


def shown(text: str) -> str:
    """Return somebody's text made safe to quote in a message: short, and printable everywhere."""
    longest, head, tail = 60, 20, 39
    cut = text if len(text) <= longest else f"{text[:head]}…{text[-tail:]}"
    return "".join(character if character.isprintable() else "�" for character in cut)


def day(text: object, field: str, code: str) -> date:
    """Read an ISO day.

    Raises:
        RequestError: with ``code``, when ``text`` is not a day written YYYY-MM-DD.
    """
    if isinstance(text, str) and _ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # the right form, but no such day: the error below says so
    raise RequestError(code, field, _NOT_A_DAY)


def read(raw: Mapping[str, object]) -> Answers:
    """Check answers and return them in Python's own types.

    Args:
        raw: Question ids and JSON values. A missing key is a question not answered.

    Raises:
        RequestError: an unknown question, or a value that its question does not take.
    """
    return {name: _read_one(name, value) for name, value in raw.items()}


def _read_one(name: str, value: object) -> Answer:
    question = questions.BY_ID.get(name)
    if question is None:
        raise RequestError("unknown-question", name, _UNKNOWN_QUESTION, accepted=", ".join(questions.BY_ID))
    match question.type:
        case AnswerType.BOOLEAN if isinstance(value, bool):
            return value
        case AnswerType.CHOICE if isinstance(value, str) and value in _values(question):
            return value
        case AnswerType.COUNTRY if isinstance(value, str) and markets.is_country(value):
            return value
        case AnswerType.DATE:
            return day(value, name, "invalid-answer")
        case AnswerType.INTEGER if (whole := _whole(value)) is not None:
            return whole
        case AnswerType.NUMBER if isinstance(value, int | float) and _in_range(value):
            return value
    raise _invalid(question)


def _values(question: Question) -> tuple[str, ...]:
    return tuple(choice.value for choice in question.choices)


def _in_range(value: float) -> bool:
    # NaN is in no range.
    return not isinstance(value, bool) and 0 <= value <= LARGEST


def _whole(value: object) -> int | None:
    """Return a whole number, 12.0 included (JSON does not tell it from 12); None for anything else."""
    if isinstance(value, int | float) and _in_range(value) and value == int(value):
        return int(value)
    return None


def _invalid(question: Question) -> RequestError:
    texts = {
        AnswerType.BOOLEAN: _NOT_A_BOOLEAN,
        AnswerType.CHOICE: _NOT_A_CHOICE,
        AnswerType.COUNTRY: _NOT_A_COUNTRY,
        AnswerType.INTEGER: _NOT_AN_INTEGER,
        AnswerType.NUMBER: _NOT_A_NUMBER,
    }
    return RequestError(
        "invalid-answer",
        question.id,
        texts[question.type],
        accepted=", ".join(_values(question)),
        largest=LARGEST,
    )
