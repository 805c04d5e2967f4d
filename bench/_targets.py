"""What the engine is meant to reach, as ratios within one run, and whether it does."""

from typing import Any

Figures = dict[str, Any]


def judged(figures: Figures) -> list[Figures]:
    """Return each target with what was measured, what was meant, and whether it is met."""
    slow, local = figures["slow 4G"], figures["localhost"]
    packed = figures["bytes"]["gzip"]
    page = figures["page"]
    found = [
        _target("first visit, localhost, of stock", _ratio(local, "cold_ms"), 1 / 4),
        _target("first visit, 1.6 Mbit/s, of stock", _ratio(slow, "cold_ms"), 0.7),
        _target("second visit, localhost, of stock's", _ratio(local, "warm_ms"), 1 / 4),
        # At most 0.7 s where stock takes 2 s.
        _target("second visit, 1.6 Mbit/s, of stock's", _ratio(slow, "warm_ms"), 0.35),
    ]
    found += [
        _target(f"first visit, {speed}, of stock", _ratio(peers, "cold_ms"), 1)
        for speed, peers in figures["first visit by speed"].items()
    ]
    return [
        *found,
        _target("bytes, gzip, slow line's way, of stock", packed["ours, library"] / packed["stock"], 0.65),
        _target("bytes, gzip, fast line's way, of stock", packed["ours, snapshot"] / packed["stock"], 1),
        _target("longest main-thread task while the engine loads, ms", page["longest_task_ms"], 50),
        _target("answer changed to verdict written, longest, ms", page["written_longest_ms"], 50),
        _target("answer changed to verdict painted, median, ms", page["painted_ms"], 50),
        _target("answer changed to verdict painted, longest, ms", page["painted_longest_ms"], 50),
    ]


def _ratio(peers: Figures, what: str) -> float:
    return peers["ours"][what] / peers["stock"][what]


def _target(name: str, measured: float, limit: float) -> Figures:
    return {"target": name, "at_most": limit, "measured": round(measured, 3), "met": measured <= limit}
