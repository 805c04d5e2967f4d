"""The forms of the values in the bridge's replies, as JSON Schema."""

from csp_eligibility.assessment import Status, Verdict
from csp_eligibility.model import AnswerType, Applicant, DecidedBy, Grade, Kind, Unit
from csp_eligibility.rulesets import RULESETS
from csp_eligibility.schema_forms import DAY, FLAG, TEXT, Schema, closed, labelled, list_of, nullable, one_of
from csp_eligibility.timeline import Alteration

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

_CITATION: Schema = {
    "title": TEXT,
    "url": {"type": "string", "format": "uri"},
    **labelled(version=nullable(DAY), grade=one_of(Grade)),
    "last_read": nullable(DAY),
}
_RULES = closed({"version": TEXT, "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"}})
_HEAD: Schema = {"ruleset": one_of(RULESETS), "on": DAY, "locale": TEXT, "rules": _RULES}
_VERDICT: Schema = labelled(verdict=one_of(Verdict))
_STATUS: Schema = labelled(status=one_of(Status))
_MARKET: Schema = {"country": TEXT, "region": nullable(TEXT), "currency": nullable(TEXT), "text": TEXT}
_FINDING: Schema = {
    "requirement": TEXT,
    **_STATUS,
    **labelled(kind=one_of(Kind), decided_by=one_of(DecidedBy)),
    "label": TEXT,
    "explanation": TEXT,
    "citation": closed({**_CITATION, "past_review": FLAG}),
    "anchor": TEXT,
}
_STEP: Schema = {
    **dict.fromkeys(("requirement", "action", "why", "where", "anchor"), TEXT),
    "status": one_of(Status),
    **labelled(kind=one_of(Kind)),
}
_ASSESSMENT: Schema = {
    **_HEAD,
    **labelled(in_force_since=DAY, in_force_since_grade=one_of(Grade)),
    "sources_last_read": nullable(DAY),
    "sources_past_review": FLAG,
    "sources_label": TEXT,
    **_VERDICT,
    "verdict_explanation": TEXT,
    "disclaimer": TEXT,
    "answers": {"type": "object"},
    "findings": list_of(closed(_FINDING)),
    "next_steps": list_of(closed(_STEP)),
    "missing": list_of(TEXT),
    "asked": list_of(TEXT),
    "company": closed(_MARKET),
}
_REQUIRED = tuple(name for name in _ASSESSMENT if name != "company")
_CHANGE: Schema = {
    **labelled(question=TEXT),
    "from": {},
    "to": {},
    "label": TEXT,
    "requirements": list_of(
        closed({"requirement": TEXT, "label": TEXT, "action": TEXT, **labelled(decided_by=TEXT), "anchor": TEXT})
    ),
}
_PERIOD: Schema = {
    **labelled(in_force_since=DAY),
    "in_force_until": nullable(DAY),
    "current": FLAG,
    "summary": TEXT,
    **labelled(grade=one_of(Grade)),
    **_VERDICT,
    "findings": list_of(closed({"requirement": TEXT, "label": TEXT, **_STATUS})),
    "differences": list_of(
        closed({"requirement": TEXT, "label": TEXT, **labelled(alteration=one_of(Alteration)), "explanation": TEXT})
    ),
}
_SPAN = nullable(closed({"since": DAY, "until": nullable(DAY)}))
# A tree: what it is made of is named in csp_eligibility.conditions.
_CONDITION: Schema = {"type": "object", "properties": {"condition": TEXT}, "required": ["condition"]}
_VERSION: Schema = {
    **dict.fromkeys(("requirement", "anchor", "label", "explanation", "where", "advisory"), TEXT),
    **dict.fromkeys(("action", "action_pending", "action_refused"), TEXT),
    "kind": one_of(Kind),
    "decided_by": one_of(DecidedBy),
    "condition": _CONDITION,
    "due": nullable(_CONDITION),
    "in_force": closed({applicant.value: _SPAN for applicant in Applicant}),
    "citation": closed(_CITATION),
}
_QUESTION: Schema = {
    "id": TEXT,
    "type": one_of(AnswerType),
    "label": TEXT,
    "hint": TEXT,
    "unit": nullable(one_of(Unit)),
    "choices": list_of(closed({"value": TEXT, "label": TEXT})),
}
_DESCRIBED_PERIOD: Schema = {
    "since": DAY,
    "until": nullable(DAY),
    "requirements": list_of(TEXT),
    "summary": TEXT,
    **labelled(grade=one_of(Grade)),
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
            "reachable": nullable(FLAG),
            "changes": list_of(closed(_CHANGE)),
            "waiting_until": nullable(DAY),
            "missing": list_of(TEXT),
            "explanation": TEXT,
            "disclaimer": TEXT,
        }
    ),
    "timeline": closed({**_HEAD, "label": TEXT, "periods": list_of(closed(_PERIOD)), "disclaimer": TEXT}),
    "compare": closed(
        {
            "on": DAY,
            "locale": TEXT,
            "routes": list_of(
                {"oneOf": [closed(_ASSESSMENT | _ROUTE, (*_REQUIRED, "label")), closed(_ROUTE | {"error": ERROR})]}
            ),
        }
    ),
    "describe": closed(
        {
            **_ROUTE,
            "locale": TEXT,
            "rules": _RULES,
            "questions": list_of(closed(_QUESTION)),
            "requirements": list_of(closed(_VERSION)),
            "periods": closed({applicant.value: list_of(closed(_DESCRIBED_PERIOD)) for applicant in Applicant}),
            "citations": list_of(closed(_CITATION)),
        }
    ),
    "verify": closed(
        {
            "same": FLAG,
            "saved": closed({"verdict": {}, "rules": {}}),
            "now": closed({"verdict": one_of(Verdict), "rules": _RULES}),
            "differences": list_of(closed({"field": TEXT, "saved": {}, "now": {}})),
        }
    ),
}
