"""The forms of the values in the bridge's replies, as JSON Schema."""

from collections.abc import Iterable, Mapping

from csp_eligibility.assessment import Status, Verdict
from csp_eligibility.model import AnswerType, Applicant, DecidedBy, Grade, Kind, Unit
from csp_eligibility.report import Json
from csp_eligibility.rulesets import RULESETS
from csp_eligibility.timeline import Alteration

type Schema = dict[str, Json]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
ERROR_CODES = (
    "unknown-method",
    "unknown-ruleset",
    "unknown-locale",
    "unknown-question",
    "invalid-answer",
    "invalid-date",
    "not-in-force",
    "malformed-request",
)


def one_of(values: Iterable[str]) -> Schema:
    """Return the form of a code."""
    return {"enum": [str(value) for value in values]}


def closed(properties: Mapping[str, Json], required: Iterable[str] | None = None) -> Schema:
    """Return the form of an object with these properties and no others; all are required unless said otherwise."""
    names: list[Json] = list(properties if required is None else required)
    return {"type": "object", "properties": dict(properties), "required": names, "additionalProperties": False}


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _nullable(form: Schema) -> Schema:
    return {"anyOf": [form, {"type": "null"}]}


def _labelled(**fields: Schema) -> dict[str, Json]:
    """Return codes together with the words that show them."""
    return {name: form for field, form in fields.items() for name, form in ((field, form), (f"{field}_label", TEXT))}


_CITATION: Schema = {
    "title": TEXT,
    "url": {"type": "string", "format": "uri"},
    **_labelled(version=_nullable(DAY), grade=one_of(Grade)),
    "last_read": _nullable(DAY),
}
_RULES = closed({"version": TEXT, "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"}})
_HEAD: Schema = {"ruleset": one_of(RULESETS), "on": DAY, "locale": TEXT, "rules": _RULES}
_VERDICT: Schema = _labelled(verdict=one_of(Verdict))
_STATUS: Schema = _labelled(status=one_of(Status))
_MARKET: Schema = {"country": TEXT, "region": _nullable(TEXT), "currency": _nullable(TEXT), "text": TEXT}
_FINDING: Schema = {
    "requirement": TEXT,
    **_STATUS,
    **_labelled(kind=one_of(Kind), decided_by=one_of(DecidedBy)),
    "label": TEXT,
    "explanation": TEXT,
    "citation": closed({**_CITATION, "past_review": FLAG}),
    "anchor": TEXT,
}
_STEP: Schema = {
    **dict.fromkeys(("requirement", "action", "why", "where", "anchor"), TEXT),
    "status": one_of(Status),
    **_labelled(kind=one_of(Kind)),
}
_ASSESSMENT: Schema = {
    **_HEAD,
    **_labelled(in_force_since=DAY, in_force_since_grade=one_of(Grade)),
    "sources_last_read": _nullable(DAY),
    "sources_past_review": FLAG,
    "sources_label": TEXT,
    **_VERDICT,
    "verdict_explanation": TEXT,
    "disclaimer": TEXT,
    "answers": {"type": "object"},
    "findings": _list(closed(_FINDING)),
    "next_steps": _list(closed(_STEP)),
    "missing": _list(TEXT),
    "asked": _list(TEXT),
    "company": closed(_MARKET),
}
_REQUIRED = tuple(name for name in _ASSESSMENT if name != "company")
_CHANGE: Schema = {
    **_labelled(question=TEXT),
    "from": {},
    "to": {},
    "label": TEXT,
    "requirements": _list(
        closed({"requirement": TEXT, "label": TEXT, "action": TEXT, **_labelled(decided_by=TEXT), "anchor": TEXT})
    ),
}
_PERIOD: Schema = {
    **_labelled(in_force_since=DAY),
    "in_force_until": _nullable(DAY),
    "current": FLAG,
    "summary": TEXT,
    **_labelled(grade=one_of(Grade)),
    **_VERDICT,
    "findings": _list(closed({"requirement": TEXT, "label": TEXT, **_STATUS})),
    "differences": _list(
        closed({"requirement": TEXT, "label": TEXT, **_labelled(alteration=one_of(Alteration)), "explanation": TEXT})
    ),
}
_SPAN = _nullable(closed({"since": DAY, "until": _nullable(DAY)}))
# A tree: what it is made of is named in csp_eligibility.conditions.
_CONDITION: Schema = {"type": "object", "properties": {"condition": TEXT}, "required": ["condition"]}
_VERSION: Schema = {
    **dict.fromkeys(("requirement", "anchor", "label", "explanation", "where", "advisory"), TEXT),
    **dict.fromkeys(("action", "action_pending", "action_refused"), TEXT),
    "kind": one_of(Kind),
    "decided_by": one_of(DecidedBy),
    "condition": _CONDITION,
    "due": _nullable(_CONDITION),
    "in_force": closed({applicant.value: _SPAN for applicant in Applicant}),
    "citation": closed(_CITATION),
}
_QUESTION: Schema = {
    "id": TEXT,
    "type": one_of(AnswerType),
    "label": TEXT,
    "hint": TEXT,
    "unit": _nullable(one_of(Unit)),
    "choices": _list(closed({"value": TEXT, "label": TEXT})),
}
_DESCRIBED_PERIOD: Schema = {
    "since": DAY,
    "until": _nullable(DAY),
    "requirements": _list(TEXT),
    "summary": TEXT,
    **_labelled(grade=one_of(Grade)),
}

ERROR = closed({"code": one_of(ERROR_CODES), "field": TEXT, "message": TEXT})
_ROUTE: Schema = {"ruleset": one_of(RULESETS), "label": TEXT}

VALUES: dict[str, Schema] = {
    "assess": closed(_ASSESSMENT, _REQUIRED),
    "explore": closed(
        {
            **_HEAD,
            "label": TEXT,
            "in_force_since": DAY,
            **_VERDICT,
            "reachable": _nullable(FLAG),
            "changes": _list(closed(_CHANGE)),
            "waiting_until": _nullable(DAY),
            "missing": _list(TEXT),
            "explanation": TEXT,
            "disclaimer": TEXT,
        }
    ),
    "timeline": closed({**_HEAD, "label": TEXT, "periods": _list(closed(_PERIOD)), "disclaimer": TEXT}),
    "compare": closed(
        {
            "on": DAY,
            "locale": TEXT,
            "routes": _list(
                {"oneOf": [closed(_ASSESSMENT | _ROUTE, (*_REQUIRED, "label")), closed(_ROUTE | {"error": ERROR})]}
            ),
        }
    ),
    "describe": closed(
        {
            **_ROUTE,
            "locale": TEXT,
            "rules": _RULES,
            "questions": _list(closed(_QUESTION)),
            "requirements": _list(closed(_VERSION)),
            "periods": closed({applicant.value: _list(closed(_DESCRIBED_PERIOD)) for applicant in Applicant}),
            "citations": _list(closed(_CITATION)),
        }
    ),
    "verify": closed(
        {
            "same": FLAG,
            "saved": closed({"verdict": {}, "rules": {}}),
            "now": closed({"verdict": one_of(Verdict), "rules": _RULES}),
            "differences": _list(closed({"field": TEXT, "saved": {}, "now": {}})),
        }
    ),
}
