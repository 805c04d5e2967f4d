"""Checks the PO files: ``python -m builder.checks [--release]``."""

import argparse
import sys

from mkdocs.exceptions import BuildError

from builder import checks


def main() -> int:
    """Print what has to be repaired; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m builder.checks", description="Checks the PO files of all locales.")
    parser.add_argument("--release", action="store_true", help="fuzzy translations are problems too")
    options = parser.parse_args()
    try:
        found = checks.problems(release=options.release)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    for problem in found:
        print(problem)
    print(f"{len(found)} problems in the PO files" if found else "no problem in the PO files")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
