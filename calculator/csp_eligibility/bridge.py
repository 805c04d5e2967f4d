"""The one door that a browser uses: a JSON text in, a JSON text out, and never an exception."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from csp_eligibility import answers as answers_
from csp_eligibility import card, messages, report, report_what_if, requests
from csp_eligibility.answers import RequestError
from csp_eligibility.assessment import assess
from csp_eligibility.conditions import Answers
from csp_eligibility.description import describe
from csp_eligibility.exploration import explore
from csp_eligibility.messages import N_, Catalogue
from csp_eligibility.model import NotInForceError, Ruleset
from csp_eligibility.rulesets import RULESETS
from csp_eligibility.timeline import timeline

_NOT_IN_FORCE = N_("No list of requirements is known for “{field}” before {first}.")

_CASE = ("ruleset", "on", "locale", "answers")

type Object = Mapping[str, object]


def handle(request: str) -> str:
    """Answer a request.

    Args:
        request: A JSON object: ``{"method": "assess", "params": {"ruleset": …, "on": …, "locale": …,
            "answers": {…}}}``. Days are ``YYYY-MM-DD``, locales BCP 47. ``explore`` and ``timeline``
            take the same; ``compare`` needs no ruleset, ``describe`` only ruleset and locale;
            ``verify`` takes ``card``, the value of an earlier reply, and may name a locale for errors.

    Returns:
        A JSON object: ``{"ok": true, "value": {…}}``, or ``{"ok": false, "error": {"code": …,
        "field": …, "message": …}}`` with ``message`` in the locale asked for, else in English.
    """
    locale = messages.SOURCE_LOCALE
    try:
        call = requests.closed(requests.parse(request), "request", ("method", "params"))
        params = call["params"]
        if isinstance(params, dict) and params.get("locale") in messages.locales():
            locale = params["locale"]
        answer = METHODS[requests.one_of(call["method"], METHODS, "method")]
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
    given = requests.closed(params, "params", _CASE)
    return _Case(
        RULESETS[requests.one_of(given["ruleset"], RULESETS, "ruleset")],
        answers_.day(given["on"], "on", "invalid-date"),
        requests.catalogue(given["locale"]),
        answers_.read(requests.mapping(given["answers"], "answers")),
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
    given = requests.closed(params, "params", ("on", "locale", "answers"), optional=("ruleset",))
    routes: list[Object] = []
    for ruleset in RULESETS.values():
        case = _case(given | {"ruleset": ruleset.id})
        head: Object = {"ruleset": ruleset.id, "label": case.catalogue.text(ruleset.label)}
        try:
            with in_force(case.on):
                routes.append({**head, **report.render(assess(ruleset, case.answers, case.on), case.catalogue)})
        except RequestError as error:
            routes.append({**head, "error": _error(error, case.catalogue)})
    return {"on": given["on"], "locale": given["locale"], "routes": routes}


def _describe(params: object) -> Object:
    given = requests.closed(params, "params", ("ruleset", "locale"))
    ruleset = RULESETS[requests.one_of(given["ruleset"], RULESETS, "ruleset")]
    return describe(ruleset, requests.catalogue(given["locale"]))


def _verify(params: object) -> Object:
    """Judge the answers of a saved reply again, as on its day."""
    given = requests.closed(params, "params", ("card",), optional=("locale",))
    if "locale" in given:
        requests.catalogue(given["locale"])
    saved = requests.mapping(given["card"], "card")
    requests.required(saved, _CASE)
    requests.finite(saved, "card")
    now = _assess({name: saved[name] for name in _CASE})
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
