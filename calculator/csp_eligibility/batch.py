"""Many companies at once: a CSV table in, a table of verdicts out.

Lines stream: what is in memory at any time is a few chunks for each core. The result takes its
place only when it is whole.
"""

import csv
import io
import json
import os
import signal
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from pathlib import Path
from typing import IO

from csp_eligibility import messages
from csp_eligibility.answers import RequestError
from csp_eligibility.assessment import Assessment, Status, assess
from csp_eligibility.bridge import in_force
from csp_eligibility.messages import Catalogue
from csp_eligibility.rulesets import RULESETS
from csp_eligibility.table import Layout, Row, row

FORMATS = (".csv", ".jsonl")
_CHUNK = 2_000
_SHOWN = 20
_RESULTS = ("verdict", "in_force_since", "not_met", "unknown", "later", "next_steps", "missing", "error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to do with every row.

    Attributes:
        ruleset: The id of the route.
        on: The day of the assessment.
        locale: The language of error messages, BCP 47.
        table: The columns of the input.
        suffix: The form of the output, one of ``FORMATS``.
    """

    ruleset: str
    on: date
    locale: str
    table: Layout
    suffix: str


@dataclass(slots=True)
class Summary:
    """What became of the rows: how many got which verdict, and the first that were wrong."""

    verdicts: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    first_wrong: list[str] = field(default_factory=list)


def run(source: Path, target: Path, job: Job, *, jobs: int, progress: Callable[[int], None]) -> Summary:
    """Judge every row of ``source`` and write ``target``.

    Args:
        source: A CSV file in UTF-8, with ``job.table`` as its first line.
        target: The file to write; it appears, or is replaced, when it is whole.
        job: What to do.
        jobs: How many processes.
        progress: Called with the number of bytes read so far.

    Raises:
        OSError: a file can't be read or written.
    """
    summary = Summary()
    with source.open("rb") as opened, _whole(target) as written:
        opened.readline()
        if job.suffix == ".csv":
            written.write(_csv([("line", *job.table.kept, *_RESULTS)]))
        done = 0
        for text, part, size in _judged(opened, job, jobs):
            written.write(text)
            summary.verdicts += part.verdicts
            summary.wrong += part.wrong
            summary.first_wrong += part.first_wrong[: _SHOWN - len(summary.first_wrong)]
            done += size
            progress(done)
    return summary


def _judged(opened: IO[bytes], job: Job, jobs: int) -> Iterator[tuple[str, Summary, int]]:
    """Yield the judged chunks in order, reading only a little ahead."""
    chunks = batched(enumerate(opened, 2), _CHUNK, strict=False)
    if jobs == 1:
        yield from (_judge(chunk, job) for chunk in chunks)
        return
    with ProcessPoolExecutor(jobs, initializer=_leave_signals) as pool:
        ahead: deque[Future[tuple[str, Summary, int]]] = deque()
        try:
            for chunk in chunks:
                with _interrupts_held():  # the first submission starts the processes
                    ahead.append(pool.submit(_judge, chunk, job))
                if len(ahead) > 2 * jobs:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep signals from a process that is being started, until it has been told to leave them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_signals() -> None:  # pragma: no cover - in processes that are not measured
    """Leave Ctrl+C to the process that can tidy up, and end at once when that one says so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})


def _judge(chunk: Sequence[tuple[int, bytes]], job: Job) -> tuple[str, Summary, int]:
    catalogue = messages.catalogue(job.locale)
    summary = Summary()
    rows = []
    for number, line in chunk:
        if not line.strip():
            continue
        judged = row(line, number, job.table)
        result = _result(judged, job, catalogue)
        if result["error"]:
            summary.wrong += 1
            summary.first_wrong.append(f"{number}: {result['error']}")
        else:
            summary.verdicts[str(result["verdict"])] += 1
        rows.append((judged, result))
    text = _csv(_flat(*both) for both in rows) if job.suffix == ".csv" else _jsonl(rows, job.table)
    return text, summary, sum(len(line) for _, line in chunk)


def _result(judged: Row, job: Job, catalogue: Catalogue) -> dict[str, str | list[str]]:
    blank: dict[str, str | list[str]] = dict.fromkeys(_RESULTS, "")
    if judged.error:
        return blank | {"error": judged.error.message(catalogue)}
    try:
        with in_force(job.on):
            assessment = assess(RULESETS[job.ruleset], judged.answers, job.on)
    except RequestError as error:
        return blank | {"error": error.message(catalogue)}
    return {
        "verdict": assessment.verdict.value,
        "in_force_since": assessment.period.since.isoformat(),
        "not_met": _ids(assessment, Status.NOT_MET),
        "unknown": _ids(assessment, Status.UNKNOWN),
        "later": _ids(assessment, Status.LATER),
        "next_steps": [finding.requirement.id for finding in assessment.next_steps],
        "missing": list(assessment.missing),
        "error": "",
    }


def _ids(assessment: Assessment, status: Status) -> list[str]:
    return [finding.requirement.id for finding in assessment.findings if finding.status is status]


def _flat(judged: Row, result: dict[str, str | list[str]]) -> tuple[str, ...]:
    cells = (value if isinstance(value, str) else " ".join(value) for value in result.values())
    return (str(judged.line), *judged.kept, *cells)


def _csv(rows: object) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def _jsonl(rows: Sequence[tuple[Row, dict[str, str | list[str]]]], table: Layout) -> str:
    lines = []
    for judged, result in rows:
        kept = dict(zip(table.kept, judged.kept, strict=True))
        told = {"error": result["error"]} if result["error"] else {k: v for k, v in result.items() if k != "error"}
        lines.append(json.dumps({"line": judged.line} | ({"kept": kept} if kept else {}) | told, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


@contextmanager
def _whole(target: Path) -> Iterator[IO[str]]:
    """Open a file beside ``target`` that takes its place at the end, or leaves no trace."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as opened:
            yield opened
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
