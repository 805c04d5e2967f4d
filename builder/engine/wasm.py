"""The parts of a WebAssembly program: sections, and numbers as LEB128."""

from collections.abc import Iterator

from mkdocs.exceptions import PluginError

MAGIC = b"\0asm\1\0\0\0"


def sections(program: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each section's number and body.

    Raises:
        PluginError: this is no program.
    """
    at = len(MAGIC)
    if program[:at] != MAGIC:
        raise PluginError("pyodide.asm.wasm is not a WebAssembly program")
    while at < len(program):
        size, start = number(program, at + 1)
        yield program[at], program[start : start + size]
        at = start + size


def section(kind: int, body: bytes) -> bytes:
    """Return a section as it stands in a program."""
    return bytes([kind]) + encoded(len(body)) + body


def number(data: bytes, at: int) -> tuple[int, int]:
    """Read a LEB128 number; return it and where the next thing stands."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004
            return value, at


def encoded(value: int) -> bytes:
    """Return a number as LEB128."""
    written = bytearray()
    while value >= 0x80:  # noqa: PLR2004
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)
