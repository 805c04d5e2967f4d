"""The words of the rules in the locale that is built."""

from dataclasses import dataclass
from functools import cache

from csp_eligibility.messages import Catalogue, catalogue

from builder import preview
from builder.words import Words


@dataclass(frozen=True, slots=True)
class RuleWords(Catalogue):
    """The words of the rules; what is not translated comes out marked."""

    translations: Words


@cache
def rule_words(locale: str) -> RuleWords:
    """Return the words of the rules in a locale."""
    return RuleWords(locale, preview.words(locale, "calculator"), catalogue(locale).figures)
