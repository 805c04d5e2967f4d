"""Builds the engine's files out of Pyodide's and the calculator's."""

import hashlib
import json
import os
import shutil
import subprocess
import sysconfig
from dataclasses import replace
from pathlib import Path

from mkdocs.exceptions import PluginError

from builder.engine import frozen, library, runtime, tables, wheel
from builder.engine.files import COMPRESSED, Files
from builder.errors import ROOT

PYODIDE = ROOT / "node_modules" / "pyodide"
HERE = Path(__file__).parent
_BINARYEN = ROOT / "node_modules" / "binaryen" / "package.json"
_WASM_OPT = _BINARYEN.parent / "bin" / "wasm-opt"
# What Pyodide's program makes use of, and nothing that a browser may lack.
_FEATURES = (
    "bulk-memory",
    "exception-handling",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
)


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
    whole = runtime.lighten(
        (PYODIDE / "pyodide.asm.js").read_text(encoding="utf-8"),
        (PYODIDE / "pyodide.mjs").read_text(encoding="utf-8"),
        (PYODIDE / "pyodide.asm.wasm").read_bytes(),
    )
    whole = replace(whole, program=_reached(whole.program, workshop))
    info = json.loads((PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    package, standard = wheel.with_lock(workshop, info), workshop / "python_stdlib.zip"
    shutil.copyfile(PYODIDE / standard.name, standard)
    script, program = workshop / "python.mjs", workshop / "pyodide.asm.wasm"
    script.write_text(whole.script, encoding="utf-8")
    program.write_bytes(whole.program)
    # What a start with everything there holds is all that is served.
    held = python("modules", script, workshop).decode().split()
    data = frozen.lightened_apart(tables.without_unused(whole.data, held), standard)
    light = whole.with_data(data)
    program.write_bytes(light.program)
    standard.write_bytes(library.trimmed_apart(standard, "/lib/python313.zip/", held))
    lock = wheel.replace(package, library.trimmed_apart(package, "", held))
    # Whoever edits a rule sees it sooner without the proof: the snapshot imports the calculator, too.
    if not fast and (failed := python("imports", script, workshop).decode()):
        raise PluginError(f"the trimmed library does not import: {failed}")
    small, quick = (5, 5) if fast else (11, 9)
    names = [
        files.add("python", "python.js", light.script.encode(), small),
        files.add("code", "code.wasm", light.code, small),
        files.add("data", "data.bin", light.data, small),
        files.add("library", "library.bin", standard.read_bytes(), small),
        files.add("calculator", "calculator.bin", package.read_bytes(), small),
    ]
    # Made anew for each change of a rule, and downloaded where the line is fast: not worth a minute.
    snapshot = python("snapshot", script, workshop)
    names.append(files.add("snapshot", "snapshot.bin", snapshot, quick))
    # Readers' browsers keep snapshots of their own under this key: they fit the runtime, the rules and the scripts
    # that they were made with. What those scripts do to a started Python shows in our snapshot.
    key = hashlib.sha256("".join(names).encode()).hexdigest()[:16]
    # The snapshot's head, as memory.js packs it.
    head = snapshot[4 : 4 + int.from_bytes(snapshot[:4], "little")]
    size = json.loads(head)["size"]
    files.write_manifest(key=key, data_at=runtime.DATA_AT, memory_size=size, lock=lock)


def _reached(program: bytes, workshop: Path) -> bytes:
    """Return a program without the functions that nothing calls, or the copy of it that was kept."""
    kept = COMPRESSED / f"program-{hashlib.sha256(program + _BINARYEN.read_bytes()).hexdigest()[:16]}.wasm"
    if not kept.exists():
        whole, unfinished = workshop / "whole.wasm", kept.with_suffix(f".{os.getpid()}")
        whole.write_bytes(program)
        COMPRESSED.mkdir(parents=True, exist_ok=True)
        for old in COMPRESSED.glob("program-*"):
            old.unlink()
        options = [f"--enable-{feature}" for feature in _FEATURES]
        node(str(_WASM_OPT), "--remove-unused-module-elements", *options, str(whole), "-o", str(unfinished))
        shutil.move(unfinished, kept)
    return kept.read_bytes()


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
