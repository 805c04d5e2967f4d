"""Microsoft Cloud Solution Provider eligibility, as dated rules that explain themselves.

Standard library only: it knows no browser, no site, no clock. The day is an argument everywhere.
"""

from csp_eligibility.answers import RequestError, read
from csp_eligibility.assessment import Assessment, Finding, Status, Verdict, assess
from csp_eligibility.bridge import handle
from csp_eligibility.rulesets import RULESETS

__all__ = [
    "RULESETS",
    "Assessment",
    "Finding",
    "RequestError",
    "Status",
    "Verdict",
    "assess",
    "handle",
    "read",
]
