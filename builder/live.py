"""Quick rebuilds for `mkdocs serve`: after one changed page or PO file, only its pages are made anew.

What a full build read and prepared is kept. Whatever else changed (rules, templates, settings, titles,
a file more or less), or goes wrong, leads to a full build.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from builder.errors import ROOT

log = logging.getLogger("mkdocs.plugins.guide")
_WATCHED = ("docs", "locales", "theme", "builder", "calculator/csp_eligibility")
_NO_SOURCE = frozenset((".mo", ".json", ".pyc"))


@dataclass(slots=True)
class Built:
    """What the full build of a locale leaves behind.

    Attributes:
        config: Its configuration.
        files: Its files.
        env: The theme's templates.
        resume: Makes the plugin ready for another page of this locale.
        finish: Writes what stands on no page: the search index, the PO files.
        nav: The navigation, known before the templates are.
    """

    config: MkDocsConfig
    files: Files
    env: Environment
    resume: Callable[[], None]
    finish: Callable[[], None]
    nav: Navigation


class Live:
    """Rebuilds the site of `mkdocs serve`, one page where that is enough."""

    def __init__(self) -> None:
        self.locales: dict[str, Built] = {}
        self._stamps: dict[Path, int] = {}

    def attach(self, server: LiveReloadServer) -> None:
        """Let a server rebuild by this object, and watch translations, rules and templates as it does pages."""
        package = ROOT / "calculator" / "csp_eligibility"
        folders = (ROOT / "locales", ROOT / "theme", ROOT / "builder", package / "rulesets")
        for watched in (*folders, *package.glob("*.py")):
            server.watch(str(watched))
        full = server.builder

        def rebuild() -> None:
            before, self._stamps = self._stamps, _stamps()
            if not self._rebuild_pages(before):
                full()

        self._stamps = _stamps()
        server.builder = rebuild

    def _rebuild_pages(self, before: dict[Path, int]) -> bool:
        """Rebuild the changed pages; return whether that was enough."""
        if before.keys() != self._stamps.keys():
            return False
        changed = [path for path, stamp in self._stamps.items() if stamp != before[path]]
        wanted = [(locale, built, self._pages(locale, built, changed)) for locale, built in self.locales.items()]
        if not changed or any(self._is_shared(path) for path in changed):
            return False
        try:
            return all(_rebuild(built, pages) for _, built, pages in wanted if pages)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the full build says what is wrong, and where
            log.debug("No quick rebuild: %s", error)
            return False

    def _pages(self, locale: str, built: Built, changed: Iterable[Path]) -> list[File]:
        folder = ROOT / "locales" / locale.replace("-", "_") / "LC_MESSAGES" / "pages"
        names = {path.relative_to(base).with_suffix(".md") for path in changed for base in (folder, ROOT / "docs")
                 if path.is_relative_to(base)}  # fmt: skip
        return [file for file in built.files.documentation_pages() if Path(file.src_uri) in names]

    def _is_shared(self, path: Path) -> bool:
        """Tell whether a file is more than the source or the translations of one page."""
        if path.is_relative_to(ROOT / "docs"):
            # What pages include may stand on any of them.
            return path.suffix != ".md" or "includes" in path.relative_to(ROOT / "docs").parts
        return not (path.is_relative_to(ROOT / "locales") and path.parts[len(ROOT.parts) + 3 :][:1] == ("pages",))


def _rebuild(built: Built, files: list[File]) -> bool:
    """Make pages anew; return False where a title changed, which stands on every page."""
    built.resume()
    pages = built.files.documentation_pages()
    for file in files:
        page = file.page
        if page is None:
            return False
        title = page.title
        page.__dict__.pop("title", None)
        _populate_page(page, built.config, built.files)
        if page.title != title:
            return False
        _build_page(page, built.config, pages, built.nav, built.env)
        page.validate_anchor_links(files=built.files, log_level=built.config.validation.links.anchors)
        log.info("Rebuilt %s", page.url)
    built.finish()
    return True


def _stamps() -> dict[Path, int]:
    files = [path for folder in _WATCHED for path in (ROOT / folder).rglob("*") if path.is_file()]
    return {path: path.stat().st_mtime_ns for path in [*files, ROOT / "mkdocs.yml"] if path.suffix not in _NO_SOURCE}
