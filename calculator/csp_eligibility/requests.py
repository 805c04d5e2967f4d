"""JSON as it comes in: read strictly, and taken apart with an error that names what is wrong."""

import json
import re
from collections.abc import Mapping

from csp_eligibility import messages
from csp_eligibility.answers import RequestError
from csp_eligibility.messages import N_, Catalogue

LONGEST_REQUEST = 1_000_000
# A saved reply has fewer than ten levels. Without a limit the stack overflows: a browser's can't be caught.
DEEPEST = 50
# A string that never ends goes on to the end of the text, so that it is looked through but once.
_STRINGS = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")

_TOO_LONG = N_("“{field}” is longer than {longest} characters.")
_TOO_DEEP = N_("“{field}” is nested more than {deepest} levels deep.")
_NOT_JSON = N_("“{field}” is not valid JSON.")
_NOT_JSON_LINE = N_("“{field}” is not valid JSON (line {line}).")
_NOT_FINITE = N_("“{field}” holds a number that is none (NaN) or has no end (Infinity).")
_TWICE = N_("The key “{field}” stands twice in one object.")
_NOT_AN_OBJECT = N_("“{field}” must be a JSON object.")
_UNKNOWN_KEY = N_("There is no key “{field}” here. The keys are: {accepted}.")
_KEY_MISSING = N_("The key “{field}” is missing.")
_NOT_ONE_OF = N_("“{field}” takes one of: {accepted}.")


def parse(text: str, field: str = "request") -> object:
    """Return the value of a JSON text, as strictly as the bridge reads it.

    Args:
        text: The text.
        field: Its name in errors.

    Raises:
        RequestError: the text is too long or nested too deep, is no JSON, or names a key twice in one object.
    """
    if not isinstance(text, str):
        raise RequestError("malformed-request", field, _NOT_JSON)
    if len(text) > LONGEST_REQUEST:
        raise RequestError("malformed-request", field, _TOO_LONG, longest=LONGEST_REQUEST)
    if _is_too_deep(text):
        raise RequestError("malformed-request", field, _TOO_DEEP, deepest=DEEPEST)
    try:
        return json.loads(text, object_pairs_hook=_without_repeats)
    except RequestError:
        raise
    except json.JSONDecodeError as error:
        raise RequestError("malformed-request", field, _NOT_JSON_LINE, line=error.lineno) from None
    except ValueError:  # a whole number of thousands of figures
        raise RequestError("malformed-request", field, _NOT_JSON) from None


def _is_too_deep(text: str) -> bool:
    depth = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > DEEPEST:
            return True
    return False


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise RequestError("malformed-request", name, _TWICE)
        found[name] = value
    return found


def mapping(value: object, field: str) -> dict[str, object]:
    """Return ``value`` if it is an object.

    Raises:
        RequestError: it is none.
    """
    if not isinstance(value, dict):
        raise RequestError("malformed-request", field, _NOT_AN_OBJECT)
    return value


def closed(value: object, field: str, keys: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, object]:
    """Return ``value`` if it is an object with ``keys``, perhaps with ``optional`` ones, and with no others.

    Raises:
        RequestError: it is none, or a key is unknown or missing.
    """
    found = mapping(value, field)
    for name in found:
        if name not in (*keys, *optional):
            raise RequestError("malformed-request", name, _UNKNOWN_KEY, accepted=", ".join((*keys, *optional)))
    required(found, keys)
    return found


def required(found: Mapping[str, object], keys: tuple[str, ...]) -> None:
    """Refuse an object that lacks a key.

    Raises:
        RequestError: a key is missing.
    """
    for name in keys:
        if name not in found:
            raise RequestError("malformed-request", name, _KEY_MISSING)


def finite(value: object, field: str) -> None:
    """Refuse a value that can't be written as JSON again, since it holds NaN or an infinite number.

    Raises:
        RequestError: it does.
    """
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        raise RequestError("malformed-request", field, _NOT_FINITE) from None


def one_of(value: object, known: Mapping[str, object], field: str) -> str:
    """Return ``value`` if it is one of the names in ``known``.

    Raises:
        RequestError: it is none, with the code ``unknown-`` and the field.
    """
    if isinstance(value, str) and value in known:
        return value
    raise RequestError(f"unknown-{field}", field, _NOT_ONE_OF, accepted=", ".join(known))


def catalogue(locale: object) -> Catalogue:
    """Return the catalogue of a locale that was asked for.

    Raises:
        RequestError: there is no such locale.
    """
    known = {name: name for name in messages.locales()}
    return messages.catalogue(one_of(locale, known, "locale"))
