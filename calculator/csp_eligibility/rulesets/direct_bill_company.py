"""Direct bill: when applications are taken, the company's PartnerID and who signs for it."""

from csp_eligibility.conditions import Always, Is
from csp_eligibility.messages import N_
from csp_eligibility.model import Applicant, DecidedBy, Requirement, Withdrawal
from csp_eligibility.rulesets import direct_bill_days as days
from csp_eligibility.rulesets import sources

_PARTNER_ID_LABEL = N_("Active PartnerID")
_PARTNER_ID_ACTION = N_("Activate a PartnerID for the location where you want to sell.")
_PARTNER_CENTER = N_("Partner Center")
_PARTNER_ID = Is("partner_id_active", value=True)
_AUTHORITY_LABEL = N_("Authority to sign")
_AUTHORITY_ACTION = N_("Have somebody act for your company who may accept and sign agreements for it.")
_AUTHORITY = Is("authority_to_sign", value=True)

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
    Withdrawal("applications-open", days.REOPENING.only(Applicant.NEW)),
    Requirement(
        id="partner-id",
        label=_PARTNER_ID_LABEL,
        explanation=N_("The PartnerID (then: MPN ID) must be active for your company’s location."),
        action=N_("Activate a PartnerID for your company’s location."),
        where=_PARTNER_CENTER,
        condition=_PARTNER_ID,
        in_force=days.REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="partner-id",
        label=_PARTNER_ID_LABEL,
        explanation=N_("The PartnerID (once: MPN ID) must be active for the location where you want to sell."),
        action=_PARTNER_ID_ACTION,
        where=_PARTNER_CENTER,
        condition=_PARTNER_ID,
        in_force=days.REVENUE_RULE,
        citation=sources.DIRECT_2020,
    ),
    Requirement(
        id="partner-id",
        label=_PARTNER_ID_LABEL,
        explanation=N_(
            "The PartnerID (once: MPN ID) must be active for the location where you want to sell. The criteria of"
            " October 2025 don’t repeat this, but no page that we read withdraws it: we count it as still required."
        ),
        action=_PARTNER_ID_ACTION,
        where=_PARTNER_CENTER,
        condition=_PARTNER_ID,
        in_force=days.NEW_CRITERIA,
        citation=sources.DIRECT_2020,
    ),
    Requirement(
        id="authority-to-sign",
        label=_AUTHORITY_LABEL,
        explanation=N_("The person who acts for your company must be able to accept and sign agreements for it."),
        action=_AUTHORITY_ACTION,
        condition=_AUTHORITY,
        in_force=days.REOPENING,
        citation=sources.DIRECT_2018,
    ),
    Requirement(
        id="authority-to-sign",
        label=_AUTHORITY_LABEL,
        explanation=N_(
            "The person who acts for your company must be able to accept and sign agreements for it. The criteria of"
            " October 2025 don’t repeat this, but no page that we read withdraws it: we count it as still required."
        ),
        action=_AUTHORITY_ACTION,
        condition=_AUTHORITY,
        in_force=days.NEW_CRITERIA,
        citation=sources.DIRECT_2018,
    ),
)
