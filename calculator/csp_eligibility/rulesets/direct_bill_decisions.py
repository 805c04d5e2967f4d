"""Direct bill: what Microsoft decides."""

from csp_eligibility.conditions import Passed
from csp_eligibility.messages import N_
from csp_eligibility.model import DecidedBy, Requirement
from csp_eligibility.rulesets import direct_bill_days as days
from csp_eligibility.rulesets import sources

REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(
        id="credit-check",
        label=N_("Credit check"),
        explanation=N_(
            "Microsoft checks a new applicant’s credit after the application. It can take several days or more;"
            " the decision comes by e-mail."
        ),
        action=N_("Apply, then wait for the e-mail with the decision on your credit check."),
        where=N_("Partner Center"),
        condition=Passed("credit_check"),
        in_force=days.REOPENING_FOR_NEW,
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.ENROLLING_2019,
    ),
    Requirement(
        id="business-vetting",
        label=N_("Business vetting"),
        explanation=N_("Microsoft verifies your business."),
        action=N_("Apply, and answer what Microsoft asks about your business."),
        where=N_("Partner Center"),
        condition=Passed("business_vetting"),
        in_force=days.NEW_CRITERIA,
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
        in_force=days.ASSESSMENT_RULE,
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
        where=N_("Partner Center"),
        condition=Passed("capability_assessment"),
        in_force=days.NEW_CRITERIA,
        decided_by=DecidedBy.MICROSOFT,
        citation=sources.PROGRAM_2025,
    ),
)
