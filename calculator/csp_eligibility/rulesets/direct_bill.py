"""Direct bill: time and revenue as a partner, and the whole ruleset.

To change a rule, add a version with the same id below the earlier ones and give it its start day.
The other requirements stand in ``direct_bill_company``, ``_security``, ``_decisions`` and ``_plan``, the
days on which rules change in ``direct_bill_days``.
"""

from csp_eligibility.conditions import AtLeast
from csp_eligibility.messages import N_
from csp_eligibility.model import Requirement, Ruleset, Withdrawal
from csp_eligibility.rulesets import (
    direct_bill_company,
    direct_bill_decisions,
    direct_bill_plan,
    direct_bill_security,
    sources,
)
from csp_eligibility.rulesets import direct_bill_days as days

_TENURE_LABEL = N_("Time as an indirect reseller")
_TENURE_EXPLANATION = N_("New applicants must have transacted as an indirect reseller for at least {threshold}.")
_TENURE_ACTION = N_("Keep selling through an indirect provider until the time is full.")

_SALES = (
    Requirement(
        id="reseller-tenure",
        label=_TENURE_LABEL,
        explanation=_TENURE_EXPLANATION,
        action=_TENURE_ACTION,
        condition=AtLeast("months_as_indirect_reseller", 12),
        in_force=days.TENURE_RULE,
        citation=sources.DIRECT_2021,
    ),
    Requirement(
        id="reseller-tenure",
        label=_TENURE_LABEL,
        explanation=_TENURE_EXPLANATION,
        action=_TENURE_ACTION,
        condition=AtLeast("months_as_indirect_reseller", 12),
        in_force=days.NEW_CRITERIA_FOR_NEW,
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="revenue",
        label=N_("CSP revenue"),
        explanation=N_(
            "At least {threshold} of CSP revenue over the preceding 12 months as an indirect reseller. Cloud"
            " revenue alone counts, perpetual software does not; Microsoft verifies the figure."
        ),
        action=N_("Raise your CSP cloud revenue to the threshold before you apply."),
        condition=AtLeast("csp_revenue_usd", 300_000),
        in_force=days.REVENUE_RULE,
        citation=sources.ANNOUNCEMENT_2020,
    ),
    Requirement(
        id="revenue",
        label=N_("CSP revenue"),
        explanation=N_(
            "At least {threshold} of CSP billed revenue over the trailing 12 months, at Partner Global Account"
            " level; Microsoft verifies the figure. The line carries a footnote that we could not read, and"
            " reports disagree on whether revenue as an indirect reseller counts. A new applicant can have no"
            " other, so we count it: check the official page."
        ),
        action=N_("Raise your CSP cloud revenue to the threshold before you apply."),
        condition=AtLeast("csp_revenue_usd", 1_000_000),
        in_force=days.NEW_CRITERIA,
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="solutions-partner-designation",
        label=N_("Solutions Partner designation"),
        explanation=N_("At least one Solutions Partner designation is required."),
        action=N_("Earn one Solutions Partner designation."),
        where=N_("Partner Center"),
        condition=AtLeast("solutions_partner_designations", 1),
        in_force=days.NEW_CRITERIA,
        citation=sources.PROGRAM_2025,
    ),
)

REQUIREMENTS: tuple[Requirement | Withdrawal, ...] = (
    *direct_bill_company.REQUIREMENTS,
    *_SALES,
    *direct_bill_security.REQUIREMENTS,
    *direct_bill_decisions.REQUIREMENTS,
    *direct_bill_plan.REQUIREMENTS,
)

RULESET = Ruleset(
    id="direct-bill",
    label=N_("Direct-bill partner"),
    order=(
        "applications-open",
        "partner-id",
        "authority-to-sign",
        "first-level-support",
        "billing-and-provisioning",
        "managed-service",
        "reseller-tenure",
        "revenue",
        "solutions-partner-designation",
        "admin-mfa",
        "security-contact",
        "security-alert-response",
        "credit-check",
        "business-vetting",
        "capability-assessment",
        "support-plan",
        "partner-agreement",
    ),
    requirements=REQUIREMENTS,
    amendments=days.AMENDMENTS,
    reviews_existing=True,
)
