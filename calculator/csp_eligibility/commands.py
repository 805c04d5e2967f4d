"""What each command of the command line does; each returns its exit code."""

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from csp_eligibility import console, messages, terminal
from csp_eligibility import schema as schema_
from csp_eligibility.answers import RequestError, shown
from csp_eligibility.bridge import handle
from csp_eligibility.messages import N_
from csp_eligibility.requests import LONGEST_REQUEST, parse

DIFFERENT = 1

_CANNOT_READ = N_("“{field}” can’t be read: it must be a UTF-8 text file, or - for standard input.")
_NOT_A_CARD = N_("“{field}” must be a reply of “assess”, or the value in one.")
_IN_FILE = N_("{file}: {mistake}")


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
    return _reply("verify", {"card": saved, "locale": options.locale}, options)


def schema(options: Namespace) -> int:
    """Print a JSON Schema."""
    if options.of == "reply":
        terminal.print_json(schema_.reply(options.method))
    else:
        terminal.print_json(schema_.answers() if options.of == "answers" else schema_.request())
    return 0


def with_file(message: str, field: str, options: Namespace) -> str:
    """Return what is wrong with a field, with the name of the file that it stands in."""
    file = getattr(options, "answers", getattr(options, "card", "-"))
    is_option = "answers" in options and field in {"ruleset", "on"}
    if file in {"-", field} or is_option:
        return message
    return messages.catalogue(options.locale).text(_IN_FILE, file=shown(file), mistake=message)


def _reply(method: str, params: dict[str, Any], options: Namespace) -> int:
    reply: dict[str, Any] = json.loads(handle(json.dumps({"method": method, "params": params})))
    if options.format == "json":
        terminal.print_json(reply)
    if not reply["ok"]:
        error = reply["error"]
        terminal.complain(with_file(error["message"], error["field"], options))
        return 2
    if options.format == "text":
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
    except (OSError, UnicodeDecodeError, AttributeError):  # where standard input is closed, there is none
        raise RequestError("malformed-request", name, _CANNOT_READ) from None
