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
import json
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

from mkdocs.exceptions import PluginError

from builder.engine import library, runtime, wheel
from builder.engine.files import Files
from builder.errors import ROOT

PYODIDE = ROOT / "node_modules" / "pyodide"
CACHE = ROOT / "build" / "engine"
SCRIPTS = ROOT / "docs" / "assets" / "calculator"
HERE = Path(__file__).parent


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
    inputs = [wheel.CALCULATOR / "pyproject.toml", PYODIDE / "package.json", ROOT / "requirements.txt"]
    inputs += [SCRIPTS / "python.js", SCRIPTS / "memory.js", *sorted(HERE.glob("*.*"))]
    inputs += sorted(file for file in package.rglob("*") if file.suffix in {".py", ".mo", ".json"})
    for file in inputs:
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def build(target: Path, *, fast: bool = False) -> None:
    """Build the engine beside its place and move it there whole: a build cut short leaves nothing.

    Args:
        target: Where it goes.
        fast: Compress quickly rather than well.

    Raises:
        PluginError: a step fails.
    """
    unfinished, workshop = target.with_suffix(".unfinished"), target.with_suffix(".workshop")
    for folder in (unfinished, workshop):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    _build(Files(unfinished, _brotli), workshop, fast=fast)
    shutil.rmtree(workshop)
    unfinished.rename(target)


def _build(files: Files, workshop: Path, *, fast: bool) -> None:
    """Build in a folder that Pyodide finds as it expects one: its own names, nothing hashed."""
    stock_library = PYODIDE / "python_stdlib.zip"
    light = runtime.lighten(
        (PYODIDE / "pyodide.asm.js").read_text(encoding="utf-8"),
        (PYODIDE / "pyodide.mjs").read_text(encoding="utf-8"),
        (PYODIDE / "pyodide.asm.wasm").read_bytes(),
    )
    info = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    package = wheel.for_browser(workshop, info)
    script = workshop / "python.mjs"
    script.write_text(light.script, encoding="utf-8")
    (workshop / "pyodide.asm.wasm").write_bytes(light.program)
    shutil.copyfile(stock_library, workshop / "python_stdlib.zip")
    modules = python("modules", script, workshop).decode().split()
    trimmed = library.trimmed_apart(stock_library, modules)
    (workshop / "python_stdlib.zip").write_bytes(trimmed)
    if failed := python("imports", script, workshop).decode():
        raise PluginError(f"the trimmed library does not import: {failed}")
    lock = json.loads((workshop / "pyodide-lock.json").read_text(encoding="utf-8"))
    small, quick = (5, 5) if fast else (11, 9)
    names = [
        files.add("python", "python.js", light.script.encode(), small),
        files.add("code", "code.wasm", light.code, small),
        files.add("data", "data.bin", light.data, small),
        files.add("library", "library.bin", trimmed, small),
        files.add("calculator", "calculator.bin", package.read_bytes(), small),
    ]
    # Made anew for each change of a rule, and downloaded where the line is fast: not worth a minute.
    names.append(files.add("snapshot", "snapshot.bin", python("snapshot", script, workshop), quick))
    # Readers' browsers keep snapshots of their own under this key: they fit the runtime, the rules and the scripts
    # that they were made with. What those scripts do to a started Python shows in our snapshot.
    key = hashlib.sha256("".join(names).encode()).hexdigest()[:16]
    files.write_manifest(key=key, data_at=runtime.DATA_AT, lock=lock)


def _brotli(file: Path, quality: int) -> bytes:
    return node("compress.mjs", str(file), str(quality))


def python(what: str, script: Path, folder: Path) -> bytes:
    """Start Python under Node and return what ``start.mjs`` prints.

    Raises:
        PluginError: it fails; with its last lines.
    """
    return node("start.mjs", what, str(script), str(folder))


def node(script: str, *arguments: str) -> bytes:
    """Run a script of this folder under the pinned Node and return what it prints.

    Raises:
        PluginError: it fails; with its last lines.
    """
    command = [str(Path(sysconfig.get_path("scripts")) / "node"), str(HERE / script), *arguments]
    # Snapshots hold the environment's language and time zone.
    environment = {"PATH": os.environ.get("PATH", ""), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode:
        # The runtime is one long line, which Node shows with its error.
        lines = [line for line in done.stderr.decode(errors="replace").splitlines() if len(line) < 500]  # noqa: PLR2004
        raise PluginError(f"{script} {arguments[0]} failed:\n" + "\n".join(lines[-20:]))
    return done.stdout
