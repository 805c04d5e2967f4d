"""The search index of a locale: plain words, found without their accents; and quick rebuilds of it."""

import json
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from builder import fallback

_ACCENTS = (Path(__file__).parent / "templates" / "search" / "accents.js").read_text(encoding="utf-8")


def finish(site: Path) -> None:
    """Clear the search index, which is plain text, of marks; let words be found without their accents."""
    index = site / "search" / "search_index.json"
    text = index.read_text(encoding="utf-8")
    index.write_text(fallback.plain_json(text), encoding="utf-8")
    for language in json.loads(text)["config"]["lang"]:
        script = site / "assets" / "javascripts" / "lunr" / "min" / f"lunr.{language}.min.js"
        if script.exists():  # English needs none
            stemmer = script.read_text(encoding="utf-8").partition(_ACCENTS)[0]
            script.write_text(stemmer + _ACCENTS, encoding="utf-8")


def rebuilding(config: MkDocsConfig) -> tuple[Callable[[], None], Callable[[], None]]:
    """Return what starts and ends a quick rebuild; Material's search has one object for all locales."""
    search: Any = config.plugins["material/search"]
    index = search.search_index

    def start() -> None:
        search.search_index = copy(index)
        search.search_index.entries = []

    def end() -> None:
        replace_entries(search.search_index, index.entries)
        index.entries = search.search_index.entries
        file = Path(config.site_dir) / "search" / "search_index.json"
        file.write_text(index.generate_search_index(None), encoding="utf-8")
        finish(Path(config.site_dir))

    return start, end


def replace_entries(index: Any, previous: list[dict[str, str]]) -> None:  # noqa: ANN401 - Material's own class
    """Put earlier search entries back, save those of pages that were indexed anew."""
    anew = {entry["location"].partition("#")[0] for entry in index.entries}
    index.entries = [entry for entry in previous if entry["location"].partition("#")[0] not in anew] + index.entries
