"""The report on mutants: what is not killed is told, unless it is explained by name."""

import importlib.util
import shutil

import pytest
from support import TESTS

DIFFERENCE = """# csp_eligibility.card.x__flat__mutmut_1: survived
--- csp_eligibility/card.py
+++ csp_eligibility/card.py
@@ -1,3 +1,3 @@
 def _flat(value):
-    size = 1
+    size = 2
"""


@pytest.fixture
def run():
    spec = importlib.util.spec_from_file_location("mutation_run", TESTS / "mutation" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_mutant_is_named_by_its_function_and_its_line(run):
    assert (
        run.explanation("csp_eligibility.card.x__flat__mutmut_1", DIFFERENCE) == "csp_eligibility.card._flat: size = 2"
    )
    method = run.explanation("csp_eligibility.changes.xǁ_Placeǁverdict__mutmut_12", DIFFERENCE)
    assert method == "csp_eligibility.changes._Place.verdict: size = 2"


def test_a_line_that_is_left_out_is_named_as_such(run):
    left_out = DIFFERENCE.replace("+    size = 2\n", "")
    assert run.explanation("csp_eligibility.card.x__flat__mutmut_1", left_out).endswith("_flat: - size = 1")


def test_an_explanation_is_a_whole_line(run):
    explained = run.explanations("Why.\n    csp_eligibility.card._flat: size = 2\n")
    assert run.explanation("csp_eligibility.card.x__flat__mutmut_1", DIFFERENCE) in explained
    other = DIFFERENCE.replace("size = 2", "size = 22")
    assert run.explanation("csp_eligibility.card.x__flat__mutmut_1", other) not in explained
    assert run.explanation("csp_eligibility.card.x_flat__mutmut_1", DIFFERENCE) not in explained
    assert "a" not in explained


def test_only_what_was_asked_for_is_reported(run):
    results = "    a.x_b__mutmut_1: no tests\n    a.x_c__mutmut_1: killed\n    b.x_b__mutmut_1: not checked\n"
    assert run.chosen(results, ["a.*"]) == [("a.x_b__mutmut_1", "no tests"), ("a.x_c__mutmut_1", "killed")]
    assert len(run.chosen(results, [])) == 3


@pytest.mark.parametrize(("result", "code"), [("killed", 0), ("timeout", 0), ("survived", 1), ("no tests", 1)])
def test_whatever_is_not_caught_fails(run, monkeypatch, tmp_path, result, code):
    def mutmut(command, cwd, **_):
        if command[1] == "run":
            shutil.copytree(cwd / "csp_eligibility", cwd / "mutants" / "csp_eligibility")
        out = {"results": f"    a.x_b__mutmut_1: {result}\n", "show": DIFFERENCE}.get(command[1], "")
        return run.subprocess.CompletedProcess(command, 0, stdout=out)

    monkeypatch.setattr(run, "COPY", tmp_path / "copy")
    monkeypatch.setattr(run.subprocess, "run", mutmut)
    assert run.main([]) == code
    assert run.main(["other.*"]) == 1


def test_a_file_that_a_mutant_wrote_over_is_told(run, monkeypatch, tmp_path):
    def mutmut(_, cwd, **__):
        ran = cwd / "mutants" / "csp_eligibility"
        shutil.copytree(cwd / "csp_eligibility", ran)
        (ran / "card.py").write_text("def x_compare__mutmut_1(): ...", encoding="utf-8")
        (ran / "__init__.py").write_text("1 / 0", encoding="utf-8")
        (ran / "words.py").unlink()

    monkeypatch.setattr(run, "COPY", tmp_path / "copy")
    monkeypatch.setattr(run.subprocess, "run", mutmut)
    with pytest.raises(SystemExit, match="A mutant wrote over") as told:
        run.main([])
    assert all(name in str(told.value) for name in ("__init__.py", "words.py"))
    assert "card.py" not in str(told.value)
