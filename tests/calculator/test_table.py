"""A line of a table: what it answers, however a spreadsheet wrote it."""

import pytest
from csp_eligibility.answers import RequestError
from csp_eligibility.messages import catalogue
from csp_eligibility.rulesets import questions
from csp_eligibility.table import Layout, layout, row
from mistakes import mistake


def answers(cells, header="csp_revenue_usd;admin_mfa;months_as_indirect_reseller"):
    return row(cells.encode(), 2, layout(header.encode(), "in.csv"))


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("\ufeffcsp_revenue_usd,admin_mfa", "1200000.5,true"),
        ("csp_revenue_usd;admin_mfa", "1200000,5;VRAI"),
        ("csp_revenue_usd;admin_mfa", "1 200 000,50;TRUE"),
        ("csp_revenue_usd;admin_mfa", "1\u202f200\u202f000,50;vrai"),
        ("csp_revenue_usd;admin_mfa", "1200000.5;True"),
        ("csp_revenue_usd\tadmin_mfa", "1\u00a0200\u00a0000,5\ttrue\r\n"),
        ('"csp_revenue_usd","admin_mfa"', '"1200000.5"," true "'),
        ("csp_revenue_usd,admin_mfa", '"1200000,5",true'),
    ],
)
def test_a_row_reads_the_same_however_a_spreadsheet_wrote_it(header, line):
    expected = None if line.startswith('"1200000,5"') else {"csp_revenue_usd": 1_200_000.5, "admin_mfa": True}
    found = answers(line, header)
    if expected is None:  # where commas part cells, a comma in a figure may be either
        assert found.error
    else:
        assert found.answers == expected


@pytest.mark.parametrize(
    "cell",
    [
        "1,200",
        "1.200",
        "1.200.000",
        "1,200,000",
        "12 00",
        "1e6",
        "NaN",
        "-1",
        "9" * 40,
        "½",
        "0x10",
        "1.٣",
        "٣",
        "0." + "1" * 30,
    ],
)
def test_a_figure_that_is_not_clear_is_refused_and_never_guessed(cell):
    found = answers(f"{cell};true;1")
    assert found.error.field == "csp_revenue_usd"
    assert found.error.message(catalogue("en-US"))


@pytest.mark.parametrize(("cell", "number"), [("0.125", 0.125), ("1234.125", 1234.125), ("1 234,125", 1234.125)])
def test_three_decimals_are_read_where_they_can_be_nothing_else(cell, number):
    assert answers(f"{cell};true;1").answers["csp_revenue_usd"] == number


def test_an_empty_cell_is_no_answer():
    assert answers(";;12").answers == {"months_as_indirect_reseller": 12}


def test_the_first_line_tells_what_parts_the_cells():
    assert layout(b"applicant;country\r\n", "in.csv").delimiter == ";"
    assert layout("\ufeffapplicant\tcountry".encode(), "in.csv").columns == ("applicant", "country")
    with pytest.raises(RequestError):
        layout(b"applicant|country", "in.csv")


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r\r\n"])
def test_however_a_line_ends_no_cell_is_lost(end):
    table = layout(f"country\tX{end}".encode(), "in.csv", ["X"])
    assert table.columns == ("country", "X")
    assert row(f"FR\tX{end}".encode(), 2, table).kept == ("X",)
    assert row(f"FR\t{end}".encode(), 2, table).error is None


QUESTIONS = ", ".join(questions.BY_ID)
NO_NAME = "Column 3 has no name in the first line: give it one, or delete it."
TWICE = "The column “{}” stands twice in the first line."
NO_NAMES = f"“in.csv” must start with a line of column names. They are: {QUESTIONS}."
OTHERS = f"The columns are: {QUESTIONS}; a column that is only to be carried over is named with --keep."


@pytest.mark.parametrize(
    ("line", "keep", "code", "field", "sentence"),
    [
        (b"", (), "malformed-request", "in.csv", NO_NAMES),
        (b"\xff", (), "malformed-request", "in.csv", "“in.csv” is not UTF-8: save it as “CSV UTF-8”."),
        (b"country,x", ("y",), "unknown-question", "x", f"There is no question “x”. {OTHERS}"),
        (b"country\tadmin_mfa\t", (), "malformed-request", "3", NO_NAME),
        (b"country,country", (), "malformed-request", "country", TWICE.format("country")),
        (b"country,x,x", ("x",), "malformed-request", "x", TWICE.format("x")),
        (b"country", ("x",), "malformed-request", "x", "The file has no column “x”."),
    ],
)  # fmt: skip
def test_a_first_line_that_cannot_be_read_gets_one_sentence(line, keep, code, field, sentence):
    assert mistake(layout, line, "in.csv", keep) == (code, field, sentence)


def test_a_first_line_is_read_with_what_is_to_be_kept():
    assert layout("\ufeff country ; x;y \r\n".encode(), "in.csv", ["y", "x", "y"]) == Layout(
        ";", ("country", "x", "y"), ("y", "x")
    )
    assert layout(b"country;x\tz", "in.csv", ["x\tz"]).delimiter == ";"


@pytest.mark.parametrize(
    ("line", "kept", "field", "sentence"),
    [
        ("B", ("", "B"), "", "The row has 1 cell where the first line has 3."),
        ("B,5,A,x", ("A", "B"), "", "The row has 4 cells where the first line has 3."),
        ('B,"5, A', ("", "B"), "", "A quotation mark is opened or closed in the wrong place; a cell may not run over"),
        (b"B\xff, 5 , A ", ("A", "B�"), "", "The row is not UTF-8: save the file as “CSV UTF-8”."),
        (f"B,5,{'x' * 131_073}", ("", ""), "", "A cell of the row is longer than 131,072 characters."),
        ("B,1.200,A", ("A", "B"), "csp_revenue_usd", "“csp_revenue_usd” can be read in two ways"),
    ],
)
def test_a_row_with_a_mistake_is_told_in_one_sentence(line, kept, field, sentence):
    found = row(
        line if isinstance(line, bytes) else line.encode(), 7, Layout(",", ("b", "csp_revenue_usd", "a"), ("a", "b"))
    )
    assert (found.line, found.kept, found.answers) == (7, kept, {})
    assert (found.error.code, found.error.field) == ("invalid-answer" if field else "malformed-request", field)
    assert found.error.message(catalogue("en-US")).startswith(sentence)


def test_a_row_without_a_mistake_has_answers():
    found = row(b" B , 5 ,A\r\n", 7, Layout(",", ("b", "csp_revenue_usd", "a"), ("a", "b")))
    assert (found.line, found.kept, found.answers, found.error) == (7, ("A", "B"), {"csp_revenue_usd": 5}, None)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0", 0),
        ("5.0", 5.0),
        ("1 200", 1200),
        ("1\u202f200\u202f300", 1200300),
        ("9" * 15, 10**15 - 1),
        ("0.5", 0.5),
        ("0." + "1" * 29, 1 / 9),
    ],
)
def test_a_figure_is_read(cell, value):
    found = answers(f"{cell};;").answers["csp_revenue_usd"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("cell", "value"), [("TRUE", True), ("False", False), ("vrai", True), ("FAUX", False)])
def test_yes_and_no_are_read_as_spreadsheets_write_them(cell, value):
    assert answers(f";{cell};").answers == {"admin_mfa": value}
