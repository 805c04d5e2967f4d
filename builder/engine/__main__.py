"""Builds the calculator's wheel into a folder: ``python -m builder.engine dist``."""

import sys
from pathlib import Path

from builder.engine.wheel import build_wheel

if __name__ == "__main__":
    build_wheel(Path(sys.argv[1]))
