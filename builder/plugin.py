"""The MkDocs plugin: one build for each locale, all from the same pages.

MkDocs builds one site at a time, so the process that was started builds the first locale and starts
itself again for each other one. Everything else is wiring; the work is done by the other modules.
"""

import importlib
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.loaders import BaseLoader
from mkdocs.commands.build import build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import clean_directory

from builder.errors import ROOT, SourceError, line_of
from builder.live import Built, Live, replace_entries

if TYPE_CHECKING:
    from builder.context import PageContext

log = logging.getLogger("mkdocs.plugins.guide")

# Modules that hold rules or words, read anew for every build of `mkdocs serve`.
_RELOADED = ("csp_eligibility", "builder")
_KEPT = ("builder.plugin", "builder.errors", "builder.extract", "builder.live")
_ACCENTS = (Path(__file__).parent / "templates" / "search" / "accents.js").read_text(encoding="utf-8")
_TEMPLATES = ROOT / "build" / "templates"
_LINK_PROBLEM = re.compile(r"Doc file '(?P<file>[^']+)' contains an?\b[^']*link '(?P<link>[^']+)'")


class GuideConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    locale = config_options.Type(str, default="")


class GuidePlugin(BasePlugin[GuideConfig]):  # type: ignore[no-untyped-call]
    """Builds every locale, and what lies above them: the root page and the engine."""

    def __init__(self) -> None:
        super().__init__()
        self._serving = False
        self._site: Path | None = None
        self._others: dict[str, subprocess.Popen[str]] = {}
        self._context: PageContext | None = None
        self._extensions: list[Any] = []
        self._locator: _LinkLocator | None = None
        self._live = Live()
        self._nav: Navigation | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember what MkDocs was started for; being here also keeps this object between builds."""
        self._serving = command == "serve"
        if os.environ.get("GUIDE_PREVIEW") and not self._serving:
            raise PluginError("GUIDE_PREVIEW is set: the translator's preview is served, never built")

    @event_priority(100)  # before search, which reads the theme's language
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Turn the configuration of the whole site into that of one locale."""
        _forget_modules()
        self._stop_others()
        from builder import catalogues, locales, preview  # noqa: PLC0415 - forgotten above, read anew

        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        self._site, url = Path(config.site_dir), str(config.site_url)
        if not self.config.locale:
            catalogues.compile_all()
            if not self._serving:  # who serves goes on showing the last good build meanwhile
                clean_directory(str(self._site))
            # Who serves keeps every locale in one process, and rebuilds a page in a moment.
            for other in () if self._serving else locales.names()[1:]:
                self._others[other] = _build_other(other, config)
        locale = self.config.locale or locales.names()[0]
        if locale not in locales.names():
            raise PluginError(f"there is no {locale}; there are: {', '.join(locales.names())}")
        cldr = locales.cldr(locale)
        config.site_dir = str(self._site / locale)
        config.site_url = f"{url}{locale}/"
        words = locales.translations(locale, "theme").gettext
        config.site_name, config.site_description = words(config.site_name), words(config.site_description or "")
        config.copyright = words(config.copyright or "")
        config.theme["language"] = _material_language(config, locale)
        config.theme["direction"] = cldr.text_direction
        for palette in config.theme["palette"]:
            palette["toggle"]["name"] = words(palette["toggle"]["name"])
        config.extra["locale"] = locale
        config.extra["locales"] = [
            {
                "lang": name,
                "dir": locales.cldr(name).text_direction,
                "name": _own_name(name),
                "url": f"{url}{name}/",
            }
            for name in ((locale,) if preview.enabled() else locales.names())
        ]
        config.extra["root_url"] = url
        self._extend_markdown(config)
        return config

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the navigation for quick rebuilds."""
        self._nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Tell the Markdown extensions which page comes next, and translate its title and description."""
        from builder import context as contexts  # noqa: PLC0415
        from builder import fallback  # noqa: PLC0415

        file = Path(page.file.abs_src_path or "")
        source = file.read_text(encoding="utf-8-sig")
        context = contexts.page_context(
            file,
            source,
            locale=config.extra["locale"],
            source_locale=contexts.source_locale(file, source, page.meta),
        )
        for name in ("title", "description"):
            if isinstance(text := page.meta.get(name), str):
                translated = context.translate(text, name)
                spoken = context.source_locale if translated is None else context.locale
                key = "".join(context.key(text).values())
                if translated is None or key:
                    page.meta[name] = fallback.mark(translated or text, spoken, key)
                else:
                    page.meta[name] = translated
        self._context = context
        for extension in self._extensions:
            extension.context = context
        if self._locator:
            self._locator.context = context
        return contexts.without_notes(markdown)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Keep for the templates what came out while the page was converted."""
        context = self._context
        if context is None:
            raise PluginError(f"{page.file.src_uri} was converted without being read")
        _mark_headings(page, context)
        page.meta["coverage"] = context.coverage()
        page.meta["calculator"] = context.calculator
        up = "../" * (page.url.count("/") + 1)
        page.meta["siblings"] = {other["lang"]: f"{up}{other['lang']}/{page.url}" for other in config.extra["locales"]}
        # Whoever speaks none of our languages gets the source; the home page lets them choose.
        source = config.extra["locales"][0]["url"]
        page.meta["x_default"] = config.extra["root_url"] if page.is_homepage else f"{source}{page.url}"
        return html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme's templates their words."""
        from builder import preview  # noqa: PLC0415

        words = preview.words(config.extra["locale"], "theme")
        env.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
        env.globals["theme_word"] = _theme_word(config)
        # The theme has 60 templates: compiling them takes longer than filling them for all our pages.
        _TEMPLATES.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(_TEMPLATES))
        if self._serving and self._nav is not None:
            self._live.locales[config.extra["locale"]] = self._built(config, files, env, self._nav)
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Say in the page which of its words are of another language."""
        from builder import fallback, preview  # noqa: PLC0415

        html, locale = fallback.resolve(output, config.extra["locale"]), config.extra["locale"]
        return preview.with_overlay(html, locale) if preview.enabled() else html

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Do the same for the page for what is not found."""
        from builder import fallback  # noqa: PLC0415

        return fallback.resolve(output_content, config.extra["locale"])

    @event_priority(-100)  # after search, which writes its index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait for the other locales, then write what lies above them all."""
        from builder import engine, preview, release, root_pages, service_worker  # noqa: PLC0415

        _keep_to_the_site(Path(config.site_dir))
        _finish_search(Path(config.site_dir))
        if self._site is None or (self.config.locale and not preview.enabled()):
            return
        if preview.enabled():  # its one language is shown, and no verdict
            root_pages.write(self._site, config.extra["locales"], config.extra["root_url"])
            return
        site, serving = self._site, self._serving
        if serving:
            _build_here(config, [language["lang"] for language in config.extra["locales"][1:]])
        self._await_others()
        root_pages.write(site, config.extra["locales"], config.extra["root_url"])
        engine.install(site / "engine", fast=serving)
        release.stamp(site)
        service_worker.write(site, [locale["lang"] for locale in config.extra["locales"]])

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Don't leave the other locales building for nothing."""
        self._stop_others()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ANN401, ARG002
        """Watch translations, rules and templates as MkDocs watches pages."""
        package = ROOT / "calculator" / "csp_eligibility"
        for watched in (
            ROOT / "locales",
            ROOT / "theme",
            ROOT / "builder",
            package / "rulesets",
            *package.glob("*.py"),
        ):
            server.watch(str(watched))
        self._live.attach(server)
        return server

    def _built(self, config: MkDocsConfig, files: Files, env: Environment, nav: Navigation) -> Built:
        """Return what quick rebuilds of a locale need; Material's search has one object for all locales."""
        from builder import preview  # noqa: PLC0415

        extensions, locator = self._extensions, self._locator
        search: Any = config.plugins["material/search"]
        index = search.search_index

        def resume() -> None:
            preview.forget()
            self._extensions, self._locator = extensions, locator
            search.search_index = copy(index)
            search.search_index.entries = []

        def finish() -> None:
            replace_entries(search.search_index, index.entries)
            index.entries = search.search_index.entries
            file = Path(config.site_dir) / "search" / "search_index.json"
            file.write_text(index.generate_search_index(None), encoding="utf-8")
            _finish_search(Path(config.site_dir))

        return Built(config, files, env, resume, finish, nav)

    def _extend_markdown(self, config: MkDocsConfig) -> None:
        from builder.blocks import GuideBlocks  # noqa: PLC0415
        from builder.links import LinksExtension  # noqa: PLC0415
        from builder.localise import LocaliseExtension  # noqa: PLC0415

        self._extensions = [GuideBlocks(), LinksExtension(), LocaliseExtension()]
        config.markdown_extensions.extend(self._extensions)
        pages = logging.getLogger("mkdocs.structure.pages")
        if self._locator:
            pages.removeFilter(self._locator)
        self._locator = _LinkLocator(Path(config.docs_dir), config.extra["locale"])
        pages.addFilter(self._locator)

    def _await_others(self) -> None:
        failed = []
        for locale, process in self._others.items():
            output, _ = process.communicate()
            problems = [line for line in output.splitlines() if not line.startswith("INFO")]
            if process.returncode:
                failed.append("\n".join([f"{locale}:", *problems]))
            elif problems:
                log.warning("%s:\n%s", locale, "\n".join(problems))
        self._others.clear()
        if failed:
            raise PluginError("\n".join(failed))

    def _stop_others(self) -> None:
        for process in self._others.values():
            process.kill()
            process.communicate()
        self._others.clear()


class _LinkLocator(logging.Filter):
    """Adds file and line to what MkDocs says about broken links."""

    def __init__(self, docs: Path, locale: str) -> None:
        super().__init__()
        self.docs = docs
        self.locale = locale
        self.context: PageContext | None = None

    def filter(self, record: logging.LogRecord) -> bool:
        if found := _LINK_PROBLEM.match(record.getMessage()):
            record.msg, record.args = f"{self._place(found['file'], found['link'])}: {record.getMessage()}", ()
        return True

    def _place(self, page: str, link: str) -> str:
        from builder import context as contexts  # noqa: PLC0415
        from builder import locales  # noqa: PLC0415

        file = self.docs / page
        if not file.exists():
            return page
        text = file.read_text(encoding="utf-8-sig")
        # A rule's link was resolved to page.md#id before MkDocs looked at it.
        needle = next((form for form in (link, _as_rule(link)) if form in text), link)
        if needle not in text:
            po = locales.po_file(self.locale, contexts.page_domain(file))
            if po.exists() and link in (translated := po.read_text(encoding="utf-8")):
                file, text = po, translated
        return str(SourceError(file, line_of(text, needle), "")).removesuffix(": ")


def _as_rule(link: str) -> str:
    return f"rule:{link.replace('.md#', '/')}"


def _forget_modules() -> None:
    """Make the next import read rules and builder from their files, which `mkdocs serve` saw change."""
    for name in list(sys.modules):
        if name.split(".")[0] in _RELOADED and name not in (*_KEPT, "builder"):
            del sys.modules[name]
    importlib.invalidate_caches()


def _keep_to_the_site(site: Path) -> None:
    """Stop the theme's script from fetching a sitemap from below every page's hreflang links.

    They are absolute, as search engines want them: a copy of the site on another host would send its
    readers' browsers to the published one. Our language links need no script.
    """
    wanted = "link[rel=alternate]"
    for bundle in (site / "assets" / "javascripts").glob("bundle.*.js"):
        script = bundle.read_text(encoding="utf-8")
        if script.count(wanted) != 1:
            raise PluginError(f"{bundle.name}: expected “{wanted}” once; the theme has changed, look again")
        bundle.write_text(script.replace(wanted, "link[data-sitemap]"), encoding="utf-8")


def _finish_search(site: Path) -> None:
    """Clear the search index, which is plain text, of marks; let words be found without their accents."""
    from builder import fallback  # noqa: PLC0415

    index = site / "search" / "search_index.json"
    text = index.read_text(encoding="utf-8")
    index.write_text(fallback.plain_json(text), encoding="utf-8")
    for language in json.loads(text)["config"]["lang"]:
        script = site / "assets" / "javascripts" / "lunr" / "min" / f"lunr.{language}.min.js"
        if script.exists():  # English needs none
            stemmer = script.read_text(encoding="utf-8").partition(_ACCENTS)[0]
            script.write_text(stemmer + _ACCENTS, encoding="utf-8")


def _mark_headings(page: Page, context: "PageContext") -> None:
    """Give headings that fell back their language in the table of contents and the navigation, too."""
    from builder import fallback  # noqa: PLC0415

    found = list(page.toc.items)
    if found and found[0].id in context.untranslated_ids and "title" not in page.meta:
        page.title = fallback.mark(str(page.title), context.source_locale)
    while found:
        heading = found.pop()
        found += heading.children
        if heading.id in context.untranslated_ids:
            heading.title = fallback.mark(heading.title, context.source_locale)


def _theme_word(config: MkDocsConfig) -> Callable[[str, str], str]:
    """Return what the theme's own words go through: Material lacks some of them, or the whole language."""
    from builder import fallback, pseudo  # noqa: PLC0415

    locale, spoken = config.extra["locale"], str(config.theme["language"])
    if locale == pseudo.LOCALE:
        return lambda _, english: pseudo.text(english)
    lacking = spoken.split("-", maxsplit=1)[0] != locale.split("-")[0]

    def word(own: str, english: str) -> str:
        if own and not lacking:
            return own
        return fallback.mark(own or english, "en") if not locale.startswith("en") else english

    return word


def _build_here(config: MkDocsConfig, locales: list[str]) -> None:
    """Build locales in this process, one after the other."""
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


def _build_other(locale: str, config: MkDocsConfig) -> subprocess.Popen[str]:
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


def _material_language(config: MkDocsConfig, locale: str) -> str:
    """Return the name of Material's own translation for a locale, English where it has none."""
    loader = config.theme.get_env().loader
    known = loader.list_templates() if isinstance(loader, BaseLoader) else []
    candidates = (locale, locale.split("-", maxsplit=1)[0])
    return next((name for name in candidates if f"partials/languages/{name}.html" in known), "en")


def _own_name(locale: str) -> str:
    """Return a language's name in itself, as its speakers look for it."""
    from builder import locales, pseudo  # noqa: PLC0415

    if locale == pseudo.LOCALE:
        return pseudo.text("English")
    cldr = locales.cldr(locale)
    shared = [name for name in locales.names() if name.split("-")[0] == cldr.language and name != pseudo.LOCALE]
    # Portuguese of Brazil and of Portugal are told by their countries.
    name = (cldr.get_display_name() if len(shared) > 1 else cldr.get_language_name()) or locale
    return name[0].upper() + name[1:]
