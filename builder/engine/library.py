"""The part of Python's standard library that the calculator and Pyodide reach, as byte-code."""

import io
import marshal
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType

from mkdocs.exceptions import PluginError

from builder.engine.wheel import FIRST_DAY
from builder.errors import ROOT

# As the runtime names the archive that it reads the library from.
_PLACE = "/lib/python313.zip/"


def trimmed_apart(library: Path, modules: Iterable[str]) -> bytes:
    """Return the same as ``trimmed``, made in a process of its own.

    What marshal writes depends on which objects are shared in the process it runs in; a process that
    does nothing else writes the same bytes every time.

    Raises:
        PluginError: the library holds none of the modules.
    """
    command = [sys.executable, "-m", __name__, str(library), *modules]
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise PluginError(f"the standard library can't be trimmed:\n{done.stderr.decode()[-800:]}")
    return done.stdout


def trimmed(library: zipfile.ZipFile, modules: Iterable[str]) -> bytes:
    """Return a library with some modules alone, without sources, docstrings and line numbers.

    Line numbers are a fifth of it: a traceback from the library still names file and function.

    Args:
        library: The whole library, as sources.
        modules: The modules' full names; those that the library does not hold are left out.

    Raises:
        PluginError: it holds no library.
    """
    names = set(library.namelist())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for module in sorted(modules):
            path = module.replace(".", "/")
            for name in (f"{path}.py", f"{path}/__init__.py"):
                if name in names:
                    archive.writestr(zipfile.ZipInfo(f"{name}c", FIRST_DAY), _compiled(library.read(name), name))
        if not archive.namelist():
            raise PluginError("python_stdlib.zip holds none of the modules that are used: Pyodide has changed")
    return out.getvalue()


def _compiled(source: bytes, name: str) -> bytes:
    code = compile(source, _PLACE + name, "exec", dont_inherit=True, optimize=2)
    return MAGIC_NUMBER + bytes(12) + marshal.dumps(_without_lines(code))


def _without_lines(code: CodeType) -> CodeType:
    return code.replace(co_linetable=b"", co_consts=tuple(_inner(code.co_consts)))


def _inner(constants: tuple[object, ...]) -> Iterator[object]:
    for constant in constants:
        yield _without_lines(constant) if isinstance(constant, CodeType) else constant


if __name__ == "__main__":
    with zipfile.ZipFile(sys.argv[1]) as opened:
        sys.stdout.buffer.write(trimmed(opened, sys.argv[2:]))
