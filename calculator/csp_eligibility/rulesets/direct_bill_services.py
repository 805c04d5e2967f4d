"""Direct bill: what a company does for its customers: support, billing, services of its own."""

from csp_eligibility.conditions import AtLeast, Is
from csp_eligibility.messages import N_
from csp_eligibility.model import Kind, Requirement
from csp_eligibility.rulesets import direct_bill_days as days
from csp_eligibility.rulesets import sources

_SUPPORT_LABEL = N_("First-level support")
_SUPPORT_ACTION = N_("Set up first-level support for the cloud products that you sell.")
_SUPPORT = Is("first_level_support", value=True)
_BILLING_LABEL = N_("Billing and provisioning")
_BILLING_ACTION = N_("Set up an infrastructure that bills customers and provisions their services.")
_BILLING = Is("billing_infrastructure", value=True)
_MANAGED_SERVICE_LABEL = N_("Managed service, IP service or application")
_MANAGED_SERVICE_ADVICE = N_("Consider offering a managed service, IP service or customer solution application.")
_MANAGED_SERVICE = AtLeast("managed_services", 1)

REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(
        id="first-level-support",
        label=_SUPPORT_LABEL,
        explanation=N_("You must be able to give your customers first-level support for cloud products."),
        action=_SUPPORT_ACTION,
        condition=_SUPPORT,
        in_force=days.REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="first-level-support",
        label=_SUPPORT_LABEL,
        explanation=N_(
            "You must be able to give your customers first-level support for cloud products. The criteria of October"
            " 2025 don’t repeat this, but no page that we read withdraws it: we count it as still required."
        ),
        action=_SUPPORT_ACTION,
        condition=_SUPPORT,
        in_force=days.NEW_CRITERIA,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="billing-and-provisioning",
        label=_BILLING_LABEL,
        explanation=N_("You must have the infrastructure to bill customers and provision their services."),
        action=_BILLING_ACTION,
        condition=_BILLING,
        in_force=days.REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="billing-and-provisioning",
        label=_BILLING_LABEL,
        explanation=N_(
            "You must have the infrastructure to bill customers and provision their services. The criteria of October"
            " 2025 don’t repeat this, but no page that we read withdraws it: we count it as still required."
        ),
        action=_BILLING_ACTION,
        condition=_BILLING,
        in_force=days.NEW_CRITERIA,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="managed-service",
        label=_MANAGED_SERVICE_LABEL,
        explanation=N_("You must offer at least one managed service, IP service or customer solution application."),
        action=N_("Bring one managed service, IP service or customer solution application to market."),
        condition=_MANAGED_SERVICE,
        in_force=days.REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="managed-service",
        label=_MANAGED_SERVICE_LABEL,
        explanation=N_(
            "Since October 2020 a managed service, IP service or customer solution application is a"
            " recommendation, no longer a requirement."
        ),
        action=_MANAGED_SERVICE_ADVICE,
        condition=_MANAGED_SERVICE,
        in_force=days.REVENUE_RULE,
        kind=Kind.RECOMMENDED,
        citation=sources.DIRECT_2020,
    ),
    Requirement(
        id="managed-service",
        label=_MANAGED_SERVICE_LABEL,
        explanation=N_(
            "The requirements table of April 2023 lists it again without the word “recommended”, while another"
            " page of June 2023 only recommends it; we count it as recommended."
        ),
        action=_MANAGED_SERVICE_ADVICE,
        condition=_MANAGED_SERVICE,
        in_force=days.ASSESSMENT_RULE,
        kind=Kind.RECOMMENDED,
        citation=sources.OVERVIEW_2023,
    ),
    Requirement(
        id="managed-service",
        label=_MANAGED_SERVICE_LABEL,
        explanation=N_(
            "Recommended at most: the criteria of October 2025 do not name it, and the pages of 2023 disagreed"
            " on whether it was required."
        ),
        action=_MANAGED_SERVICE_ADVICE,
        condition=_MANAGED_SERVICE,
        in_force=days.NEW_CRITERIA,
        kind=Kind.RECOMMENDED,
        citation=sources.PROGRAM_2025,
    ),
)
