"""How old a line of a source is, by git; unknown where there is no git, or too little of its history."""

import os
import re
import subprocess
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

_LINE = re.compile(r"(?ms)^(?P<commit>[0-9a-f]{40,64}) \d+ (?P<line>\d+)(?: \d+)?$.*?^author-time (?P<time>\d+)$.*?^\t")


def last_change(file: Path, line: int) -> date | None:
    """Return the day on which a line of a file was last changed; None where that is unknown."""
    return _days(file, file.stat().st_mtime_ns).get(line) if file.exists() else None


@cache  # `mkdocs serve` asks again for each build
def _days(file: Path, changed: int) -> dict[int, date]:
    del changed
    text = _git(file.parent, "blame", "--line-porcelain", "--root", "-w", "--", file.name)
    # Where history was cut off, all that is older looks as if it came with the cut.
    cut = _cut_off(file.parent) if text else frozenset()
    return {
        int(found["line"]): datetime.fromtimestamp(int(found["time"]), UTC).date()
        for found in _LINE.finditer(text)
        if found["commit"] not in cut
    }


def _cut_off(folder: Path) -> frozenset[str]:
    path = _git(folder, "rev-parse", "--path-format=absolute", "--git-path", "shallow").strip()
    return frozenset(Path(path).read_text(encoding="ascii").split()) if path and Path(path).exists() else frozenset()


def _git(folder: Path, *arguments: str) -> str:
    # Whoever builds from a git hook has variables that point to another tree.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607 - the user's git
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return ""
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""
