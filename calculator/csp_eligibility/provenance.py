"""By which rules a reply was made, so that it can be checked again."""

import hashlib
from functools import cache

from csp_eligibility.model import Ruleset
from csp_eligibility.rulesets import VERSION, markets, questions


@cache
def fingerprint(ruleset: Ruleset) -> str:
    """Return the SHA-256 (hexadecimal) of everything that a reply on this route follows from."""
    rules = repr((ruleset, questions.ALL, markets.BY_COUNTRY))
    return hashlib.sha256(rules.encode()).hexdigest()


def identity(ruleset: Ruleset) -> dict[str, str]:
    """Return the rules' version and fingerprint."""
    return {"version": VERSION, "hash": fingerprint(ruleset)}
