"""Finds Firefox and WebKitGTK for the engine's tests and, run as a script, installs them where we may."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ("firefox-esr", "webkit2gtk-driver", "xvfb")
ADVICE = "apt install firefox-esr webkit2gtk-driver xvfb"


def firefox() -> str | None:
    """Return the path of the machine's Firefox."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def webkit() -> tuple[str, str, str] | None:
    """Return the paths of WebKitGTK's driver, its browser and a virtual screen."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"), None)
    return (driver, str(browser), screen) if driver and browser and screen else None


def install() -> None:
    """Install Debian's packages."""
    print(f"Installing {', '.join(PACKAGES)} (Debian's packages) …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(["apt-get", *command], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr)


if __name__ == "__main__" and not (firefox() and webkit()):
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        install()
    else:
        print(f"Firefox or WebKitGTK is missing: their tests are left out. To run them: {ADVICE}")
