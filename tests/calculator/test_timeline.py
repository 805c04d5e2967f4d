"""The same answers under every dated list."""

from dataclasses import replace
from datetime import date

import pytest
from csp_eligibility import RULESETS, read, timeline
from csp_eligibility.conditions import AtLeast
from csp_eligibility.messages import catalogue
from csp_eligibility.report_what_if import render_timeline
from csp_eligibility.timeline import Alteration, differences

DIRECT = RULESETS["direct-bill"]


def verdicts(steps):
    return {step.assessment.period.since.isoformat(): step.assessment.verdict.value for step in steps}


def altered(step, alteration):
    return {part.requirement.id for part in step.differences if part.alteration is alteration}


def test_the_same_answers_get_the_verdict_of_each_list(complete):
    answers = read(complete | {"csp_revenue_usd": 500_000, "months_as_indirect_reseller": 6})
    assert verdicts(timeline(DIRECT, answers, date(2026, 11, 22))) == {
        "2018-02-19": "not-yet-eligible",
        "2018-08-31": "likely-eligible",
        "2019-04-03": "likely-eligible",
        "2020-10-27": "likely-eligible",
        "2021-04-15": "not-yet-eligible",
        "2023-04-24": "not-yet-eligible",
        "2025-10-01": "not-yet-eligible",
    }


def test_it_says_what_changed_from_one_list_to_the_next(complete):
    steps = {step.assessment.period.since: step for step in timeline(DIRECT, read(complete), date(2026, 11, 22))}
    reopening = steps[date(2018, 8, 31)]
    assert altered(reopening, Alteration.WITHDRAWN) == {"applications-open"}
    assert "partner-id" in altered(reopening, Alteration.ADDED)
    tenure = steps[date(2021, 4, 15)]
    assert [(part.requirement.id, part.alteration) for part in tenure.differences] == [
        ("reseller-tenure", Alteration.ADDED)
    ]
    assert altered(steps[date(2019, 4, 3)], Alteration.AMENDED) == {"support-plan"}


def test_a_step_is_told_with_its_labels(complete):
    steps = timeline(DIRECT, read(complete), date(2026, 11, 22))
    value = render_timeline(DIRECT, date(2026, 11, 22), steps, catalogue("en-US"))
    tenure = next(period for period in value["periods"] if period["in_force_since"] == "2021-04-15")
    assert tenure["in_force_until"] == "2023-04-24"
    assert [(part["label"], part["alteration_label"]) for part in tenure["differences"]] == [
        ("Time as an indirect reseller", "Added")
    ]


def test_answers_about_somebody_else_do_not_move_the_review(complete):
    answers = read(complete | {"next_review": "2019-01-01"})
    assert {step.assessment.answers["next_review"] for step in timeline(DIRECT, answers, date(2026, 1, 1))} == {
        date(2019, 1, 1)
    }


def test_one_list_is_the_current_one(complete):
    steps = timeline(DIRECT, read(complete), date(2022, 1, 1))
    assert [step.assessment.period.since for step in steps if step.is_current] == [date(2021, 4, 15)]


def test_an_existing_partner_is_judged_as_if_the_review_fell_on_each_lists_first_day(complete):
    answers = read(complete | {"applicant": "existing", "next_review": "2026-01-01", "csp_revenue_usd": 0})
    steps = timeline(DIRECT, answers, date(2025, 1, 1))
    assert verdicts(steps) == {
        "2018-08-31": "likely-eligible",
        "2021-01-01": "not-yet-eligible",
        "2023-04-24": "not-yet-eligible",
        "2025-10-01": "not-yet-eligible",
    }
    assert [step.assessment.period.since for step in steps if step.is_current] == [date(2025, 10, 1)]
    assert steps[1].assessment.period.amendment.in_force.new == date(2020, 10, 27)


def test_a_requirement_that_says_and_asks_the_same_is_not_amended(complete):
    """A new citation alone changes nothing for an applicant."""
    steps = {step.assessment.period.since: step for step in timeline(DIRECT, read(complete), date(2026, 11, 22))}
    latest = steps[date(2025, 10, 1)]
    assert altered(latest, Alteration.AMENDED) == {
        "partner-id",
        "authority-to-sign",
        "first-level-support",
        "billing-and-provisioning",
        "managed-service",
        "revenue",
        "capability-assessment",
        "support-plan",
        "partner-agreement",
    }
    existing = complete | {"applicant": "existing", "next_review": "2026-01-01"}
    latest = timeline(DIRECT, read(existing), date(2026, 1, 1))[-1]
    assert "support-plan" not in altered(latest, Alteration.AMENDED)


def test_a_figure_that_moves_is_an_amendment_even_under_the_same_words():
    revenue = next(part for part in DIRECT.periods()[-1].requirements if part.id == "revenue")
    moved = replace(revenue, condition=AtLeast("csp_revenue_usd", 2_000_000))
    before = DIRECT.periods()[-1]
    after = replace(before, requirements=(moved,))
    assert [part.alteration for part in differences(replace(before, requirements=(revenue,)), after)] == ["amended"]


@pytest.mark.parametrize(
    "change",
    [{"label": "Other"}, {"explanation": "Other"}, {"due": AtLeast("csp_revenue_usd", 1)}, {"kind": "recommended"},
     {"decided_by": "microsoft"}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_what_is_said_and_asked_is_what_counts(change):
    before = DIRECT.periods()[-1]
    (first, *rest) = before.requirements
    after = replace(before, requirements=(replace(first, **change), *rest))
    assert [part.requirement.id for part in differences(before, after)] == [first.id]
    cited = replace(before, requirements=(replace(first, citation=rest[0].citation, in_force=rest[-1].in_force), *rest))
    assert differences(before, cited) == ()
