"""What stands beside each other, what each of them loads, and the folders that the host serves for it."""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from builder.engine import PYODIDE
from builder.engine.wheel import PACKAGE, build_wheel
from builder.engine.wheel import run as run_tool

ROOT = Path(__file__).parent.parent
_FORCED = "const FAST_LINE = "


@dataclass(frozen=True, slots=True)
class Peer:
    """A way to run the calculator's Python in a page.

    Attributes:
        page: Its address below ``bench/pages``.
        loads: What a first visit loads.
    """

    page: str
    loads: str


_CORE = "pyodide.mjs, pyodide.asm.js, pyodide.asm.wasm, python_stdlib.zip, pyodide-lock.json and the calculator's wheel"
PEERS = {
    "ours": Peer("ours.html", "the engine of the site in a worker, from the snapshot or the library, as it chooses"),
    "ours, library": Peer("ours.html?from=library", "the same, but always the library: the slow line's way"),
    "ours, snapshot": Peer("ours.html?from=snapshot", "the same, but always the snapshot: the fast line's way"),
    "stock": Peer("stock.html", f"Pyodide in a worker by loadPyodide, loadPackage, import, call: {_CORE}"),
    "pyscript": Peer("pyscript.html", f"@pyscript/core in the page, <script type=py>: its modules, {_CORE}"),
}


def folders(temporary: Path) -> dict[str, Path]:
    """Return the folders to serve, by the name below which each stands."""
    site = ROOT / "site"
    if not (site / "engine").is_dir():
        raise SystemExit("There is no built site: run `make site` first")
    return {
        "bench": Path(__file__).parent / "pages",
        "pyscript": ROOT / "node_modules/@pyscript/core/dist",
        "stock": _stock(temporary),
        **dict.fromkeys(("site", "library", "snapshot"), site),
    }


def replaced() -> dict[str, tuple[str, str]]:
    """Return what is replaced in the worker of the folders that force a way to start."""
    worker = (ROOT / "site/en-US/assets/calculator/worker.js").read_text(encoding="utf-8")
    now = next(line for line in worker.splitlines() if line.startswith(_FORCED))
    return {"library": (now, f"{_FORCED}Infinity;"), "snapshot": (now, f"{_FORCED}0;")}


def _stock(folder: Path) -> Path:
    """Return a folder with Pyodide's core and the same wheel, named in its lock file."""
    stock = folder / "stock"
    stock.mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"):
        shutil.copyfile(PYODIDE / name, stock / name)
    wheel = build_wheel(stock)
    lock, full = stock / "pyodide-lock.json", PYODIDE / "pyodide-lock.json"
    arguments = ["lockfile", "add-wheels", "--input", str(full), "--output", str(lock), str(wheel)]
    run_tool("the lock file", ["pyodide_cli.app", *arguments])
    locked = json.loads(lock.read_text(encoding="utf-8"))["packages"][PACKAGE]
    assert locked["sha256"] == hashlib.sha256(wheel.read_bytes()).hexdigest()  # noqa: S101
    shutil.copyfile(wheel, stock / "calculator.whl")  # PyScript names the file itself
    return stock
