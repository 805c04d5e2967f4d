"""Direct bill: time and revenue as a partner, and the whole ruleset.

To change a rule, add a version with the same id below the earlier ones and give it its start day.
A version for new applicants or existing partners ``only`` may say it in their own words.
The other requirements stand in ``direct_bill_company``, ``_services``, ``_security``, ``_decisions`` and
``_plan``, the days on which rules change in ``direct_bill_days``.
"""

from csp_eligibility.conditions import AtLeast
from csp_eligibility.messages import N_
from csp_eligibility.model import Applicant, Requirement, Ruleset, Withdrawal
from csp_eligibility.rulesets import (
    direct_bill_company,
    direct_bill_decisions,
    direct_bill_plan,
    direct_bill_security,
    direct_bill_services,
    sources,
)
from csp_eligibility.rulesets import direct_bill_days as days

_TENURE_LABEL = N_("Time as an indirect reseller")
_TENURE_EXPLANATION = N_("New applicants must have transacted as an indirect reseller for at least {threshold}.")
_TENURE_ACTION = N_("Keep selling through an indirect provider until the time is full.")
_TENURE = AtLeast("months_as_indirect_reseller", 12)
_REVENUE_LABEL = N_("CSP revenue")
_REVENUE_ACTION = N_("Raise your CSP cloud revenue to the threshold before you apply.")
_REVENUE_2020 = AtLeast("csp_revenue_usd", 300_000)
_REVENUE_2025 = AtLeast("csp_revenue_usd", 1_000_000)

_SALES = (
    Requirement(
        id="reseller-tenure",
        label=_TENURE_LABEL,
        explanation=_TENURE_EXPLANATION,
        action=_TENURE_ACTION,
        condition=_TENURE,
        in_force=days.TENURE_RULE,
        citation=sources.DIRECT_2021,
    ),
    Requirement(
        id="reseller-tenure",
        label=_TENURE_LABEL,
        explanation=_TENURE_EXPLANATION,
        action=_TENURE_ACTION,
        condition=_TENURE,
        in_force=days.NEW_CRITERIA.only(Applicant.NEW),
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="revenue",
        label=_REVENUE_LABEL,
        explanation=N_(
            "At least {threshold} of CSP revenue over the preceding 12 months as an indirect reseller. Cloud"
            " revenue alone counts, perpetual software does not; Microsoft verifies the figure."
        ),
        action=_REVENUE_ACTION,
        condition=_REVENUE_2020,
        in_force=days.REVENUE_RULE.only(Applicant.NEW),
        citation=sources.ANNOUNCEMENT_2020,
    ),
    Requirement(
        id="revenue",
        label=_REVENUE_LABEL,
        explanation=N_(
            "At least {threshold} of CSP revenue over the 12 months before the renewal of your support plan. Cloud"
            " revenue alone counts, perpetual software does not; Microsoft verifies the figure."
        ),
        action=N_("Raise your CSP cloud revenue to the threshold before your support plan is renewed."),
        condition=_REVENUE_2020,
        in_force=days.REVENUE_RULE.only(Applicant.EXISTING),
        citation=sources.ANNOUNCEMENT_2020,
    ),
    Requirement(
        id="revenue",
        label=_REVENUE_LABEL,
        explanation=N_(
            "At least {threshold} of CSP billed revenue over the trailing 12 months, at Partner Global Account"
            " level; Microsoft verifies the figure. The line carries a footnote that we could not read, and"
            " reports disagree on whether revenue as an indirect reseller counts. A new applicant can have no"
            " other, so we count it: check the official page."
        ),
        action=_REVENUE_ACTION,
        condition=_REVENUE_2025,
        in_force=days.NEW_CRITERIA.only(Applicant.NEW),
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="revenue",
        label=_REVENUE_LABEL,
        explanation=N_(
            "At least {threshold} of CSP billed revenue over the trailing 12 months, at Partner Global Account"
            " level; Microsoft verifies the figure. The line carries a footnote that we could not read, and"
            " reports disagree on whether revenue as an indirect reseller counts: check the official page."
        ),
        action=N_("Raise your CSP cloud revenue to the threshold before your review."),
        condition=_REVENUE_2025,
        in_force=days.NEW_CRITERIA.only(Applicant.EXISTING),
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
    *direct_bill_services.REQUIREMENTS,
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
        "reseller-tenure",
        "revenue",
        "solutions-partner-designation",
        "admin-mfa",
        "security-contact",
        "security-alert-response",
        "managed-service",
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
