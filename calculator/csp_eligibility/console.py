"""Replies as text, for people at a terminal."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from csp_eligibility.messages import N_, Catalogue

type Value = dict[str, Any]

_NEXT_STEPS = N_("Next steps")
_STILL_OPEN = N_("Questions still open: {questions}")
_IN_FORCE = N_("Assessed on {on}, by the requirements in force since {since}.")
_SINCE_UNTIL = N_("From {since} to the day before {until}")
_SINCE = N_("From {since}")
_SAME = N_("The rules of today say the same.")
_DIFFERENT = N_("The rules of today say something else:")
_SAVED_NOW = N_("{field}: “{now}”, saved as “{saved}”")
_MARKS = {"met": "+", "not-met": "-", "unknown": "?", "later": ">"}
_ALTERATIONS = {"added": "+", "amended": "~", "withdrawn": "-"}


def text(method: str, value: Value, catalogue: Catalogue) -> str:
    """Return the value of a reply of ``method`` as lines of text."""
    return "\n".join(_METHODS[method](value, catalogue))


def _assessment(value: Value, catalogue: Catalogue) -> Iterator[str]:
    yield value["verdict_label"]
    yield value["verdict_explanation"]
    yield catalogue.text(_IN_FORCE, on=_day(value["on"], catalogue), since=value["in_force_since_label"])
    yield value["sources_label"]
    if "company" in value:
        yield value["company"]["text"]
    yield ""
    for finding in value["findings"]:
        yield f"{_MARKS[finding['status']]} {finding['label']} – {finding['status_label']}"
        yield f"    {finding['explanation']}"
        yield f"    {finding['citation']['url']} ({finding['citation']['grade_label']})"
    if value["next_steps"]:
        yield from ("", catalogue.text(_NEXT_STEPS))
        for place, step in enumerate(value["next_steps"], 1):
            recommended = f" ({step['kind_label']})" if step["kind"] == "recommended" else ""
            yield f"{place}. {step['action']}{recommended}"
    if value["missing"]:
        yield from ("", catalogue.text(_STILL_OPEN, questions=", ".join(value["missing"])))
    yield from ("", value["disclaimer"])


def _exploration(value: Value, catalogue: Catalogue) -> Iterator[str]:
    yield value["verdict_label"]
    yield value["explanation"]
    for place, change in enumerate(value["changes"], 1):
        yield f"{place}. {change['question_label']} {change['label']}"
        yield from (f"    {part['label']} – {part['decided_by_label']}" for part in change["requirements"])
    if value["reachable"] is None:
        yield catalogue.text(_STILL_OPEN, questions=", ".join(value["missing"]))
    yield from ("", value["disclaimer"])


def _timeline(value: Value, catalogue: Catalogue) -> Iterator[str]:
    for period in value["periods"]:
        until = period["in_force_until"]
        days = {"since": period["in_force_since_label"]} | ({"until": _day(until, catalogue)} if until else {})
        mark = "→ " if period["current"] else "  "
        yield f"{mark}{catalogue.text(_SINCE_UNTIL if until else _SINCE, **days)}: {period['verdict_label']}"
        yield f"      {period['summary']} ({period['grade_label']})"
        for difference in period["differences"]:
            yield f"      {_ALTERATIONS[difference['alteration']]} {difference['label']}"
    yield from ("", value["disclaimer"])


def _comparison(value: Value, catalogue: Catalogue) -> Iterator[str]:
    for route in value["routes"]:
        yield from (f"== {route['label']} ==", "")
        yield from [route["error"]["message"]] if "error" in route else _assessment(route, catalogue)
        yield ""


def _description(value: Value, catalogue: Catalogue) -> Iterator[str]:
    yield value["label"]
    for applicant, periods in value["periods"].items():
        for period in periods:
            since = catalogue.text(_SINCE, since=_day(period["since"], catalogue))
            yield from ("", f"{since} ({applicant}): {period['summary']}")
            yield from (f"    {name}" for name in period["requirements"])


def _verification(value: Value, catalogue: Catalogue) -> Iterator[str]:
    yield catalogue.text(_SAME if value["same"] else _DIFFERENT)
    for part in value["differences"]:
        shown = {name: "" if part[name] is None else str(part[name]) for name in ("saved", "now")}
        yield f"    {catalogue.text(_SAVED_NOW, field=part['field'], **shown)}"


def _day(iso: str, catalogue: Catalogue) -> str:
    return catalogue.day(date.fromisoformat(iso))


_METHODS: dict[str, Callable[[Value, Catalogue], Iterator[str]]] = {
    "assess": _assessment,
    "explore": _exploration,
    "timeline": _timeline,
    "compare": _comparison,
    "describe": _description,
    "verify": _verification,
}
