"""The rules, one module for each route: this is where a rule is changed."""

from csp_eligibility.model import Ruleset
from csp_eligibility.rulesets import direct_bill, indirect_reseller

# The version of the rules and of the distribution that carries them.
VERSION = "0.1.0"

RULESETS: dict[str, Ruleset] = {ruleset.id: ruleset for ruleset in (direct_bill.RULESET, indirect_reseller.RULESET)}

__all__ = ["RULESETS", "VERSION"]
