"""Finds gettext's ``msgfmt`` and, run as a script, installs it where it is missing and we may."""

import os
import shutil
import subprocess
import sys
from functools import cache

from builder.errors import ROOT, SourceError

_MISSING = "msgfmt (gettext) is needed to check PO files: apt install gettext, or brew install gettext"


@cache
def msgfmt() -> str:
    """Return the path of ``msgfmt``.

    Raises:
        SourceError: the machine has none.
    """
    if path := shutil.which("msgfmt"):
        return path
    raise SourceError(ROOT / "Makefile", 1, _MISSING)


def install() -> None:
    """Install Debian's package where we are root; elsewhere that is the user's to do."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    print("Installing gettext (Debian's package) …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "gettext"]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            return


if __name__ == "__main__":
    if not shutil.which("msgfmt"):
        install()
    if not shutil.which("msgfmt"):
        sys.exit(_MISSING)
