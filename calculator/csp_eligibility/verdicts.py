"""Rows of a table judged, and written as CSV or as JSON, a row a line."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from csp_eligibility import messages
from csp_eligibility.answers import RequestError
from csp_eligibility.assessment import Assessment, Status, assess
from csp_eligibility.bridge import in_force
from csp_eligibility.messages import Catalogue
from csp_eligibility.rulesets import RULESETS
from csp_eligibility.table import Layout, Row, row

FORMATS = (".csv", ".jsonl")
RESULTS = ("verdict", "in_force_since", "not_met", "unknown", "later", "next_steps", "missing", "error")
# Names that no column carried over may have.
RESERVED = ("line", *RESULTS)


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


type _Result = dict[str, str | list[str]]


def header(job: Job) -> str:
    """Return the line of column names, if the form of the output has one."""
    return _csv([("line", *job.table.kept, *RESULTS)]) if job.suffix == ".csv" else ""


def judge(chunk: Sequence[tuple[int, bytes]], job: Job) -> tuple[str, Summary, int]:
    """Judge some lines, each with its number, and return what to write, what became of them, and their bytes."""
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


def _result(judged: Row, job: Job, catalogue: Catalogue) -> _Result:
    blank: _Result = dict.fromkeys(RESULTS, "")
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


def _flat(judged: Row, result: _Result) -> tuple[str, ...]:
    cells = (value if isinstance(value, str) else " ".join(value) for value in result.values())
    return (str(judged.line), *judged.kept, *cells)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _jsonl(rows: Sequence[tuple[Row, _Result]], table: Layout) -> str:
    lines = []
    for judged, result in rows:
        kept = dict(zip(table.kept, judged.kept, strict=True))
        told = {"error": result["error"]} if result["error"] else {k: v for k, v in result.items() if k != "error"}
        lines.append(json.dumps({"line": judged.line} | ({"kept": kept} if kept else {}) | told, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)
