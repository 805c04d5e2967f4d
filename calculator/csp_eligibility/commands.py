"""What each command of the command line does; each returns its exit code."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from csp_eligibility import answers as answers_
from csp_eligibility import batch as batch_
from csp_eligibility import changes as changes_
from csp_eligibility import console, messages, versions
from csp_eligibility import schema as schema_
from csp_eligibility.answers import RequestError
from csp_eligibility.bridge import handle
from csp_eligibility.messages import N_
from csp_eligibility.requests import LONGEST_REQUEST, parse
from csp_eligibility.rulesets import RULESETS
from csp_eligibility.table import layout

DIFFERENT = 1

_CANNOT_READ = N_("“{field}” can’t be read: it must be a UTF-8 text file, or - for standard input.")
_CANNOT_READ_TABLE = N_("“{field}” can’t be read: it must be a CSV file.")
_CANNOT_WRITE = N_("“{field}” can’t be written there.")
_NOT_A_FORMAT = N_("“{field}” must end in one of: {accepted}.")
_SAME_FILE = N_("“{field}” is the file to read, too: name another one to write.")
_NOT_A_CARD = N_("“{field}” must be a reply of “assess”, or the value in one.")
_NOT_ONE_OF = N_("“{field}” takes one of: {accepted}.")
_NO_COLUMNS = N_("Not in the file, so not answered: {questions}")
_ROWS = N_("{count} × {verdict}")
_WRONG_ROWS = N_("Rows that are wrong: {count}. Each is in the result with its reason; the first:")
_NO_CHANGE = N_("No combination of answers changes its verdict.")
_CHANGE = N_(
    "{ruleset}, applicant {applicant}, list of {since}: combinations that change from {before} to {after}: {count}."
)
_EXAMPLE = N_("For example, with all else in place: {answers}")


def print_json(value: object) -> None:
    """Print a value as JSON, its words readable."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def ask(options: Namespace) -> int:
    """Pass a request of the same name to the bridge and print its reply."""
    params: dict[str, object] = {"locale": options.locale}
    for name in ("ruleset", "on"):
        if name in options:
            params[name] = getattr(options, name)
    if "answers" in options:
        params["answers"] = parse(_read(options.answers), options.answers)
    return _reply(options.command, params, options)


def verify(options: Namespace) -> int:
    """Judge a saved reply again; 1 when it differs."""
    saved = parse(_read(options.card), options.card)
    if isinstance(saved, dict) and isinstance(saved.get("value"), dict):
        saved = saved["value"]
    if not isinstance(saved, dict):
        raise RequestError("malformed-request", options.card, _NOT_A_CARD)
    return _reply("verify", {"card": saved}, options)


def schema(options: Namespace) -> int:
    """Print a JSON Schema."""
    kinds: dict[str, Callable[[], object]] = {
        "answers": schema_.answers,
        "request": schema_.request,
        "reply": lambda: schema_.reply(options.method),
    }
    print_json(kinds[options.of]())
    return 0


def changes(options: Namespace) -> int:
    """Tell what an edit of the rules judges otherwise; 1 when there is anything."""
    catalogue = messages.catalogue(options.locale)
    found = list(changes_.changes(versions.earlier(options.since), versions.current()))
    if options.format == "json":
        print_json([changes_.as_json(change) for change in found])
        return DIFFERENT if found else 0
    if not found:
        print(catalogue.text(_NO_CHANGE))
    for change in found:
        told = changes_.as_json(change)
        example = json.dumps(told.pop("example"))
        count = catalogue.number(change.combinations)
        print(catalogue.text(_CHANGE, count=count, **{name: str(value) for name, value in told.items()}))
        print(f"    {catalogue.text(_EXAMPLE, answers=example)}")
    return DIFFERENT if found else 0


def batch(options: Namespace) -> int:
    """Judge a table of companies; 1 when rows were wrong."""
    catalogue = messages.catalogue(options.locale)
    source, target = Path(options.source), Path(options.target)
    if options.ruleset not in RULESETS:
        raise RequestError("unknown-ruleset", "ruleset", _NOT_ONE_OF, accepted=", ".join(RULESETS))
    if target.suffix not in batch_.FORMATS:
        raise RequestError("malformed-request", options.target, _NOT_A_FORMAT, accepted=", ".join(batch_.FORMATS))
    on = answers_.day(options.on, "on", "invalid-date")
    try:
        with source.open("rb") as opened:
            table = layout(opened.readline(), options.source, options.keep)
        size = source.stat().st_size
    except OSError:
        raise RequestError("malformed-request", options.source, _CANNOT_READ_TABLE) from None
    if target.exists() and target.samefile(source):
        raise RequestError("malformed-request", options.target, _SAME_FILE)
    asked = RULESETS[options.ruleset].asked() - {"country"}
    if absent := sorted(asked - set(table.columns)):
        print(catalogue.text(_NO_COLUMNS, questions=", ".join(absent)), file=sys.stderr)
    job = batch_.Job(ruleset=options.ruleset, on=on, locale=options.locale, table=table, suffix=target.suffix)
    try:
        summary = batch_.run(source, target, job, jobs=options.jobs, progress=_progress(size))
    except OSError:
        raise RequestError("malformed-request", options.target, _CANNOT_WRITE) from None
    for verdict, count in sorted(summary.verdicts.items()):
        print(catalogue.text(_ROWS, count=catalogue.number(count), verdict=verdict))
    if summary.wrong:
        print(catalogue.text(_WRONG_ROWS, count=catalogue.number(summary.wrong)), file=sys.stderr)
        print(*summary.first_wrong, sep="\n", file=sys.stderr)
    return DIFFERENT if summary.wrong else 0


def _progress(size: int) -> Callable[[int], None]:
    """Return what shows a bar on a terminal, and nothing elsewhere."""
    width = 40

    def show(done: int) -> None:
        part = min(done / size, 1) if size else 1
        full = round(part * width)
        end = "\n" if part == 1 else ""
        print(f"\r[{'#' * full}{' ' * (width - full)}] {part:4.0%}", end=end, file=sys.stderr, flush=True)

    return show if sys.stderr.isatty() else lambda _: None


def _reply(method: str, params: dict[str, Any], options: Namespace) -> int:
    reply: dict[str, Any] = json.loads(handle(json.dumps({"method": method, "params": params})))
    if not reply["ok"]:
        if options.format == "json":
            print_json(reply)
        print(reply["error"]["message"], file=sys.stderr)
        return 2
    if options.format == "json":
        print_json(reply)
    else:
        print(console.text(method, reply["value"], messages.catalogue(options.locale)))
    return DIFFERENT if reply["value"].get("same") is False else 0


def _read(name: str) -> str:
    # A little more than the longest request is enough for it to be refused, with the right words.
    size = 4 * LONGEST_REQUEST + 4
    try:
        if name == "-":
            return sys.stdin.buffer.read(size).decode("utf-8-sig")
        with Path(name).open("rb") as file:
            return file.read(size).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RequestError("malformed-request", name, _CANNOT_READ) from None
