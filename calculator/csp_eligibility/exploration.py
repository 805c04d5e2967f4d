"""What would change the verdict: the smallest set of other answers, and waiting."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from csp_eligibility.assessment import Assessment, Finding, Verdict, assess, status, verdict
from csp_eligibility.conditions import Answer, Answers, Below
from csp_eligibility.cuts import cuts, groups, leaves
from csp_eligibility.model import Kind, Requirement, Ruleset, Unit
from csp_eligibility.rulesets import questions

_MONTHS_IN_A_YEAR = 12
_DECISIONS = ("not-started", "pending", "passed", "refused")


@dataclass(frozen=True, slots=True)
class Change:
    """Another answer to one question.

    Attributes:
        question: Its id.
        before: The answer given; None when there was none.
        after: The answer that would do.
        requirements: What it helps to meet.
    """

    question: str
    before: Answer | None
    after: Answer
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Exploration:
    """What leads from an assessment to ``likely-eligible``.

    Attributes:
        assessment: The verdict as things stand.
        reachable: Whether changes lead there on that day; None when no list could be chosen.
        changes: The smallest set that does, in the order of the steps; empty when nothing has to change.
        waiting_until: The earliest day on which waiting alone leads there, all else staying as it
            is; the day of the assessment when nothing has to change, None when waiting does not help.
    """

    assessment: Assessment
    reachable: bool | None
    changes: tuple[Change, ...]
    waiting_until: date | None


def explore(ruleset: Ruleset, answers: Answers, on: date) -> Exploration:
    """Find the smallest set of changes, and the shortest wait, that lead to ``likely-eligible``.

    Who the applicant is and when the review takes place are given, not changed. Time only passes,
    and a decision of Microsoft's is not undone once it is positive.

    Raises:
        NotInForceError: no list is known for that day.
    """
    assessment = assess(ruleset, answers, on)
    if assessment.unchosen:
        return Exploration(assessment, None, (), None)
    waiting_until = _waiting(assessment)
    changes: list[Change] = []
    # Groups share no question, so the smallest set of all is made of the smallest set of each.
    required = [part for part in assessment.period.requirements if part.kind is Kind.REQUIRED]
    for group in groups(required):
        found = _smallest(group, answers)
        if found is None:
            return Exploration(assessment, False, (), waiting_until)
        changes += [_change(name, answers, found[name], group) for name in found]
    order = {name: place for place, name in enumerate(ruleset.order)}
    changes.sort(key=lambda change: order[change.requirements[0].id])
    return Exploration(assessment, True, tuple(changes), waiting_until)


def _smallest(group: Sequence[Requirement], answers: Answers) -> Answers | None:
    """Return the fewest other answers that satisfy a group; None when none do."""
    possible = {
        name: [
            value
            for value in sorted(values, key=_is_not_passed)
            if _is_possible(name, answers.get(name), value) and not _is_short_time(name, value, group)
        ]
        for name, values in cuts(group).items()
        if name != "applicant"
    }
    for size in range(len(possible) + 1):
        for names in combinations(possible, size):
            for values in product(*(possible[name] for name in names)):
                changes = dict(zip(names, values, strict=True))
                if _satisfies(group, {**answers, **changes}):
                    return changes
    return None


def _is_not_passed(answer: Answer) -> bool:
    """Put a positive decision before a pending one, where either would do."""
    return answer != "passed"


def _is_possible(name: str, before: Answer | None, after: Answer) -> bool:
    """Tell whether an answer can become another: time does not run back, nor does a positive decision."""
    if before is None:
        return True
    if questions.BY_ID[name].unit is Unit.MONTHS and isinstance(before, int) and isinstance(after, int):
        return after > before
    impossible = {"passed": _DECISIONS, "refused": ("not-started",), "pending": ("not-started",)}
    return after != before and after not in impossible.get(str(before), ())


def _is_short_time(name: str, after: Answer, group: Iterable[Requirement]) -> bool:
    """Tell whether an answer would help by so little time having passed: nobody can act on that."""
    limits = (part for requirement in group for part in leaves(requirement) if isinstance(part, Below))
    return questions.BY_ID[name].unit is Unit.MONTHS and any(limit.holds({name: after}) for limit in limits)


def _satisfies(group: Iterable[Requirement], answers: Answers) -> bool:
    findings = [Finding(requirement, status(requirement, answers)) for requirement in group]
    return verdict(findings) is Verdict.LIKELY_ELIGIBLE


def _change(name: str, answers: Answers, after: Answer, group: Iterable[Requirement]) -> Change:
    helped = [part for part in group if name in part.questions() and not _satisfies([part], answers)]
    return Change(name, answers.get(name), after, tuple(helped))


def _waiting(assessment: Assessment) -> date | None:
    """Return the first day on which time alone has brought the verdict."""
    for day, passed in _coming_days(assessment):
        answers = {name: _later(name, answer, passed) for name, answer in assessment.answers.items()}
        if assess(assessment.ruleset, answers, day).verdict is Verdict.LIKELY_ELIGIBLE:
            return day
    return None


def _coming_days(assessment: Assessment) -> Iterator[tuple[date, int]]:
    """Yield the days on which time can change something, and the full months until then."""
    on = assessment.on
    counted = [
        value
        for values in cuts(part for period in assessment.ruleset.periods() for part in period.requirements).items()
        if questions.BY_ID[values[0]].unit is Unit.MONTHS
        for value in values[1]
        if isinstance(value, int)
    ]
    # Python's days end with the year 9999.
    left = (date.max.year - on.year) * _MONTHS_IN_A_YEAR + date.max.month - on.month
    days = {_add_months(on, months): months for months in range(min(left, max(counted, default=0)) + 1)}
    for start in assessment.ruleset.starts():
        if start > on and start not in days:
            days[start] = _full_months(on, start)
    yield from sorted(days.items())


def _later(name: str, answer: Answer, passed: int) -> Answer:
    months = questions.BY_ID[name].unit is Unit.MONTHS and isinstance(answer, int)
    return answer + passed if months and isinstance(answer, int) else answer


def _add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, _MONTHS_IN_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _full_months(start: date, end: date) -> int:
    months = (end.year - start.year) * _MONTHS_IN_A_YEAR + end.month - start.month
    return months - (_add_months(start, months) > end)
