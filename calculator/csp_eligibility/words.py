"""Answers and amounts in the reader's language."""

from datetime import date

from csp_eligibility.conditions import Answer
from csp_eligibility.messages import N_, Catalogue, ngettext_
from csp_eligibility.model import Unit
from csp_eligibility.rulesets import questions

_USD = N_("USD {amount}")
_MONTHS = ngettext_("{number} month", "{number} months")
_YES = N_("Yes")
_NO = N_("No")


def amount(question: str, value: float, catalogue: Catalogue) -> str:
    """Return a number in the unit of its question."""
    match questions.BY_ID[question].unit:
        case Unit.USD:
            return catalogue.text(_USD, amount=catalogue.number(value))
        case Unit.MONTHS:
            return catalogue.plural(_MONTHS, int(value))
        case _:
            return catalogue.number(value)


def plain(value: Answer | None) -> str | int | float | None:
    """Return an answer as JSON has it: a day as YYYY-MM-DD."""
    return value.isoformat() if isinstance(value, date) else value


def answer(question: str, value: Answer, catalogue: Catalogue) -> str:
    """Return an answer that a condition looks at, as the form shows it."""
    if isinstance(value, bool):
        return catalogue.text(_YES if value else _NO)
    if isinstance(value, int | float):
        return amount(question, value, catalogue)
    labels = {choice.value: choice.label for choice in questions.BY_ID[question].choices}
    return catalogue.text(labels[str(value)])
