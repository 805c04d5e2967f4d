"""The modules that the program itself holds as byte-code ("frozen"), without docstrings and line numbers."""

import io
import marshal
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

from mkdocs.exceptions import PluginError

from builder.engine import library

# A module's code as marshal writes it: a code object, referred to again, of no arguments.
_START = re.compile(rb"\xe3\0{12}")
_PLACE = re.compile(r"<frozen (.+)>")


def lightened_apart(data: bytes, sources: Path) -> bytes:
    """Return the same as ``lightened``, made in a process of its own, as ``library.trimmed_apart`` is.

    Raises:
        PluginError: the data holds no such module.
    """
    return library.apart(__name__, [str(sources)], data)


def lightened(data: bytes, sources: zipfile.ZipFile) -> bytes:
    """Return the program's data with lighter modules in their places, filled up with zeros.

    Args:
        data: The data section.
        sources: The standard library; a module that it does not hold keeps its docstrings.

    Raises:
        PluginError: the data holds no such module.
    """
    light, names, replaced = bytearray(data), set(sources.namelist()), set()
    for start, end, code, module in _frozen(data):
        path = module.replace(".", "/")
        source = next((name for name in (f"{path}.py", f"{path}/__init__.py") if name in names), None)
        if source:
            code = library.without_docstrings(sources.read(source), code.co_filename)  # noqa: PLW2901
        packed = marshal.dumps(library.without_lines(code))
        if len(packed) <= end - start:
            light[start:end] = packed.ljust(end - start, b"\0")
            replaced.add(module)
    if "importlib._bootstrap" not in replaced:
        raise PluginError("pyodide.asm.wasm holds its frozen modules in a new way: look at builder/engine/frozen.py")
    return bytes(light)


def _frozen(data: bytes) -> Iterator[tuple[int, int, CodeType, str]]:
    end = 0
    for found in _START.finditer(data):
        if found.start() < end:  # a part of the module before
            continue
        opened = io.BytesIO(data)
        opened.seek(found.start())
        try:
            code = marshal.load(opened)  # noqa: S302 - Pyodide's own, of the Python that runs here
        except (ValueError, EOFError, TypeError):
            continue
        if isinstance(code, CodeType) and (place := _PLACE.fullmatch(code.co_filename)):
            end = opened.tell()
            yield found.start(), end, code, place[1]


if __name__ == "__main__":
    with zipfile.ZipFile(sys.argv[1]) as opened_sources:
        sys.stdout.buffer.write(lightened(sys.stdin.buffer.read(), opened_sources))
