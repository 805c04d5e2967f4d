"""What to do next: by where a decision stands, what is required first."""

import json
from datetime import date

import pytest
from csp_eligibility import RULESETS, assess, explore, handle, read
from csp_eligibility.messages import catalogue
from csp_eligibility.report import render
from csp_eligibility.report_what_if import render_exploration


def steps(answers, locale="en-US"):
    reply = render(assess(RULESETS["direct-bill"], read(answers), date(2026, 11, 22)), catalogue(locale))
    return {step["requirement"]: step for step in reply["next_steps"]}


@pytest.mark.parametrize(
    ("decision", "state", "action"),
    [
        ("credit_check", None, "Apply, then wait for the e-mail"),
        ("credit_check", "not-started", "Apply, then wait for the e-mail"),
        ("credit_check", "pending", "Wait for the e-mail"),
        (
            "credit_check",
            "refused",
            "Buy no support plan. Ask Microsoft how to go on after the refusal:",
        ),
        ("business_vetting", "not-started", "Apply, and answer"),
        ("business_vetting", "pending", "Wait for the result of the business vetting"),
        ("business_vetting", "refused", "Ask Microsoft how to go on after the refusal: our sources don’t say."),
        ("capability_assessment", "not-started", "Go through the capability assessment"),
        ("capability_assessment", "pending", "Wait for the result of the capability assessment"),
        ("capability_assessment", "refused", "Ask Microsoft how to go on after the refusal: our sources don’t say."),
    ],
)
def test_a_step_depends_on_where_the_decision_stands(complete, decision, state, action):
    answers = {name: value for name, value in (complete | {decision: state}).items() if value is not None}
    (step,) = steps(answers).values()
    assert step["action"].startswith(action)
    assert steps(answers, "fr-FR")[step["requirement"]]["action"] != step["action"]
    if state == "refused":  # where to ask is in no source either
        assert step["where"] == ""


def test_a_change_is_acted_on_as_its_step_is(complete):
    answers = read(complete | {"credit_check": "refused"})
    value = render_exploration(explore(RULESETS["direct-bill"], answers, date(2026, 11, 22)), catalogue("en-US"))
    ((part,),) = [change["requirements"] for change in value["changes"]]
    assert part["action"].startswith("Buy no support plan.")


def test_a_recommendation_can_be_told_from_what_is_required(complete):
    found = steps(complete | {"managed_services": 0, "csp_revenue_usd": 0, "credit_check": "pending"})
    assert [(name, step["kind"], step["kind_label"]) for name, step in found.items()] == [
        ("revenue", "required", "Required"),
        ("managed-service", "recommended", "Recommended"),
        ("credit-check", "required", "Required"),
    ]


def test_the_start_day_of_2025_names_who_reports_it(complete):
    def value(method, locale):
        params = {"ruleset": "direct-bill", "on": "2026-11-22", "locale": locale, "answers": complete}
        if method == "describe":
            params = {name: params[name] for name in ("ruleset", "locale")}
        return json.loads(handle(json.dumps({"method": method, "params": params})))["value"]

    press = "techpartner.news 616900, channelnews.fr 145785"
    english = f"reported by {press}, not by Microsoft"
    assert value("assess", "en-US")["in_force_since_grade_label"] == english
    assert value("timeline", "en-US")["periods"][-1]["grade_label"] == english
    assert value("describe", "en-US")["periods"]["new"][-1]["grade_label"] == english
    assert press in value("assess", "fr-FR")["in_force_since_grade_label"]
    assert value("timeline", "en-US")["periods"][0]["grade_label"] == "read on Microsoft’s page"
