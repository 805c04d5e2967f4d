"""The pages that the rules were read from, each with the version that was read."""

from datetime import date

from csp_eligibility.model import Citation, Grade

_ENROLLING = "partner-center/enrolling-in-the-csp-program"
_DIRECT_REQUIREMENTS = "partner-center/direct-partner-new-requirements"

PAUSE_2018 = Citation(
    title="Enrolling in the CSP program",
    page=_ENROLLING,
    version=date(2018, 5, 25),
    grade=Grade.PAGE,
)
ENROLLING_2019 = Citation(
    title="Enrolling in the CSP program",
    page=_ENROLLING,
    version=date(2019, 11, 27),
    grade=Grade.PAGE,
)
ENROLLING_CREDIT_CHECK = Citation(
    title="Enrolling in the CSP program",
    page=_ENROLLING,
    version=date(2019, 4, 3),
    grade=Grade.PAGE,
)
DIRECT_2018 = Citation(
    title="New requirements for direct-bill partners",
    page=_DIRECT_REQUIREMENTS,
    version=date(2019, 11, 20),
    grade=Grade.PAGE,
)
DIRECT_2020 = Citation(
    title="New requirements for direct-bill partners",
    page=_DIRECT_REQUIREMENTS,
    version=date(2020, 10, 29),
    grade=Grade.PAGE,
)
DIRECT_2021 = Citation(
    title="New requirements for direct-bill partners",
    page=_DIRECT_REQUIREMENTS,
    version=date(2021, 4, 15),
    grade=Grade.PAGE,
)
DIRECT_2023 = Citation(
    title="New requirements for direct-bill partners",
    page=_DIRECT_REQUIREMENTS,
    version=date(2023, 4, 24),
    grade=Grade.PAGE,
)
ANNOUNCEMENT_2020 = Citation(
    title="Partner Center announcements, October 2020, no. 13",
    page="partner-center/announcements/2020-october",
    version=date(2020, 10, 27),
    grade=Grade.PAGE,
)
OVERVIEW_2017 = Citation(
    title="Overview of the CSP program",
    page="partner-center/csp-overview",
    version=date(2017, 12, 15),
    grade=Grade.PAGE,
)
OVERVIEW_2023 = Citation(
    title="Overview of the CSP program",
    page="partner-center/csp-overview",
    version=date(2023, 6, 26),
    grade=Grade.PAGE,
)
RESELLER_2023 = Citation(
    title="New requirement for indirect resellers",
    page="partner-center/new-indirect-reseller-requirement",
    version=date(2023, 10, 2),
    grade=Grade.PAGE,
)
REGIONS_2023 = Citation(
    title="CSP regional authorization overview",
    page="partner-center/regional-authorization-overview",
    version=date(2023, 8, 17),
    grade=Grade.PAGE,
)
DIRECT_2025 = Citation(
    title="Direct-bill eligibility requirements",
    page="partner-center/enroll/direct-bill-eligibility-requirements",
    version=None,
    grade=Grade.EXCERPT,
)
PROGRAM_2025 = Citation(
    title="Cloud Solution Provider requirements",
    page="https://partner.microsoft.com/partnership/cloud-solution-provider-requirements",
    version=None,
    grade=Grade.EXCERPT,
)
SECURITY_2025 = Citation(
    title="Partner security requirements",
    page="partner-center/security-requirements",
    version=None,
    grade=Grade.EXCERPT,
)
# The trade press, with the numbers of its articles: who reports a day that no page of Microsoft's gives.
PRESS_2025 = "techpartner.news 616900, channelnews.fr 145785"
