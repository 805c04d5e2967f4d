"""Runs mutmut on a copy of the package and its tests, and prints the mutants that survive.

``python tests/mutation/run.py`` runs all; names such as ``csp_eligibility.card*`` choose some.
"""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
COPY = ROOT / "build" / "mutation"
MUTMUT = Path(sys.executable).with_name("mutmut")


def main(names: list[str]) -> int:
    """Run mutmut and return 1 when a mutant survives that is not explained in ``survivors.txt``."""
    shutil.rmtree(COPY, ignore_errors=True)
    leave = shutil.ignore_patterns("__pycache__", "browser", "site", "mutation")
    # mutmut names modules by their path, so the package has to lie at the top, as it is imported.
    shutil.copytree(ROOT / "calculator" / "csp_eligibility", COPY / "csp_eligibility", ignore=leave)
    shutil.copytree(ROOT / "tests", COPY / "tests", ignore=leave)
    shutil.copyfile(HERE / "pyproject.toml", COPY / "pyproject.toml")
    subprocess.run([MUTMUT, "run", *names], cwd=COPY, check=True)
    results = subprocess.run([MUTMUT, "results"], cwd=COPY, check=True, capture_output=True, text=True).stdout
    explained = (HERE / "survivors.txt").read_text(encoding="utf-8")
    new = 0
    for line in results.splitlines():
        name, _, result = line.strip().partition(": ")
        if result == "survived" and not _is_explained(_difference(name), explained):
            new += 1
            print(f"\n{name}\n{_difference(name)}")
    print(f"\n{new} mutants survive unexplained")
    return 1 if new else 0


def _difference(name: str) -> str:
    shown = subprocess.run([MUTMUT, "show", name], cwd=COPY, check=True, capture_output=True, text=True).stdout
    return "\n".join(line for line in shown.splitlines() if line.startswith(("-", "+")) and line[1:2] == " ")


def _is_explained(difference: str, explained: str) -> bool:
    return bool(difference) and difference.splitlines()[-1][1:].strip() in explained


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
