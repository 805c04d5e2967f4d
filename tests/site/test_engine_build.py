"""The engine's build: reproducible, cached, and loud when Pyodide changes."""

import json
import zipfile

import pytest
from mkdocs.exceptions import PluginError

from builder import engine
from builder.engine import library, runtime

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
        library.trimmed(empty, ["json"])
