"""The PO files as downloads: who has no git translates what a page links to, and sends it back."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from builder import locales

_FOLDER = "po/"


def address(locale: str, domain: str) -> str:
    """Return where the site of each locale has a PO file; empty where there is none yet."""
    return f"{_FOLDER}{locale}/{domain}.po" if locales.po_file(locale, domain).exists() else ""


def add(files: Files, config: MkDocsConfig) -> None:
    """Let a site carry the PO files of all locales: its page of translations links to each of them."""
    for locale in locales.names():
        folder = locales.po_file(locale, "theme").parent
        for file in sorted(folder.rglob("*.po")):
            name = f"{_FOLDER}{locale}/{file.relative_to(folder).as_posix()}"
            files.append(File.generated(config, name, abs_src_path=str(file)))


def refresh(files: Files) -> None:
    """Copy anew what changed, after a quick rebuild."""
    for file in files:
        if file.src_uri.startswith(_FOLDER):
            file.copy_file(dirty=True)
