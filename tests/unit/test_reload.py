"""`mkdocs serve` goes on in one process: rules and builder are read anew for each build."""

from support import ROOT, run_module

PROGRAM = """
import sys
from builder import block_values, engine, locales, reload
import builder.engine.files, builder.live
before = [block_values, locales, block_values.report, builder.engine.files]
live = builder.live
reload.forget_modules()
engine.inputs_hash()  # a build that still runs goes on with what it has
from builder import block_values, locales
import builder.engine.files
after = [block_values, locales, block_values.report, builder.engine.files]
print(*(one is other for one, other in zip(before, after)), builder.live is live)
"""


def test_every_module_is_read_anew_but_what_lives_on():
    assert run_module(ROOT, "-c", PROGRAM).split() == ["False"] * 4 + ["True"]
