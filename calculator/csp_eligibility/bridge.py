"""The one door that a browser uses: a JSON text in, a JSON text out, and never an exception."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from csp_eligibility import answers as answers_
from csp_eligibility import card, messages, report, report_what_if
from csp_eligibility.answers import RequestError
from csp_eligibility.assessment import assess
from csp_eligibility.conditions import Answers
from csp_eligibility.description import describe
from csp_eligibility.exploration import explore
from csp_eligibility.messages import N_, Catalogue
from csp_eligibility.model import NotInForceError, Ruleset
from csp_eligibility.rulesets import RULESETS
from csp_eligibility.timeline import timeline

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
            "answers": {…}}}``. Days are ``YYYY-MM-DD``, locales BCP 47. ``explore`` and ``timeline``
            take the same; ``compare`` needs no ruleset, ``describe`` only ruleset and locale;
            ``verify`` takes ``card``, the value of an earlier reply.

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
        answer = METHODS[_one_of(call["method"], METHODS, "method")]
        reply: Object = {"ok": True, "value": answer(params)}
    except RequestError as error:
        reply = {"ok": False, "error": _error(error, messages.catalogue(locale))}
    return json.dumps(reply)


@dataclass(frozen=True, slots=True)
class _Case:
    """The checked parameters of a request about a company's answers."""

    ruleset: Ruleset
    on: date
    catalogue: Catalogue
    answers: Answers


def _case(params: object) -> _Case:
    given = _object(params, "params", ("ruleset", "on", "locale", "answers"))
    return _Case(
        RULESETS[_one_of(given["ruleset"], RULESETS, "ruleset")],
        answers_.day(given["on"], "on", "invalid-date"),
        _catalogue(given["locale"]),
        answers_.read(_mapping(given["answers"], "answers")),
    )


def _assess(params: object) -> Object:
    case = _case(params)
    with in_force(case.on):
        return report.render(assess(case.ruleset, case.answers, case.on), case.catalogue)


def _explore(params: object) -> Object:
    case = _case(params)
    with in_force(case.on):
        return report_what_if.render_exploration(explore(case.ruleset, case.answers, case.on), case.catalogue)


def _timeline(params: object) -> Object:
    case = _case(params)
    with in_force(case.on):
        steps = timeline(case.ruleset, case.answers, case.on)
    return report_what_if.render_timeline(case.ruleset, case.on, steps, case.catalogue)


def _compare(params: object) -> Object:
    """Judge the same answers by every route; a route that had no list on that day says so."""
    given = {name: value for name, value in _mapping(params, "params").items() if name != "ruleset"}
    routes: list[Object] = []
    for ruleset in RULESETS.values():
        case = _case(_object(given, "params", ("on", "locale", "answers")) | {"ruleset": ruleset.id})
        head: Object = {"ruleset": ruleset.id, "label": case.catalogue.text(ruleset.label)}
        try:
            with in_force(case.on):
                routes.append({**head, **report.render(assess(ruleset, case.answers, case.on), case.catalogue)})
        except RequestError as error:
            routes.append({**head, "error": _error(error, case.catalogue)})
    return {"on": given["on"], "locale": given["locale"], "routes": routes}


def _describe(params: object) -> Object:
    given = _object(params, "params", ("ruleset", "locale"))
    ruleset = RULESETS[_one_of(given["ruleset"], RULESETS, "ruleset")]
    return describe(ruleset, _catalogue(given["locale"]))


def _verify(params: object) -> Object:
    """Judge the answers of a saved reply again, as on its day."""
    saved = _mapping(_object(params, "params", ("card",))["card"], "card")
    for name in ("ruleset", "on", "locale", "answers"):
        if name not in saved:
            raise RequestError("malformed-request", name, _KEY_MISSING)
    now = _assess({name: saved[name] for name in ("ruleset", "on", "locale", "answers")})
    discrepancies = card.compare(saved, now)
    return {
        "same": not discrepancies,
        "saved": {"verdict": saved.get("verdict"), "rules": saved.get("rules")},
        "now": {"verdict": now["verdict"], "rules": now["rules"]},
        "differences": [{"field": part.field, "saved": part.saved, "now": part.now} for part in discrepancies],
    }


METHODS: dict[str, Callable[[object], Object]] = {
    "assess": _assess,
    "explore": _explore,
    "timeline": _timeline,
    "compare": _compare,
    "describe": _describe,
    "verify": _verify,
}


@contextmanager
def in_force(on: date) -> Iterator[None]:
    """Turn a day without a list into an error that names the answer to blame.

    Args:
        on: The day that was asked for.

    Raises:
        RequestError: with the code ``not-in-force``.
    """
    try:
        yield
    except NotInForceError as error:
        field = "on" if on < error.first else "next_review"
        raise RequestError("not-in-force", field, _NOT_IN_FORCE, first=error.first.isoformat()) from None


def _error(error: RequestError, catalogue: Catalogue) -> dict[str, str]:
    return {"code": error.code, "field": answers_.shown(error.field), "message": error.message(catalogue)}


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
