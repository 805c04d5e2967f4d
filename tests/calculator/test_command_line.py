"""The command line."""

import io
import json
import re
from pathlib import Path

import pytest
from command_line import ask
from csp_eligibility import VERSION
from csp_eligibility.__main__ import main

# What is printed about a list that has a successor: it does not change any more.
PRINTED = Path(__file__).parent / "printed"


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
    assert "Questions still open: applicant, " in out
    file.write_text('{"applicant": "existing"}', encoding="utf-8")
    _, out = ask(capsys, "explore", str(file), "--on", "2026-11-22")
    assert "Questions still open: next_review, " in out


def test_a_route_that_had_no_list_says_so_beside_the_other(capsys, answers):
    _, out = ask(capsys, "compare", answers, "--on", "2018-01-05")
    assert "before February 19, 2018" in out
    assert "Undetermined" in out


def test_the_rules_are_described(capsys):
    _, out = ask(capsys, "describe", "--ruleset", "indirect-reseller")
    assert "From April 1, 2024 (new)" in out
    _, out = ask(capsys, "describe", "--ruleset", "indirect-reseller", "--format", "json")
    assert json.loads(out)["value"]["ruleset"] == "indirect-reseller"


def test_a_file_with_a_mistake_is_named(capsys, tmp_path):
    file = tmp_path / "here.json"
    file.write_text("{", encoding="utf-8")
    for command in (["assess", "here.json", "--on", "2026-11-22"], ["verify", "here.json"]):
        assert main(command) == 2
        assert capsys.readouterr().err == "“here.json” is not valid JSON (line 1).\n"


def test_a_mistake_in_an_option_names_no_file(capsys, answers):
    _, _, err = run(capsys, answers, "--on", "2026-11-22", "--ruleset", "x")
    assert err == "“ruleset” takes one of: direct-bill, indirect-reseller.\n"


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (("answers",), "Answers"),
        (("request",), "Request"),
        (("reply",), "Reply to assess"),
        (("reply", "--method", "explore"), "Reply to explore"),
    ],
)
def test_schemas_are_printed(capsys, arguments, title):
    code, out = ask(capsys, "schema", *arguments)
    assert code == 0
    assert json.loads(out)["title"] == title


def test_its_version_is_that_of_the_rules(capsys):
    with pytest.raises(SystemExit) as exit_:
        main(["--version"])
    assert exit_.value.code == 0
    assert capsys.readouterr().out == f"csp-eligibility {VERSION}\n"


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
