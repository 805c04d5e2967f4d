"""The command line."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from csp_eligibility import RULESETS, VERSION, terminal
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
        (b"[" * 100_000, "levels"),
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
        ("timeline", "→ From October 1, 2025: Not yet eligible"),
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
    assert "before February 19, 2018" in out
    assert "Undetermined" in out


def test_the_rules_are_described(capsys):
    _, out = ask(capsys, "describe", "--ruleset", "indirect-reseller")
    assert "From April 1, 2024 (new)" in out
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


def test_days_are_told_in_words_of_the_language(capsys, answers):
    _, out = ask(capsys, "assess", answers, "--on", "2026-11-22", "--locale", "fr-FR")
    assert "22 novembre 2026" in out
    assert "1er octobre 2025" in out
    _, out = ask(capsys, "timeline", answers, "--on", "2026-11-22", "--locale", "fr-FR")
    assert "31 août 2018" in out
    _, out = ask(capsys, "describe", "--ruleset", "direct-bill", "--locale", "fr-FR")
    assert "31 août 2018" in out
    assert not re.search(r"\d{4}-\d\d-\d\d", out)


def test_a_recommended_step_is_told_as_such(capsys, tmp_path):
    given = tmp_path / "answers.json"
    given.write_text('{"applicant": "new", "managed_services": 0, "csp_revenue_usd": 0}', encoding="utf-8")
    _, out = ask(capsys, "assess", str(given), "--on", "2026-11-22")
    assert "\n2. Consider offering a managed service, IP service or customer solution application. (Recommended)" in out
    assert "\n1. Raise your CSP cloud revenue to the threshold before you apply.\n" in out


def test_a_mistake_in_a_file_names_the_file_and_the_field(capsys, tmp_path, card):
    file = tmp_path / "mine.json"
    file.write_text('{"csp_revenue_usd": -1}', encoding="utf-8")
    told = f"{file}: “csp_revenue_usd” takes a number from 0 to 1,000,000,000,000,000.\n"
    _, _, err = run(capsys, str(file), "--on", "2026-11-22")
    assert err == (told if len(str(file)) <= 60 else f"{str(file)[:20]}…{str(file)[-39:]}{told[len(str(file)) :]}")
    _, _, err = run(capsys, str(file), "--on", "2026-02-30")
    assert "mine.json" not in err
    file.write_text('{"admin_mfa": true, "admin_mfa": true}', encoding="utf-8")
    _, _, err = run(capsys, str(file), "--on", "2026-11-22")
    assert "mine.json: The key “admin_mfa” stands twice" in err
    reply, saved = card
    saved.write_text(json.dumps(reply["value"] | {"on": "2026-02-30"}), encoding="utf-8")
    assert main(["verify", str(saved)]) == 2
    assert "card.json: “on” takes a day" in capsys.readouterr().err


def test_a_mistake_on_standard_input_names_the_field_alone(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"admin_mfa": 1}')))
    assert run(capsys, "-", "--on", "2026-11-22")[2] == "“admin_mfa” takes true or false.\n"


def test_a_card_with_a_mistake_is_told_in_the_language_asked_for(capsys, card):
    reply, file = card
    file.write_text(json.dumps(reply["value"] | {"on": "2026-02-30"}), encoding="utf-8")
    assert main(["verify", str(file), "--locale", "fr-FR"]) == 2
    assert "card.json\u00a0: «\u00a0on\u00a0» attend" in capsys.readouterr().err


def process(*arguments, **options):
    """Run the command line as users do, with bytes for what it prints."""
    environment = os.environ | options.pop("env", {})
    command = [sys.executable, "-m", "csp_eligibility", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, env=environment, **options)


def shell(line):
    return subprocess.run(
        ["sh", "-c", f"{sys.executable} -m csp_eligibility {line}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.processes
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_what_an_encoding_lacks_is_printed_otherwise(answers, encoding):
    asked = ("assess", answers, "--on", "2026-11-22", "--locale", "fr-FR")
    done = process(*asked, env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "1 000 000" in done.stdout.decode(encoding)
    done = process(*asked, "--format", "json", env={"PYTHONIOENCODING": encoding})
    expected = json.loads(process(*asked, "--format", "json").stdout)
    assert json.loads(done.stdout.decode(encoding)) == expected
    done = process("timeline", answers, "--on", "2026-11-22", env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert b"-> From October 1, 2025" in done.stdout


@pytest.mark.processes
def test_a_character_that_is_none_is_printed_in_figures(card):
    reply, file = card
    file.write_text(json.dumps(reply["value"] | {"verdict": "\ud800"}), encoding="utf-8")
    done = process("verify", str(file))
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"\\ud800" in done.stdout
    done = process("verify", str(file), "--format", "json")
    assert json.loads(done.stdout)["value"]["saved"]["verdict"] == "\ud800"


@pytest.mark.processes
def test_a_file_name_that_is_no_text_gets_one_sentence():
    done = process("assess", b"\xff.json", "--on", "2026-11-22", "--format", "json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "malformed-request"
    assert done.stderr.count(b"\n") == 1


@pytest.mark.processes
@pytest.mark.parametrize(
    "command", ["schema reply", "describe --format json", "--version", "assess nowhere --on x --format json"]
)
def test_output_that_cannot_be_written_gets_one_sentence(command):
    done = shell(f"{command} > /dev/full")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "The output can’t be written: No space left on device."
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.processes
def test_closed_streams_are_no_traceback(answers):
    done = shell("assess - --on 2026-11-22 <&-")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "“-” can’t be read: it must be a UTF-8 text file, or - for standard input.\n"
    done = shell(f"assess {answers} --on 2026-11-22 >&-")
    assert (done.returncode, done.stderr) == (0, "")
    done = shell("assess nowhere.json --on 2026-11-22 2>&-")
    assert (done.returncode, done.stdout) == (2, "")
    assert shell("assess nowhere.json --on 2026-11-22 2>/dev/full").returncode == 2


def test_without_streams_nothing_is_written(monkeypatch):
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", None)
    assert main(["assess", "-", "--on", "2026-11-22", "--format", "json"]) == 2
    terminal.drop_output()


def test_output_that_fails_is_told(monkeypatch, capsys, answers):
    def fail(*_):
        raise OSError("no more")

    dropped = []
    monkeypatch.setattr("csp_eligibility.console.text", fail)
    monkeypatch.setattr("csp_eligibility.terminal.drop_output", lambda: dropped.append(True))
    assert main(["assess", answers, "--on", "2026-11-22"]) == 2
    assert capsys.readouterr().err == "The output can’t be written: no more.\n"
    assert dropped


def test_a_sign_that_an_encoding_lacks_has_another():
    terminal.prepare()
    assert "1\u202f000 → “é’…€".encode("latin-1", "plain") == b"1 000 -> \"\xe9'...\\u20ac"


def test_an_end_that_was_to_be_outlived_is(monkeypatch, answers):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        main(["assess", answers, "--on", "2026-11-22"])
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        main(["assess", answers, "--on", "2026-11-22"])
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGHUP)
        monkeypatch.delattr("signal.SIGHUP")
        assert main(["assess", answers, "--on", "2026-11-22"]) == 0
    finally:
        signal.signal(1, before)
