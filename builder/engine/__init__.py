"""The engine: Python for the browser, and the calculator that runs on it.

Pyodide comes from its npm package, the calculator is the wheel that anybody can install. What is built
of them is served by the site itself and listed in a manifest, each file with size and SHA-256:

- ``python``: the script that links and starts the runtime; ``code``: its program, without ``data``;
- ``library`` and ``calculator``: Python modules as byte-code, for a start as Pyodide always starts;
- ``snapshot``: the memory of a started Python, for a start without importing anything.

Nothing here reads the network or the clock: the same inputs give the same bytes.
"""

import fcntl
import hashlib
import shutil
from pathlib import Path

from mkdocs.exceptions import PluginError

from builder.engine import wheel
from builder.engine.build import HERE, PYODIDE, build
from builder.errors import ROOT

CACHE = ROOT / "build" / "engine"
SCRIPTS = ROOT / "docs" / "assets" / "calculator"


def install(target: Path, *, fast: bool = False) -> None:
    """Put the engine into a folder of the site, building it only where its inputs have changed.

    Args:
        target: The folder.
        fast: Compress quickly rather than well, for who is editing and wants to see.

    Raises:
        PluginError: Pyodide is not there, or a step of the build fails.
    """
    if not PYODIDE.is_dir():
        raise PluginError("node_modules/pyodide is missing: run `make setup`")
    built = CACHE / inputs_hash()
    if fast and not built.exists():
        built = built.with_name(f"{built.name}-fast")
    CACHE.parent.mkdir(exist_ok=True)
    with CACHE.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two builds of the site at once make one engine
        if not built.exists():
            shutil.rmtree(CACHE, ignore_errors=True)
            build(built, fast=fast)
        shutil.copytree(built, target, dirs_exist_ok=True)
    for file in target.iterdir():
        if not (built / file.name).exists():
            file.unlink()


def inputs_hash() -> str:
    """Return a name for all that the engine is built of."""
    digest = hashlib.sha256()
    package = wheel.CALCULATOR / "csp_eligibility"
    inputs = [wheel.CALCULATOR / "pyproject.toml", ROOT / "package-lock.json", ROOT / "requirements.txt"]
    inputs += [SCRIPTS / "python.js", SCRIPTS / "memory.js", *sorted(HERE.glob("*.*"))]
    inputs += sorted(file for file in package.rglob("*") if file.suffix in {".py", ".mo", ".json"})
    for file in inputs:
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
