"""Direct bill: the security items."""

from csp_eligibility.conditions import Is
from csp_eligibility.messages import N_
from csp_eligibility.model import Requirement
from csp_eligibility.rulesets import direct_bill_days as days
from csp_eligibility.rulesets import sources

REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(
        id="admin-mfa",
        label=N_("MFA for administrators"),
        explanation=N_(
            "Every administrative user of the CSP tenant must sign in with multifactor authentication (MFA)."
        ),
        action=N_("Require MFA for every administrative user of the CSP tenant."),
        where=N_("Microsoft Entra admin center"),
        condition=Is("admin_mfa", value=True),
        in_force=days.NEW_CRITERIA,
        citation=sources.SECURITY_2025,
    ),
    Requirement(
        id="security-contact",
        label=N_("Security contact"),
        explanation=N_("A security contact must be entered in Partner Center."),
        action=N_("Enter a security contact."),
        where=N_("Partner Center"),
        condition=Is("security_contact", value=True),
        in_force=days.NEW_CRITERIA,
        citation=sources.SECURITY_2025,
    ),
    Requirement(
        id="security-alert-response",
        label=N_("Answer to security alerts"),
        explanation=N_("Security alerts must be answered within 24 hours."),
        action=N_("Arrange that security alerts are answered within 24 hours."),
        condition=Is("security_alert_response", value=True),
        in_force=days.NEW_CRITERIA,
        citation=sources.SECURITY_2025,
    ),
)
