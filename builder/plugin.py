"""The MkDocs plugin: one build for each locale, all from the same pages.

MkDocs builds one site at a time, so the process that was started builds the first locale and starts
itself again for each other one. Everything else is wiring; the work is done by the other modules, which
are read anew for each build: that is why they are imported where they are needed.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import clean_directory

from builder.live import Built, Live
from builder.reload import forget_modules

if TYPE_CHECKING:
    from builder.one_locale import OneLocale
    from builder.processes import Others


class GuideConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    locale = config_options.Type(str, default="")


class GuidePlugin(BasePlugin[GuideConfig]):  # type: ignore[no-untyped-call]
    """Builds every locale, and what lies above them: the root page and the engine."""

    def __init__(self) -> None:
        super().__init__()
        self._serving = False
        self._site = Path()
        self._others: Others | None = None
        self._locale: OneLocale
        self._live = Live()
        self._nav: Navigation | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember what MkDocs was started for; being here also keeps this object between builds."""
        self._serving = command == "serve"
        if os.environ.get("GUIDE_PREVIEW") and not self._serving:
            raise PluginError("GUIDE_PREVIEW is set: the translator's preview is served, never built")

    @event_priority(100)  # before search, which reads the theme's language
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Turn the configuration of the whole site into that of one locale, and start with the others."""
        self._stop_others()
        forget_modules()
        from builder import catalogues, locales, one_locale, processes  # noqa: PLC0415

        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        self._site, self._others = Path(config.site_dir), processes.Others()
        if not self.config.locale:
            catalogues.compile_all()
            if not self._serving:
                # Who serves keeps every locale in one process, and goes on showing the last good build meanwhile.
                clean_directory(str(self._site))
                self._others.start(locales.names()[1:], config)
        self._locale = one_locale.OneLocale(self.config.locale or locales.names()[0], config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the PO files, for translators."""
        from builder import downloads  # noqa: PLC0415

        downloads.add(files, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the navigation for quick rebuilds."""
        self._nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Let the Markdown extensions know which page comes next."""
        self._locale.begin(page)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Keep what came out of the page for the templates."""
        self._locale.end(page, config)
        return html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme's templates their words."""
        from builder import theme  # noqa: PLC0415

        theme.prepare(env, config)
        if self._serving and self._nav is not None:
            self._live.locales[config.extra["locale"]] = self._built(config, files, env, self._nav)
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Say in the page which of its words are of another language."""
        return self._locale.printed(output, overlay=True)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Do the same for the page for what is not found."""
        return self._locale.printed(output_content, overlay=False)

    @event_priority(-100)  # after search, which writes its index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait for the other locales, then write what lies above them all."""
        from builder import (  # noqa: PLC0415
            engine,
            preview,
            processes,
            release,
            root_pages,
            search,
            service_worker,
            theme,
        )

        theme.keep_to_the_site(Path(config.site_dir))
        search.finish(Path(config.site_dir))
        locales, site = config.extra["locales"], self._site
        if preview.enabled():  # its one language is shown, and no verdict
            root_pages.write(site, locales, config.extra["root_url"])
        elif not self.config.locale:
            if self._serving:
                processes.build_here(config, [other["lang"] for other in locales[1:]])
            elif self._others:
                self._others.wait()
            root_pages.write(site, locales, config.extra["root_url"])
            engine.install(site / "engine", fast=self._serving)
            release.stamp(site)
            service_worker.write(site, [locale["lang"] for locale in locales])

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Don't leave the other locales building for nothing."""
        self._stop_others()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ANN401, ARG002
        """Rebuild quickly where one page is enough."""
        self._live.attach(server)
        return server

    def _built(self, config: MkDocsConfig, files: Files, env: Environment, nav: Navigation) -> Built:
        """Return what quick rebuilds of a locale need."""
        from builder import downloads, search  # noqa: PLC0415

        locale, (start, finish_search) = self._locale, search.rebuilding(config)

        def resume() -> None:
            self._locale = locale
            locale.resume()
            start()

        def finish() -> None:
            finish_search()
            downloads.refresh(files)

        return Built(config, files, env, resume, finish, nav)

    def _stop_others(self) -> None:
        if self._others:
            self._others.stop()
