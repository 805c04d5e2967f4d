"""Tables of companies for tests of ``batch``."""

import csv

from csp_eligibility.__main__ import main


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
