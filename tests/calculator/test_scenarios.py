"""Every scenario file: sentences with a date and an expected verdict."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from csp_eligibility import RULESETS, assess, read
from csp_eligibility.conditions import AtLeast, Below
from csp_eligibility.model import Applicant

FILES = sorted((Path(__file__).parent.parent / "scenarios").glob("*.yaml"))


def scenarios():
    for file in FILES:
        suite = yaml.safe_load(file.read_text(encoding="utf-8"))
        for scenario in suite["scenarios"]:
            answers = suite["base"] | scenario.get("change", {})
            answers = {name: value for name, value in answers.items() if name not in scenario.get("without", [])}
            yield pytest.param(suite["ruleset"], answers, scenario, id=f"{file.stem}: {scenario['sentence']}")


@pytest.mark.parametrize(("ruleset", "answers", "scenario"), list(scenarios()))
def test_scenario(ruleset, answers, scenario):
    if "next_review" in answers:
        answers = answers | {"next_review": answers["next_review"].isoformat()}
    assessment = assess(RULESETS[ruleset], read(answers), scenario["day"])
    statuses = {finding.requirement.id: finding.status.value for finding in assessment.findings}

    assert assessment.verdict.value == scenario["verdict"]
    assert scenario.get("findings", {}).items() <= statuses.items()
    assert assessment.period.since == scenario.get("since", assessment.period.since)
    if "only" in scenario:
        assert sorted(statuses) == sorted(scenario["only"])
    if "missing" in scenario:
        assert list(assessment.missing)[: len(scenario["missing"])] == scenario["missing"]
        assert bool(assessment.missing) == bool(scenario["missing"])
    if "steps" in scenario:
        assert [step.requirement.id for step in assessment.next_steps] == scenario["steps"]


def thresholds():
    for ruleset in RULESETS.values():
        for version in ruleset.requirements:
            condition = getattr(version, "condition", None)
            for part in getattr(condition, "conditions", (condition,)):
                if isinstance(part, AtLeast | Below):
                    yield pytest.param(ruleset.id, part, id=f"{ruleset.id}: {version.id} {part.threshold}")


@pytest.mark.parametrize(("ruleset", "condition"), list(thresholds()))
def test_every_threshold_has_a_scenario_just_below_on_and_just_above_it(ruleset, condition):
    used = {param.values[1].get(condition.question) for param in scenarios() if param.values[0] == ruleset}
    assert {condition.threshold - 1, condition.threshold, condition.threshold + 1} <= used


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
