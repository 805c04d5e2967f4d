"""Every scenario file: sentences with a date and an expected verdict."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from csp_eligibility import RULESETS, assess, read
from csp_eligibility.conditions import AtLeast, Below
from csp_eligibility.model import Applicant
from support import scenario_answers

FILES = sorted((Path(__file__).parent.parent / "scenarios").glob("*.yaml"))


def scenarios():
    for file in FILES:
        suite = yaml.safe_load(file.read_text(encoding="utf-8"))
        for scenario in suite["scenarios"]:
            answers = scenario_answers(suite, scenario)
            yield pytest.param(suite["ruleset"], answers, scenario, id=f"{file.stem}: {scenario['sentence']}")


def judge(ruleset, answers, scenario):
    if "next_review" in answers:
        answers = answers | {"next_review": answers["next_review"].isoformat()}
    return assess(RULESETS[ruleset], read(answers), scenario["day"])


@pytest.mark.parametrize(("ruleset", "answers", "scenario"), list(scenarios()))
def test_scenario(ruleset, answers, scenario):
    assessment = judge(ruleset, answers, scenario)
    statuses = {finding.requirement.id: finding.status.value for finding in assessment.findings}

    assert assessment.verdict.value == scenario["verdict"]
    assert scenario.get("findings", {}).items() <= statuses.items()
    assert assessment.period.since == scenario.get("since", assessment.period.since)
    if "only" in scenario:
        assert sorted(statuses) == sorted(scenario["only"])
    if "missing" in scenario:
        assert list(assessment.missing) == scenario["missing"]
    if "steps" in scenario:
        assert [step.requirement.id for step in assessment.next_steps] == scenario["steps"]


def thresholds():
    """Every figure, in each dated version and for each kind of applicant it applies to."""
    for ruleset in RULESETS.values():
        for version in ruleset.requirements:
            condition = getattr(version, "condition", None)
            for part in getattr(condition, "conditions", (condition,)):
                for applicant in Applicant:
                    if isinstance(part, AtLeast | Below) and (day := version.in_force.day(applicant)):
                        name = f"{ruleset.id} {applicant}: {version.id} of {day}, {part.threshold}"
                        yield pytest.param(ruleset.id, version, applicant, part, id=name)


@pytest.fixture(scope="module")
def judged():
    """Every scenario with whose list it is and what was on it."""
    params = [param.values for param in scenarios()]
    assessments = [judge(*values) for values in params]
    return [
        (ruleset, assessment.applicant, assessment.period.requirements, answers)
        for (ruleset, answers, _), assessment in zip(params, assessments, strict=True)
        if not assessment.unchosen
    ]


@pytest.mark.parametrize(("ruleset", "version", "applicant", "condition"), list(thresholds()))
def test_every_threshold_has_a_scenario_just_below_on_and_just_above_it(judged, ruleset, version, applicant, condition):
    used = {
        answers.get(condition.question)
        for judged_ruleset, judged_applicant, requirements, answers in judged
        if (judged_ruleset, judged_applicant) == (ruleset, applicant) and version in requirements
    }
    assert {condition.threshold - 1, condition.threshold, condition.threshold + 1} - used == set()


@pytest.mark.parametrize("ruleset", RULESETS.values(), ids=RULESETS)
@pytest.mark.parametrize("applicant", Applicant)
def test_every_start_day_and_the_day_before_it_have_a_scenario(ruleset, applicant):
    days = set()
    for ruleset_id, answers, scenario in (param.values for param in scenarios()):
        existing = answers.get("applicant") == Applicant.EXISTING
        if ruleset_id == ruleset.id and existing == (applicant is Applicant.EXISTING):
            days.add(answers.get("next_review") if existing else scenario["day"])
    starts = ruleset.starts(applicant)
    # Before the first start there is no list to judge by.
    assert {*starts, *(start - timedelta(days=1) for start in starts[1:])} <= days
