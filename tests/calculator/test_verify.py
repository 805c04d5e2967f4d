"""Saved verdicts that are judged again at the command line."""

import json

import pytest
from command_line import ask
from csp_eligibility import RULESETS, VERSION
from csp_eligibility.__main__ import main
from csp_eligibility.provenance import fingerprint

DIRECT = RULESETS["direct-bill"]


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
    assert out.startswith("The rules of today say something else:\n")
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


def test_a_card_with_a_mistake_is_told_in_the_language_asked_for(capsys, card):
    reply, file = card
    file.write_text(json.dumps(reply["value"] | {"on": "2026-02-30"}), encoding="utf-8")
    assert main(["verify", str(file), "--locale", "fr-FR"]) == 2
    assert "card.json\u00a0: «\u00a0on\u00a0» attend" in capsys.readouterr().err
