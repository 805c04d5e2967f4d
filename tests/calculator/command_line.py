"""The command line, for tests of what it prints."""

from csp_eligibility.__main__ import main


def ask(capsys, command, *arguments):
    """Run a command; return its exit code and what it printed."""
    code = main([command, *arguments])
    return code, capsys.readouterr().out
