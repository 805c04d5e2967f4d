"""Microsoft Cloud Solution Provider eligibility, as dated rules that explain themselves.

Standard library only: it knows no browser, no site, no clock. The day is an argument everywhere.
"""

from csp_eligibility.answers import RequestError, read
from csp_eligibility.assessment import Assessment, Finding, Status, Verdict, assess
from csp_eligibility.bridge import handle
from csp_eligibility.description import describe
from csp_eligibility.exploration import Change, Exploration, explore
from csp_eligibility.rulesets import RULESETS, VERSION
from csp_eligibility.timeline import timeline

__all__ = [
    "RULESETS",
    "VERSION",
    "Assessment",
    "Change",
    "Exploration",
    "Finding",
    "RequestError",
    "Status",
    "Verdict",
    "assess",
    "describe",
    "explore",
    "handle",
    "read",
    "timeline",
]
