"""JSON Schema (2020-12) of the answers, from the questions, and of requests and replies."""

from csp_eligibility import answers as answers_
from csp_eligibility import messages
from csp_eligibility.model import AnswerType, Question
from csp_eligibility.rulesets import RULESETS, markets, questions
from csp_eligibility.schema_forms import DAY, Schema, closed, one_of
from csp_eligibility.schema_replies import ERROR, VALUES

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def answers() -> Schema:
    """Return the schema of a company's answers. No key is required: what is missing is not answered."""
    properties: Schema = {question.id: _answer(question) for question in questions.ALL}
    return {"$schema": DRAFT, "title": "Answers", **closed(properties, required=())}


def request() -> Schema:
    """Return the schema of a request to the bridge."""
    case: Schema = {
        "ruleset": one_of(RULESETS),
        "on": DAY,
        "locale": one_of(messages.locales()),
        "answers": closed({question.id: _answer(question) for question in questions.ALL}, required=()),
    }
    methods = {
        "assess": closed(case),
        "explore": closed(case),
        "timeline": closed(case),
        "compare": closed(case, required=("on", "locale", "answers")),
        "describe": closed({"ruleset": case["ruleset"], "locale": case["locale"]}),
        "verify": closed(
            {"card": {"type": "object", "required": list(case)}, "locale": case["locale"]}, required=("card",)
        ),
    }
    forms = [closed({"method": {"const": name}, "params": form}) for name, form in methods.items()]
    return {"$schema": DRAFT, "title": "Request", "oneOf": [*forms]}


def reply(method: str) -> Schema:
    """Return the schema of a reply of the bridge to ``method``.

    Raises:
        KeyError: there is no such method.
    """
    good = closed({"ok": {"const": True}, "value": VALUES[method]})
    bad = closed({"ok": {"const": False}, "error": ERROR})
    return {"$schema": DRAFT, "title": f"Reply to {method}", "oneOf": [good, bad]}


def _answer(question: Question) -> Schema:
    match question.type:
        case AnswerType.BOOLEAN:
            form: Schema = {"type": "boolean"}
        case AnswerType.CHOICE:
            form = one_of(choice.value for choice in question.choices)
        case AnswerType.COUNTRY:
            form = one_of(sorted({*markets.BY_COUNTRY, *markets.WITHOUT_MARKET}))
        case AnswerType.DATE:
            form = DAY
        case _:
            form = {"type": question.type.value, "minimum": 0, "maximum": answers_.LARGEST}
    return {"title": question.label} | ({"description": question.hint} if question.hint else {}) | form
