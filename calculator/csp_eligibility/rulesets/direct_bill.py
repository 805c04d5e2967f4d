"""Direct bill: every dated requirement for new applicants and for existing partners.

To change a rule, add a version with the same id below the earlier ones and give it its start day.
"""

from datetime import date

from csp_eligibility.conditions import Always, AnyOf, AtLeast, Is, OneOf, Passed
from csp_eligibility.messages import N_
from csp_eligibility.model import (
    Amendment,
    DecidedBy,
    Grade,
    InForce,
    Kind,
    Requirement,
    Ruleset,
    Withdrawal,
)
from csp_eligibility.rulesets import sources

_PAUSE = InForce(date(2018, 2, 19))
_REOPENING = InForce(date(2018, 8, 31), existing=date(2018, 8, 31))
_REOPENING_FOR_NEW = InForce(date(2018, 8, 31))
_CREDIT_CHECK_ORDER = InForce(date(2019, 4, 3), existing=date(2019, 4, 3))
# Existing partners meet it by the next renewal of their support plan from January 2021 on.
_REVENUE_RULE = InForce(date(2020, 10, 27), existing=date(2021, 1, 1))
_TENURE_RULE = InForce(date(2021, 4, 15))
_ASSESSMENT_RULE = InForce(date(2023, 4, 24), existing=date(2023, 4, 24))
# Existing partners are checked in the anniversary month of their first CSP onboarding after that day.
_NEW_CRITERIA = InForce(date(2025, 10, 1), existing=date(2025, 10, 1))
_NEW_CRITERIA_FOR_NEW = InForce(date(2025, 10, 1))

_HAS_A_PLAN = OneOf("support_plan", ("asfp", "psfp"))
_PLAN_IS_DUE = AnyOf((Is("applicant", "existing"), Is("credit_check", "passed")))
_PLAN_LABEL = N_("Microsoft support plan")
_PLAN_ACTION = N_("Buy an ASfP or PSfP support plan, once the credit check has passed and not before.")
_DO_NOT_BUY_YET = N_("Don’t buy a support plan before the e-mail that says that the credit check has passed.")
_MANAGED_SERVICE_LABEL = N_("Managed service, IP service or application")
_MANAGED_SERVICE_ADVICE = N_("Consider offering a managed service, IP service or customer solution application.")
_TENURE_LABEL = N_("Time as an indirect reseller")
_TENURE_EXPLANATION = N_("New applicants must have transacted as an indirect reseller for at least {threshold}.")
_TENURE_ACTION = N_("Keep selling through an indirect provider until the time is full.")
_PARTNER_CENTER = N_("Partner Center")

REQUIREMENTS: tuple[Requirement | Withdrawal, ...] = (
    Requirement(
        id="applications-open",
        label=N_("Application period"),
        explanation=N_("From February 19 to August 30, 2018 Microsoft took no new direct-bill applications."),
        action=N_("Enroll as an indirect reseller until applications open again."),
        condition=Always(value=False),
        in_force=_PAUSE,
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.PAUSE_2018,
    ),
    Withdrawal("applications-open", _REOPENING),
    Requirement(
        id="partner-id",
        label=N_("Active PartnerID"),
        explanation=N_("The PartnerID (then: MPN ID) must be active for your company’s location."),
        action=N_("Activate a PartnerID for your company’s location."),
        where=_PARTNER_CENTER,
        condition=Is("partner_id_active", value=True),
        in_force=_REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="partner-id",
        label=N_("Active PartnerID"),
        explanation=N_("The PartnerID (once: MPN ID) must be active for the location where you want to sell."),
        action=N_("Activate a PartnerID for the location where you want to sell."),
        where=_PARTNER_CENTER,
        condition=Is("partner_id_active", value=True),
        in_force=_REVENUE_RULE,
        citation=sources.DIRECT_2020,
    ),
    Requirement(
        id="authority-to-sign",
        label=N_("Authority to sign"),
        explanation=N_("The person who enrolls must be able to accept and sign agreements for the company."),
        action=N_("Have somebody enroll who may accept and sign agreements for the company."),
        condition=Is("authority_to_sign", value=True),
        in_force=_REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="first-level-support",
        label=N_("First-level support"),
        explanation=N_("You must be able to give your customers first-level support for cloud products."),
        action=N_("Set up first-level support for the cloud products that you will sell."),
        condition=Is("first_level_support", value=True),
        in_force=_REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="billing-and-provisioning",
        label=N_("Billing and provisioning"),
        explanation=N_("You must have the infrastructure to bill customers and provision their services."),
        action=N_("Set up an infrastructure that bills customers and provisions their services."),
        condition=Is("billing_infrastructure", value=True),
        in_force=_REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="managed-service",
        label=_MANAGED_SERVICE_LABEL,
        explanation=N_("You must offer at least one managed service, IP service or customer solution application."),
        action=N_("Bring one managed service, IP service or customer solution application to market."),
        condition=AtLeast("managed_services", 1),
        in_force=_REOPENING,
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
        in_force=_REVENUE_RULE,
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
        in_force=_ASSESSMENT_RULE,
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
        in_force=_NEW_CRITERIA,
        kind=Kind.RECOMMENDED,
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="reseller-tenure",
        label=_TENURE_LABEL,
        explanation=_TENURE_EXPLANATION,
        action=_TENURE_ACTION,
        condition=AtLeast("months_as_indirect_reseller", 12),
        in_force=_TENURE_RULE,
        citation=sources.DIRECT_2021,
    ),
    Requirement(
        id="reseller-tenure",
        label=_TENURE_LABEL,
        explanation=_TENURE_EXPLANATION,
        action=_TENURE_ACTION,
        condition=AtLeast("months_as_indirect_reseller", 12),
        in_force=_NEW_CRITERIA_FOR_NEW,
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
        in_force=_REVENUE_RULE,
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
        in_force=_NEW_CRITERIA,
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="solutions-partner-designation",
        label=N_("Solutions Partner designation"),
        explanation=N_("At least one Solutions Partner designation is required."),
        action=N_("Earn one Solutions Partner designation."),
        where=_PARTNER_CENTER,
        condition=AtLeast("solutions_partner_designations", 1),
        in_force=_NEW_CRITERIA,
        citation=sources.PROGRAM_2025,
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
        in_force=_NEW_CRITERIA,
        citation=sources.SECURITY_2025,
    ),
    Requirement(
        id="security-contact",
        label=N_("Security contact"),
        explanation=N_("A security contact must be entered in Partner Center."),
        action=N_("Enter a security contact."),
        where=_PARTNER_CENTER,
        condition=Is("security_contact", value=True),
        in_force=_NEW_CRITERIA,
        citation=sources.SECURITY_2025,
    ),
    Requirement(
        id="security-alert-response",
        label=N_("Answer to security alerts"),
        explanation=N_("Security alerts must be answered within 24 hours."),
        action=N_("Arrange that security alerts are answered within 24 hours."),
        condition=Is("security_alert_response", value=True),
        in_force=_NEW_CRITERIA,
        citation=sources.SECURITY_2025,
    ),
    Requirement(
        id="credit-check",
        label=N_("Credit check"),
        explanation=N_(
            "Microsoft checks a new applicant’s credit after the application. It can take several days or more;"
            " the decision comes by e-mail."
        ),
        action=N_("Apply, then wait for the e-mail with the decision on your credit check."),
        where=_PARTNER_CENTER,
        condition=Passed("credit_check"),
        in_force=_REOPENING_FOR_NEW,
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.ENROLLING_2019,
    ),
    Requirement(
        id="business-vetting",
        label=N_("Business vetting"),
        explanation=N_("Microsoft verifies your business."),
        action=N_("Apply, and answer what Microsoft asks about your business."),
        where=_PARTNER_CENTER,
        condition=Passed("business_vetting"),
        in_force=_NEW_CRITERIA,
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="capability-assessment",
        label=N_("Capability assessment"),
        explanation=N_(
            "A third party assesses billing, provisioning, customer support and security, after Microsoft has"
            " confirmed revenue and tenure. Existing partners are reassessed every year."
        ),
        action=N_("Go through the capability assessment."),
        condition=Passed("capability_assessment"),
        in_force=_ASSESSMENT_RULE,
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.DIRECT_2023,
    ),
    Requirement(
        id="capability-assessment",
        label=N_("Capability assessment"),
        explanation=N_(
            "Your capabilities are assessed automatically, every year. The pass mark is in no public source."
        ),
        action=N_("Go through the capability assessment."),
        where=_PARTNER_CENTER,
        condition=Passed("capability_assessment"),
        in_force=_NEW_CRITERIA,
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="support-plan",
        label=_PLAN_LABEL,
        explanation=N_(
            "An active support plan is required: Advanced Support for Partners (ASfP) or Premier Support for"
            " Partners (PSfP). The credit check comes first."
        ),
        action=_PLAN_ACTION,
        condition=_HAS_A_PLAN,
        due=_PLAN_IS_DUE,
        advisory=_DO_NOT_BUY_YET,
        in_force=_REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="support-plan",
        label=_PLAN_LABEL,
        explanation=N_(
            "An active support plan is required: Advanced Support for Partners (ASfP) or Premier Support for"
            " Partners (PSfP). Microsoft’s page says plainly not to buy one before the credit check has passed."
        ),
        action=_PLAN_ACTION,
        condition=_HAS_A_PLAN,
        due=_PLAN_IS_DUE,
        advisory=_DO_NOT_BUY_YET,
        in_force=_CREDIT_CHECK_ORDER,
        citation=sources.ENROLLING_CREDIT_CHECK,
    ),
    Requirement(
        id="support-plan",
        label=_PLAN_LABEL,
        explanation=N_(
            "An active support plan is required: Advanced Support for Partners (ASfP) or Premier Support for"
            " Partners (PSfP). Buying it is the last step before the agreement."
        ),
        action=_PLAN_ACTION,
        condition=_HAS_A_PLAN,
        due=_PLAN_IS_DUE,
        advisory=_DO_NOT_BUY_YET,
        in_force=_NEW_CRITERIA,
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="partner-agreement",
        label=N_("Partner agreement"),
        explanation=N_("Once the application is approved, the agreement has to be accepted."),
        action=N_("Accept the agreement, as the last step."),
        where=_PARTNER_CENTER,
        condition=Is("partner_agreement", value=True),
        due=Always(value=False),
        in_force=_REOPENING,
        citation=sources.ENROLLING_2019,
    ),
    Requirement(
        id="partner-agreement",
        label=N_("Partner agreement"),
        explanation=N_("The direct-bill Microsoft Partner Agreement has to be accepted."),
        action=N_("Accept the direct-bill Microsoft Partner Agreement, as the last step."),
        where=_PARTNER_CENTER,
        condition=Is("partner_agreement", value=True),
        due=Always(value=False),
        in_force=_NEW_CRITERIA,
        citation=sources.PROGRAM_2025,
    ),
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
    amendments=(
        Amendment(
            day=_PAUSE.new,
            summary=N_("No new direct-bill applications are taken."),
            grade=Grade.PAGE,
        ),
        Amendment(
            day=_REOPENING.new,
            summary=N_("Applications open again, with a list of requirements and a credit check."),
            grade=Grade.PAGE,
        ),
        Amendment(
            day=_CREDIT_CHECK_ORDER.new,
            summary=N_("The order becomes explicit: no support plan before the credit check has passed."),
            grade=Grade.PAGE,
        ),
        Amendment(
            day=_REVENUE_RULE.new,
            summary=N_(
                "New partners start as indirect resellers; a revenue threshold appears, and the managed service"
                " becomes a recommendation."
            ),
            grade=Grade.PAGE,
        ),
        Amendment(
            day=_TENURE_RULE.new,
            summary=N_("New applicants need a year of transactions as an indirect reseller."),
            grade=Grade.PAGE,
        ),
        Amendment(
            day=_ASSESSMENT_RULE.new,
            summary=N_("A third party assesses capabilities; existing partners are reassessed every year."),
            grade=Grade.PAGE,
        ),
        Amendment(
            day=_NEW_CRITERIA.new,
            summary=N_(
                "The revenue threshold rises; business vetting, security items and a Solutions Partner designation"
                " are added. This start day is reported by the trade press."
            ),
            grade=Grade.REPORTED,
        ),
    ),
    reviews_existing=True,
)
