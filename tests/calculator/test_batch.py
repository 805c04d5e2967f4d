"""Tables of companies: every row is judged or says what is wrong with it, and none is lost."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from csp_eligibility import batch, handle
from csp_eligibility.__main__ import main
from csp_eligibility.answers import RequestError
from csp_eligibility.messages import catalogue
from csp_eligibility.rulesets import questions
from csp_eligibility.table import layout, row
from csp_eligibility.verdicts import Job

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
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupted_work_leaves_no_file_and_no_traceback(folder, ending):
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text("applicant\n" + "new\n" * 400_000, encoding="utf-8")
    target.write_text("earlier", encoding="utf-8")
    command = [sys.executable, "-m", "csp_eligibility", "batch", source, target, "--on", "2026-11-22", "--jobs", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 20
    while not list(folder.glob(".out.csv.*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    if ending is not signal.SIGTERM:  # a terminal's Ctrl+C and its end go to all processes
        os.killpg(running.pid, ending)
    else:
        running.send_signal(ending)
    _, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "Traceback" not in err
    assert target.read_text(encoding="utf-8") == "earlier"


@pytest.mark.processes
def test_a_process_that_is_killed_is_told_and_leaves_no_file(folder):
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text("applicant\n" + "new\n" * 400_000, encoding="utf-8")
    command = [sys.executable, "-m", "csp_eligibility", "batch", source, target, "--on", "2026-11-22", "--jobs", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 20
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while not children.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(int(children.read_text().split()[0]), signal.SIGKILL)
    _, err = running.communicate(timeout=20)
    assert running.returncode == 2
    assert err.splitlines()[-1].startswith("“")
    assert "was not written, as a process was ended from outside" in err.splitlines()[-1]
    assert "Traceback" not in err


class Pool:
    """Stands for processes: it does the work when it is asked for the result, and counts what waits."""

    def __init__(self, jobs, initializer):
        self.jobs, self.initializer = jobs, initializer
        self.waiting = self.most = 0
        self.ended = False
        Pool.last = self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        assert self.ended

    def submit(self, work, *arguments):
        self.waiting += 1
        self.most = max(self.most, self.waiting)

        def result():
            self.waiting -= 1
            return work(*arguments)

        return SimpleNamespace(result=result)

    def shutdown(self, *, cancel_futures):
        self.ended = cancel_futures


@pytest.fixture
def pool(monkeypatch):
    monkeypatch.setattr(batch, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(batch, "_leave_signals", "leave")


# Most lines are blank: a chunk counts them, and they take no time.
LINES = 20_500
FILLED = range(0, LINES, 20)
WRONG = [number for number in FILLED if number % 400 == 0]
LARGE = "company,credit_check,csp_revenue_usd\n" + "".join(
    f"C{number},,{-1 if number in WRONG else 5}\n" if number in FILLED else "\n" for number in range(LINES)
)


def judged(folder, *, jobs):
    """The summary of many rows, and the numbers of bytes that were told."""
    source, told = folder / "in.csv", []
    source.write_text(LARGE, encoding="utf-8")
    table = layout(LARGE.partition("\n")[0].encode(), "in.csv", ["company"])
    job = Job(ruleset="indirect-reseller", on=date(2018, 1, 5), locale="en-US", table=table, suffix=".csv")
    return batch.run(source, folder / "out.csv", job, jobs=jobs, progress=told.append), told


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.usefixtures("pool")
def test_totals_are_those_of_all_chunks(folder, jobs):
    summary, told = judged(folder, jobs=jobs)
    assert (summary.wrong, summary.verdicts) == (len(WRONG), {"undetermined": len(FILLED) - len(WRONG)})
    # The first line of all has the column names.
    assert [int(line.partition(":")[0]) for line in summary.first_wrong] == [number + 2 for number in WRONG[:20]]
    assert all("csp_revenue_usd" in line for line in summary.first_wrong)
    assert [int(one["line"]) for one in rows(folder)] == [number + 2 for number in FILLED]
    # What is read is told after each chunk of 2,000 rows, and is everything but the first line at the end.
    lines = LARGE.encode().splitlines(keepends=True)[1:]
    assert told == [sum(map(len, lines[: 2_000 * chunk])) for chunk in range(1, 12)]


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.usefixtures("pool")
def test_only_a_little_is_read_ahead(folder, jobs):
    judged(folder, jobs=jobs)
    assert Pool.last.jobs == jobs
    assert Pool.last.initializer == "leave"
    assert Pool.last.most == 2 * jobs + 1
    assert Pool.last.waiting == 0


@pytest.mark.usefixtures("pool")
def test_endings_are_held_while_processes_start_and_let_go_then(folder, monkeypatch):
    masks = []
    submit = Pool.submit

    def seen(self, *work):
        masks.append(signal.pthread_sigmask(signal.SIG_BLOCK, ()))
        return submit(self, *work)

    monkeypatch.setattr(Pool, "submit", seen)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    judged(folder, jobs=2)
    assert all(mask >= {signal.SIGINT, signal.SIGTERM, signal.SIGHUP} for mask in masks)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before


@pytest.mark.usefixtures("pool")
def test_where_signals_cannot_be_held_rows_are_judged_as_well(folder, monkeypatch):
    monkeypatch.delattr("signal.pthread_sigmask")
    assert judged(folder, jobs=2)[0].verdicts


@pytest.mark.usefixtures("pool")
def test_a_failure_ends_what_was_still_to_be_done(folder, monkeypatch):
    def fail(*_):
        raise BrokenProcessPool

    monkeypatch.setattr(batch, "judge", fail)
    with pytest.raises(BrokenProcessPool):
        judged(folder, jobs=2)
    assert Pool.last.ended
    assert not (folder / "out.csv").exists()


def test_a_broken_pool_is_one_sentence(folder, capsys, monkeypatch):
    def fail(*_, **__):
        raise BrokenProcessPool("terminated abruptly")

    monkeypatch.setattr(batch, "run", fail)
    assert run(folder, "applicant\nnew\n") == 2
    assert "out.csv” was not written, as a process was ended" in capsys.readouterr().err


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
