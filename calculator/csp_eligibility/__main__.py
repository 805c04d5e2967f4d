"""The command line: ``csp-eligibility`` or ``python -m csp_eligibility``."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from csp_eligibility import commands, commands_batch, commands_changes, messages, terminal
from csp_eligibility.answers import RequestError, shown
from csp_eligibility.bridge import METHODS
from csp_eligibility.messages import N_
from csp_eligibility.rulesets import RULESETS, VERSION

WRONG_INPUT = 2
INTERRUPTED = 130

_NO_OUTPUT = N_("The output can’t be written: {reason}.")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, where argparse would print its whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_INPUT, f"{self.prog}: {message}\n")

    def _print_message(self, message: str, file: object = None) -> None:
        # argparse would keep silent about output that can't be written.
        if file is sys.stdout:
            print(message, end="")
            terminal.flush()
        else:
            terminal.complain(message.rstrip("\n"))


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit code: 0 when all is well, 1 when a comparison found differences or a batch wrong
        rows, 2 for input that is wrong.
    """
    terminal.prepare()
    options = argparse.Namespace(locale=messages.SOURCE_LOCALE)
    try:
        options = _parser().parse_args(arguments)
        _end_tidily()
        code = _run(options)
        terminal.flush()
    except BrokenPipeError:  # whoever read our output went away, as `head` does
        terminal.drop_output()
        return 0
    except OSError as error:
        terminal.drop_output()
        catalogue = messages.catalogue(options.locale)
        terminal.complain(catalogue.text(_NO_OUTPUT, reason=error.strerror or str(error)))
        return WRONG_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _run(options: argparse.Namespace) -> int:
    try:
        code: int = options.run(options)
    except RequestError as error:
        message = error.message(messages.catalogue(options.locale))
        if options.format == "json":
            told = {"code": error.code, "field": shown(error.field), "message": message}
            terminal.print_json({"ok": False, "error": told})
        terminal.complain(commands.with_file(message, error.field, options))
        return WRONG_INPUT
    return code


def _end_tidily() -> None:
    """Let an end that is asked for tidy up as Ctrl+C does; whoever was told to outlive a terminal does."""
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


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
        "changes",
        commands_changes.changes,
        "say which answers an edit of the rules judges otherwise",
        "--since",
        "--format",
    )
    schema = command("schema", commands.schema, "print a JSON Schema")
    schema.add_argument("of", choices=("answers", "request", "reply"))
    schema.add_argument("--method", default="assess", choices=METHODS, help="of a reply: to which method")
    batch = command("batch", commands_batch.batch, "judge a table of companies", "--on", "--ruleset")
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
