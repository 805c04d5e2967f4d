"""One locale's part of a build: its settings, and what becomes of each page. The plugin calls it."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from builder import context as contexts
from builder import fallback, locales, preview, pseudo, theme
from builder.blocks import GuideBlocks
from builder.context import PageContext
from builder.learn import LearnExtension
from builder.link_places import LinkPlaces
from builder.links import LinksExtension
from builder.localise import LocaliseExtension
from builder.pages import check_front_matter, source_locale


class OneLocale:
    """A locale that is being built."""

    def __init__(self, locale: str, config: MkDocsConfig) -> None:
        """Turn the configuration of the whole site into that of one locale.

        Raises:
            PluginError: there is no such locale.
        """
        if locale not in locales.names():
            raise PluginError(f"there is no {locale}; there are: {', '.join(locales.names())}")
        self.locale = locale
        self._context: PageContext | None = None
        self._extensions: list[Any] = [LearnExtension(), GuideBlocks(), LinksExtension(), LocaliseExtension()]
        self._places = LinkPlaces(Path(config.docs_dir), locale)
        _localise_settings(config, locale)
        config.markdown_extensions.extend(self._extensions)
        self.resume()

    def resume(self) -> None:
        """Be the locale whose pages are made next."""
        preview.forget()
        self._places.install()

    def begin(self, page: Page) -> None:
        """Tell the Markdown extensions which page comes next, and translate its title and description."""
        file = Path(page.file.abs_src_path or "")
        source = file.read_text(encoding="utf-8-sig")
        check_front_matter(file, source)
        written = source_locale(file, source, page.meta)
        context = contexts.page_context(file, source, locale=self.locale, source_locale=written)
        for name in ("title", "description"):
            if isinstance(text := page.meta.get(name), str):
                page.meta[name] = context.translate_marked(text, name)
        self._context = context
        for extension in self._extensions:
            extension.context = context

    def end(self, page: Page, config: MkDocsConfig) -> None:
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

    def printed(self, html: str, *, overlay: bool) -> str:
        """Return a finished page that says which of its words are of another language."""
        resolved = fallback.resolve(html, self.locale)
        return preview.with_overlay(resolved, self.locale) if overlay and preview.enabled() else resolved


def _localise_settings(config: MkDocsConfig, locale: str) -> None:
    url = str(config.site_url)
    config.site_dir = str(Path(config.site_dir) / locale)
    config.site_url = f"{url}{locale}/"
    words = locales.translations(locale, "theme").gettext
    config.site_name, config.site_description = words(config.site_name), words(config.site_description or "")
    config.copyright = words(config.copyright or "")
    config.theme["language"] = theme.language(config, locale)
    config.theme["direction"] = locales.cldr(locale).text_direction
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


def _own_name(locale: str) -> str:
    """Return a language's name in itself, as its speakers look for it."""
    if locale == pseudo.LOCALE:
        return pseudo.text("English")
    cldr = locales.cldr(locale)
    shared = [name for name in locales.names() if name.split("-")[0] == cldr.language and name != pseudo.LOCALE]
    # Portuguese of Brazil and of Portugal are told by their countries.
    name = (cldr.get_display_name() if len(shared) > 1 else cldr.get_language_name()) or locale
    return name[0].upper() + name[1:]


def _mark_headings(page: Page, context: PageContext) -> None:
    """Give headings that fell back their language in the table of contents and the navigation, too."""
    found = list(page.toc.items)
    if found and found[0].id in context.untranslated_ids and "title" not in page.meta:
        page.title = fallback.mark(str(page.title), context.source_locale)
    while found:
        heading = found.pop()
        found += heading.children
        if heading.id in context.untranslated_ids:
            heading.title = fallback.mark(heading.title, context.source_locale)
