"""The command line: ``csp-eligibility`` or ``python -m csp_eligibility``."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from csp_eligibility import messages
from csp_eligibility.answers import RequestError
from csp_eligibility.bridge import LONGEST_REQUEST, handle, parse
from csp_eligibility.messages import N_, Catalogue
from csp_eligibility.rulesets import RULESETS

WRONG_INPUT = 2

_NEXT_STEPS = N_("Next steps")
_STILL_OPEN = N_("Questions still open: {questions}")
_IN_FORCE = N_("Assessed on {on}, by the requirements in force since {since}.")
_CANNOT_READ = N_("“{field}” can’t be read: it must be a UTF-8 text file, or - for standard input.")
_MARKS = {"met": "+", "not-met": "-", "unknown": "?", "later": ">"}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, where argparse would print its whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_INPUT, f"{self.prog}: {message}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 for a verdict, 2 for input that is wrong."""
    options = _parser().parse_args(arguments)
    catalogue = messages.catalogue(options.locale)
    try:
        answers = parse(_read(options.answers), options.answers)
    except RequestError as error:
        return _fail(error.message(catalogue), as_json=options.format == "json", code=error.code, field=error.field)
    request = {
        "method": "assess",
        "params": {
            "ruleset": options.ruleset,
            "on": options.on,
            "locale": options.locale,
            "answers": answers,
        },
    }
    reply: dict[str, Any] = json.loads(handle(json.dumps(request)))
    if not reply["ok"]:
        return _fail(**reply["error"], as_json=options.format == "json")
    print(_json(reply) if options.format == "json" else _text(reply["value"], catalogue))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="csp-eligibility", description="CSP eligibility by dated rules. Microsoft decides.")
    commands = parser.add_subparsers(dest="command", required=True)
    assess = commands.add_parser("assess", help="judge a file of answers on a day")
    assess.add_argument("answers", help="a JSON file of answers, or - for standard input")
    assess.add_argument("--on", required=True, metavar="YYYY-MM-DD", help="the day of the assessment")
    assess.add_argument("--ruleset", default="direct-bill", help=f"one of: {', '.join(RULESETS)}")
    assess.add_argument("--locale", default=messages.SOURCE_LOCALE, choices=messages.locales())
    assess.add_argument("--format", default="text", choices=("text", "json"))
    return parser


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


def _fail(message: str, *, as_json: bool, code: str, field: str) -> int:
    if as_json:
        print(_json({"ok": False, "error": {"code": code, "field": field, "message": message}}))
    print(message, file=sys.stderr)
    return WRONG_INPUT


def _json(reply: object) -> str:
    return json.dumps(reply, ensure_ascii=False, indent=2)


def _text(value: dict[str, Any], catalogue: Catalogue) -> str:
    lines = [
        value["verdict_label"],
        value["verdict_explanation"],
        catalogue.text(_IN_FORCE, on=value["on"], since=value["in_force_since"]),
        *([value["company"]["text"]] if "company" in value else []),
        "",
    ]
    for finding in value["findings"]:
        lines += [
            f"{_MARKS[finding['status']]} {finding['label']} – {finding['status_label']}",
            f"    {finding['explanation']}",
            f"    {finding['citation']['url']} ({finding['citation']['grade_label']})",
        ]
    if value["next_steps"]:
        lines += ["", catalogue.text(_NEXT_STEPS)]
        lines += [f"{place}. {step['action']}" for place, step in enumerate(value["next_steps"], 1)]
    if value["missing"]:
        lines += ["", catalogue.text(_STILL_OPEN, questions=", ".join(value["missing"]))]
    return "\n".join([*lines, "", value["disclaimer"]])


if __name__ == "__main__":
    sys.exit(main())
