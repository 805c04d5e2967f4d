"""Large tables of the program that no started calculator reads: nothing is served in their place.

Python's program holds modules for East Asian encodings and Unicode's names, and its C library a converter
between encodings. Their tables are a fifth of what a reader would download. Where no module of ours needs
them, they become zeros, which compress to nothing, and the modules' names are struck from the program: a
late import then fails by its name rather than read zeros. decisions/0006-engine.md says how they were found.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from mkdocs.exceptions import PluginError


@dataclass(frozen=True, slots=True)
class Table:
    """Constants that some modules alone read.

    Attributes:
        modules: The built-in modules; none where only C functions that nothing calls read them.
        start: Where they begin in the data section.
        end: Where they end.
        sha256: What they hold: whatever holds something else is not these tables.
    """

    modules: tuple[str, ...]
    start: int
    end: int
    sha256: str


TABLES = (
    Table(
        ("_codecs_cn", "_codecs_hk", "_codecs_jp", "_codecs_kr", "_codecs_tw", "_codecs_iso2022"),
        604_384,
        1_193_265,
        "511d148fb40c29067f0ae683cf5e41c9e111b73d5e7e6076f2ef345656066ef6",
    ),
    Table(
        ("unicodedata",),
        1_217_488,
        1_857_904,
        "22eaa1bd44bbc9911d1a2494b741701e82aa2384bd0a5b5ee78a3c58e73d29bb",
    ),
    # iconv's
    Table((), 2_463_824, 2_588_188, "971e2d35abb7b5326c760bae0e9a6eb7304a43ed98bc208afb5c8da15e33c0f1"),
)


def without_unused(data: bytes, modules: Collection[str]) -> bytes:
    """Return the program's data without the tables of modules that are not used.

    Args:
        data: The data section.
        modules: The modules that a started calculator holds.

    Raises:
        PluginError: a table is not where it was; Pyodide has changed.
    """
    light = bytearray(data)
    for table in TABLES:
        if not set(table.modules).isdisjoint(modules):
            continue
        if hashlib.sha256(data[table.start : table.end]).hexdigest() != table.sha256:
            raise PluginError("pyodide.asm.wasm holds other tables: look at builder/engine/tables.py")
        light[table.start : table.end] = bytes(table.end - table.start)
        for module in table.modules:
            name = b"\0%s\0" % module.encode()
            if light.count(name) != 1:
                raise PluginError(f"pyodide.asm.wasm names {module} in a new way: look at builder/engine/tables.py")
            # No module can be called so.
            light[:] = light.replace(name, b"\0-%s\0" % module[1:].encode())
    return bytes(light)
