"""The browser's door: every request gets a reply, and every mistake its error code."""

import json
import math
from datetime import date

import pytest
from csp_eligibility import RULESETS, handle, messages
from csp_eligibility.bridge import METHODS
from csp_eligibility.provenance import fingerprint
from csp_eligibility.requests import DEEPEST, LONGEST_REQUEST
from csp_eligibility.rulesets import questions
from hypothesis import given
from hypothesis import strategies as st
from strategies import answer_sets, days

CODES = {
    "unknown-method",
    "unknown-ruleset",
    "unknown-locale",
    "unknown-question",
    "invalid-answer",
    "invalid-date",
    "not-in-force",
    "malformed-request",
}


def request(method="assess", **changes):
    params = {"ruleset": "direct-bill", "on": "2026-11-22", "locale": "en-US", "answers": {}} | changes
    return json.dumps({"method": method, "params": params})


def error(text):
    reply = json.loads(handle(text))
    assert reply["ok"] is False
    assert set(reply["error"]) == {"code", "field", "message"}
    return reply["error"]


def value(method="assess", **changes):
    reply = json.loads(handle(request(method, **changes)))
    assert reply["ok"] is True
    return reply["value"]


def test_a_reply_holds_all_that_the_page_shows(complete):
    reply = value(answers=complete)
    assert reply["ruleset"] == "direct-bill"
    assert reply["on"] == "2026-11-22"
    assert reply["in_force_since"] == "2025-10-01"
    assert reply["locale"] == "en-US"
    assert reply["verdict"] == "likely-eligible"
    assert reply["missing"] == []
    assert reply["next_steps"] == []
    wanted = {"requirement", "status", "kind", "decided_by", "label", "explanation", "citation", "anchor"}
    assert all(wanted <= set(finding) for finding in reply["findings"])


def test_findings_explain_themselves_in_the_applicants_own_figures(complete):
    answers = complete | {"csp_revenue_usd": 500000, "months_as_indirect_reseller": 1}
    english = {finding["requirement"]: finding for finding in value(answers=answers)["findings"]}
    french = {finding["requirement"]: finding for finding in value(answers=answers, locale="fr-FR")["findings"]}
    short = "USD 500,000 of the USD 1,000,000 needed; USD 500,000 short."
    assert english["revenue"]["explanation"].startswith(short)
    assert english["reseller-tenure"]["explanation"].startswith("1 month of the 12 months needed; 11 months short.")
    assert "1\u202f000\u202f000" in french["revenue"]["explanation"]
    assert french["revenue"]["label"] != english["revenue"]["label"]


@pytest.mark.parametrize(
    ("have", "short"),
    [
        (999_999.5, "USD 999,999.50 of the USD 1,000,000 needed; USD 0.50 short."),
        (999_999.999, "USD 0.01 short."),
        (999_999.9999999, "USD 999,999.99 of the USD 1,000,000 needed; USD 0.01 short."),
        (0.5, "USD 0.50 of the USD 1,000,000 needed; USD 999,999.50 short."),
    ],
)
def test_a_cent_that_is_missing_never_reads_as_nothing(have, short):
    reply = value(answers={"applicant": "new", "csp_revenue_usd": have})
    (finding,) = [finding for finding in reply["findings"] if finding["requirement"] == "revenue"]
    assert short in finding["explanation"]


def test_the_warning_stands_with_the_plan_while_the_check_is_open_and_no_longer(complete):
    def plan(**changes):
        findings = value(answers=complete | changes)["findings"]
        return next(finding["explanation"] for finding in findings if finding["requirement"] == "support-plan")

    warning = "Don’t buy a support plan"
    assert warning in plan(credit_check="pending", support_plan="none")
    assert warning in plan(credit_check="pending", support_plan="asfp")
    assert warning not in plan(credit_check="passed", support_plan="none")


def test_steps_come_in_the_order_in_which_to_take_them(complete):
    answers = complete | {
        "credit_check": "not-started",
        "support_plan": "none",
        "partner_agreement": False,
        "csp_revenue_usd": 0,
    }
    steps = value(answers=answers)["next_steps"]
    assert [step["requirement"] for step in steps] == ["revenue", "credit-check", "support-plan", "partner-agreement"]
    assert "short" in steps[0]["why"]
    assert "Don’t buy" in steps[2]["why"]


def test_a_closed_door_needs_no_answer_to_be_explained():
    (finding,) = value(on="2018-03-01", answers={"applicant": "new"})["findings"]
    assert finding["explanation"].startswith("From February 19")


def test_a_requirement_with_two_ways_to_meet_it_explains_both():
    answers = {"months_as_indirect_reseller": 24, "csp_revenue_usd": 10}
    findings = value(ruleset="indirect-reseller", answers=answers)["findings"]
    explanation = next(finding["explanation"] for finding in findings if finding["requirement"] == "reseller-revenue")
    assert explanation.startswith("Your answer: 24 months. USD 10 of the USD 1,000 needed; USD 990 short.")


@pytest.mark.parametrize(
    ("country", "words"),
    [("FR", "Europe"), ("VA", "not stated"), ("RU", "no market"), ("BR", "traditional")],
)
def test_a_company_learns_its_market(country, words):
    assert words in value(answers={"country": country})["company"]["text"]


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("", "malformed-request", "request"),
        ("{", "malformed-request", "request"),
        ("[]", "malformed-request", "request"),
        ("null", "malformed-request", "request"),
        ("[" * 100_000, "malformed-request", "request"),
        ("[" * 1000 + "]" * 1000, "malformed-request", "request"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "malformed-request", "request"),
        ('"' + '\\"' * 300_000, "malformed-request", "request"),
        ("9" * 10_000, "malformed-request", "request"),
        (" " * (LONGEST_REQUEST + 1), "malformed-request", "request"),
        ('{"method": "assess"}', "malformed-request", "params"),
        ('{"method": "assess", "params": []}', "malformed-request", "params"),
        ('{"method": "assess", "params": {}, "more": 1}', "malformed-request", "more"),
        ('{"method": "assess", "method": "assess", "params": {}}', "malformed-request", "method"),
        (request(method="divine"), "unknown-method", "method"),
        (request(method=None), "unknown-method", "method"),
        (request(ruleset="direct-debit"), "unknown-ruleset", "ruleset"),
        (request(ruleset=["direct-bill"]), "unknown-ruleset", "ruleset"),
        (request(locale="tlh"), "unknown-locale", "locale"),
        (request(locale=["fr-FR"]), "unknown-locale", "locale"),
        (request(locale="../fr-FR"), "unknown-locale", "locale"),
        (request("compare", answers=[]), "malformed-request", "answers"),
        ('{"method": "compare", "params": []}', "malformed-request", "params"),
        ('{"method": "compare", "params": {"on": "2026-11-22"}}', "malformed-request", "locale"),
        ('{"method": "describe", "params": []}', "malformed-request", "params"),
        ('{"method": "describe", "params": {"ruleset": "x", "locale": "en-US"}}', "unknown-ruleset", "ruleset"),
        ('{"method": "verify", "params": []}', "malformed-request", "params"),
        ('{"method": "verify", "params": {"card": []}}', "malformed-request", "card"),
        ('{"method": "verify", "params": {"card": {}}}', "malformed-request", "ruleset"),
        ('{"method": "verify", "params": {"card": {}, "locale": "tlh"}}', "unknown-locale", "locale"),
        (request("explore", on="2018-01-01"), "not-in-force", "on"),
        (request("timeline", on="2018-01-01"), "not-in-force", "on"),
        (request(on="2026-02-30"), "invalid-date", "on"),
        (request(on="20261122"), "invalid-date", "on"),
        (request(on="2026-W47-7"), "invalid-date", "on"),
        (request(on=20261122), "invalid-date", "on"),
        (request(on="2018-02-18"), "not-in-force", "on"),
        (request(answers=[]), "malformed-request", "answers"),
        (request(answers={"shoe_size": 43}), "unknown-question", "shoe_size"),
        (request(answers={"admin_mfa": "true"}), "invalid-answer", "admin_mfa"),
        (request(answers={"admin_mfa": 1}), "invalid-answer", "admin_mfa"),
        (request(answers={"admin_mfa": None}), "invalid-answer", "admin_mfa"),
        (request(answers={"applicant": "newish"}), "invalid-answer", "applicant"),
        (request(answers={"applicant": ["new"]}), "invalid-answer", "applicant"),
        (request(answers={"country": "fr"}), "invalid-answer", "country"),
        (request(answers={"country": "ZZ"}), "invalid-answer", "country"),
        (request(answers={"next_review": "2026-02-30"}), "invalid-answer", "next_review"),
        (request(answers={"managed_services": -1}), "invalid-answer", "managed_services"),
        (request(answers={"managed_services": 1.5}), "invalid-answer", "managed_services"),
        (request(answers={"managed_services": True}), "invalid-answer", "managed_services"),
        (request(answers={"managed_services": 10**20}), "invalid-answer", "managed_services"),
        (request(answers={"csp_revenue_usd": -0.01}), "invalid-answer", "csp_revenue_usd"),
        (request(answers={"csp_revenue_usd": math.nan}), "invalid-answer", "csp_revenue_usd"),
        (request(answers={"csp_revenue_usd": math.inf}), "invalid-answer", "csp_revenue_usd"),
        (request(answers={"csp_revenue_usd": 10**400}), "invalid-answer", "csp_revenue_usd"),
        (request(answers={"csp_revenue_usd": "1000000"}), "invalid-answer", "csp_revenue_usd"),
        (
            request(answers={"applicant": "existing", "next_review": "2018-08-30"}),
            "not-in-force",
            "next_review",
        ),
    ],
)
def test_a_mistake_gets_its_code_and_names_its_field(text, code, field):
    found = error(text)
    assert found["code"] == code
    assert found["field"] == field
    assert found["message"]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"support_plan": "gold"}, "“support_plan” takes one of: none, asfp, psfp."),
        ({"csp_revenue_usd": -1}, "“csp_revenue_usd” takes a number from 0 to 1,000,000,000,000,000."),
        ({"admin_mfa": 1}, "“admin_mfa” takes true or false."),
    ],
)
def test_a_mistake_says_what_is_accepted(answers, message):
    assert error(request(answers=answers))["message"] == message


def test_bytes_are_no_request():
    assert error(b"{}")["code"] == "malformed-request"


def test_an_error_speaks_the_readers_language():
    english = error(request(on="tomorrow"))["message"]
    french = error(request(on="tomorrow", locale="fr-FR"))["message"]
    assert "YYYY-MM-DD" in english
    assert french != english


def test_an_error_quotes_somebodys_text_short_and_printable():
    found = error(request(answers={"\ud800\x07" + "x" * 500: 1}))
    assert len(found["field"]) < 70
    assert found["field"].isprintable()


def test_twelve_point_nought_is_a_whole_number():
    reply = value(answers={"applicant": "new", "months_as_indirect_reseller": 12.0})
    statuses = {finding["requirement"]: finding["status"] for finding in reply["findings"]}
    assert statuses["reseller-tenure"] == "met"


LABELS = {"label", "explanation", "action", "why", "where", "text", "title", "url", "summary", "hint", "locale"}
LABELS |= {"disclaimer", "verdict_explanation", "question_label", "advisory", "action_pending", "action_refused"}


def codes(value):
    """A reply without its words."""
    if isinstance(value, dict):
        kept = {name: part for name, part in value.items() if name not in LABELS and not name.endswith("_label")}
        return {name: codes(part) for name, part in kept.items()}
    return [codes(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("method", ["assess", "explore", "timeline", "compare", "describe"])
@given(data=st.data())
def test_all_languages_give_the_same_codes(method, data):
    params = {"ruleset": data.draw(st.sampled_from(list(RULESETS))), "on": data.draw(days).isoformat()}
    params["answers"] = data.draw(answer_sets)
    if method == "describe":
        params = {"ruleset": params["ruleset"]}
    replies = [
        json.loads(handle(json.dumps({"method": method, "params": params | {"locale": locale}})))
        for locale in messages.locales()
    ]
    assert len(replies) > 1
    first, *others = (codes(reply.get("value", {"error": reply.get("error", {}).get("code")})) for reply in replies)
    assert all(other == first for other in others)


def test_every_method_answers_in_the_readers_language(complete):
    for method in ("assess", "explore", "timeline", "compare"):
        english, french = (json.dumps(value(method, answers=complete, locale=locale)) for locale in ("en-US", "fr-FR"))
        assert "Direct-bill partner" in english or "Likely eligible" in english
        assert "Direct-bill partner" not in french
        assert "Likely eligible" not in french


def test_a_route_is_described_as_data():
    call = {"method": "describe", "params": {"ruleset": "direct-bill", "locale": "en-US"}}
    described = json.loads(handle(json.dumps(call)))["value"]
    (latest,) = [
        part
        for part in described["requirements"]
        if part["requirement"] == "revenue" and part["in_force"]["new"] == {"since": "2025-10-01", "until": None}
    ]
    assert latest["condition"] == {"condition": "at-least", "question": "csp_revenue_usd", "threshold": 1_000_000}
    assert latest["in_force"]["existing"] is None
    (partners,) = [
        part
        for part in described["requirements"]
        if part["requirement"] == "revenue" and part["in_force"]["existing"] == {"since": "2025-10-01", "until": None}
    ]
    assert (partners["condition"], partners["in_force"]["new"]) == (latest["condition"], None)
    (plan, partners_plan, *_) = [part for part in described["requirements"] if part["requirement"] == "support-plan"]
    assert plan["condition"] == {"condition": "one-of", "question": "support_plan", "values": ["asfp", "psfp"]}
    assert plan["due"] == {"condition": "is", "question": "credit_check", "value": "passed"}
    assert partners_plan["due"] is None
    assert [period["since"] for period in described["periods"]["existing"]][:2] == ["2018-08-31", "2021-01-01"]
    assert {question["id"] for question in described["questions"]} == RULESETS["direct-bill"].asked()
    assert described["label"] == "Direct-bill partner"
    assert described["rules"]["hash"] == fingerprint(RULESETS["direct-bill"])
    assert [question for question in described["questions"] if question["id"] == "csp_revenue_usd"] == [
        {
            "id": "csp_revenue_usd",
            "type": "number",
            "label": "How much CSP cloud revenue did you bill over the trailing 12 months, in US dollars?",
            "hint": (
                "Convert other currencies first. Microsoft verifies the figure on its side. For the indirect-reseller"
                " route alone, add perpetual software."
            ),
            "unit": "usd",
            "choices": [],
        }
    ]
    (applicant,) = [question for question in described["questions"] if question["id"] == "applicant"]
    assert applicant["choices"][0] == {"value": "new", "label": "No, we are applying"}
    assert (latest["label"], latest["action"], latest["where"]) == (
        "CSP revenue",
        "Raise your CSP cloud revenue to the threshold before you apply.",
        "",
    )
    assert (plan["label"], plan["advisory"][:9]) == ("Microsoft support plan", "Don’t buy")
    assert {citation["grade"] for citation in described["citations"]} == {"page", "excerpt"}


def verify(card, **more):
    return json.dumps({"method": "verify", "params": {"card": card} | more})


def nested(levels, innermost=1):
    for _ in range(levels):
        innermost = {"a": innermost}
    return innermost


def test_a_card_that_is_nested_too_deep_is_refused_and_one_that_is_not_is_judged(complete):
    card = value(answers=complete)
    # The request, its parameters and the card are levels, too.
    assert json.loads(handle(verify(card | {"more": nested(DEEPEST - 3)})))["value"]["same"] is False
    for levels in (DEEPEST - 2, 995):
        found = error(verify(card | {"more": nested(levels)}))
        assert (found["code"], found["field"]) == ("malformed-request", "request")
        assert f"more than {DEEPEST} levels" in found["message"]


def test_brackets_inside_strings_are_no_nesting(complete):
    text = '[{\\"[[' * 50
    reply = json.loads(handle(verify(value(answers=complete) | {"more": text})))
    assert reply["value"]["differences"] == [{"field": "more", "saved": text, "now": None}]


def test_many_brackets_side_by_side_are_no_nesting(complete):
    reply = json.loads(handle(verify(value(answers=complete) | {"more": [[]] * 5_000})))
    assert len(reply["value"]["differences"]) == 5_000


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-1e999"])
def test_a_card_with_a_number_that_is_none_is_refused(complete, number):
    text = verify(value(answers=complete) | {"verdict": "HERE"}).replace('"HERE"', number)
    found = error(text)
    assert (found["code"], found["field"]) == ("malformed-request", "card")


def test_a_card_that_is_none_is_refused_in_the_language_asked_for():
    assert error(verify([], locale="fr-FR"))["message"] != error(verify([]))["message"]
    assert "locale" in error(verify([], more=1))["message"]


@pytest.mark.parametrize("on", ["9998-01-31", "9998-12-31", "9999-01-01", "9999-11-30", "9999-12-31"])
@pytest.mark.parametrize("months", [0, 11])
def test_at_the_end_of_days_waiting_is_reckoned_as_far_as_there_are_days(complete, on, months):
    until = value("explore", on=on, answers=complete | {"months_as_indirect_reseller": months})["waiting_until"]
    expected = {
        ("9998-01-31", 0): "9999-01-31",
        ("9998-12-31", 0): "9999-12-31",
        ("9998-01-31", 11): "9998-02-28",
        ("9998-12-31", 11): "9999-01-31",
        ("9999-01-01", 11): "9999-02-01",
        ("9999-11-30", 11): "9999-12-30",
    }
    assert until == expected.get((on, months))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
keys = st.sampled_from(["method", "params", "ruleset", "on", "locale", "answers", "csp_revenue_usd", "country"])


@given(st.text() | json_values.map(json.dumps) | st.dictionaries(keys, json_values).map(json.dumps))
def test_the_bridge_never_raises(text):
    assert error(text)["code"] in CODES


@given(st.fixed_dictionaries({}, optional={"ruleset": json_values, "on": json_values, "answers": json_values}))
def test_the_bridge_never_raises_on_odd_parameters(changes):
    assert error(request(**({"on": None} | changes)))["code"] in CODES


@pytest.mark.parametrize(("locale", "day"), [("en-US", "February 19, 2018"), ("fr-FR", "19 février 2018")])
def test_an_error_writes_days_as_its_language_does(locale, day):
    assert day in error(request(on="2018-02-18", locale=locale))["message"]


EXTREMES = st.sampled_from(["0001-01-01", "2018-01-01", "9998-01-31", "9998-12-31", "9999-12-31"])
any_days = EXTREMES | st.dates().map(date.isoformat) | days.map(date.isoformat)
any_answers = st.builds(
    lambda good, review, odd: good | review | odd,
    answer_sets,
    st.fixed_dictionaries({}, optional={"next_review": any_days}),
    st.just({}) | st.dictionaries(st.sampled_from(list(questions.BY_ID)), json_values, max_size=1),
)
any_cards = st.builds(
    lambda call, where, odd: {**json.loads(handle(call)).get("value", {}), **dict.fromkeys(where, odd)},
    st.builds(lambda on, answers: request(on=on, answers=answers), any_days, answer_sets),
    st.lists(st.sampled_from(["verdict", "rules", "findings", "answers", "on", "missing", "more"]), max_size=2),
    json_values | st.integers(0, 200).map(nested),
)


def strict(reply):
    """A reply, read as a browser does: without NaN and infinite numbers."""

    def refuse(constant):
        pytest.fail(f"{constant} is no JSON")

    return json.loads(reply, parse_constant=refuse)


@pytest.mark.parametrize("method", list(METHODS))
@given(data=st.data())
def test_every_method_replies_to_whatever_comes(method, data):
    optional = {
        "ruleset": st.sampled_from([*RULESETS, "x"]),
        "on": any_days,
        "locale": st.sampled_from([*messages.locales(), "x"]),
        "answers": any_answers,
        "card": any_cards | json_values,
    }
    keys = {"compare": ("on", "locale", "answers"), "describe": ("ruleset", "locale"), "verify": ("card",)}
    fitting = {name: optional[name] for name in keys.get(method, ("ruleset", "on", "locale", "answers"))}
    params = data.draw(st.fixed_dictionaries(fitting) | st.fixed_dictionaries({}, optional=optional) | json_values)
    reply = strict(handle(json.dumps({"method": method, "params": params})))
    assert set(reply) == ({"ok", "value"} if reply["ok"] else {"ok", "error"})
    assert reply["ok"] or reply["error"]["code"] in CODES
