"""A line of a table: what it answers, however a spreadsheet wrote it."""

import pytest
from csp_eligibility.answers import RequestError
from csp_eligibility.messages import catalogue
from csp_eligibility.table import layout, row


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
    "cell", ["1,200", "1.200", "1.200.000", "1,200,000", "12 00", "1e6", "NaN", "-1", "9" * 40, "½", "0x10"]
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
