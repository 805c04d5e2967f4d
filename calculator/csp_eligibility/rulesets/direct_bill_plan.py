"""Direct bill: the last steps, support plan and agreement."""

from csp_eligibility.conditions import Always, Is, OneOf
from csp_eligibility.messages import N_
from csp_eligibility.model import Applicant, Requirement
from csp_eligibility.rulesets import direct_bill_days as days
from csp_eligibility.rulesets import sources

_PARTNER_CENTER = N_("Partner Center")
_PLAN_LABEL = N_("Microsoft support plan")
_PLAN = OneOf("support_plan", ("asfp", "psfp"))
# A new applicant buys it only once the credit check has passed; an existing partner has none to wait for.
_CHECK_HAS_PASSED = Is("credit_check", "passed")
_PLAN_ACTION = N_("Buy an ASfP or PSfP support plan, once the credit check has passed and not before.")
_DO_NOT_BUY_YET = N_("Don’t buy a support plan before the e-mail that says that the credit check has passed.")
_PARTNERS_PLAN = N_(
    "An active support plan is required: Advanced Support for Partners (ASfP) or Premier Support for Partners (PSfP)."
)
_PARTNERS_PLAN_ACTION = N_("Buy an ASfP or PSfP support plan.")
_AGREEMENT_LABEL = N_("Partner agreement")
_AGREEMENT = Is("partner_agreement", value=True)
_NEVER_DUE = Always(value=False)
_DIRECT_BILL_AGREEMENT = N_("The direct-bill Microsoft Partner Agreement has to be accepted.")

REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(
        id="support-plan",
        label=_PLAN_LABEL,
        explanation=N_(
            "An active support plan is required: Advanced Support for Partners (ASfP) or Premier Support for"
            " Partners (PSfP). The credit check comes first."
        ),
        action=_PLAN_ACTION,
        condition=_PLAN,
        due=_CHECK_HAS_PASSED,
        advisory=_DO_NOT_BUY_YET,
        in_force=days.REOPENING.only(Applicant.NEW),
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="support-plan",
        label=_PLAN_LABEL,
        explanation=_PARTNERS_PLAN,
        action=_PARTNERS_PLAN_ACTION,
        condition=_PLAN,
        in_force=days.REOPENING.only(Applicant.EXISTING),
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
        condition=_PLAN,
        due=_CHECK_HAS_PASSED,
        advisory=_DO_NOT_BUY_YET,
        in_force=days.CREDIT_CHECK_ORDER,
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
        condition=_PLAN,
        due=_CHECK_HAS_PASSED,
        advisory=_DO_NOT_BUY_YET,
        in_force=days.NEW_CRITERIA.only(Applicant.NEW),
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="support-plan",
        label=_PLAN_LABEL,
        explanation=_PARTNERS_PLAN,
        action=_PARTNERS_PLAN_ACTION,
        condition=_PLAN,
        in_force=days.NEW_CRITERIA.only(Applicant.EXISTING),
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="partner-agreement",
        label=_AGREEMENT_LABEL,
        explanation=N_("Once the application is approved, the agreement has to be accepted."),
        action=N_("Accept the agreement, as the last step."),
        where=_PARTNER_CENTER,
        condition=_AGREEMENT,
        due=_NEVER_DUE,
        in_force=days.REOPENING.only(Applicant.NEW),
        citation=sources.ENROLLING_2019,
    ),
    Requirement(
        id="partner-agreement",
        label=_AGREEMENT_LABEL,
        explanation=N_("The partner agreement has to be accepted."),
        action=N_("Accept the agreement."),
        where=_PARTNER_CENTER,
        condition=_AGREEMENT,
        due=_NEVER_DUE,
        in_force=days.REOPENING.only(Applicant.EXISTING),
        citation=sources.ENROLLING_2019,
    ),
    Requirement(
        id="partner-agreement",
        label=_AGREEMENT_LABEL,
        explanation=_DIRECT_BILL_AGREEMENT,
        action=N_("Accept the direct-bill Microsoft Partner Agreement, as the last step."),
        where=_PARTNER_CENTER,
        condition=_AGREEMENT,
        due=_NEVER_DUE,
        in_force=days.NEW_CRITERIA.only(Applicant.NEW),
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="partner-agreement",
        label=_AGREEMENT_LABEL,
        explanation=_DIRECT_BILL_AGREEMENT,
        action=N_("Accept the direct-bill Microsoft Partner Agreement."),
        where=_PARTNER_CENTER,
        condition=_AGREEMENT,
        due=_NEVER_DUE,
        in_force=days.NEW_CRITERIA.only(Applicant.EXISTING),
        citation=sources.PROGRAM_2025,
    ),
)
