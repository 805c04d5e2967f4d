"""The command line: ``csp-eligibility`` or ``python -m csp_eligibility``."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from csp_eligibility import commands, messages
from csp_eligibility.answers import RequestError
from csp_eligibility.bridge import METHODS
from csp_eligibility.rulesets import RULESETS, VERSION

WRONG_INPUT = 2
INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, where argparse would print its whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_INPUT, f"{self.prog}: {message}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit code: 0 when all is well, 1 when a comparison found differences or a batch wrong
        rows, 2 for input that is wrong.
    """
    options = _parser().parse_args(arguments)
    # An end that is asked for tidies up as Ctrl+C does.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except RequestError as error:
        return _fail(error, options)
    except BrokenPipeError:  # whoever read our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _fail(error: RequestError, options: argparse.Namespace) -> int:
    message = error.message(messages.catalogue(options.locale))
    if options.format == "json":
        commands.print_json({"ok": False, "error": {"code": error.code, "field": error.field, "message": message}})
    print(message, file=sys.stderr)
    return WRONG_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="csp-eligibility", description="CSP eligibility by dated rules. Microsoft decides.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {VERSION}")
    added = parser.add_subparsers(dest="command", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str, *options: str) -> _Parser:
        one: _Parser = added.add_parser(name, help=words, description=words)
        one.set_defaults(run=run, format="text")
        for option in options:
            one.add_argument(option, **_OPTIONS[option])
        one.add_argument("--locale", default=messages.SOURCE_LOCALE, choices=messages.locales())
        return one

    case = ("answers", "--on", "--ruleset", "--format")
    command("assess", commands.ask, "judge a file of answers on a day", *case)
    command("explore", commands.ask, "find the smallest set of changes, and the wait, that would be enough", *case)
    command("timeline", commands.ask, "judge the same answers by every dated list", *case)
    command("compare", commands.ask, "judge the same answers by every route", "answers", "--on", "--format")
    command("describe", commands.ask, "print the rules of a route as data", "--ruleset", "--format")
    command("verify", commands.verify, "judge a saved reply again and say what differs", "card", "--format")
    command(
        "changes", commands.changes, "say which answers an edit of the rules judges otherwise", "--since", "--format"
    )
    schema = command("schema", commands.schema, "print a JSON Schema")
    schema.add_argument("of", choices=("answers", "request", "reply"))
    schema.add_argument("--method", default="assess", choices=METHODS, help="of a reply: to which method")
    batch = command("batch", commands.batch, "judge a table of companies", "--on", "--ruleset")
    batch.add_argument("source", help="a CSV file in UTF-8; its first line names questions")
    batch.add_argument("target", help="the file to write, .csv or .jsonl")
    batch.add_argument(
        "--keep", action="append", default=[], metavar="COLUMN", help="carry a column over; may be repeated"
    )
    batch.add_argument("--jobs", type=_jobs, default=os.process_cpu_count() or 1, help="processes (default: all cores)")
    return parser


_OPTIONS: dict[str, dict[str, Any]] = {
    "answers": {"help": "a JSON file of answers, or - for standard input"},
    "card": {"help": "a JSON file with a reply of assess, or - for standard input"},
    "--on": {"required": True, "metavar": "YYYY-MM-DD", "help": "the day of the assessment"},
    "--ruleset": {"default": "direct-bill", "help": f"one of: {', '.join(RULESETS)}"},
    "--format": {"default": "text", "choices": ("text", "json")},
    "--since": {"required": True, "metavar": "VERSION", "help": "a git revision, or an earlier wheel; its code is run"},
}


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
