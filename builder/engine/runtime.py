"""The Python runtime, made light: only what this site's Python reaches, and code apart from data.

Pyodide exports each function of CPython, so that compiled extensions can link to it. We load none, so
an export that Pyodide's own script never names is left out, here and there. What the program keeps in
memory when it starts (the data section) becomes a file of its own: a memory snapshot replaces it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mkdocs.exceptions import PluginError

from builder.engine import wasm

_IMPORTS, _EXPORTS, _DATA, _DATA_COUNT = 2, 7, 11, 12
_OF_DATA = (_DATA, _DATA_COUNT)
_TABLE, _MEMORY, _GLOBAL, _TAG = 1, 2, 3, 4
_DECLARATION = re.compile(r'var (\w+)=Module\["\1"\]=(?:wasmExports\["\w+"\]|[\de]+);')
_WORD = re.compile(r"\w+")
# What the dynamic linker asks for by name, and the words that Emscripten puts together itself.
_ALWAYS = re.compile(r"memory|__indirect_function_table|main|__main_argc_argv|__wasm_\w+|_?_?em_js\w*|.*__em_js__.*")


@dataclass(frozen=True, slots=True)
class Runtime:
    """What of the runtime is served.

    Attributes:
        script: The JavaScript that links and starts it.
        program: The WebAssembly program, complete.
    """

    script: str
    program: bytes

    @property
    def code(self) -> bytes:
        """The program without its data section."""
        kept = (wasm.section(kind, body) for kind, body in wasm.sections(self.program) if kind not in _OF_DATA)
        return wasm.MAGIC + b"".join(kept)

    @property
    def data(self) -> bytes:
        """The data section: what memory holds from ``DATA_AT`` on when the program starts."""
        return _only_segment(next(body for kind, body in wasm.sections(self.program) if kind == _DATA))

    def with_data(self, data: bytes) -> "Runtime":
        """Return the same runtime with other data of the same size."""
        return replace(self, program=self.program.replace(self.data, data))


# Where Emscripten puts a main module's data.
DATA_AT = 1024


def lighten(linker: str, loader: str, program: bytes) -> Runtime:
    """Return Pyodide's runtime with the exports it uses alone.

    Args:
        linker: The text of ``pyodide.asm.js``.
        loader: The text of ``pyodide.mjs``.
        program: The bytes of ``pyodide.asm.wasm``.

    Raises:
        PluginError: the files are not built as this module expects; Pyodide has changed.
    """
    sections = list(wasm.sections(program))
    counted = Counter(_WORD.findall(linker) + _WORD.findall(loader))
    # Two mentions are the declaration itself.
    script = _DECLARATION.sub(lambda found: "" if counted[found[1]] == 2 else found[0], linker)  # noqa: PLR2004
    if len(script) == len(linker):
        raise PluginError("pyodide.asm.js declares its exports in a new way: look at builder/engine/runtime.py")
    named = set(_WORD.findall(script) + _WORD.findall(loader))
    light = bytearray(wasm.MAGIC)
    for kind, body in sections:
        kept = _exports(body, named | set(_imported(sections))) if kind == _EXPORTS else body
        light += wasm.section(kind, kept)
    # One file to fetch, and the loader finds the linker already there.
    return Runtime(f"{script}\n{loader}", bytes(light))


def _exports(body: bytes, wanted: set[str]) -> bytes:
    count, at = wasm.number(body, 0)
    kept = []
    for _ in range(count):
        start = at
        size, at = wasm.number(body, at)
        name = body[at : at + size].decode()
        _, at = wasm.number(body, at + size + 1)
        if name in wanted or f"_{name}" in wanted or _ALWAYS.fullmatch(name):
            kept.append(body[start:at])
    return wasm.encoded(len(kept)) + b"".join(kept)


def _imported(sections: list[tuple[int, bytes]]) -> Iterator[str]:
    """Yield every name the program imports: the linker looks some of them up among its own exports."""
    body = next(body for number, body in sections if number == _IMPORTS)
    count, at = wasm.number(body, 0)
    for _ in range(count):
        for _ in ("module", "name"):
            size, at = wasm.number(body, at)
            name, at = body[at : at + size].decode(), at + size
        yield name
        at = _after_import(body, at)


def _after_import(body: bytes, at: int) -> int:
    kind, at = body[at], at + 1
    if kind in (_TABLE, _MEMORY):
        if kind == _TABLE:
            at += 1
        bounded, at = wasm.number(body, at)
        for _ in range(1 + (bounded & 1)):
            _, at = wasm.number(body, at)
        return at
    if kind == _GLOBAL:
        return at + 2
    # A function's type; a tag has an attribute before its own.
    _, at = wasm.number(body, at + (kind == _TAG))
    return at


def _only_segment(body: bytes) -> bytes:
    count, at = wasm.number(body, 0)
    # One active segment at the global that holds the memory's base.
    if (count, body[at : at + 2]) != (1, b"\0\x23"):
        raise PluginError("pyodide.asm.wasm holds its data in a new way: look at builder/engine/runtime.py")
    _, at = wasm.number(body, at + 2)
    size, at = wasm.number(body, at + 1)
    return body[at : at + size]
