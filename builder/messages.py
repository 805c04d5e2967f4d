"""Extracts every message and brings every locale's PO files up to date.

Earlier translations of a changed text stay, as fuzzy and with the text they were made from; messages
that are gone stay at the end of the file as obsolete. Files that need no change are not touched.
"""

import argparse
import io
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from mkdocs.exceptions import BuildError

from builder import locales
from builder.context import DOCS, page_domain
from builder.errors import ROOT, relative
from builder.extract import CALLOUT_TITLES, CONFIG, extract_markdown, extract_settings

_WIDTH = 100
_PYTHON_KEYWORDS: dict[str, Any] = {"N_": None, "ngettext_": (1, 2)}
_JINJA_KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2)}
_COMMENT_TAGS = ("Translators:",)


def templates() -> dict[str, Catalog]:
    """Return every domain's messages, extracted from the sources of today."""
    found = {page_domain(page): _catalogue([page], extract_markdown, {}) for page in sorted(DOCS.rglob("*.md"))}
    package = ROOT / "calculator" / "csp_eligibility"
    found["calculator"] = _catalogue(sorted(package.rglob("*.py")), "python", _PYTHON_KEYWORDS)
    html = [*(ROOT / "theme").rglob("*.html"), *(ROOT / "builder" / "templates").rglob("*.html")]
    theme = _catalogue(sorted(html), "jinja2", _JINJA_KEYWORDS)
    _add(theme, CONFIG, extract_settings, {})
    for title in CALLOUT_TITLES:
        theme.add(title, auto_comments=["title of a callout"])
    found["theme"] = theme
    return found


def update() -> list[Path]:
    """Write templates and PO files that changed, and return them."""
    changed: list[Path] = []
    for domain, template in templates().items():
        changed += write(locales.LOCALES / f"{domain}.pot", template)
        for locale in locales.names()[1:]:
            catalogue = locales.read_catalogue(locale, domain)
            catalogue.update(template)
            changed += write(locales.po_file(locale, domain), catalogue)
    return changed


def _catalogue(files: list[Path], method: Any, keywords: dict[str, Any]) -> Catalog:  # noqa: ANN401
    catalogue = Catalog(**locales.PO_HEADER)
    for file in files:
        _add(catalogue, file, method, keywords)
    return catalogue


def _add(catalogue: Catalog, file: Path, method: Any, keywords: dict[str, Any]) -> None:  # noqa: ANN401
    with file.open("rb") as opened:
        options = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
        for line, message, comments, context in extract(method, opened, keywords, _COMMENT_TAGS, options):
            catalogue.add(message, None, [(relative(file), line)], auto_comments=comments, context=context)


def write(file: Path, catalogue: Catalog) -> list[Path]:
    """Write a catalogue if anything but its day of making differs; return its path then."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=_WIDTH, include_previous=True)
    content = buffer.getvalue()
    if file.exists() and _timeless(file.read_bytes()) == _timeless(content):
        return []
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return [file]


def _timeless(content: bytes) -> list[bytes]:
    passing = (b'"POT-Creation-Date:', b'"Generated-By:')
    return [line for line in content.splitlines() if not line.startswith(passing)]


def main() -> int:
    """Run ``make messages``; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if anything had to be changed")
    options = parser.parse_args()
    try:
        changed = update()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    for file in changed:
        print(f"changed: {relative(file)}")
    if not changed:
        print("nothing to change: all catalogues are up to date")
    return 1 if changed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
