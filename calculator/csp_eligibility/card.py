"""A saved verdict, judged again: what the rules and the day of today make of yesterday's reply."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that a saved reply says otherwise than the rules do now.

    Attributes:
        field: Where in the reply: ``verdict``, ``rules.hash``, ``findings.revenue.status`` …
        saved: What the card says; None when it says nothing.
        now: What the rules say; None when they say nothing.
    """

    field: str
    saved: object
    now: object


def compare(saved: Mapping[str, object], now: Mapping[str, object]) -> tuple[Discrepancy, ...]:
    """Return what a saved reply's value says otherwise than the value of the same request now.

    Everything is compared, words too: a sentence that was altered is found as well as a verdict.
    """
    before, after = dict(_flat(saved)), dict(_flat(now))
    fields = dict.fromkeys((*after, *before))
    return tuple(
        Discrepancy(field, before.get(field), after.get(field))
        for field in fields
        if field not in before or field not in after or not _same(before[field], after[field])
    )


def _same(saved: object, now: object) -> bool:
    # 1 and True are equal in Python, and different answers.
    return saved == now and isinstance(saved, bool) == isinstance(now, bool)


def _flat(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield every leaf with its path; list members with an id of their own go by it."""
    match value:
        case dict() if value:
            for name, part in value.items():
                yield from _flat(part, f"{path}.{name}" if path else str(name))
        case list() if value:
            for place, part in enumerate(value):
                name = part.get("requirement", place) if isinstance(part, dict) else place
                yield from _flat(part, f"{path}.{name}")
        case _:
            yield path, value
