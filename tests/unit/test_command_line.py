"""The command line."""

import io
import json
import subprocess
import sys

import pytest
from csp_eligibility.__main__ import main


@pytest.fixture
def answers(tmp_path, complete):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(complete), encoding="utf-8")
    return str(file)


def run(capsys, *arguments):
    try:
        code = main(["assess", *arguments])
    except SystemExit as exit_:
        code = exit_.code
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_verdict_is_told_in_words(capsys, answers):
    code, out, err = run(capsys, answers, "--on", "2026-11-22")
    assert (code, err) == (0, "")
    assert out.startswith("Likely eligible\n")
    assert "Microsoft decides" in out


def test_a_verdict_is_told_in_french(capsys, answers):
    code, out, _ = run(capsys, answers, "--on", "2026-11-22", "--locale", "fr-FR")
    assert code == 0
    assert not out.startswith("Likely eligible")


def test_what_is_open_and_what_to_do_are_told(capsys, tmp_path):
    file = tmp_path / "answers.json"
    file.write_text('\ufeff{"applicant": "new", "country": "FR", "csp_revenue_usd": 5}', encoding="utf-8")
    _, out, _ = run(capsys, str(file), "--on", "2026-11-22")
    assert "Market: Europe. Currency: EUR." in out
    assert "1. Raise your CSP cloud revenue" in out
    assert "admin_mfa" in out


def test_json_is_the_reply_of_the_bridge(capsys, answers):
    code, out, _ = run(capsys, answers, "--on", "2026-11-22", "--format", "json")
    assert code == 0
    assert json.loads(out)["value"]["verdict"] == "likely-eligible"


def test_answers_come_from_standard_input(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"applicant": "new"}')))
    code, out, _ = run(capsys, "-", "--on", "2026-11-22", "--format", "json")
    assert code == 0
    assert json.loads(out)["value"]["verdict"] == "undetermined"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"csp_revenue_usd": -1}', "csp_revenue_usd"),
        (b'{"csp_revenue_usd": NaN}', "csp_revenue_usd"),
        (b'{"shoe_size": 43}', "shoe_size"),
        (b'{"admin_mfa": true, "admin_mfa": false}', "admin_mfa"),
        (b'{"admin_mfa": true,\n"applicant": }', "line 2"),
        (b"[1, 2]", "answers"),
        (b'{"applicant": "caf\xe9"}', "UTF-8"),
        (b" " * 4_100_000, "1,000,000"),
        (b"[" * 100_000, "brackets"),
        (b"9" * 5_000, "JSON"),
    ],
)
def test_wrong_answers_get_one_sentence_and_code_2(capsys, tmp_path, content, words):
    file = tmp_path / "answers.json"
    file.write_bytes(content)
    code, out, err = run(capsys, str(file), "--on", "2026-11-22")
    assert code == 2
    assert out == ""
    assert words in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there_gets_one_sentence(capsys, tmp_path):
    code, _, err = run(capsys, str(tmp_path / "nowhere.json"), "--on", "2026-11-22")
    assert code == 2
    assert "nowhere.json" in err


def test_an_error_is_json_too_where_json_was_asked_for(capsys, answers):
    code, out, err = run(capsys, answers, "--on", "2026-02-30", "--format", "json")
    assert code == 2
    assert json.loads(out)["error"]["code"] == "invalid-date"
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [(), ("--on",), ("--on", "2026-11-22", "--locale", "tlh"), ("--no-such-option",)])
def test_wrong_options_get_one_sentence(capsys, answers, arguments):
    code, _, err = run(capsys, answers, *arguments)
    assert code == 2
    assert err.count("\n") == 1


def test_it_runs_as_a_module(answers):
    command = [sys.executable, "-m", "csp_eligibility", "assess", answers, "--on", "2026-11-22"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.startswith("Likely eligible")
