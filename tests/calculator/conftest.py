"""What tests of the calculator share."""

import json

import pytest
from command_line import ask


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """Run each test in a folder of its own: a mutant may write where it is, and that is where the package lies."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path):
    """A folder in which nothing but the source and the result may be left."""
    yield tmp_path
    assert {file.name for file in tmp_path.iterdir()} <= {"in.csv", "out.csv", "out.jsonl"}


@pytest.fixture
def answers(tmp_path, complete):
    """The path of a file of complete answers."""
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(complete), encoding="utf-8")
    return str(file)


@pytest.fixture
def card(capsys, tmp_path, answers):
    """A saved reply, as data that can be tampered with, and the file that it is in."""
    _, out = ask(capsys, "assess", answers, "--on", "2026-11-22", "--format", "json", "--locale", "fr-FR")
    file = tmp_path / "card.json"
    file.write_text(out, encoding="utf-8")
    return json.loads(out), file
