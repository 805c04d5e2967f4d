"""Direct bill: what Microsoft decides."""

from csp_eligibility.conditions import Passed
from csp_eligibility.messages import N_
from csp_eligibility.model import Applicant, DecidedBy, Requirement
from csp_eligibility.rulesets import direct_bill_days as days
from csp_eligibility.rulesets import sources

_PARTNER_CENTER = N_("Partner Center")
_REFUSED = N_("Ask Microsoft how to go on after the refusal: our sources don’t say.")
_VETTING_LABEL = N_("Business vetting")
_VETTING_EXPLANATION = N_("Microsoft verifies your business.")
_VETTING_PENDING = N_("Wait for the result of the business vetting, and answer what Microsoft asks meanwhile.")
_VETTING = Passed("business_vetting")
_ASSESSMENT_LABEL = N_("Capability assessment")
_ASSESSMENT_ACTION = N_("Go through the capability assessment.")
_ASSESSMENT_PENDING = N_("Wait for the result of the capability assessment.")
_ASSESSMENT = Passed("capability_assessment")

REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(
        id="credit-check",
        label=N_("Credit check"),
        explanation=N_(
            "Microsoft checks a new applicant’s credit after the application. It can take several days or more;"
            " the decision comes by e-mail."
        ),
        action=N_("Apply, then wait for the e-mail with the decision on your credit check."),
        action_pending=N_("Wait for the e-mail with the decision on your credit check."),
        action_refused=N_("Buy no support plan. Ask Microsoft how to go on after the refusal: our sources don’t say."),
        where=_PARTNER_CENTER,
        condition=Passed("credit_check"),
        in_force=days.REOPENING.only(Applicant.NEW),
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.ENROLLING_2019,
    ),
    Requirement(
        id="business-vetting",
        label=_VETTING_LABEL,
        explanation=_VETTING_EXPLANATION,
        action=N_("Apply, and answer what Microsoft asks about your business."),
        action_pending=_VETTING_PENDING,
        action_refused=_REFUSED,
        where=_PARTNER_CENTER,
        condition=_VETTING,
        in_force=days.NEW_CRITERIA.only(Applicant.NEW),
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="business-vetting",
        label=_VETTING_LABEL,
        explanation=_VETTING_EXPLANATION,
        action=N_("Answer what Microsoft asks about your business."),
        action_pending=_VETTING_PENDING,
        action_refused=_REFUSED,
        where=_PARTNER_CENTER,
        condition=_VETTING,
        in_force=days.NEW_CRITERIA.only(Applicant.EXISTING),
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.PROGRAM_2025,
    ),
    Requirement(
        id="capability-assessment",
        label=_ASSESSMENT_LABEL,
        explanation=N_(
            "A third party assesses billing, provisioning, customer support and security, after Microsoft has"
            " confirmed revenue and tenure. Existing partners are reassessed every year."
        ),
        action=_ASSESSMENT_ACTION,
        action_pending=_ASSESSMENT_PENDING,
        action_refused=_REFUSED,
        condition=_ASSESSMENT,
        in_force=days.ASSESSMENT_RULE.only(Applicant.NEW),
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.DIRECT_2023,
    ),
    Requirement(
        id="capability-assessment",
        label=_ASSESSMENT_LABEL,
        explanation=N_("A third party assesses billing, provisioning, customer support and security, anew every year."),
        action=_ASSESSMENT_ACTION,
        action_pending=_ASSESSMENT_PENDING,
        action_refused=_REFUSED,
        condition=_ASSESSMENT,
        in_force=days.ASSESSMENT_RULE.only(Applicant.EXISTING),
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.DIRECT_2023,
    ),
    Requirement(
        id="capability-assessment",
        label=_ASSESSMENT_LABEL,
        explanation=N_(
            "Your capabilities are assessed automatically, every year. The pass mark is in no public source."
        ),
        action=_ASSESSMENT_ACTION,
        action_pending=_ASSESSMENT_PENDING,
        action_refused=_REFUSED,
        where=_PARTNER_CENTER,
        condition=_ASSESSMENT,
        in_force=days.NEW_CRITERIA,
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.PROGRAM_2025,
    ),
)
