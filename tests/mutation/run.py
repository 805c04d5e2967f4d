"""Runs mutmut on a copy of the package and its tests, and prints the mutants that no test kills.

``python tests/mutation/run.py`` runs all; names such as ``csp_eligibility.card*`` choose some.
"""

import re
import shutil
import subprocess
import sys
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
COPY = ROOT / "build" / "mutation"
MUTMUT = Path(sys.executable).with_name("mutmut")
# A mutant that never ends is found out as well.
CAUGHT = {"killed", "timeout"}


def main(names: list[str]) -> int:
    """Run mutmut and return 1 when a mutant is not caught that is not explained in ``survivors.txt``."""
    shutil.rmtree(COPY, ignore_errors=True)
    leave = shutil.ignore_patterns("__pycache__", "browser", "site", "unit", "mutation")
    # mutmut names modules by their path, so the package has to lie at the top, as it is imported.
    shutil.copytree(ROOT / "calculator" / "csp_eligibility", COPY / "csp_eligibility", ignore=leave)
    shutil.copytree(ROOT / "tests", COPY / "tests", ignore=leave)
    shutil.copyfile(HERE / "pyproject.toml", COPY / "pyproject.toml")
    subprocess.run([MUTMUT, "run", *names], cwd=COPY, check=True)
    if overwritten := altered(COPY / "csp_eligibility", COPY / "mutants" / "csp_eligibility"):
        raise SystemExit(f"A mutant wrote over {', '.join(overwritten)}: what was run after it says nothing.")
    results = _mutmut("results", "--all", "true")
    explained = explanations((HERE / "survivors.txt").read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for name, result in chosen(results, names):
        verdict = result
        if result == "survived" and explanation(name, _mutmut("show", name)) in explained:
            verdict = "explained"
        counts[verdict] += 1
        if verdict not in {*CAUGHT, "explained"}:
            print(f"\n{name}: {result}\n{explanation(name, _mutmut('show', name))}")
    print(f"\n{', '.join(f'{count} {result}' for result, count in counts.most_common()) or 'no such mutants'}")
    return 0 if counts and not set(counts) - {*CAUGHT, "explained"} else 1


def _mutmut(*arguments: str) -> str:
    return subprocess.run([MUTMUT, *arguments], cwd=COPY, check=True, capture_output=True, text=True).stdout


def altered(package: Path, mutated: Path) -> list[str]:
    """Return the files of the package that differ from those that mutmut has run, but for their mutants."""
    files = [file.relative_to(package) for file in package.rglob("*") if file.is_file()]
    ran = {file: (mutated / file).read_bytes() if (mutated / file).exists() else b"" for file in files}
    return [str(file) for file in files if b"_mutmut_" not in ran[file] and ran[file] != (package / file).read_bytes()]


def chosen(results: str, names: list[str]) -> list[tuple[str, str]]:
    """Return the mutants that were to be run, with what became of each."""
    pairs = [line.strip().rsplit(": ", 1) for line in results.splitlines() if ": " in line]
    return [(name, result) for name, result in pairs if not names or any(fnmatchcase(name, one) for one in names)]


def explanation(name: str, difference: str) -> str:
    """Return how ``survivors.txt`` names a mutant: its function, and the lines as it has them."""
    module, _, function = re.sub(r"__mutmut_\d+$", "", name).rpartition(".")
    function = function.removeprefix("xǁ").replace("ǁ", ".") if "ǁ" in function else function.removeprefix("x_")
    body = [line for line in difference.splitlines() if not line.startswith(("---", "+++"))]
    for sign in "+-":  # where a line is only left out, it is that one
        if lines := [line[1:].strip() for line in body if line.startswith(sign)]:
            return f"{module}.{function}: {'' if sign == '+' else '- '}{' '.join(lines)}"
    raise SystemExit(f"mutmut shows no difference for {name}")


def explanations(text: str) -> set[str]:
    """Return the mutants that ``survivors.txt`` names: its indented lines."""
    return {line.strip() for line in text.splitlines() if line.startswith("    ")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
