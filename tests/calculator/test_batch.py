"""Tables of companies: every row is judged or says what is wrong with it, and none is lost."""

import io
import json
import os
import re
from argparse import Namespace
from concurrent.futures.process import BrokenProcessPool

import pytest
from csp_eligibility import commands_batch, handle
from csp_eligibility.__main__ import main
from csp_eligibility.rulesets import questions
from mistakes import mistake
from tables import rows, run

HEADER = "company,applicant,csp_revenue_usd,admin_mfa"


def test_every_row_gets_its_verdict_and_keeps_its_name(folder, complete, capsys):
    columns = ["company", *complete]
    cells = [str(value).lower() for value in complete.values()]
    low = [cell if name != "csp_revenue_usd" else "900000" for name, cell in zip(complete, cells, strict=True)]
    lines = [columns, ["Éclair, SARL", *cells], ["Low", *low], ["Silent", *[""] * len(complete)]]
    content = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    assert run(folder, content, "--keep", "company") == 0
    assert b"\r" not in (folder / "out.csv").read_bytes()
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
    assert "É" in (folder / "out.jsonl").read_text(encoding="utf-8")
    assert (good["line"], good["kept"], good["verdict"]) == (2, {"company": "É"}, "not-yet-eligible")
    assert "revenue" in good["not_met"]
    assert bad["line"] == 3
    assert set(bad) == {"line", "kept", "error"}


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


def test_a_result_has_the_rights_of_any_new_file(folder):
    before = os.umask(0o027)
    try:
        assert run(folder, "applicant\nnew\n") == 0
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert (folder / "out.csv").stat().st_mode & 0o777 == 0o640


def test_every_column_of_the_result_has_its_own(folder):
    header = "applicant,credit_check,support_plan,csp_revenue_usd,months_as_indirect_reseller,admin_mfa"
    assert run(folder, f"{header}\nnew,pending,none,5,12,\n") == 0
    (one,) = rows(folder)
    assert list(one) == [
        "line",
        "verdict",
        "in_force_since",
        "not_met",
        "unknown",
        "later",
        "next_steps",
        "missing",
        "error",
    ]
    answers = {"applicant": "new", "credit_check": "pending", "support_plan": "none"}
    answers |= {"csp_revenue_usd": 5, "months_as_indirect_reseller": 12}
    params = {"ruleset": "direct-bill", "on": "2026-11-22", "locale": "en-US", "answers": answers}
    value = json.loads(handle(json.dumps({"method": "assess", "params": params})))["value"]
    for status in ("not-met", "unknown", "later"):
        expected = [part["requirement"] for part in value["findings"] if part["status"] == status]
        assert expected
        assert one[status.replace("-", "_")].split(" ") == expected
    assert one["missing"].split(" ") == value["missing"]
    assert one["next_steps"].split(" ") == [step["requirement"] for step in value["next_steps"]]
    assert (one["line"], one["verdict"], one["in_force_since"]) == ("2", "not-yet-eligible", "2025-10-01")


def test_jsonl_without_columns_to_keep_has_none(folder):
    assert run(folder, "applicant\nnew\n\n", to="out.jsonl") == 0
    (one,) = (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert list(json.loads(one)) == [
        "line", "verdict", "in_force_since", "not_met", "unknown", "later", "next_steps", "missing",
    ]  # fmt: skip


def test_a_column_that_is_kept_twice_is_kept_once(folder):
    assert run(folder, "company,applicant\nA,new\n", "--keep", "company", "--keep", "company") == 0
    assert rows(folder)[0]["company"] == "A"


@pytest.mark.parametrize("name", ["line", "verdict", "in_force_since", "missing", "error"])
@pytest.mark.parametrize("to", ["out.csv", "out.jsonl"])
def test_a_column_of_the_results_own_name_is_refused(folder, capsys, name, to):
    assert run(folder, f"{name},applicant\nA,new\n", "--keep", name, to=to) == 2
    assert capsys.readouterr().err == (
        f"A column “{name}” can’t be kept, as the result has one of that name: give it another name.\n"
    )


@pytest.mark.parametrize(
    ("line", "company", "words"),
    [
        ("A", "A", "The row has 1 cell where the first line has 4."),
        ("A,new,5", "A", "The row has 3 cells where the first line has 4."),
        ("A,new,5,true,x", "A", "The row has 5 cells"),
        ('A,new,"5,true', "A", "quotation mark"),
        ("A,new,-5,true", "A", "csp_revenue_usd"),
        (b"\xe9A,new,5,true", "�A", "UTF-8"),
        (f"A,new,{'5' * 131_073},true", "", "A cell of the row is longer than 131,072 characters."),
        (f"A,new,{'5' * 131_072},true", "A", "csp_revenue_usd"),
    ],
)
def test_a_row_with_a_mistake_keeps_what_can_be_kept(folder, line, company, words):
    content = line if isinstance(line, bytes) else line.encode()
    assert run(folder, HEADER.encode() + b"\n" + content + b"\nB,new,5,true\n", "--keep", "company") == 1
    bad, good = rows(folder)
    assert (bad["company"], good["company"]) == (company, "B")
    assert words in bad["error"]


def test_a_column_that_a_short_row_does_not_reach_is_empty(folder):
    assert run(folder, "applicant,company\nnew\n", "--keep", "company") == 1
    assert rows(folder)[0]["company"] == ""


@pytest.mark.parametrize(("cells", "words"), [(1, "1 cellule alors"), (3, "3 cellules alors")])
def test_the_number_of_cells_is_told_in_french(folder, cells, words):
    run(folder, f"{HEADER}\n" + ",".join("A" * cells) + "\n", "--keep", "company", "--locale", "fr-FR")
    assert f"La ligne a {words} que la première ligne en a 4." in rows(folder)[0]["error"]


@pytest.mark.parametrize("length", [250, 300])
def test_a_long_name_is_written_or_refused_in_one_sentence(tmp_path, capsys, length):
    name = "x" * (length - 4) + ".csv"
    (tmp_path / "in.csv").write_text("applicant\nnew\n", encoding="utf-8")
    code = main(["batch", str(tmp_path / "in.csv"), str(tmp_path / name), "--on", "2026-11-22", "--jobs", "1"])
    err = capsys.readouterr().err.splitlines()
    if length == 250:
        assert code == 0
        assert (tmp_path / name).exists()
    else:
        assert code == 2
        assert "can’t be written there" in err[-1]
        assert [file.name for file in tmp_path.iterdir()] == ["in.csv"]


def terminal(monkeypatch):
    """Put a terminal in the place of standard error; return what tells what was flushed to it."""
    seen = io.BytesIO()
    stream = io.TextIOWrapper(seen, encoding="utf-8", newline="")
    stream.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", stream)
    return lambda: seen.getvalue().decode()


@pytest.mark.parametrize("end", ["\n", ""])
def test_a_bar_is_shown_on_a_terminal(folder, monkeypatch, end):
    seen = terminal(monkeypatch)
    header = ",".join(questions.BY_ID)
    line = f"new{',' * (len(questions.BY_ID) - 1)}"
    run(folder, f"{header}\n{f'{line}\n' * 2_999}{line}{end}")
    assert re.fullmatch(r"\r\[#{27} {13}\]  67%\r\[#{40}\] 100%\n", seen())


def test_a_file_that_grows_meanwhile_makes_the_bar_no_longer(monkeypatch):
    seen = terminal(monkeypatch)
    commands_batch._progress(100)(150)
    assert seen() == f"\r[{'#' * 40}] 100%\n"


def refusal(folder, **given):
    """The code, the field and the sentence of why a batch in this folder was not done."""
    (folder / "in.csv").write_text("applicant\n", encoding="utf-8")
    options = {"source": "in.csv", "target": "out.csv", "on": "2026-11-22", "ruleset": "direct-bill", "keep": []}
    return mistake(commands_batch.batch, Namespace(**options | {"jobs": 1, "locale": "en-US"} | given))


@pytest.mark.parametrize(
    ("given", "code", "field", "sentence"),
    [
        ({"ruleset": "x"}, "unknown-ruleset", "ruleset", "“ruleset” takes one of: direct-bill, indirect-reseller."),
        ({"on": "x"}, "invalid-date", "on", "“on” takes a day that exists,"),
        ({"keep": ["line"]}, "malformed-request", "line", "A column “line” can’t be kept, as the result has one of"),
        ({"target": "x.xlsx"}, "malformed-request", "x.xlsx", "“x.xlsx” must end in one of: .csv, .jsonl."),
        ({"target": "a/x.csv"}, "malformed-request", "a/x.csv", "“a/x.csv” can’t be written there."),
        ({"target": "in.csv"}, "malformed-request", "in.csv", "“in.csv” is the file to read, too: name another one"),
        ({"source": "x.csv"}, "malformed-request", "x.csv", "“x.csv” can’t be read: it must be a CSV file."),
    ],
)  # fmt: skip
def test_what_keeps_a_batch_from_starting_has_its_code_and_field(folder, given, code, field, sentence):
    found = refusal(folder, **given)
    assert found[:2] == (code, field)
    assert found[2].startswith(sentence)


def test_a_broken_pool_is_one_sentence(folder, monkeypatch):
    def fail(*_, **__):
        raise BrokenProcessPool("terminated abruptly")

    monkeypatch.setattr("csp_eligibility.batch.run", fail)
    sentence = "“out.csv” was not written, as a process was ended from outside: try again, perhaps with --jobs 1."
    assert refusal(folder) == ("malformed-request", "out.csv", sentence)


def test_what_is_open_and_what_is_wrong_is_told_line_by_line(folder, capsys):
    columns = [name for name in questions.BY_ID if name not in {"country", "partner_agreement", "admin_mfa"}]
    assert run(folder, f"{';'.join(columns)}\n{'new;' * 20}\nold{';' * (len(columns) - 1)}\n") == 1
    first, second, third, fourth = capsys.readouterr().err.splitlines()
    assert first == "Not in the file, so not answered: admin_mfa, partner_agreement"
    assert second == "Rows that are wrong: 2. Each is in the result with its reason; the first:"
    assert third.startswith("2: The row has 21 cells")
    assert fourth.startswith("3: “applicant” takes one of")
