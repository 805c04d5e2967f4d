"""Prints what was measured of the engine."""

from typing import Any

from _page import WORDS
from _peers import PEERS

Figures = dict[str, Any]


def show(figures: Figures) -> None:
    """Print every table."""
    print(f"\nMedians of {figures['visits']} visits to each in turn (of {figures['visits at localhost']} at localhost)")
    for name, peer in PEERS.items():
        print(f"  {name:<18}{peer.loads}")
    for title in ("localhost", "processor 4x slower", "slow 4G"):
        _visits(title, figures[title])
    slower = figures["slow-down measured"]
    print(
        f"a loop took {slower['page']} times as long in the page, {slower['worker']} times in a worker, when 4x slower"
    )
    _speeds(figures["first visit by speed"])
    _bytes(figures["bytes"])
    print("\nthe calculator's own page, ms")
    for name, words in WORDS.items():
        print(f"{words:<76}{figures['page'][name]:>8}")
    print(f"\n{'targets':<56}{'measured':>10}{'at most':>10}")
    for target in figures["targets"]:
        word = "met" if target["met"] else "missed"
        print(f"{target['target']:<56}{target['measured']:>10.3f}{target['at_most']:>10.2f}  {word}")


def _visits(title: str, peers: Figures) -> None:
    print(f"\n{title:<24}{'first visit':>14}{'of stock':>10}{'second visit':>14}{'of stock':>10}")
    stock = peers["stock"]
    for name, found in peers.items():
        cold, warm = found["cold_ms"], found["warm_ms"]
        print(
            f"{name:<24}{cold / 1000:>12.2f} s{cold / stock['cold_ms']:>10.2f}"
            f"{warm / 1000:>12.2f} s{warm / stock['warm_ms']:>10.2f}"
        )


def _speeds(speeds: Figures) -> None:
    names = list(next(iter(speeds.values())))
    print(f"\n{'first visit, 150 ms':<24}" + "".join(f"{name:>17}" for name in names))
    for speed, found in speeds.items():
        print(f"{speed:<24}" + "".join(f"{found[name]['cold_ms'] / 1000:>15.2f} s" for name in names))


def _bytes(sizes: Figures) -> None:
    print(f"\n{'bytes of a first visit':<24}{'gzip':>12}{'of stock':>10}{'brotli':>12}{'of stock':>10}")
    gzip, br = sizes["gzip"], sizes["br"]
    for name in gzip:
        print(
            f"{name:<24}{gzip[name]:>12,}{gzip[name] / gzip['stock']:>10.2f}"
            f"{br[name]:>12,}{br[name] / br['stock']:>10.2f}"
        )
