"""The one door that a browser uses: a JSON text in, a JSON text out, and never an exception."""

import json
from collections.abc import Callable, Mapping

from csp_eligibility import answers as answers_
from csp_eligibility import messages, report
from csp_eligibility.answers import RequestError
from csp_eligibility.assessment import assess
from csp_eligibility.messages import N_, Catalogue
from csp_eligibility.model import NotInForceError
from csp_eligibility.rulesets import RULESETS

LONGEST_REQUEST = 1_000_000
# A request has three. Nesting without end would overflow the stack of a browser, which Python can't catch.
MOST_BRACKETS = 1_000

_TOO_LONG = N_("“{field}” is longer than {longest} characters.")
_TOO_NESTED = N_("“{field}” has more than {most} brackets and braces.")
_NOT_JSON = N_("“{field}” is not valid JSON.")
_NOT_JSON_LINE = N_("“{field}” is not valid JSON (line {line}).")
_TWICE = N_("The key “{field}” stands twice in one object.")
_NOT_AN_OBJECT = N_("“{field}” must be a JSON object.")
_UNKNOWN_KEY = N_("There is no key “{field}” here. The keys are: {accepted}.")
_KEY_MISSING = N_("The key “{field}” is missing.")
_NOT_ONE_OF = N_("“{field}” takes one of: {accepted}.")
_NOT_IN_FORCE = N_("No list of requirements is known for “{field}” before {first}.")

type Object = Mapping[str, object]


def handle(request: str) -> str:
    """Answer a request.

    Args:
        request: A JSON object: ``{"method": "assess", "params": {"ruleset": …, "on": …, "locale": …,
            "answers": {…}}}``. Days are ``YYYY-MM-DD``, locales BCP 47.

    Returns:
        A JSON object: ``{"ok": true, "value": {…}}``, or ``{"ok": false, "error": {"code": …,
        "field": …, "message": …}}`` with ``message`` in the locale asked for, else in English.
    """
    locale = messages.SOURCE_LOCALE
    try:
        call = _object(parse(request), "request", ("method", "params"))
        params = call["params"]
        if isinstance(params, dict) and params.get("locale") in messages.locales():
            locale = params["locale"]
        method = call["method"]
        answer = _METHODS[_one_of(method, _METHODS, "method")]
        reply: Object = {"ok": True, "value": answer(params)}
    except RequestError as error:
        message = error.message(messages.catalogue(locale))
        shown = {"code": error.code, "field": answers_.shown(error.field), "message": message}
        reply = {"ok": False, "error": shown}
    return json.dumps(reply)


def _assess(params: object) -> Object:
    given = _object(params, "params", ("ruleset", "on", "locale", "answers"))
    ruleset = _one_of(given["ruleset"], RULESETS, "ruleset")
    catalogue = _catalogue(given["locale"])
    on = answers_.day(given["on"], "on", "invalid-date")
    answers = answers_.read(_mapping(given["answers"], "answers"))
    try:
        assessment = assess(RULESETS[ruleset], answers, on)
    except NotInForceError as error:
        field = "on" if on < error.first else "next_review"
        raise RequestError("not-in-force", field, _NOT_IN_FORCE, first=error.first.isoformat()) from None
    return report.render(assessment, answers, catalogue)


_METHODS: dict[str, Callable[[object], Object]] = {"assess": _assess}


def parse(text: str, field: str = "request") -> object:
    """Return the value of a JSON text, as strictly as the bridge reads it.

    Args:
        text: The text.
        field: Its name in errors.

    Raises:
        RequestError: the text is too long, is no JSON, or names a key twice in one object.
    """
    if not isinstance(text, str):
        raise RequestError("malformed-request", field, _NOT_JSON)
    if len(text) > LONGEST_REQUEST:
        raise RequestError("malformed-request", field, _TOO_LONG, longest=LONGEST_REQUEST)
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        raise RequestError("malformed-request", field, _TOO_NESTED, most=MOST_BRACKETS)
    try:
        return json.loads(text, object_pairs_hook=_without_repeats)
    except RequestError:
        raise
    except json.JSONDecodeError as error:
        raise RequestError("malformed-request", field, _NOT_JSON_LINE, line=error.lineno) from None
    except ValueError:  # a whole number of thousands of figures
        raise RequestError("malformed-request", field, _NOT_JSON) from None


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise RequestError("malformed-request", name, _TWICE)
        found[name] = value
    return found


def _mapping(value: object, field: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise RequestError("malformed-request", field, _NOT_AN_OBJECT)
    return value


def _object(value: object, field: str, keys: tuple[str, ...]) -> dict[str, object]:
    """Return ``value`` if it is an object with exactly ``keys``."""
    found = _mapping(value, field)
    for name in found:
        if name not in keys:
            raise RequestError("malformed-request", name, _UNKNOWN_KEY, accepted=", ".join(keys))
    for name in keys:
        if name not in found:
            raise RequestError("malformed-request", name, _KEY_MISSING)
    return found


def _one_of(value: object, known: Mapping[str, object], field: str) -> str:
    if isinstance(value, str) and value in known:
        return value
    raise RequestError(f"unknown-{field}", field, _NOT_ONE_OF, accepted=", ".join(known))


def _catalogue(locale: object) -> Catalogue:
    known = {name: name for name in messages.locales()}
    return messages.catalogue(_one_of(locale, known, "locale"))
