"""Every combination of answers, cut at the thresholds, under every list of every route.

A list falls into groups of requirements that share questions. A verdict is the worst of its
groups', which is tested here; so what holds for every combination of every group holds for every
combination of the whole list, also where there are hundreds of millions of them.
"""

import math
import random
from collections import Counter
from itertools import product

import pytest
from csp_eligibility import RULESETS, Status, Verdict, assess, read
from csp_eligibility.cuts import cuts, groups
from csp_eligibility.model import Applicant

# Up to here, combinations of whole lists are judged one by one, too.
ONE_BY_ONE = 100_000
LISTS = [
    pytest.param(ruleset, applicant, period, id=f"{ruleset.id} {applicant} {period.since}")
    for ruleset in RULESETS.values()
    for applicant in Applicant
    for period in ruleset.periods(applicant)
]
SEVERITY = (Verdict.LIKELY_ELIGIBLE, Verdict.UNDETERMINED, Verdict.NOT_YET_ELIGIBLE)
lists = pytest.mark.parametrize(("ruleset", "applicant", "period"), LISTS)


class Group:
    """A group of a list, with what each combination of its answers comes to."""

    def __init__(self, ruleset, applicant, period, requirements):
        self.requirements = requirements
        self.ids = {part.id for part in requirements}
        self.choices = {name: values for name, values in cuts(requirements).items() if name != "applicant"}
        self.combinations = list(combinations(self.choices))
        self.outcomes = {
            key(given): outcome(ruleset, applicant, period, given, self.ids) for given in self.combinations
        }

    def of(self, given):
        return self.outcomes[key(given)]

    def completions(self, given):
        open_ = [name for name in self.choices if name not in given]
        for values in product(*(self.choices[name] for name in open_)):
            yield given | dict(zip(open_, values, strict=True))


def combinations(choices):
    for values in product(*((None, *values) for values in choices.values())):
        yield {name: value for name, value in zip(choices, values, strict=True) if value is not None}


def key(given):
    return tuple(sorted(given.items()))


def judge(ruleset, applicant, period, given):
    review = {"next_review": period.since.isoformat()} if applicant is Applicant.EXISTING else {}
    return assess(ruleset, read(given | {"applicant": applicant.value} | review), period.since)


def outcome(ruleset, applicant, period, given, ids):
    """The statuses of some requirements, the verdict they come to, and which of their questions are missing."""
    found = judge(ruleset, applicant, period, given)
    statuses = {finding.requirement.id: finding.status for finding in found.findings if finding.requirement.id in ids}
    asked = {name for part in found.period.requirements if part.id in ids for name in part.questions()}
    return statuses, group_verdict(found, ids), frozenset(found.missing) & asked


def group_verdict(assessment, ids):
    required = [finding for finding in assessment.findings if finding.requirement.id in ids]
    required = [finding for finding in required if finding.requirement.kind == "required"]
    if any(finding.status is Status.NOT_MET for finding in required):
        return Verdict.NOT_YET_ELIGIBLE
    unknown = [finding for finding in required if finding.status is Status.UNKNOWN]
    if any(finding.requirement.decided_by == "applicant" for finding in unknown):
        return Verdict.UNDETERMINED
    return Verdict.LIKELY_ELIGIBLE


def worst(verdicts):
    return max(verdicts, key=SEVERITY.index, default=Verdict.LIKELY_ELIGIBLE)


@pytest.fixture(scope="module")
def split():
    """The groups of each list, judged once."""
    return {
        (ruleset.id, applicant, period.since): [
            Group(ruleset, applicant, period, group) for group in groups(period.requirements)
        ]
        for ruleset, applicant, period in (param.values for param in LISTS)
    }


@pytest.fixture
def parts(split, ruleset, applicant, period):
    return split[ruleset.id, applicant, period.since]


@lists
def test_groups_are_judged_without_each_other(ruleset, applicant, period, parts):
    dice = random.Random(1)
    for part in parts:
        for given in part.combinations:
            for _ in range(3):
                rest = {}
                for other in parts:
                    rest |= dice.choice(other.combinations) if other is not part else {}
                statuses, _, _ = outcome(ruleset, applicant, period, rest | given, part.ids)
                assert statuses == part.of(given)[0]


@lists
def test_a_verdict_is_the_worst_of_its_groups(ruleset, applicant, period, parts):
    total = math.prod(len(part.combinations) for part in parts)
    if total <= ONE_BY_ONE:
        chosen = product(*(part.combinations for part in parts))
    else:
        dice = random.Random(2)
        chosen = ([dice.choice(part.combinations) for part in parts] for _ in range(2_000))
    for given in chosen:
        answers = {name: value for part in given for name, value in part.items()}
        expected = worst(part.of(one)[1] for part, one in zip(parts, given, strict=True))
        assert judge(ruleset, applicant, period, answers).verdict is expected


@lists
def test_every_combination_is_judged_and_every_verdict_comes_up(parts, period):
    counts = Counter({Verdict.LIKELY_ELIGIBLE: 1})
    for part in parts:
        own = Counter(part.of(given)[1] for given in part.combinations)
        folded = Counter()
        for before, after in product(counts, own):
            folded[worst((before, after))] += counts[before] * own[after]
        counts = folded
    assert counts.total() == math.prod(len(part.combinations) for part in parts)
    closed = any(part.id == "applications-open" for part in period.requirements)
    assert set(counts) == ({Verdict.NOT_YET_ELIGIBLE} if closed else set(Verdict))


@lists
def test_every_status_comes_up(parts, period):
    if any(part.id == "applications-open" for part in period.requirements):
        return
    found = {status for part in parts for given in part.combinations for status in part.of(given)[0].values()}
    # Nothing of the first resellers' list has to wait for another step.
    later = any(part.due for part in period.requirements)
    assert found == set(Status) - (set() if later else {Status.LATER})


@lists
def test_undetermined_only_where_two_completions_really_differ(parts):
    for part in parts:
        for given in part.combinations:
            verdict = part.of(given)[1]
            reached = {part.of(whole)[1] for whole in part.completions(given)}
            if verdict is Verdict.UNDETERMINED:
                assert {Verdict.LIKELY_ELIGIBLE, Verdict.NOT_YET_ELIGIBLE} <= reached
            elif verdict is Verdict.LIKELY_ELIGIBLE:
                # So the other groups never stand in the way of a completion.
                assert Verdict.LIKELY_ELIGIBLE in reached
            else:
                assert reached == {Verdict.NOT_YET_ELIGIBLE}
            assert Verdict.UNDETERMINED not in reached


@lists
def test_a_question_is_asked_exactly_when_it_can_still_change_a_finding(parts):
    for part in parts:
        for given in part.combinations:
            missing = part.of(given)[2]
            for name in set(part.choices) - set(given):
                matters = any(
                    len({tuple(part.of(whole | {name: value})[0].items()) for value in part.choices[name]}) > 1
                    for whole in part.completions(given)
                )
                assert (name in missing) == matters, (given, name)


@lists
def test_no_question_is_dead_and_asking_always_ends(ruleset, applicant, period, parts):
    asked = set(judge(ruleset, applicant, period, {}).asked)
    for part in parts:
        assert part.of({})[2] == set(part.choices) & asked
        for given in part.combinations:
            _, verdict, missing = part.of(given)
            assert not missing & set(given)
            if not missing:
                assert verdict is not Verdict.UNDETERMINED
