"""The calculator's wheel, and the lock file that names it."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from builder.errors import ROOT

CALCULATOR = ROOT / "calculator"
PACKAGE = "csp-eligibility"
# The first day that a zip file can hold: the same sources give the same bytes.
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_EPOCH = {"SOURCE_DATE_EPOCH": "315532800"}


def build_wheel(target: Path) -> Path:
    """Build the calculator's wheel into a folder and return its path.

    Raises:
        PluginError: the build fails; with its last lines.
    """
    run("the calculator's wheel", ["build", "--wheel", "--no-isolation", "--outdir", str(target), str(CALCULATOR)])
    return next(target.glob("*.whl"))


def with_lock(target: Path, info: object) -> Path:
    """Build the wheel, with byte-code in place of its sources, and a lock file beside it.

    Args:
        target: An empty folder.
        info: What the lock file says of the runtime.

    Returns:
        The wheel; ``pyodide-lock.json`` stands beside it.

    Raises:
        PluginError: a tool fails; with its last lines.
    """
    wheel = build_wheel(target)
    lock = target / "pyodide-lock.json"
    lock.write_text(json.dumps({"info": info, "packages": {}}), encoding="utf-8")
    arguments = ["lockfile", "add-wheels", "--input", str(lock), "--output", str(lock), str(wheel)]
    run("the lock file", ["pyodide_cli.app", *arguments])
    # By Python without assertions and docstrings (-OO), so the byte-code has none. Stored, not deflated: what is
    # compressed once, as a whole, becomes smaller.
    run("the byte-code", ["pyodide_cli.app", "py-compile", "--silent", "--compression-level", "0", str(target)], "-OO")
    return next(target.glob("*.whl"))


def replace(wheel: Path, content: bytes) -> dict[str, Any]:
    """Put other content in a wheel's place, and its hash into the lock file beside it, which is returned."""
    wheel.write_bytes(content)
    lock = wheel.parent / "pyodide-lock.json"
    locked: dict[str, Any] = json.loads(lock.read_text(encoding="utf-8"))
    locked["packages"][PACKAGE]["sha256"] = hashlib.sha256(content).hexdigest()
    lock.write_text(json.dumps(locked, sort_keys=True), encoding="utf-8")
    return locked


def run(what: str, module: list[str], *options: str) -> None:
    """Run a module with arguments, and Python with options; no clock and no seed of its own gets into what it makes.

    Raises:
        PluginError: it fails; with its last lines.
    """
    environment = os.environ | _EPOCH | {"PYTHONHASHSEED": "0"}
    command = [sys.executable, *options, "-m", *module]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PluginError(f"{what} can't be built:\n{done.stdout[-800:]}{done.stderr[-800:]}")
