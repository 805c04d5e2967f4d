"""`make serve` says what is wrong with a port before it builds anything."""

import sys

import pytest

from builder import server


def told(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["server", *arguments])
    return server.main(), capsys.readouterr().err


def test_a_free_port_is_fine(monkeypatch, capsys):
    assert told(monkeypatch, capsys, "--check", "--port", "0") == (0, "")


def test_a_port_in_use_is_named_with_what_to_do(monkeypatch, capsys, tmp_path):
    with server.server(tmp_path, 0) as other:
        code, error = told(monkeypatch, capsys, "--check", "--port", str(other.server_port))
    assert code == 1
    assert f"Port {other.server_port} can't be used" in error
    assert "make serve PORT=8001" in error


@pytest.mark.parametrize("port", ["abc", "70000", "-1", ""])
def test_what_is_no_port_is_refused(monkeypatch, capsys, port):
    code, error = told(monkeypatch, capsys, "--check", f"--port={port}")
    assert code == 1
    assert "not a number from 1 to 65535" in error


@pytest.mark.parametrize(
    ("error", "is_said"), [(BrokenPipeError, False), (ConnectionResetError, False), (ValueError, True)]
)
def test_a_browser_that_hangs_up_is_no_error(capsys, tmp_path, error, is_said):
    with server.server(tmp_path, 0) as serving:
        try:
            raise error  # noqa: TRY301 - here is where it is handled
        except error:
            serving.handle_error(None, ("127.0.0.1", 1))
    assert (error.__name__ in capsys.readouterr().err) is is_said
