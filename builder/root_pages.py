"""What lies above the locales: the page that chooses one, the page not found, the list of sitemaps."""

from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder import fallback, locales

TEMPLATES = Path(__file__).parent / "templates" / "root"


def write(site: Path, languages: list[dict[str, str]], url: str) -> None:
    """Write the files of the site's root.

    Args:
        site: The folder of the whole site.
        languages: For each locale its ``lang`` (BCP 47), ``name`` in itself and absolute ``url``.
        url: The absolute address of the site's root, with a slash at the end.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    words = {language["lang"]: locales.translations(language["lang"], "theme").gettext for language in languages}
    for name in ("index.html", "404.html", "sitemap.xml", "robots.txt"):
        template = environment.get_template(name)
        content = template.render(languages=languages, words=words, url=url, path=urlsplit(url).path)
        (site / name).write_text(fallback.resolve(content, "en"), encoding="utf-8")
