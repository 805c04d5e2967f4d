"""The command line and its streams, however they are, end or fail."""

import codecs
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from csp_eligibility import terminal
from csp_eligibility.__main__ import main


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


def stream(encoding="utf-8"):
    """Standard output or error in an encoding, and what was written out to it."""
    written = io.BytesIO()
    return io.TextIOWrapper(written, encoding=encoding, newline="\n"), written


def test_a_sentence_on_standard_error_is_seen_at_once(monkeypatch):
    standard_error, written = stream()
    monkeypatch.setattr("sys.stderr", standard_error)
    terminal.complain("Aïe.")
    assert written.getvalue().decode() == "Aïe.\n"


def test_a_sentence_that_cannot_be_written_is_left_out(monkeypatch):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr("sys.stderr", full)
        terminal.complain("Aïe.")
        # What is still held back for it can't be written on closing either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())


def test_output_that_is_dropped_is_written_nowhere(monkeypatch, tmp_path):
    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        monkeypatch.setattr("sys.stdout", out)
        print("kept", flush=True)
        print("dropped")
        terminal.drop_output()
        print("dropped, too", flush=True)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "kept\n"


@pytest.mark.parametrize(
    ("encoding", "text"), [("ascii", '{\n  "\\u00e9": "\\u00e9"\n}\n'), ("cp1252", '{\n  "é": "é"\n}\n')]
)
def test_json_is_readable_where_the_encoding_has_its_letters(monkeypatch, encoding, text):
    standard_output, written = stream(encoding)
    monkeypatch.setattr("sys.stdout", standard_output)
    terminal.print_json({"é": "é"})
    terminal.flush()
    assert written.getvalue().decode(encoding) == text


def test_streams_are_made_to_take_every_sign(monkeypatch):
    standard_output, out = stream("latin-1")
    standard_error, err = stream("ascii")
    monkeypatch.setattr("sys.stdout", standard_output)
    monkeypatch.setattr("sys.stderr", standard_error)
    codecs.register_error("plain", codecs.strict_errors)  # as if nobody had prepared anything before
    terminal.prepare()
    print("1\u202f000 → “é’…€")
    terminal.flush()
    terminal.complain("“é”")
    assert out.getvalue() == b"1 000 -> \"\xe9'...\\u20ac\n"
    assert err.getvalue() == b'"\\xe9"\n'


def test_a_sign_that_an_encoding_lacks_has_another():
    terminal.prepare()
    assert "1\u202f000 → “é’…€".encode("latin-1", "plain") == b"1 000 -> \"\xe9'...\\u20ac"


def test_what_is_read_is_never_guessed():
    terminal.prepare()
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", "plain")


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
