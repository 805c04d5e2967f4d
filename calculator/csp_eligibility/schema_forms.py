"""What the schemas are made of: codes, days, lists, objects without further keys."""

from collections.abc import Iterable, Mapping

from csp_eligibility.report import Json

type Schema = dict[str, Json]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def one_of(values: Iterable[str]) -> Schema:
    """Return the form of a code."""
    return {"enum": [str(value) for value in values]}


def closed(properties: Mapping[str, Json], required: Iterable[str] | None = None) -> Schema:
    """Return the form of an object with these properties and no others; all are required unless said otherwise."""
    names: list[Json] = list(properties if required is None else required)
    return {"type": "object", "properties": dict(properties), "required": names, "additionalProperties": False}


def list_of(item: Schema) -> Schema:
    """Return the form of a list of such items."""
    return {"type": "array", "items": item}


def nullable(form: Schema) -> Schema:
    """Return a form that may be null as well."""
    return {"anyOf": [form, {"type": "null"}]}


def labelled(**fields: Schema) -> Schema:
    """Return codes together with the words that show them."""
    return {name: form for field, form in fields.items() for name, form in ((field, form), (f"{field}_label", TEXT))}
