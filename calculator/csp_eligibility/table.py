"""Companies as a CSV table: which columns there are, and what a row answers.

One row a line; a quoted cell may not run over a line's end. So a row that is wrong takes no other
with it, and every row has the number of its line.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from csp_eligibility import answers as answers_
from csp_eligibility.answers import RequestError
from csp_eligibility.cells import value
from csp_eligibility.conditions import Answers
from csp_eligibility.messages import N_, ngettext_
from csp_eligibility.rulesets import questions

DELIMITERS = (",", ";", "\t")

_NO_HEADER = N_("“{field}” must start with a line of column names. They are: {accepted}.")
_NOT_UTF_8 = N_("“{field}” is not UTF-8: save it as “CSV UTF-8”.")
_UNKNOWN_COLUMN = N_(
    "There is no question “{field}”. The columns are: {accepted}; a column that is only to be carried over is"
    " named with --keep."
)
_NO_COLUMN = N_("The file has no column “{field}”.")
_NO_NAME = N_("Column {field} has no name in the first line: give it one, or delete it.")
_COLUMN_TWICE = N_("The column “{field}” stands twice in the first line.")
_ROW_NOT_UTF_8 = N_("The row is not UTF-8: save the file as “CSV UTF-8”.")
_CELLS = ngettext_(
    "The row has {number} cell where the first line has {expected}.",
    "The row has {number} cells where the first line has {expected}.",
)
_LONG_CELL = N_("A cell of the row is longer than {longest} characters.")
_QUOTES = N_("A quotation mark is opened or closed in the wrong place; a cell may not run over the end of its line.")


@dataclass(frozen=True, slots=True)
class Layout:
    """What the first line of a table says.

    Attributes:
        delimiter: What stands between cells.
        columns: The names, in order.
        kept: Names of columns that are no questions and are carried over.
    """

    delimiter: str
    columns: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its kept cells, and its answers or what is wrong with it."""

    line: int
    kept: tuple[str, ...]
    answers: Answers
    error: RequestError | None


def layout(first_line: bytes, name: str, keep: Sequence[str] = ()) -> Layout:
    """Read the line of column names.

    Args:
        first_line: The first line of the file.
        name: The file's name, for errors.
        keep: Columns to carry over.

    Raises:
        RequestError: the line is not UTF-8, names no question, or names a column that is neither a
            question nor one to keep.
    """
    accepted = ", ".join(questions.BY_ID)
    try:
        text = first_line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RequestError("malformed-request", name, _NOT_UTF_8) from None
    found = [_names(text, delimiter) for delimiter in DELIMITERS]
    best = max(range(len(DELIMITERS)), key=lambda place: len(set(found[place]) & {*questions.BY_ID, *keep}))
    columns = found[best]
    if not set(columns) & set(questions.BY_ID):
        raise RequestError("malformed-request", name, _NO_HEADER, accepted=accepted)
    for place, column in enumerate(columns, start=1):
        if not column:
            raise RequestError("malformed-request", str(place), _NO_NAME)
        if column not in questions.BY_ID and column not in keep:
            raise RequestError("unknown-question", column, _UNKNOWN_COLUMN, accepted=accepted)
        if columns.count(column) > 1:
            raise RequestError("malformed-request", column, _COLUMN_TWICE)
    for column in keep:
        if column not in columns:
            raise RequestError("malformed-request", column, _NO_COLUMN)
    return Layout(DELIMITERS[best], columns, tuple(dict.fromkeys(keep)))


def row(line: bytes, number: int, table: Layout) -> Row:
    """Read one line; what is wrong with it comes back in the row, so that no other line is lost."""
    try:
        named = _named(line, table)
        kept = tuple(named.pop(name) for name in table.kept)
        given = {name: value(name, cell, table.delimiter) for name, cell in named.items() if cell}
        return Row(number, kept, answers_.read(given), None)
    except RequestError as error:
        return Row(number, _kept(line, table), {}, error)


def _named(line: bytes, table: Layout) -> dict[str, str]:
    """Return the cells of a line by the names of their columns."""
    try:
        cells = _cells(line.decode(), table, strict=True)
    except UnicodeDecodeError:
        raise RequestError("malformed-request", "", _ROW_NOT_UTF_8) from None
    except csv.Error as error:
        if "field limit" in str(error):
            raise RequestError("malformed-request", "", _LONG_CELL, longest=csv.field_size_limit()) from None
        raise RequestError("malformed-request", "", _QUOTES) from None
    if len(cells) != len(table.columns):
        raise RequestError("malformed-request", "", _CELLS, number=len(cells), expected=len(table.columns))
    return dict(zip(table.columns, cells, strict=True))


def _kept(line: bytes, table: Layout) -> tuple[str, ...]:
    """Return what can be told of the cells to keep of a line with a mistake, so that somebody finds the row again."""
    try:
        cells = _cells(line.decode(errors="replace"), table, strict=False)
    except csv.Error:
        cells = []
    named = dict(zip(table.columns, cells, strict=False))
    return tuple(named.get(name, "") for name in table.kept)


def _cells(line: str, table: Layout, *, strict: bool) -> list[str]:
    read = csv.reader([line], delimiter=table.delimiter, strict=strict)
    return [cell.strip() for cell in next(read)]


def _names(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(cell.strip() for cell in next(csv.reader([text], delimiter=delimiter, strict=True)))
    except csv.Error:
        return ()
