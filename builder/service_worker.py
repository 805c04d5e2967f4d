"""The service worker: a list of what the calculator's pages consist of, with the hash of each file."""

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import urljoin

import jinja2

from builder import release as of_engine

_TEMPLATES = Path(__file__).parent / "templates" / "root"
# What the browser loads with a page: scripts and styles, not the pages it links to.
_LOADED = re.compile(r"""<script[^>]*\ssrc="([^"]+)"|<link(?=[^>]*\srel="(?:stylesheet|icon)")[^>]*\shref="([^"]+)\"""")


def write(site: Path, locales: list[str]) -> None:
    """Write ``service-worker.js`` above the locales of a built site.

    Args:
        site: The folder of the built site, engine included.
        locales: The locales' folders.
    """
    files = {
        path: _digest(site / (f"{path}index.html" if path.endswith("/") else path)) for path in _paths(site, locales)
    }
    listed = json.dumps(sorted(files.items()), indent=0)
    release = hashlib.sha256(listed.encode()).hexdigest()[:16]
    template = jinja2.Template((_TEMPLATES / "service-worker.js").read_text(encoding="utf-8"), autoescape=False)
    script = template.render(release=release, files=listed, key=of_engine.key(site))
    (site / "service-worker.js").write_text(script + "\n", encoding="utf-8")


def _paths(site: Path, locales: list[str]) -> set[str]:
    paths = set()
    for locale in locales:
        page = f"{locale}/calculator/"
        paths.add(page)
        # What scripts load by themselves: the calculator's modules, and the theme's search.
        lunr = "assets/javascripts/lunr/min/lunr"
        search = [f"{lunr}.stemmer.support.min.js", f"{lunr}.{locale.split('-', maxsplit=1)[0]}.min.js"]
        search += ["assets/javascripts/workers/*.js", "search/search_index.json"]
        for pattern in ("assets/calculator/*.js", *search):
            paths |= {file.relative_to(site).as_posix() for file in (site / locale).glob(pattern)}
        for found in _LOADED.findall((site / page / "index.html").read_text(encoding="utf-8")):
            loaded = urljoin(f"/{page}", "".join(found)).lstrip("/").partition("?")[0]
            if (site / loaded).is_file():
                paths.add(loaded)
    return paths


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
