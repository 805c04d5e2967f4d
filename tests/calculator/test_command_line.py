"""The command line."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from csp_eligibility import RULESETS, VERSION
from csp_eligibility.__main__ import main
from csp_eligibility.provenance import fingerprint

DIRECT = RULESETS["direct-bill"]
# What is printed about a list that has a successor: it does not change any more.
PRINTED = Path(__file__).parent / "printed"


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


def test_answers_that_cannot_be_read_are_an_error_in_json_too(capsys, tmp_path):
    code, out, err = run(capsys, str(tmp_path / "nowhere.json"), "--on", "2026-11-22", "--format", "json")
    assert code == 2
    assert json.loads(out)["error"]["code"] == "malformed-request"
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [(), ("--on",), ("--on", "2026-11-22", "--locale", "tlh"), ("--no-such-option",)])
def test_wrong_options_get_one_sentence(capsys, answers, arguments):
    code, _, err = run(capsys, answers, *arguments)
    assert code == 2
    assert err.count("\n") == 1


def ask(capsys, command, *arguments):
    code = main([command, *arguments])
    return code, capsys.readouterr().out


@pytest.mark.parametrize("file", sorted(PRINTED.glob("*.txt")), ids=lambda file: file.stem)
def test_text_is_printed_as_in_its_sample(capsys, tmp_path, file):
    answers = {"csp_revenue_usd": 999, "months_as_indirect_reseller": 12, "country": "FR"}
    answers |= {"provider_relationship": True, "partner_id_active": True}
    given = tmp_path / "answers.json"
    given.write_text(json.dumps(answers), encoding="utf-8")
    options = {
        "compare": (str(given), "--on", "2018-01-05"),
        "describe": ("--ruleset", "indirect-reseller"),
    }.get(file.stem, (str(given), "--on", "2024-05-01", "--ruleset", "indirect-reseller"))
    assert ask(capsys, file.stem, *options) == (0, file.read_text(encoding="utf-8"))


def test_json_is_printed_readably(capsys, answers):
    _, out = ask(capsys, "assess", answers, "--on", "2026-11-22", "--format", "json", "--locale", "fr-FR")
    assert out.startswith('{\n  "ok": true,\n  "value": {\n')
    assert "éligible" in out


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("explore", "1. How much CSP cloud revenue"),
        ("timeline", "→ From 2025-10-01: Not yet eligible"),
        ("compare", "== Indirect reseller =="),
    ],
)
def test_what_if_is_told_in_words_and_as_json(capsys, tmp_path, complete, command, words):
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(complete | {"csp_revenue_usd": 5}), encoding="utf-8")
    code, out = ask(capsys, command, str(file), "--on", "2026-11-22")
    assert code == 0
    assert words in out
    code, out = ask(capsys, command, str(file), "--on", "2026-11-22", "--format", "json", "--locale", "fr-FR")
    assert code == 0
    assert json.loads(out)["value"]["on"] == "2026-11-22"


def test_an_exploration_without_a_list_names_the_questions_that_choose_it(capsys, tmp_path):
    file = tmp_path / "answers.json"
    file.write_text("{}", encoding="utf-8")
    _, out = ask(capsys, "explore", str(file), "--on", "2026-11-22")
    assert "applicant" in out


def test_a_route_that_had_no_list_says_so_beside_the_other(capsys, answers):
    _, out = ask(capsys, "compare", answers, "--on", "2018-01-05")
    assert "before 2018-02-19" in out
    assert "Undetermined" in out


def test_the_rules_are_described(capsys):
    _, out = ask(capsys, "describe", "--ruleset", "indirect-reseller")
    assert "From 2024-04-01 (new)" in out
    _, out = ask(capsys, "describe", "--ruleset", "indirect-reseller", "--format", "json")
    assert json.loads(out)["value"]["ruleset"] == "indirect-reseller"


@pytest.fixture
def card(capsys, tmp_path, answers):
    """A saved reply, as data that can be tampered with, and the file that it is in."""
    _, out = ask(capsys, "assess", answers, "--on", "2026-11-22", "--format", "json", "--locale", "fr-FR")
    file = tmp_path / "card.json"
    file.write_text(out, encoding="utf-8")
    return json.loads(out), file


def test_a_saved_verdict_is_found_to_be_the_same(capsys, card):
    reply, file = card
    assert ask(capsys, "verify", str(file)) == (0, "The rules of today say the same.\n")
    file.write_text(json.dumps(reply["value"]), encoding="utf-8")
    assert ask(capsys, "verify", str(file))[0] == 0


def test_what_a_saved_verdict_says_otherwise_is_told(capsys, card):
    reply, file = card
    value = reply["value"]
    value["verdict"] = "not-yet-eligible"
    value["rules"]["hash"] = "0" * 64
    value["findings"][0]["status"] = "not-met"
    value["more"] = {}
    reply_disclaimer = value.pop("disclaimer")
    file.write_text(json.dumps(reply), encoding="utf-8")
    code, out = ask(capsys, "verify", str(file))
    assert code == 1
    told = {line.split(":")[0].strip() for line in out.splitlines()[1:]}
    assert "    verdict: “likely-eligible”, saved as “not-yet-eligible”" in out.splitlines()
    assert "    more: “”, saved as “{}”" in out.splitlines()
    assert told == {"verdict", "rules.hash", "findings.partner-id.status", "disclaimer", "more"}
    code, out = ask(capsys, "verify", str(file), "--format", "json")
    assert code == 1
    value = json.loads(out)["value"]
    assert value["saved"] == {"verdict": "not-yet-eligible", "rules": {"version": VERSION, "hash": "0" * 64}}
    assert value["now"] == {"verdict": "likely-eligible", "rules": {"version": VERSION, "hash": fingerprint(DIRECT)}}
    assert {part["field"]: (part["saved"], part["now"]) for part in value["differences"]} == {
        "verdict": ("not-yet-eligible", "likely-eligible"),
        "rules.hash": ("0" * 64, fingerprint(DIRECT)),
        "findings.partner-id.status": ("not-met", "met"),
        "disclaimer": (None, reply_disclaimer),
        "more": ({}, None),
    }


def test_an_answer_that_was_altered_changes_what_the_rules_say(capsys, card):
    reply, file = card
    reply["value"]["answers"]["csp_revenue_usd"] = 5
    file.write_text(json.dumps(reply), encoding="utf-8")
    code, out = ask(capsys, "verify", str(file))
    assert code == 1
    assert "verdict" in out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[]", "card.json"),
        ("{}", "ruleset"),
        ('{"ruleset": "direct-bill", "on": "x", "locale": "en-US", "answers": {}}', "on"),
        ("{", "line 1"),
    ],
)
def test_a_card_that_is_none_gets_one_sentence(capsys, tmp_path, content, words):
    file = tmp_path / "card.json"
    file.write_text(content, encoding="utf-8")
    assert main(["verify", str(file), "--format", "json"]) == 2
    printed = capsys.readouterr()
    assert words in printed.err
    assert printed.err.count("\n") == 1
    assert json.loads(printed.out)["error"]["code"] in {"malformed-request", "invalid-date"}


def test_a_file_with_a_mistake_is_named(capsys, tmp_path):
    file = tmp_path / "here.json"
    file.write_text("{", encoding="utf-8")
    for command in (["assess", str(file), "--on", "2026-11-22"], ["verify", str(file)]):
        assert main(command) == 2
        assert "here.json" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("answers",), ("request",), ("reply", "--method", "explore")])
def test_schemas_are_printed(capsys, arguments):
    code, out = ask(capsys, "schema", *arguments)
    assert code == 0
    assert "$schema" in json.loads(out)


def test_its_version_is_that_of_the_rules(capsys):
    with pytest.raises(SystemExit) as exit_:
        main(["--version"])
    assert exit_.value.code == 0
    assert capsys.readouterr().out == f"csp-eligibility {VERSION}\n"


@pytest.mark.processes
def test_a_reader_that_goes_away_is_no_mistake():
    command = [sys.executable, "-m", "csp_eligibility", "describe", "--format", "json"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    running.stdout.close()
    assert running.stderr.read() == ""
    running.stderr.close()
    assert running.wait(timeout=20) == 0


def test_an_interruption_is_no_traceback(monkeypatch, answers):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("csp_eligibility.commands.parse", lambda *_: interrupt(None))
    assert main(["assess", answers, "--on", "2026-11-22"]) == 130


@pytest.mark.processes
def test_it_runs_as_a_module(answers):
    command = [sys.executable, "-m", "csp_eligibility", "assess", answers, "--on", "2026-11-22"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.startswith("Likely eligible")
