"""Direct bill: what a company has to be and to offer."""

from csp_eligibility.conditions import Always, AtLeast, Is
from csp_eligibility.messages import N_
from csp_eligibility.model import DecidedBy, Kind, Requirement, Withdrawal
from csp_eligibility.rulesets import direct_bill_days as days
from csp_eligibility.rulesets import sources

_MANAGED_SERVICE_LABEL = N_("Managed service, IP service or application")
_MANAGED_SERVICE_ADVICE = N_("Consider offering a managed service, IP service or customer solution application.")

REQUIREMENTS: tuple[Requirement | Withdrawal, ...] = (
    Requirement(
        id="applications-open",
        label=N_("Application period"),
        explanation=N_("From February 19 to August 30, 2018 Microsoft took no new direct-bill applications."),
        action=N_("Enroll as an indirect reseller until applications open again."),
        condition=Always(value=False),
        in_force=days.PAUSE,
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.PAUSE_2018,
    ),
    Withdrawal("applications-open", days.REOPENING),
    Requirement(
        id="partner-id",
        label=N_("Active PartnerID"),
        explanation=N_("The PartnerID (then: MPN ID) must be active for your company’s location."),
        action=N_("Activate a PartnerID for your company’s location."),
        where=N_("Partner Center"),
        condition=Is("partner_id_active", value=True),
        in_force=days.REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="partner-id",
        label=N_("Active PartnerID"),
        explanation=N_("The PartnerID (once: MPN ID) must be active for the location where you want to sell."),
        action=N_("Activate a PartnerID for the location where you want to sell."),
        where=N_("Partner Center"),
        condition=Is("partner_id_active", value=True),
        in_force=days.REVENUE_RULE,
        citation=sources.DIRECT_2020,
    ),
    Requirement(
        id="authority-to-sign",
        label=N_("Authority to sign"),
        explanation=N_("The person who enrolls must be able to accept and sign agreements for the company."),
        action=N_("Have somebody enroll who may accept and sign agreements for the company."),
        condition=Is("authority_to_sign", value=True),
        in_force=days.REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="first-level-support",
        label=N_("First-level support"),
        explanation=N_("You must be able to give your customers first-level support for cloud products."),
        action=N_("Set up first-level support for the cloud products that you will sell."),
        condition=Is("first_level_support", value=True),
        in_force=days.REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="billing-and-provisioning",
        label=N_("Billing and provisioning"),
        explanation=N_("You must have the infrastructure to bill customers and provision their services."),
        action=N_("Set up an infrastructure that bills customers and provisions their services."),
        condition=Is("billing_infrastructure", value=True),
        in_force=days.REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="managed-service",
        label=_MANAGED_SERVICE_LABEL,
        explanation=N_("You must offer at least one managed service, IP service or customer solution application."),
        action=N_("Bring one managed service, IP service or customer solution application to market."),
        condition=AtLeast("managed_services", 1),
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
        condition=AtLeast("managed_services", 1),
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
        condition=AtLeast("managed_services", 1),
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
        condition=AtLeast("managed_services", 1),
        in_force=days.NEW_CRITERIA,
        kind=Kind.RECOMMENDED,
        citation=sources.PROGRAM_2025,
    ),
)
