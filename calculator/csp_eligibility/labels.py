"""The words for codes: verdicts, statuses, kinds, grades."""

from csp_eligibility.findings import Status, Verdict
from csp_eligibility.messages import N_
from csp_eligibility.model import DecidedBy, Grade, Kind

VERDICTS = {
    Verdict.LIKELY_ELIGIBLE: (
        N_("Likely eligible"),
        N_("Nothing you told us rules you out. What is still open below is for Microsoft to decide, or comes later."),
    ),
    Verdict.NOT_YET_ELIGIBLE: (
        N_("Not yet eligible"),
        N_("At least one requirement is not met. The next steps say what to do about it."),
    ),
    Verdict.UNDETERMINED: (
        N_("Undetermined"),
        N_("Your answers don’t settle it yet. The open questions below can still change the result."),
    ),
}
STATUSES = {
    Status.MET: N_("Met"),
    Status.NOT_MET: N_("Not met"),
    Status.UNKNOWN: N_("Unknown"),
    Status.LATER: N_("Later"),
}
KINDS = {Kind.REQUIRED: N_("Required"), Kind.RECOMMENDED: N_("Recommended")}
DECIDED_BY = {
    DecidedBy.APPLICANT: N_("Up to you"),
    DecidedBy.MICROSOFT: N_("Decided by Microsoft"),
}
GRADES = {
    Grade.PAGE: N_("read on Microsoft’s page"),
    Grade.EXCERPT: N_("read in an excerpt; check the official page"),
    Grade.REPORTED: N_("reported by others, not by Microsoft"),
}
DISCLAIMER = N_("This is an indication by an independent guide. Microsoft decides.")
