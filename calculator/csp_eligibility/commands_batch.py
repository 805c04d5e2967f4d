"""The command ``batch``: a table of companies in, a table of verdicts out."""

import sys
from argparse import Namespace
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from csp_eligibility import answers as answers_
from csp_eligibility import batch as batch_
from csp_eligibility import messages, terminal
from csp_eligibility.answers import RequestError
from csp_eligibility.commands import DIFFERENT
from csp_eligibility.messages import N_
from csp_eligibility.rulesets import RULESETS
from csp_eligibility.table import layout
from csp_eligibility.verdicts import FORMATS, RESERVED, Job

_CANNOT_READ_TABLE = N_("“{field}” can’t be read: it must be a CSV file.")
_CANNOT_WRITE = N_("“{field}” can’t be written there.")
_NOT_A_FORMAT = N_("“{field}” must end in one of: {accepted}.")
_SAME_FILE = N_("“{field}” is the file to read, too: name another one to write.")
_NOT_ONE_OF = N_("“{field}” takes one of: {accepted}.")
_A_RESULT = N_("A column “{field}” can’t be kept, as the result has one of that name: give it another name.")
_KILLED = N_("“{field}” was not written, as a process was ended from outside: try again, perhaps with --jobs 1.")
_NO_COLUMNS = N_("Not in the file, so not answered: {questions}")
_ROWS = N_("{count} × {verdict}")
_WRONG_ROWS = N_("Rows that are wrong: {count}. Each is in the result with its reason; the first:")


def batch(options: Namespace) -> int:
    """Judge a table of companies; 1 when rows were wrong."""
    catalogue = messages.catalogue(options.locale)
    target = Path(options.target)
    job, size = _job(options)
    asked = RULESETS[options.ruleset].asked() - {"country"}
    if absent := sorted(asked - set(job.table.columns)):
        terminal.complain(catalogue.text(_NO_COLUMNS, questions=", ".join(absent)))
    try:
        if target.exists() and target.samefile(options.source):
            raise RequestError("malformed-request", options.target, _SAME_FILE)
        summary = batch_.run(Path(options.source), target, job, jobs=options.jobs, progress=_progress(size))
    except OSError:
        raise RequestError("malformed-request", options.target, _CANNOT_WRITE) from None
    except BrokenProcessPool:
        raise RequestError("malformed-request", options.target, _KILLED) from None
    for verdict, count in sorted(summary.verdicts.items()):
        print(catalogue.text(_ROWS, count=catalogue.number(count), verdict=verdict))
    if summary.wrong:
        terminal.complain(catalogue.text(_WRONG_ROWS, count=catalogue.number(summary.wrong)))
        terminal.complain("\n".join(summary.first_wrong))
    return DIFFERENT if summary.wrong else 0


def _job(options: Namespace) -> tuple[Job, int]:
    """Return what is to be done, and the size of the source in bytes."""
    source, suffix = Path(options.source), Path(options.target).suffix
    if options.ruleset not in RULESETS:
        raise RequestError("unknown-ruleset", "ruleset", _NOT_ONE_OF, accepted=", ".join(RULESETS))
    if suffix not in FORMATS:
        raise RequestError("malformed-request", options.target, _NOT_A_FORMAT, accepted=", ".join(FORMATS))
    on = answers_.day(options.on, "on", "invalid-date")
    for column in options.keep:
        if column in RESERVED:
            raise RequestError("malformed-request", column, _A_RESULT)
    try:
        with source.open("rb") as opened:
            table = layout(opened.readline(), options.source, options.keep)
        size = source.stat().st_size
    except OSError:
        raise RequestError("malformed-request", options.source, _CANNOT_READ_TABLE) from None
    return Job(ruleset=options.ruleset, on=on, locale=options.locale, table=table, suffix=suffix), size


def _progress(size: int) -> Callable[[int], None]:
    """Return what shows a bar on a terminal, and nothing elsewhere."""
    width = 40

    def show(done: int) -> None:
        part = min(done / size, 1)  # a file may grow meanwhile
        full = round(part * width)
        end = "\n" if part == 1 else ""
        print(f"\r[{'#' * full}{' ' * (width - full)}] {part:4.0%}", end=end, file=sys.stderr, flush=True)

    return show if sys.stderr and sys.stderr.isatty() else lambda _: None
