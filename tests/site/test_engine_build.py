"""The engine's build: reproducible, cached, and loud when Pyodide changes."""

import gzip
import json
import zipfile

import pytest
from mkdocs.exceptions import PluginError

from builder import engine
from builder.engine import frozen, library, runtime, tables
from builder.engine.build import PYODIDE
from builder.engine.wheel import build_wheel

pytestmark = pytest.mark.site


def content(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_the_same_inputs_give_the_same_bytes_in_another_folder(site, tmp_path):
    engine.build(tmp_path / "engine")
    again, before = content(tmp_path / "engine"), content(site / "engine")
    assert sorted(again) == sorted(before)
    assert [name for name in again if again[name] != before[name]] == []


def test_nothing_is_built_again_without_a_change(site, tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "build", lambda *_, **__: pytest.fail("built again"))
    engine.install(tmp_path)
    assert content(tmp_path) == content(site / "engine")


def test_a_change_of_an_input_is_seen(monkeypatch):
    before = engine.inputs_hash()
    read = type(engine.HERE).read_bytes
    monkeypatch.setattr(
        type(engine.HERE), "read_bytes", lambda file: read(file) + (b"#" if file.name == "direct_bill.py" else b"")
    )
    assert engine.inputs_hash() != before


def test_the_lock_file_names_the_wheel_that_is_served(site):
    manifest = json.loads((site / "engine" / "manifest.json").read_text(encoding="utf-8"))
    served = next(file for file in manifest["files"] if file["role"] == "calculator" and "of" not in file)
    assert manifest["lock"]["packages"]["csp-eligibility"]["sha256"] == served["sha256"]


def test_a_runtime_built_in_another_way_is_refused():
    with pytest.raises(PluginError, match="declares its exports in a new way"):
        runtime.lighten("var x=1;", "", b"\0asm\1\0\0\0")
    with pytest.raises(PluginError, match="not a WebAssembly program"):
        runtime.lighten('var _a=Module["_a"]=12;', "", b"<!doctype html>")


def test_a_library_without_the_modules_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "library.zip", "w") as empty, pytest.raises(PluginError, match="holds none"):
        library.trimmed(empty, "", ["json"])


def test_modules_that_are_not_held_are_left_out_and_catalogues_stay(site):
    [calculator] = (site / "engine").glob("calculator-*.bin")
    with zipfile.ZipFile(calculator) as opened:
        names = opened.namelist()
    assert "csp_eligibility/bridge.pyc" in names
    assert "csp_eligibility/catalogues/fr_FR.mo" in names
    assert [name for name in names if name.endswith(("commands.pyc", "table.pyc", "__main__.pyc", ".py"))] == []


def test_tables_of_modules_that_are_used_stay_and_others_go():
    data = runtime.lighten(*(_pyodide(name) for name in RUNTIME)).data
    without = tables.without_unused(data, ["unicodedata"])
    assert len(without) == len(data)
    assert b"\0unicodedata\0" in without
    assert b"\0_codecs_jp\0" not in without
    for table in tables.TABLES:
        assert any(without[table.start : table.end]) == (table.modules == ("unicodedata",))


def test_tables_that_stand_elsewhere_are_refused():
    with pytest.raises(PluginError, match="holds other tables"):
        tables.without_unused(bytes(4_000_000), [])


def test_frozen_modules_become_lighter_and_keep_their_place():
    data = runtime.lighten(*(_pyodide(name) for name in RUNTIME)).data
    light = frozen.lightened_apart(data, PYODIDE / "python_stdlib.zip")
    assert len(light) == len(data)
    assert b"Join two or more pathname components" in data
    assert b"Join two or more pathname components" not in light
    with pytest.raises(PluginError, match="holds its frozen modules in a new way"):
        frozen.lightened_apart(bytes(1000), PYODIDE / "python_stdlib.zip")


def test_the_engine_is_much_smaller_than_what_is_stock(site, tmp_path):
    stock = [PYODIDE / name for name in (*RUNTIME, "python_stdlib.zip", "pyodide-lock.json")]
    whole = sum(map(_packed, [*stock, build_wheel(tmp_path)]))
    manifest = site / "engine" / "manifest.json"
    listed = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    size = {entry["role"]: _packed(manifest.parent / entry["name"]) for entry in listed if "of" not in entry}
    both = size["python"] + size["code"] + _packed(manifest)
    assert both + size["data"] + size["library"] + size["calculator"] <= 0.65 * whole
    assert both + size["snapshot"] <= whole


RUNTIME = ("pyodide.asm.js", "pyodide.mjs", "pyodide.asm.wasm")


def _pyodide(name):
    file = PYODIDE / name
    return file.read_bytes() if file.suffix == ".wasm" else file.read_text(encoding="utf-8")


def _packed(file):
    return len(gzip.compress(file.read_bytes(), 9))
