"""How many assessments a second, beside Publicodes; what a batch of a million rows takes."""

import csv
import json
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from csp_eligibility import RULESETS, assess, read
from csp_eligibility.conditions import Answer
from csp_eligibility.cuts import cuts

from builder.errors import ROOT

BATCH = ROOT / ".venv" / "bin" / "csp-eligibility"
NODE = ROOT / ".venv" / "bin" / "node"
PEER = Path(__file__).parent / "publicodes" / "run.mjs"
DAY = date(2026, 11, 22)
CASES = 500
REPEATS = 7
ROWS = 1_000_000
# What is aimed at; how long something takes says too much about a machine to fail a test by it.
LEAST_RATIO = 15
MOST_MEMORY_MIB = 150


def cases() -> list[dict[str, object]]:
    """Return answers of new applicants, cut at the thresholds, some questions left open; always the same."""
    choices = cuts(RULESETS["direct-bill"].period(DAY).requirements)
    dice = random.Random(1)  # noqa: S311 - the same cases every time
    favourable = {name: "passed" if "passed" in values else _favourable(values) for name, values in choices.items()}
    # Few answers are unfavourable or left out, so that all three verdicts come up.
    return [
        {"applicant": "new"}
        | {
            name: dice.choice(values) if dice.random() < 1 / 10 else favourable[name]
            for name, values in choices.items()
            if name != "applicant" and dice.random() > 1 / 30
        }
        for _ in range(CASES)
    ]


def _favourable(values: Sequence[Answer]) -> Answer:
    """Return yes, or the most."""
    return values[0] if isinstance(values[0], bool) else values[-1]


def run() -> dict[str, object]:
    """Print and return both measurements, each with its target and whether it is met."""
    figures: dict[str, dict[str, object]] = {"assess": measure_assess(), "batch": measure_batch()}
    for name, found in figures.items():
        print(f"\n{name}: target {found['target']} – {'met' if found['met'] else 'MISSED'}")
        print(
            *(f"    {field:24} {value}" for field, value in found.items() if field not in {"target", "met"}), sep="\n"
        )
    return dict(figures)


def measure_batch() -> dict[str, object]:
    """Judge a table of a million companies and return how long it took and the most memory it held."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "companies.csv"), Path(folder, "verdicts.csv")
        given = cases()
        columns = list(dict.fromkeys(name for case in given for name in case))
        with source.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, columns)
            writer.writeheader()
            for number in range(ROWS):
                writer.writerow(given[number % CASES])
        start = time.perf_counter()
        command = [str(part) for part in (BATCH, "batch", source, target, "--on", DAY)]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        most = 0.0
        while running.poll() is None:
            most = max(most, _mebibytes(running.pid))
            time.sleep(0.2)
        seconds = time.perf_counter() - start
        with target.open("rb") as written:
            rows = sum(1 for _ in written) - 1
    if rows != ROWS:
        raise SystemExit(f"the batch wrote {rows} of {ROWS} rows")
    return {
        "rows": ROWS,
        "rows_per_second": round(ROWS / seconds),
        "most_memory_mib": round(most),
        "target": f"memory under {MOST_MEMORY_MIB} MiB, all processes together",
        "met": most < MOST_MEMORY_MIB,
    }


def _mebibytes(root: int) -> float:
    """Return what a process and its children hold in memory; shared pages count in each of them."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except OSError:
            continue  # it has ended meanwhile
        if root in {int(fields["Pid"]), int(fields["PPid"])}:
            total += int(fields.get("VmRSS", "0 kB").split()[0])
    return total / 1024


def measure_assess() -> dict[str, object]:
    """Judge the same cases here and there, in turns, and return assessments a second and their ratio."""
    given = cases()
    ruleset = RULESETS["direct-bill"]
    verdicts = [assess(ruleset, read(case), DAY).verdict.value for case in given]
    request = json.dumps({"cases": given, "repeats": REPEATS})
    done = subprocess.run([NODE, PEER], input=request, capture_output=True, text=True, check=True)
    peer = json.loads(done.stdout)
    differing = sum(ours != theirs for ours, theirs in zip(verdicts, peer["verdicts"], strict=True))
    if differing:
        raise SystemExit(f"Publicodes judges {differing} of {CASES} cases otherwise: the two do not do the same work")
    seconds = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        for case in given:
            # Publicodes reads a situation each time, too; only the words of its notation are made before.
            assessment = assess(ruleset, read(case), DAY)
            assessment.missing  # noqa: B018 - Publicodes tells it, too
        seconds.append(time.perf_counter() - start)
    ours, theirs = (CASES / statistics.median(times) for times in (seconds, peer["seconds"]))
    return {
        "cases": CASES,
        "verdicts": {verdict: verdicts.count(verdict) for verdict in sorted(set(verdicts))},
        "assessments_per_second": round(ours),
        "publicodes_per_second": round(theirs),
        "ratio": round(ours / theirs, 1),
        "target": f"at least {LEAST_RATIO} times as many assessments a second as Publicodes",
        "met": ours / theirs >= LEAST_RATIO,
    }
