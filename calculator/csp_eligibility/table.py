"""Companies as a CSV table: which columns there are, and what a row answers.

One row a line; a quoted cell may not run over a line's end. So a row that is wrong takes no other
with it, and every row has the number of its line.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from csp_eligibility import answers as answers_
from csp_eligibility.answers import RequestError
from csp_eligibility.conditions import Answers
from csp_eligibility.messages import N_, ngettext_
from csp_eligibility.model import AnswerType
from csp_eligibility.rulesets import questions

DELIMITERS = (",", ";", "\t")
# As Excel writes them, in English and in French.
_BOOLEANS = {"true": True, "false": False, "vrai": True, "faux": False}
_SPACES = " \u00a0\u202f"
_FIGURES = re.compile(rf"\d+|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+", re.ASCII)
# Three figures may be thousandths or thousands.
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
# The longest figure, in digits, that is looked into.
_LONGEST = 30

_NO_HEADER = N_("“{field}” must start with a line of column names. They are: {accepted}.")
_NOT_UTF_8 = N_("“{field}” is not UTF-8: save it as “CSV UTF-8”.")
_UNKNOWN_COLUMN = N_(
    "There is no question “{field}”. The columns are: {accepted}; a column that is only to be carried over is"
    " named with --keep."
)
_NO_COLUMN = N_("The file has no column “{field}”.")
_COLUMN_TWICE = N_("The column “{field}” stands twice in the first line.")
_ROW_NOT_UTF_8 = N_("The row is not UTF-8: save the file as “CSV UTF-8”.")
_CELLS = ngettext_(
    "The row has {number} cell where the first line has {expected}.",
    "The row has {number} cells where the first line has {expected}.",
)
_LONG_CELL = N_("A cell of the row is longer than {longest} characters.")
_QUOTES = N_("A quotation mark is opened or closed in the wrong place; a cell may not run over the end of its line.")
_TWO_WAYS = N_("“{field}” can be read in two ways, as thousands or as thousandths: write it without a separator.")


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
        text = first_line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise RequestError("malformed-request", name, _NOT_UTF_8) from None
    found = [_names(text, delimiter) for delimiter in DELIMITERS]
    best = max(range(len(DELIMITERS)), key=lambda place: len(set(found[place]) & {*questions.BY_ID, *keep}))
    columns = found[best]
    if not set(columns) & set(questions.BY_ID):
        raise RequestError("malformed-request", name, _NO_HEADER, accepted=accepted)
    for column in columns:
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
        given = {name: _value(name, cell, table.delimiter) for name, cell in named.items() if cell}
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
    read = csv.reader([line.rstrip("\r\n")], delimiter=table.delimiter, strict=strict)
    return [cell.strip() for cell in next(read, [])]


def _names(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(cell.strip() for cell in next(csv.reader([text], delimiter=delimiter, strict=True), []))
    except csv.Error:
        return ()


def _value(name: str, cell: str, delimiter: str) -> object:
    """Return a cell as JSON would have it; what can't be read stays text, and is refused as such."""
    match questions.BY_ID[name].type:
        case AnswerType.BOOLEAN:
            return _BOOLEANS.get(cell.lower(), cell)
        case AnswerType.INTEGER | AnswerType.NUMBER:
            return _number(name, cell, delimiter)
    return cell


def _number(name: str, cell: str, delimiter: str) -> object:
    """Read a figure: 1200000.50, and 1 200 000,50 where the comma does not part cells."""
    decimal = "," if "," in cell and delimiter != "," else "."
    whole, mark, fraction = cell.partition(decimal)
    if not _FIGURES.fullmatch(whole) or (mark and not re.fullmatch(r"\d+", fraction, re.ASCII)):
        return cell
    if _AMBIGUOUS.fullmatch(cell):
        raise RequestError("invalid-answer", name, _TWO_WAYS)
    digits = re.sub(f"[{_SPACES}]", "", whole)
    # Of a figure this long, no more is needed than that it is too large.
    if len(digits) + len(fraction) > _LONGEST:
        return cell
    return float(f"{digits}.{fraction}") if mark else int(digits)
