"""The engine: Python for the browser, and the calculator that runs on it.

Pyodide comes from its npm package, the calculator is the wheel that anybody can install. All is
served by the site itself, and listed in a manifest with size and SHA-256.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from mkdocs.exceptions import PluginError

from builder.errors import ROOT

PYODIDE = ROOT / "node_modules" / "pyodide"
CALCULATOR = ROOT / "calculator"
CACHE = ROOT / "build" / "engine"

_RUNTIME = {
    "pyodide.mjs": "loader",
    "pyodide.asm.js": "runtime",
    "pyodide.asm.wasm": "runtime",
    "python_stdlib.zip": "standard-library",
    "pyodide-lock.json": "packages",
}


def install(target: Path) -> None:
    """Put the engine into a folder of the site, building it only where its inputs have changed.

    Raises:
        PluginError: Pyodide is not there, or the wheel can't be built.
    """
    if not PYODIDE.is_dir():
        raise PluginError("node_modules/pyodide is missing: run `make setup`")
    built = CACHE / _inputs_hash()
    if not built.exists():
        _build(built)
    shutil.copytree(built, target, dirs_exist_ok=True)
    for file in target.iterdir():
        if not (built / file.name).exists():
            file.unlink()


def _inputs_hash() -> str:
    digest = hashlib.sha256()
    package = CALCULATOR / "csp_eligibility"
    inputs = [CALCULATOR / "pyproject.toml", PYODIDE / "package.json", Path(__file__)]
    inputs += sorted(file for file in package.rglob("*") if file.suffix in {".py", ".mo", ".json"})
    for file in inputs:
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _build(target: Path) -> None:
    """Build the engine beside its place and move it there whole: a build cut short leaves nothing."""
    unfinished = target.with_suffix(".unfinished")
    shutil.rmtree(CACHE, ignore_errors=True)
    unfinished.mkdir(parents=True)
    roles = dict(_RUNTIME)
    for name in _RUNTIME:
        shutil.copyfile(PYODIDE / name, unfinished / name)
    roles[build_wheel(unfinished).name] = "calculator"
    manifest = [
        {
            "name": name,
            "role": role,
            "size": (unfinished / name).stat().st_size,
            "sha256": hashlib.sha256((unfinished / name).read_bytes()).hexdigest(),
        }
        for name, role in sorted(roles.items())
    ]
    text = json.dumps({"files": manifest}, indent=2)
    (unfinished / "manifest.json").write_text(text + "\n", encoding="utf-8")
    unfinished.rename(target)


def build_wheel(target: Path) -> Path:
    """Build the calculator's wheel into a folder and return its path.

    The day 1980-01-01 (the first a zip file can hold) makes the same sources give the same bytes.

    Raises:
        PluginError: the build fails; with its last lines.
    """
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(CALCULATOR)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "315532800"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PluginError(f"the calculator's wheel can't be built:\n{done.stdout[-800:]}{done.stderr[-800:]}")
    return next(target.glob("*.whl"))


if __name__ == "__main__":
    build_wheel(Path(sys.argv[1]))
