"""Reads rules and builder anew for every build: `mkdocs serve` goes on in one process while they change."""

import importlib
import sys

_READ_ANEW = ("csp_eligibility", "builder")
# What lives on from one build to the next.
_KEPT = ("builder", "builder.plugin", "builder.reload", "builder.errors", "builder.extract", "builder.live")


def forget_modules() -> None:
    """Make the next import read rules and builder from their files, which `mkdocs serve` saw change."""
    for name in list(sys.modules):
        if name.split(".")[0] in _READ_ANEW and name not in _KEPT:
            del sys.modules[name]
            # `from builder import locales` takes what the package has, before it looks for a file. A package that
            # is forgotten, too, keeps its own: a build that still runs may use them.
            package, _, module = name.rpartition(".")
            if package in _KEPT:
                vars(sys.modules[package]).pop(module, None)
    importlib.invalidate_caches()
