"""Links by meaning: ``rule:direct-bill/revenue`` and Microsoft's own ``/partner-center/…``.

A ruleset's page has the ruleset's name, and the requirements printed on it have their ids as anchors;
so a link to a rule is a link to that page, checked like any other.
"""

from xml.etree.ElementTree import Element

from csp_eligibility import RULESETS
from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from builder.context import PageContext

_RULE = "rule:"
_LEARN = "/partner-center/"


class LinksExtension(Extension):
    """Python-Markdown extension; ``context`` is set anew for every page."""

    def __init__(self) -> None:
        super().__init__()
        self.context: PageContext | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the tree processor for the page that is being built."""
        if self.context is not None:
            # After the inline processors made the links (20), before MkDocs checks them (0).
            md.treeprocessors.register(_Links(md, self.context), "links", 12)


class _Links(Treeprocessor):
    def __init__(self, md: Markdown, context: PageContext) -> None:
        super().__init__(md)
        self.context = context

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            target = link.get("href", "")
            if target.startswith(_RULE):
                link.set("href", self._rule(target))
            elif target.startswith(_LEARN):
                link.set("href", f"https://learn.microsoft.com/{self.context.locale.lower()}{target}")

    def _rule(self, target: str) -> str:
        name, _, requirement = target.removeprefix(_RULE).partition("/")
        ruleset = RULESETS.get(name)
        if ruleset is None:
            raise self.context.error(target, f"there is no ruleset “{name}”; there are: {', '.join(RULESETS)}")
        known = [found.id for found in ruleset.periods()[-1].requirements]
        if requirement not in known:
            raise self.context.error(target, f"“{name}” has no requirement “{requirement}”; it has: {', '.join(known)}")
        return f"{name}.md#{requirement}"
