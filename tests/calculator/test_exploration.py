"""What would change a verdict: proved against brute force."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from csp_eligibility import RULESETS, Verdict, assess, exploration, explore, read
from csp_eligibility.conditions import AnyOf, Is
from csp_eligibility.cuts import cuts
from csp_eligibility.messages import catalogue
from csp_eligibility.report_what_if import render_exploration
from hypothesis import given, settings
from hypothesis import strategies as st

DIRECT = RULESETS["direct-bill"]
RESELLER = RULESETS["indirect-reseller"]
TODAY = date(2026, 11, 22)


def asked(complete, **changes):
    answers = {name: value for name, value in (complete | changes).items() if value is not None}
    return explore(DIRECT, read(answers), TODAY)


def told(exploration):
    return {change.question: (change.before, change.after) for change in exploration.changes}


def test_nothing_has_to_change_where_all_is_in_place(complete):
    found = asked(complete)
    assert found.reachable
    assert told(found) == {}
    assert found.waiting_until == TODAY


def test_a_gap_is_closed_at_its_threshold(complete):
    assert told(asked(complete, csp_revenue_usd=900_000)) == {"csp_revenue_usd": (900_000, 1_000_000)}


def test_a_missing_plan_after_a_passed_check_is_bought_and_the_check_not_undone(complete):
    assert told(asked(complete, support_plan="none")) == {"support_plan": ("none", "asfp")}


def test_a_refused_check_has_to_pass(complete):
    assert told(asked(complete, credit_check="refused")) == {"credit_check": ("refused", "passed")}


def test_a_refused_check_without_a_plan_has_to_be_open_again(complete):
    assert told(asked(complete, credit_check="refused", support_plan="none")) == {
        "credit_check": ("refused", "pending")
    }


def test_an_exploration_shows_each_answer_as_the_form_does(complete):
    gaps = {"admin_mfa": False, "csp_revenue_usd": 5, "support_plan": "none", "months_as_indirect_reseller": 1}
    value = render_exploration(asked(complete, **gaps), catalogue("en-US"))
    assert {change["question"]: change["label"] for change in value["changes"]} == {
        "admin_mfa": "“Yes” instead of “No”",
        "csp_revenue_usd": "“USD 1,000,000” instead of “USD 5”",
        "support_plan": "“Advanced Support for Partners (ASfP)” instead of “None”",
        "months_as_indirect_reseller": "“12 months” instead of “1 month”",
    }


def test_an_exploration_says_in_words_what_leads_there(complete):
    def said(**changes):
        value = render_exploration(asked(complete, **changes), catalogue("en-US"))
        assert value["disclaimer"].endswith("Microsoft decides.")
        return value["explanation"], value["waiting_until"]

    together = "These answers together would lead to “Likely eligible”; no smaller set would."
    alone = "This answer alone would lead to “Likely eligible”."
    waiting = "If all else stays as it is, waiting alone leads there by December 22, 2026."
    assert said() == ("Nothing has to change.", "2026-11-22")
    assert said(csp_revenue_usd=5) == (alone, None)
    assert said(csp_revenue_usd=5, admin_mfa=False) == (together, None)
    assert said(months_as_indirect_reseller=11) == (f"{alone} {waiting}", "2026-12-22")
    assert said(applicant=None)[0].startswith("Answer the open questions first")
    closed = render_exploration(explore(DIRECT, read(complete), date(2018, 8, 30)), catalogue("en-US"))
    assert closed["explanation"].startswith("No other answers lead to “Likely eligible” on this day. If all else")


def test_a_change_carries_the_answers_before_and_after(complete):
    value = render_exploration(asked(complete, csp_revenue_usd=5, admin_mfa=None), catalogue("en-US"))
    assert [(change["from"], change["to"], change["label"]) for change in value["changes"]] == [
        (5, 1_000_000, "“USD 1,000,000” instead of “USD 5”"),
        (None, True, "Yes"),
    ]


def test_a_question_not_answered_is_answered(complete):
    assert told(asked(complete, admin_mfa=None)) == {"admin_mfa": (None, True)}


def with_condition(condition):
    """The rules with another condition in the place of what administrators have to do."""
    requirements = [
        replace(part, condition=condition) if part.id == "admin-mfa" else part for part in DIRECT.requirements
    ]
    return replace(DIRECT, requirements=tuple(requirements))


def test_who_applies_is_never_changed(complete):
    ruleset = with_condition(AnyOf((Is("applicant", "existing"), Is("admin_mfa", value=True))))
    assert told(explore(ruleset, read(complete | {"admin_mfa": False}), TODAY)) == {"admin_mfa": (False, True)}


def test_a_positive_decision_is_proposed_before_any_other_that_would_do(complete):
    ruleset = with_condition(AnyOf((Is("business_vetting", "not-started"), Is("business_vetting", "passed"))))
    answers = {name: value for name, value in complete.items() if name != "business_vetting"}
    assert told(explore(ruleset, read(answers), TODAY)) == {"business_vetting": (None, "passed")}


def test_a_reseller_does_not_get_younger():
    answers = {"months_as_indirect_reseller": 24, "csp_revenue_usd": 10}
    found = explore(RESELLER, read(answers), TODAY)
    assert told(found)["csp_revenue_usd"] == (10, 1_000)
    assert "months_as_indirect_reseller" not in told(found)


@pytest.mark.parametrize("revenue", [10, None])
def test_months_that_nobody_has_told_are_not_assumed_to_be_few(revenue):
    answers = {"partner_id_active": True} | ({"csp_revenue_usd": revenue} if revenue else {})
    found = told(explore(RESELLER, read(answers), TODAY))
    assert found["csp_revenue_usd"] == (revenue, 1_000)
    assert "months_as_indirect_reseller" not in found


def test_months_that_are_asked_for_are_still_proposed(complete):
    assert told(asked(complete, months_as_indirect_reseller=None)) == {"months_as_indirect_reseller": (None, 12)}


def test_changes_come_in_the_order_of_the_steps_and_say_what_they_help_to_meet(complete):
    found = asked(complete, support_plan="none", csp_revenue_usd=0, partner_id_active=False)
    assert [change.question for change in found.changes] == ["partner_id_active", "csp_revenue_usd", "support_plan"]
    assert [part.id for change in found.changes for part in change.requirements] == [
        "partner-id",
        "revenue",
        "support-plan",
    ]


def test_without_a_list_nothing_is_found():
    found = explore(DIRECT, read({"applicant": "existing"}), TODAY)
    assert found.reachable is None
    assert found.waiting_until is None


def test_while_applications_are_closed_only_waiting_helps(complete):
    found = explore(DIRECT, read(complete), date(2018, 5, 1))
    assert found.reachable is False
    assert found.waiting_until == date(2018, 8, 31)


@pytest.mark.parametrize(
    ("months", "on", "until"),
    [
        (11, date(2026, 11, 22), date(2026, 12, 22)),
        (0, date(2026, 11, 22), date(2027, 11, 22)),
        (11, date(2027, 1, 31), date(2027, 2, 28)),
        (10, date(2027, 12, 31), date(2028, 2, 29)),
        (12, date(2026, 11, 22), date(2026, 11, 22)),
    ],
)
def test_time_alone_fills_the_months_as_a_reseller(complete, months, on, until):
    answers = complete | {"months_as_indirect_reseller": months}
    assert explore(DIRECT, read(answers), on).waiting_until == until


def test_waiting_reckons_with_the_list_of_its_day(complete):
    # Eleven months on the day before the new list: a month later USD 300,000 are no longer enough.
    answers = complete | {"months_as_indirect_reseller": 11, "csp_revenue_usd": 300_000}
    assert explore(DIRECT, read(answers), date(2025, 8, 31)).waiting_until == date(2025, 9, 30)
    assert explore(DIRECT, read(answers), date(2025, 9, 1)).waiting_until is None


def possible(name, before, after):
    """The moves that the world allows; written out again, so that the code is not its own witness."""
    if name == "months_as_indirect_reseller":
        return after >= 12 if before is None else after > before
    if before is None:
        return True
    if name in {"credit_check", "business_vetting", "capability_assessment"}:
        forward = {"not-started": {"pending", "passed", "refused"}, "pending": {"passed", "refused"}}
        return after in forward.get(before, {"pending", "passed"} if before == "refused" else set())
    return after != before


def smallest(ruleset, answers, on):
    """The size of the smallest set of changes, by trying all; None when there is none."""
    assessment = assess(ruleset, answers, on)
    choices = {
        name: [value for value in values if possible(name, answers.get(name), value)]
        for name, values in cuts(assessment.period.requirements).items()
        if name != "applicant"
    }
    for size in range(len(choices) + 1):
        for names in combinations(choices, size):
            for values in product(*(choices[name] for name in names)):
                changed = {**answers, **dict(zip(names, values, strict=True))}
                if assess(ruleset, changed, on).verdict is Verdict.LIKELY_ELIGIBLE:
                    return size
    return None


def likely_complete(base, choices, spoiled):
    """Answers that are in place but for a few that are another or none."""
    return st.fixed_dictionaries(
        {name: st.sampled_from((None, *choices[name])) for name in spoiled if name in choices}
    ).map(lambda changes: {name: value for name, value in (base | changes).items() if value is not None})


CASES = [
    (RESELLER, date(2026, 11, 22), ["months_as_indirect_reseller", "csp_revenue_usd", "admin_mfa"]),
    (DIRECT, date(2019, 1, 1), ["credit_check", "support_plan", "managed_services"]),
    (DIRECT, date(2026, 11, 22), ["credit_check", "support_plan", "business_vetting"]),
    (DIRECT, date(2026, 11, 22), ["csp_revenue_usd", "months_as_indirect_reseller", "support_plan"]),
    (DIRECT, date(2018, 6, 1), ["partner_id_active"]),
]


@settings(max_examples=25)
@given(st.data())
@pytest.mark.parametrize(("ruleset", "on", "spoiled"), CASES)
def test_the_changes_reach_the_verdict_and_no_smaller_set_does(complete, ruleset, on, spoiled, data):
    base = complete | {"provider_relationship": True}
    choices = cuts(ruleset.period(on).requirements)
    answers = read(data.draw(likely_complete(base, choices, spoiled)))
    found = explore(ruleset, answers, on)
    assert (len(found.changes) if found.reachable else None) == smallest(ruleset, answers, on)
    if found.reachable:
        changed = {**answers, **{change.question: change.after for change in found.changes}}
        assert assess(ruleset, changed, on).verdict is Verdict.LIKELY_ELIGIBLE
        assert all(change.before == answers.get(change.question) != change.after for change in found.changes)
        assert all(change.requirements for change in found.changes)
        assert all(possible(change.question, change.before, change.after) for change in found.changes)


@settings(max_examples=40)
@given(months=st.integers(0, 14), days=st.integers(0, 3_200), revenue=st.sampled_from([0, 300_000, 1_000_000]))
def test_no_earlier_day_would_do(complete, months, days, revenue):
    on = date(2018, 2, 19) + timedelta(days=days)
    answers = read(complete | {"months_as_indirect_reseller": months, "csp_revenue_usd": revenue})

    def verdict(day):
        passed = (day.year - on.year) * 12 + day.month - on.month
        if day.day < on.day and (day + timedelta(days=1)).month == day.month:
            passed -= 1
        return assess(DIRECT, {**answers, "months_as_indirect_reseller": months + passed}, day).verdict

    until = explore(DIRECT, answers, on).waiting_until
    span = (until - on).days if until else 430
    first = next((on + timedelta(n) for n in range(span + 1) if verdict(on + timedelta(n)) == "likely-eligible"), None)
    assert first == until


@pytest.mark.parametrize(
    ("name", "before", "after", "possible"),
    [
        ("months_as_indirect_reseller", 3, 4, True),
        ("months_as_indirect_reseller", 3, 3, False),
        ("months_as_indirect_reseller", 3, 2, False),
        ("solutions_partner_designations", 3, 2, True),
        ("credit_check", "pending", "passed", True),
        ("credit_check", "pending", "refused", True),
        ("credit_check", "pending", "pending", False),
        ("credit_check", "pending", "not-started", False),
        ("credit_check", "refused", "pending", True),
        ("credit_check", "refused", "passed", True),
        ("credit_check", "refused", "refused", False),
        ("credit_check", "refused", "not-started", False),
        ("credit_check", "passed", "pending", False),
        ("credit_check", "passed", "refused", False),
        ("credit_check", "passed", "not-started", False),
        ("credit_check", "not-started", "passed", True),
        ("credit_check", None, "not-started", True),
    ],
)
def test_time_runs_forward_and_decisions_stay(name, before, after, possible):
    assert exploration._is_possible(name, before, after) is possible


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 11, 22), date(2026, 11, 22), 0),
        (date(2026, 11, 22), date(2026, 12, 21), 0),
        (date(2026, 11, 22), date(2026, 12, 22), 1),
        (date(2026, 11, 22), date(2027, 1, 23), 2),
        (date(2026, 2, 28), date(2027, 2, 27), 11),
    ],
)
def test_a_month_is_full_on_its_day(start, end, months):
    assert exploration._full_months(start, end) == months
