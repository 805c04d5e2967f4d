"""Which combinations of answers an edit of the rules judges otherwise, with an example of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from csp_eligibility.cuts import cuts, groups
from csp_eligibility.versions import Rules

NOT_IN_FORCE = "not-in-force"

type _Given = dict[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """Combinations of answers whose verdict changes in the same way.

    Attributes:
        ruleset: The route.
        applicant: ``new`` or ``existing``.
        since: The first day of the list on which they are judged.
        before: The earlier verdict; ``not-in-force`` where there was no list.
        after: The verdict now.
        combinations: How many there are, of the answers cut at both versions' thresholds.
        example: The answers that matter, of one of them, None for a question left open; what is not
            named is in place.
    """

    ruleset: str
    applicant: str
    since: date
    before: str
    after: str
    combinations: int
    example: Mapping[str, object]


def changes(earlier: Rules, now: Rules) -> Iterator[Change]:
    """Yield what two versions of the rules judge differently, the oldest list first.

    Lists are compared group by group: the requirements that share questions together, with all
    others in place. A verdict is the worst of its groups', so a change that no group shows is none.
    """
    for ruleset in dict.fromkeys([*earlier.rulesets, *now.rulesets]):
        for applicant in ("new", "existing"):
            days = {*earlier.starts(ruleset, applicant), *now.starts(ruleset, applicant)}
            for since in sorted(days):
                yield from _on_day(earlier, now, _Place(ruleset, applicant, since))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the rules a comparison is made."""

    ruleset: str
    applicant: str
    since: date

    def verdict(self, rules: Rules, answers: _Given) -> str:
        """Return how a version judges; ``not-in-force`` where it had no list."""
        assessment = rules.judge(self.ruleset, self._given(answers), self.since)
        return NOT_IN_FORCE if assessment is None else str(assessment.verdict)

    def statuses(self, rules: Rules, answers: _Given) -> dict[str, str]:
        """Return where each requirement stands under a version."""
        assessment = rules.judge(self.ruleset, self._given(answers), self.since)
        return {finding.requirement.id: str(finding.status) for finding in assessment.findings} if assessment else {}

    def _given(self, answers: _Given) -> _Given:
        return answers | {"applicant": self.applicant, "next_review": self.since.isoformat()}


def _on_day(earlier: Rules, now: Rules, place: _Place) -> Iterator[Change]:
    lists = [rules.requirements(place.ruleset, place.applicant, place.since) for rules in (earlier, now)]
    known = {**earlier.questions, **now.questions}
    parts = groups([*lists[0], *lists[1]])
    choices = [{name: values for name, values in cuts(part, known).items() if name != "applicant"} for part in parts]
    in_place = [_favourable(place, (earlier, now), choice) for choice in choices]
    for number, choice in enumerate(choices):
        rest: _Given = {}
        for other, answers in enumerate(in_place):
            rest |= answers if other != number else {}
        found: dict[tuple[str, str], list[_Given]] = {}
        for answers in _combinations(choice):
            verdicts = (place.verdict(earlier, rest | answers), place.verdict(now, rest | answers))
            if verdicts[0] != verdicts[1]:
                found.setdefault(verdicts, []).append(answers)
        for (before, after), changed in found.items():
            example = dict.fromkeys(choice) | changed[0]
            yield Change(place.ruleset, place.applicant, place.since, before, after, len(changed), example)


def _combinations(choice: Mapping[str, Sequence[object]]) -> Iterator[_Given]:
    """Yield every combination of answers to some questions, unanswered ones included."""
    for values in product(*((None, *values) for values in choice.values())):
        yield {name: value for name, value in zip(choice, values, strict=True) if value is not None}


def _favourable(place: _Place, versions: Sequence[Rules], choice: Mapping[str, Sequence[object]]) -> _Given:
    """Return the answers of a group that hold a verdict back least, under all versions."""

    def held_back(answers: _Given) -> int:
        statuses = [place.statuses(rules, answers) for rules in versions]
        return sum(status in {"not-met", "unknown"} for found in statuses for status in found.values())

    return min(_combinations(choice), key=held_back)


def as_json(change: Change) -> dict[str, object]:
    """Return a change as JSON data."""
    return {
        "ruleset": change.ruleset,
        "applicant": change.applicant,
        "since": change.since.isoformat(),
        "before": change.before,
        "after": change.after,
        "combinations": change.combinations,
        "example": dict(change.example),
    }
