"""Answers cut at the rules' thresholds: a few that stand for all.

Two numbers between the same thresholds are judged alike, so what is true of the number below, on
and above each threshold is true of every number. What holds for the cut answers holds for all.

Conditions are looked at by what they hold, not by their class: so earlier versions of the rules can
be cut together with these.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from csp_eligibility.conditions import Answer, Condition
from csp_eligibility.model import AnswerType, Question, Requirement
from csp_eligibility.rulesets import questions


def cuts(
    requirements: Iterable[Requirement], known: Mapping[str, Question] = questions.BY_ID
) -> dict[str, tuple[Answer, ...]]:
    """Return, for each question that ``requirements`` look at, the answers that stand for all.

    Numbers come in ascending order, other answers in that of the form.

    Args:
        requirements: Any, of any version.
        known: The questions by their ids.
    """
    conditions = [part for requirement in requirements for part in leaves(requirement)]
    names = dict.fromkeys(name for condition in conditions for name in condition.questions())
    return {name: _answers(known[name], conditions) for name in names}


def groups(requirements: Iterable[Requirement]) -> list[list[Requirement]]:
    """Return the requirements that share questions together: each group is judged without the others."""
    found: list[list[Requirement]] = []
    for requirement in requirements:
        asked = _questions([requirement])
        linked = [group for group in found if asked & _questions(group)]
        found = [group for group in found if group not in linked]
        found.append([part for group in linked for part in group] + [requirement])
    return found


def leaves(requirement: Requirement) -> Iterator[Condition]:
    """Yield the conditions of a requirement that have no parts."""
    whole = [requirement.condition, *([requirement.due] if requirement.due else [])]
    for part in whole:
        if hasattr(part, "conditions"):
            whole += part.conditions
        else:
            yield part


def _questions(group: Iterable[Requirement]) -> set[str]:
    # Who asks is no link: it is settled before anything is judged.
    return {name for part in group for name in part.questions()} - {"applicant"}


def _answers(question: Question, conditions: Sequence[Any]) -> tuple[Answer, ...]:
    match question.type:
        case AnswerType.BOOLEAN:
            return (True, False)
        case AnswerType.CHOICE:
            return tuple(choice.value for choice in question.choices)
    thresholds = {part.threshold for part in conditions if hasattr(part, "threshold") and part.question == question.id}
    return tuple(sorted({threshold + step for threshold in thresholds for step in (-1, 0, 1)}))
