"""What Material needs to know of a locale, and what it is kept from doing."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.loaders import BaseLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from builder import fallback, preview, pseudo
from builder.errors import ROOT

_TEMPLATES = ROOT / "build" / "templates"


def prepare(env: Environment, config: MkDocsConfig) -> None:
    """Give the theme's templates their words."""
    words = preview.words(config.extra["locale"], "theme")
    env.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    env.globals["theme_word"] = _theme_word(config)
    # The theme has 60 templates: compiling them takes longer than filling them for all our pages.
    _TEMPLATES.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(_TEMPLATES))


def language(config: MkDocsConfig, locale: str) -> str:
    """Return the name of Material's own translation for a locale, English where it has none."""
    loader = config.theme.get_env().loader
    known = loader.list_templates() if isinstance(loader, BaseLoader) else []
    spoken, *more = locale.split("-")
    # Also by script, or by country, alone: zh-Hant-TW is to be found as zh-Hant.
    candidates = (locale, *(f"{spoken}-{part}" for part in more), spoken)
    return next((name for name in candidates if f"partials/languages/{name}.html" in known), "en")


def keep_to_the_site(site: Path) -> None:
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


def _theme_word(config: MkDocsConfig) -> Callable[[str, str], str]:
    """Return what the theme's own words go through: Material lacks some of them, or the whole language."""
    locale, spoken = config.extra["locale"], str(config.theme["language"])
    if locale == pseudo.LOCALE:
        return lambda _, english: pseudo.text(english)
    lacking = spoken.split("-", maxsplit=1)[0] != locale.split("-")[0]

    def word(own: str, english: str) -> str:
        if own and not lacking:
            return own
        return fallback.mark(own or english, "en") if not locale.startswith("en") else english

    return word
