"""Builds the other locales: each in a process of its own, or here, one after the other."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

log = logging.getLogger("mkdocs.plugins.guide")


class Others:
    """The processes that build the other locales meanwhile."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[str]] = {}

    def start(self, locales: Iterable[str], config: MkDocsConfig) -> None:
        """Start building locales; ``config`` is that of the whole site."""
        for locale in locales:
            self._running[locale] = _build(locale, config)

    def wait(self) -> None:
        """Wait for them all, and pass on what they warn of.

        Raises:
            PluginError: one of them failed.
        """
        failed = []
        for locale, process in self._running.items():
            output, _ = process.communicate()
            problems = [line for line in output.splitlines() if not line.startswith("INFO")]
            if process.returncode:
                failed.append("\n".join([f"{locale}:", *problems]))
            elif problems:
                log.warning("%s:\n%s", locale, "\n".join(problems))
        self._running.clear()
        if failed:
            raise PluginError("\n".join(failed))

    def stop(self) -> None:
        """Don't leave them building for nothing."""
        for process in self._running.values():
            process.kill()
            process.communicate()
        self._running.clear()


def build_here(config: MkDocsConfig, locales: Iterable[str]) -> None:
    """Build locales in this process, one after the other; ``config`` is that of the first."""
    before = os.environ.get("GUIDE_LOCALE", "")
    try:
        for locale in locales:
            os.environ["GUIDE_LOCALE"] = locale
            site = Path(config.site_dir).parent
            other = load_config(str(config.config_file_path), site_dir=str(site), strict=config.strict)
            other.site_url = config.extra["root_url"]
            build(other, serve_url=other.site_url)
    finally:
        os.environ["GUIDE_LOCALE"] = before


def _build(locale: str, config: MkDocsConfig) -> subprocess.Popen[str]:
    # Not --quiet: that silences the warnings by which --strict fails.
    command = [sys.executable, "-m", "mkdocs", "build"]
    command += ["--strict" if config.strict else "--no-strict", "--site-dir", config.site_dir]
    command += ["--config-file", str(config.config_file_path)]
    return subprocess.Popen(
        command,
        env=os.environ | {"GUIDE_LOCALE": locale, "SITE_URL": str(config.site_url), "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
