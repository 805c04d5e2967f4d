"""Tables of companies: every row is judged or says what is wrong with it, and none is lost."""

import csv
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from csp_eligibility.__main__ import main
from csp_eligibility.answers import RequestError
from csp_eligibility.messages import catalogue
from csp_eligibility.rulesets import questions
from csp_eligibility.table import layout, row

HEADER = "company,applicant,csp_revenue_usd,admin_mfa"


@pytest.fixture
def folder(tmp_path):
    """A folder in which nothing but the source and the result may be left."""
    yield tmp_path
    assert {file.name for file in tmp_path.iterdir()} <= {"in.csv", "out.csv", "out.jsonl"}


def run(folder, content, *options, to="out.csv"):
    source = folder / "in.csv"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    arguments = ["batch", str(source), str(folder / to), "--on", "2026-11-22", "--jobs", "1", *options]
    try:
        return main(arguments)
    except SystemExit as exit_:
        return exit_.code


def rows(folder):
    with (folder / "out.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_every_row_gets_its_verdict_and_keeps_its_name(folder, complete, capsys):
    columns = ["company", *complete]
    cells = [str(value).lower() for value in complete.values()]
    low = [cell if name != "csp_revenue_usd" else "900000" for name, cell in zip(complete, cells, strict=True)]
    lines = [columns, ["Éclair, SARL", *cells], ["Low", *low], ["Silent", *[""] * len(complete)]]
    content = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    assert run(folder, content, "--keep", "company") == 0
    found = rows(folder)
    assert [(one["line"], one["company"], one["verdict"]) for one in found] == [
        ("2", "Éclair, SARL", "likely-eligible"),
        ("3", "Low", "not-yet-eligible"),
        ("4", "Silent", "undetermined"),
    ]
    assert found[1]["not_met"] == found[1]["next_steps"] == "revenue"
    assert found[2]["missing"].split()[0] == "applicant"
    assert found[0]["in_force_since"] == "2025-10-01"
    printed = capsys.readouterr()
    assert "1 × likely-eligible" in printed.out
    # Standard error is no terminal here: no bar.
    assert "[" not in printed.err


def test_bad_rows_are_told_with_their_line_and_lose_nothing_of_the_others(folder, capsys):
    content = (
        f'{HEADER}\nA,new,900000,true\nB,new,-5,true\nC,new,5\nD,new,"5,true\n\nE,newish,5,true\nF,new,5,true\n'
    ).encode() + b"G\xe9,new,5,true\nH,new,6,false"
    assert run(folder, content, "--keep", "company") == 1
    found = {one["line"]: one for one in rows(folder)}
    assert {line: one["company"] for line, one in found.items() if one["verdict"]} == {"2": "A", "8": "F", "10": "H"}
    wrong = {line: one["error"] for line, one in found.items() if one["error"]}
    assert list(wrong) == ["3", "4", "5", "7", "9"]
    assert "csp_revenue_usd" in wrong["3"]
    assert "3 cells" in wrong["4"]
    assert "quotation mark" in wrong["5"]
    assert "applicant" in wrong["7"]
    assert "UTF-8" in wrong["9"]
    told = capsys.readouterr().err
    assert "5" in told
    assert f"3: {wrong['3']}" in told


def test_jsonl_is_written_a_reply_a_line(folder):
    assert run(folder, f"{HEADER}\nÉ,new,900000,true\nB,new,x,\n", "--keep", "company", to="out.jsonl") == 1
    good, bad = (json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert (good["line"], good["kept"], good["verdict"]) == (2, {"company": "É"}, "not-yet-eligible")
    assert "revenue" in good["not_met"]
    assert bad["line"] == 3
    assert set(bad) == {"line", "kept", "error"}


@pytest.mark.processes
def test_many_rows_come_back_in_order_from_several_processes(folder):
    content = "company,applicant\n" + "".join(f"C{number},new\n" for number in range(9_000))
    assert run(folder, content, "--keep", "company", "--jobs", "2") == 0
    assert [one["company"] for one in rows(folder)] == [f"C{number}" for number in range(9_000)]


def test_a_day_without_a_list_is_told_for_each_row(folder):
    assert run(folder, "applicant,next_review\nexisting,2018-01-01\nexisting,2026-01-01\n") == 1
    assert [bool(one["error"]) for one in rows(folder)] == [True, False]


def test_a_table_with_a_column_for_every_question_needs_no_hint(folder, capsys):
    assert run(folder, ",".join(questions.BY_ID) + "\n") == 0
    assert capsys.readouterr().err == ""


def test_questions_without_a_column_are_told(folder, capsys):
    assert run(folder, "applicant\nnew\n") == 0
    assert "csp_revenue_usd" in capsys.readouterr().err


def test_words_come_in_the_language_asked_for(folder):
    run(folder, "csp_revenue_usd\n-1\n", "--locale", "fr-FR")
    assert "attend un nombre" in rows(folder)[0]["error"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "column names"),
        (b"a,b,c\n1,2,3\n", "column names"),
        ("applicant,csp_revenu_usd\nnew,5\n", "csp_revenu_usd"),
        ("applicant,applicant\nnew,new\n", "applicant"),
        ("applicant\nnew\n".encode("utf-16"), "UTF-8"),
        (b'"applicant\nnew\n', "column names"),
    ],
)
def test_a_table_that_cannot_be_read_gets_one_sentence_and_leaves_no_file(folder, capsys, content, words):
    assert run(folder, content) == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1
    assert not (folder / "out.csv").exists()


def test_a_column_to_keep_has_to_be_there(folder, capsys):
    assert run(folder, "applicant\nnew\n", "--keep", "company") == 2
    assert "company" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "to", "words"),
    [
        ((), "out.xlsx", ".csv"),
        ((), "in.csv", "in.csv"),
        ((), "nowhere/out.csv", "written"),
        (("--ruleset", "direct-debit"), "out.csv", "direct-bill"),
        (("--on", "2026-02-30"), "out.csv", "on"),
        (("--jobs", "0"), "out.csv", "whole number"),
        (("--jobs", "²"), "out.csv", "whole number"),
    ],
)
def test_wrong_options_get_one_sentence(folder, capsys, options, to, words):
    assert run(folder, "applicant,country\n", *options, to=to) == 2
    err = capsys.readouterr().err.splitlines()[-1]
    assert words in err
    assert (folder / "in.csv").read_text(encoding="utf-8") == "applicant,country\n"


def test_a_source_that_is_not_there_gets_one_sentence(tmp_path, capsys):
    assert main(["batch", str(tmp_path / "in.csv"), str(tmp_path / "out.csv"), "--on", "2026-11-22"]) == 2
    assert "in.csv" in capsys.readouterr().err


@pytest.mark.processes
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_work_leaves_no_file_and_no_traceback(folder, ending):
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text("applicant\n" + "new\n" * 400_000, encoding="utf-8")
    target.write_text("earlier", encoding="utf-8")
    command = [sys.executable, "-m", "csp_eligibility", "batch", source, target, "--on", "2026-11-22", "--jobs", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 20
    while not list(folder.glob(".out.csv.*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    if ending is signal.SIGINT:  # a terminal's Ctrl+C goes to all processes
        os.killpg(running.pid, ending)
    else:
        running.send_signal(ending)
    _, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "Traceback" not in err
    assert target.read_text(encoding="utf-8") == "earlier"


def test_a_bar_is_shown_on_a_terminal(folder, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    run(folder, "applicant\n" + "new\n" * 5_000)
    assert "100%" in capsys.readouterr().err


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
