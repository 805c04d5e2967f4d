"""The schemas say what the bridge takes and gives."""

import json

import pytest
from csp_eligibility import handle, schema
from csp_eligibility.bridge import METHODS
from csp_eligibility.rulesets import questions
from jsonschema import Draft202012Validator, ValidationError

ANSWERS = Draft202012Validator(schema.answers(), format_checker=Draft202012Validator.FORMAT_CHECKER)
REQUEST = Draft202012Validator(schema.request(), format_checker=Draft202012Validator.FORMAT_CHECKER)
GAPS = {"credit_check": "refused", "support_plan": "none", "csp_revenue_usd": 0.5, "country": "BR"}


def request(method, answers, **changes):
    params = {"ruleset": "direct-bill", "on": "2026-11-22", "locale": "fr-FR", "answers": answers} | changes
    keys = {"compare": ("on", "locale", "answers"), "describe": ("ruleset", "locale")}.get(method, params)
    return {"method": method, "params": {name: params[name] for name in keys}}


def reply(call):
    return json.loads(handle(json.dumps(call)))


def is_valid(validator, value):
    try:
        validator.validate(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("of", [schema.answers(), schema.request(), *map(schema.reply, METHODS)])
def test_every_schema_is_one(of):
    Draft202012Validator.check_schema(of)


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"verify"}))
@pytest.mark.parametrize("change", [{}, GAPS, None, {"applicant": "existing", "next_review": "2026-01-01"}])
@pytest.mark.parametrize("on", ["2018-01-05", "2018-03-01", "2026-11-22"])
def test_what_goes_in_and_comes_out_is_as_the_schemas_say(complete, method, change, on):
    answers = {} if change is None else complete | change
    ANSWERS.validate(answers)
    call = request(method, answers, on=on)
    REQUEST.validate(call)
    Draft202012Validator(schema.reply(method)).validate(reply(call))


def test_a_card_goes_in_and_its_verification_comes_out_as_the_schemas_say(complete):
    card = reply(request("assess", complete))["value"]
    for changed in (card, card | {"verdict": "undetermined"}):
        call = {"method": "verify", "params": {"card": changed}}
        REQUEST.validate(call)
        Draft202012Validator(schema.reply("verify")).validate(reply(call))


@pytest.mark.parametrize("question", questions.ALL, ids=lambda question: question.id)
@pytest.mark.parametrize(
    "value",
    [True, "true", 1, 0, -1, 1.5, 12.0, 10**16, None, "", "new", "passed", "asfp", "FR", "fr", "ZZ", "2026-02-28",
     "2026-02-30", "20260228", [], {}],
    ids=repr,
)  # fmt: skip
def test_the_schema_takes_an_answer_exactly_when_the_bridge_does(question, value):
    answers = {question.id: value}
    assert is_valid(ANSWERS, answers) == reply(request("assess", answers))["ok"]


def test_the_schema_knows_no_other_keys():
    assert not is_valid(ANSWERS, {"shoe_size": 43})
    assert not is_valid(REQUEST, {"method": "divine", "params": {}})
    assert not is_valid(REQUEST, request("assess", {}) | {"more": 1})


def test_a_mistake_is_as_the_schema_says():
    Draft202012Validator(schema.reply("assess")).validate(reply(request("assess", {"shoe_size": 43})))
