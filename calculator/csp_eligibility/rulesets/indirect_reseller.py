"""Indirect reseller: every dated requirement.

To change a rule, add a version with the same id below the earlier ones and give it its start day.
"""

from datetime import date

from csp_eligibility.conditions import Always, AnyOf, AtLeast, Below, Is
from csp_eligibility.messages import N_
from csp_eligibility.model import Amendment, Grade, InForce, Requirement, Ruleset
from csp_eligibility.rulesets import sources

_FIRST_COPY = InForce(date(2017, 12, 15))
_PARTNER_AGREEMENT = InForce(date(2020, 2, 1))
_REVENUE_RULE = InForce(date(2024, 4, 1))
_SECURITY_ITEMS = InForce(date(2025, 10, 1))

RULESET = Ruleset(
    id="indirect-reseller",
    label=N_("Indirect reseller"),
    order=(
        "partner-id",
        "authority-to-sign",
        "provider-relationship",
        "admin-mfa",
        "security-contact",
        "reseller-revenue",
        "partner-agreement",
    ),
    requirements=(
        Requirement(
            id="partner-id",
            label=N_("Active PartnerID"),
            explanation=N_("The PartnerID (once: MPN ID) must be active for the location where you want to sell."),
            action=N_("Activate a PartnerID for the location where you want to sell."),
            where=N_("Partner Center"),
            condition=Is("partner_id_active", value=True),
            in_force=_FIRST_COPY,
            citation=sources.OVERVIEW_2017,
        ),
        Requirement(
            id="authority-to-sign",
            label=N_("Authority to sign"),
            explanation=N_("The person who enrolls must be able to accept and sign agreements for the company."),
            action=N_("Have somebody enroll who may accept and sign agreements for the company."),
            condition=Is("authority_to_sign", value=True),
            in_force=_FIRST_COPY,
            citation=sources.OVERVIEW_2017,
        ),
        Requirement(
            id="provider-relationship",
            label=N_("Indirect provider"),
            explanation=N_("You must have a relationship with an official indirect provider."),
            action=N_("Choose an indirect provider and accept its invitation."),
            where=N_("Partner Center"),
            condition=Is("provider_relationship", value=True),
            in_force=_FIRST_COPY,
            citation=sources.OVERVIEW_2017,
        ),
        Requirement(
            id="reseller-revenue",
            label=N_("Yearly revenue"),
            explanation=N_(
                "At least {threshold} over 12 months for each CSP tenant. Perpetual software counts too: if cloud"
                " revenue alone falls short, add it to your figure. It is checked in the anniversary month of the"
                " tenant’s onboarding, not in the first 12 months, and is no condition to enroll. Below it the tenant"
                " is deauthorized, and at least a year passes before it can enroll again."
            ),
            action=N_(
                "Add perpetual software to your figure, if you left it out; else raise the tenant’s revenue before its"
                " anniversary month."
            ),
            condition=AnyOf((Below("months_as_indirect_reseller", 12), AtLeast("csp_revenue_usd", 1_000))),
            in_force=_REVENUE_RULE,
            citation=sources.RESELLER_2023,
        ),
        Requirement(
            id="admin-mfa",
            label=N_("MFA for administrators"),
            explanation=N_(
                "Every administrative user of the CSP tenant must sign in with multifactor authentication (MFA)."
            ),
            action=N_("Require MFA for every administrative user of the CSP tenant."),
            where=N_("Microsoft Entra admin center"),
            condition=Is("admin_mfa", value=True),
            in_force=_SECURITY_ITEMS,
            citation=sources.SECURITY_2025,
        ),
        Requirement(
            id="security-contact",
            label=N_("Security contact"),
            explanation=N_("A security contact must be entered in Partner Center."),
            action=N_("Enter a security contact."),
            where=N_("Partner Center"),
            condition=Is("security_contact", value=True),
            in_force=_SECURITY_ITEMS,
            citation=sources.SECURITY_2025,
        ),
        Requirement(
            id="partner-agreement",
            label=N_("Partner agreement"),
            explanation=N_("The Microsoft Partner Agreement has to be signed."),
            action=N_("Accept the Microsoft Partner Agreement, as the last step."),
            where=N_("Partner Center"),
            condition=Is("partner_agreement", value=True),
            due=Always(value=False),
            in_force=_PARTNER_AGREEMENT,
            citation=sources.ENROLLING_2019,
        ),
    ),
    amendments=(
        Amendment(
            in_force=_FIRST_COPY,
            summary=N_("PartnerID, authority to sign and an indirect provider (the oldest page that was read)."),
            grade=Grade.PAGE,
        ),
        Amendment(
            in_force=_PARTNER_AGREEMENT,
            summary=N_("The Microsoft Partner Agreement must be signed."),
            grade=Grade.PAGE,
        ),
        Amendment(
            in_force=_REVENUE_RULE,
            summary=N_("A yearly revenue threshold for each tenant appears, checked after the first 12 months."),
            grade=Grade.PAGE,
        ),
        Amendment(
            in_force=_SECURITY_ITEMS,
            summary=N_("MFA for administrators and a security contact are added."),
            grade=Grade.EXCERPT,
        ),
    ),
    reviews_existing=False,
)
