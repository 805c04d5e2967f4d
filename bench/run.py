"""Runs the benchmarks: ``python bench/run.py [NAME …]``; each prints a table and adds its section to build/bench.json.

A benchmark is a module of this folder with ``run() -> dict``, whose result becomes the section of its name.
"""

import importlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
REPORT = HERE.parent / "build" / "bench.json"


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; return the exit code."""
    known = sorted(file.stem for file in HERE.glob("*.py") if file.stem != "run" and not file.stem.startswith("_"))
    if unknown := set(names) - set(known):
        print(f"There is no benchmark {', '.join(sorted(unknown))}. There are: {', '.join(known)}", file=sys.stderr)
        return 2
    sys.path.insert(0, str(HERE))
    for name in names or known:
        print(f"\n# {name}", flush=True)
        section = importlib.import_module(name).run()
        # Read anew: a benchmark that was run alone leaves the others' figures.
        report = json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else {}
        report[name] = section
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
