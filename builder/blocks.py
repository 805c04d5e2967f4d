"""Blocks that a page prints from the rules: requirements, the calculator's form, the markets.

/// requirements | direct-bill
///
"""

from abc import abstractmethod
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from csp_eligibility import RULESETS
from csp_eligibility.messages import catalogue
from csp_eligibility.model import Ruleset
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from builder import block_values, countries, preview, progress
from builder.context import PageContext
from builder.fallback import resolve
from builder.rule_words import rule_words
from builder.words import Words

TEMPLATES = Path(__file__).parent / "templates"


class GuideBlocks(BlocksExtension):  # type: ignore[misc]
    """Python-Markdown extension; ``context`` is set anew for every page."""

    def __init__(self) -> None:
        super().__init__()
        self.context: PageContext | None = None

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: ANN401, N802
        """Register the blocks for the page that is being built."""
        if self.context is not None:
            for block in _BLOCKS:
                block_mgr.register(block, {"context": self.context})
            # Before anything is localised (25): what is left of a block by now is none.
            md.treeprocessors.register(_Unknown(md, self.context), "unknown blocks", 30)


class _PrintedBlock(Block):  # type: ignore[misc]
    """A block whose content comes from a template, not from the page."""

    def on_markdown(self) -> str:
        return "raw"

    def on_create(self, parent: ET.Element) -> ET.Element:
        return ET.SubElement(parent, "div")

    def on_end(self, block: ET.Element) -> None:
        """Replace the block by what its template prints."""
        if (block.text or "").strip():
            raise self._error("takes no text between its two lines")
        context: PageContext = self.config["context"]
        words = {
            "calculator": rule_words(context.locale).translations,
            "theme": _theme_words(context.locale),
        }
        for domain in words.values():
            domain.forget()
        html = _environment(context.locale).get_template(f"blocks/{self.NAME}.html").render(self.values(context))
        printed = ET.fromstring(resolve(html, context.locale))  # noqa: S314 - our own template
        for name, domain in words.items():
            done = dict.fromkeys(domain.found, True) | dict.fromkeys(domain.missed, False)
            context.printed[name] = context.printed.get(name, {}) | done
        for element in printed.iter():
            # Atomic text is not Markdown any more: no processor looks for emphasis or messages in it.
            element.text = AtomicString(element.text) if element.text else None
            element.tail = AtomicString(element.tail) if element.tail else None
        block.clear()
        block.tag, block.attrib = printed.tag, printed.attrib
        block.text = printed.text
        block.extend(printed)

    @abstractmethod
    def values(self, context: PageContext) -> dict[str, object]:
        """Return what the template needs."""

    def ruleset(self) -> Ruleset:
        """Return the ruleset that the block names."""
        if self.argument not in RULESETS:
            raise self._error(f"there is no ruleset “{self.argument}”; there are: {', '.join(RULESETS)}")
        return RULESETS[self.argument]

    def _error(self, message: str) -> Exception:
        context: PageContext = self.config["context"]
        argument = f" | {self.argument}" if self.argument else ""
        error: Exception = context.error(f"/// {self.NAME}{argument}", message)
        return error


class _Requirements(_PrintedBlock):
    """The latest list of requirements of a ruleset."""

    NAME = "requirements"
    ARGUMENT = True

    def values(self, context: PageContext) -> dict[str, object]:
        return block_values.requirements(self.ruleset(), context.locale)


class _History(_PrintedBlock):
    """Every list of a ruleset that was ever in force, the latest first, and what each changed."""

    NAME = "history"
    ARGUMENT = True

    def values(self, context: PageContext) -> dict[str, object]:
        return block_values.history(self.ruleset(), context.locale)


class _Calculator(_PrintedBlock):
    """The form of a ruleset, with its checklist for when no engine runs."""

    NAME = "calculator"
    ARGUMENT = True

    def values(self, context: PageContext) -> dict[str, object]:
        context.calculator = True
        return block_values.calculator(self.ruleset(), context.locale)


class _Markets(_PrintedBlock):
    """The regional table: every country with its region and currency."""

    NAME = "markets"
    ARGUMENT = False

    def values(self, context: PageContext) -> dict[str, object]:
        return countries.regional_table(context.locale)


class _Translations(_PrintedBlock):
    """How much of each locale and page is translated."""

    NAME = "translations"
    ARGUMENT = False

    def values(self, context: PageContext) -> dict[str, object]:
        return {"locales": progress.tables(context, catalogue(context.locale))}


_BLOCKS = (_Requirements, _History, _Calculator, _Markets, _Translations)


class _Unknown(Treeprocessor):
    """Refuses what looks like one of our blocks and is none: readers would see its slashes."""

    def __init__(self, md: Markdown, context: PageContext) -> None:
        super().__init__(md)
        self.context = context

    def run(self, root: ET.Element) -> None:
        names = ", ".join(f"{block.NAME} | direct-bill" if block.ARGUMENT else block.NAME for block in _BLOCKS)
        for paragraph in root.iter("p"):
            if (text := (paragraph.text or "").lstrip()).startswith("///"):
                first = text.splitlines()[0].strip()
                raise self.context.error(first, f"there is no block “{first}”; there are: {names}")


@cache
def _theme_words(locale: str) -> Words:
    return preview.words(locale, "theme")


@cache
def _environment(locale: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(_theme_words(locale), newstyle=True)  # type: ignore[attr-defined]
    return environment
