"""The modules that a started calculator holds, of the standard library and of its own, as byte-code."""

import io
import marshal
import os
import subprocess
import sys
import zipfile
from collections.abc import Collection, Iterator
from importlib.util import MAGIC_NUMBER
from pathlib import Path, PurePosixPath
from types import CodeType

from mkdocs.exceptions import PluginError

from builder.engine.wheel import FIRST_DAY
from builder.errors import ROOT

_CODE = {".py", ".pyc"}
# Of a .pyc file, before the code: magic number, flags, time and size of the source.
_HEADER = 16
# What modules read beside themselves: the catalogues.
_DATA = {".json", ".mo"}


def trimmed_apart(archive: Path, place: str, modules: Collection[str]) -> bytes:
    """Return the same as ``trimmed``, made in a process of its own.

    What marshal writes depends on which objects are shared in the process it runs in; a process that
    does nothing else writes the same bytes every time.

    Raises:
        PluginError: the archive holds none of the modules.
    """
    return apart(__name__, [str(archive), place, *modules])


def apart(module: str, arguments: list[str], given: bytes = b"") -> bytes:
    """Run a module of ours in a process of its own, and return what it prints.

    Args:
        module: Its full name.
        arguments: Its arguments.
        given: Its standard input.

    Raises:
        PluginError: it fails; with its last lines.
    """
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, input=given, env=environment, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise PluginError(f"{module} failed:\n{done.stderr.decode()[-800:]}")
    return done.stdout


def trimmed(archive: zipfile.ZipFile, place: str, modules: Collection[str]) -> bytes:
    """Return an archive with some modules alone, without sources, docstrings and line numbers.

    Args:
        archive: A zip file or wheel of sources or of byte-code.
        place: The folder that tracebacks name.
        modules: The modules' full names; those that the archive does not hold are left out.

    Raises:
        PluginError: it holds none of them.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as light:
        # Stored, not deflated: what is compressed once, as a whole, becomes smaller.
        for name in sorted(archive.namelist()):
            path = PurePosixPath(name)
            module = path.with_suffix("") if path.stem != "__init__" else path.parent
            if path.suffix in _CODE and ".".join(module.parts) in modules:
                code = _light(archive.read(name), place + name)
                light.writestr(zipfile.ZipInfo(str(path.with_suffix(".pyc")), FIRST_DAY), code)
            elif path.suffix in _DATA and ".".join(path.parent.parent.parts) in modules:
                light.writestr(zipfile.ZipInfo(name, FIRST_DAY), archive.read(name))
        if not light.namelist():
            raise PluginError("it holds none of the modules that are used: Pyodide has changed")
    return out.getvalue()


def _light(content: bytes, name: str) -> bytes:
    compiled = name.endswith(".pyc")
    code = marshal.loads(content[_HEADER:]) if compiled else without_docstrings(content, name)  # noqa: S302 - our own
    return MAGIC_NUMBER + bytes(_HEADER - len(MAGIC_NUMBER)) + marshal.dumps(without_lines(code))


def without_docstrings(source: bytes, name: str) -> CodeType:
    """Return a module's code without docstrings and assertions."""
    return compile(source, name, "exec", dont_inherit=True, optimize=2)


def without_lines(code: CodeType) -> CodeType:
    """Return code without line numbers, which are a fifth of it: a traceback still names file and function."""
    return code.replace(co_linetable=b"", co_consts=tuple(_inner(code.co_consts)))


def _inner(constants: tuple[object, ...]) -> Iterator[object]:
    for constant in constants:
        yield without_lines(constant) if isinstance(constant, CodeType) else constant


if __name__ == "__main__":
    with zipfile.ZipFile(sys.argv[1]) as opened:
        sys.stdout.buffer.write(trimmed(opened, sys.argv[2], set(sys.argv[3:])))
