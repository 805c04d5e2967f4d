"""Direct bill: the last steps, support plan and agreement."""

from csp_eligibility.conditions import Always, AnyOf, Is, OneOf
from csp_eligibility.messages import N_
from csp_eligibility.model import Requirement
from csp_eligibility.rulesets import direct_bill_days as days
from csp_eligibility.rulesets import sources

_HAS_A_PLAN = OneOf("support_plan", ("asfp", "psfp"))
_PLAN_IS_DUE = AnyOf((Is("applicant", "existing"), Is("credit_check", "passed")))
_PLAN_LABEL = N_("Microsoft support plan")
_PLAN_ACTION = N_("Buy an ASfP or PSfP support plan, once the credit check has passed and not before.")
_DO_NOT_BUY_YET = N_("Don’t buy a support plan before the e-mail that says that the credit check has passed.")

REQUIREMENTS: tuple[Requirement, ...] = (
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
        in_force=days.REOPENING,
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
        condition=_HAS_A_PLAN,
        due=_PLAN_IS_DUE,
        advisory=_DO_NOT_BUY_YET,
        in_force=days.NEW_CRITERIA,
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="partner-agreement",
        label=N_("Partner agreement"),
        explanation=N_("Once the application is approved, the agreement has to be accepted."),
        action=N_("Accept the agreement, as the last step."),
        where=N_("Partner Center"),
        condition=Is("partner_agreement", value=True),
        due=Always(value=False),
        in_force=days.REOPENING,
        citation=sources.ENROLLING_2019,
    ),
    Requirement(
        id="partner-agreement",
        label=N_("Partner agreement"),
        explanation=N_("The direct-bill Microsoft Partner Agreement has to be accepted."),
        action=N_("Accept the direct-bill Microsoft Partner Agreement, as the last step."),
        where=N_("Partner Center"),
        condition=Is("partner_agreement", value=True),
        due=Always(value=False),
        in_force=days.NEW_CRITERIA,
        citation=sources.PROGRAM_2025,
    ),
)
