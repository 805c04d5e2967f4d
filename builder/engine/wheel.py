"""The calculator's wheel, its byte-code for the browser, and the lock file that names it."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

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


def for_browser(target: Path, info: object) -> Path:
    """Build the wheel with byte-code instead of sources, and a lock file beside it.

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
    pyodide = ["pyodide_cli.app"]
    run("the lock file", [*pyodide, "lockfile", "add-wheels", "--input", str(lock), "--output", str(lock), str(wheel)])
    # Stored, not deflated: what is compressed once, as a whole, becomes smaller.
    run("the byte-code", [*pyodide, "py-compile", "--silent", "--compression-level", "0", str(target)])
    compiled = next(target.glob("*.whl"))
    _without_clock(compiled)
    locked = json.loads(lock.read_text(encoding="utf-8"))
    locked["packages"][PACKAGE]["sha256"] = hashlib.sha256(compiled.read_bytes()).hexdigest()
    lock.write_text(json.dumps(locked, sort_keys=True), encoding="utf-8")
    return compiled


def run(what: str, module: list[str]) -> None:
    """Run a Python module with arguments; no clock and no seed of its own gets into what it makes.

    Raises:
        PluginError: it fails; with its last lines.
    """
    environment = os.environ | _EPOCH | {"PYTHONHASHSEED": "0"}
    done = subprocess.run([sys.executable, "-m", *module], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PluginError(f"{what} can't be built:\n{done.stdout[-800:]}{done.stderr[-800:]}")


def _without_clock(archive: Path) -> None:
    with zipfile.ZipFile(archive) as compiled:
        content = {name: compiled.read(name) for name in sorted(compiled.namelist())}
    with zipfile.ZipFile(archive, "w") as stored:
        for name, data in content.items():
            stored.writestr(zipfile.ZipInfo(name, FIRST_DAY), data)
