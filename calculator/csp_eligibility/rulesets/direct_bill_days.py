"""Direct bill: the days on which its rules change, and what changes on each."""

from datetime import date

from csp_eligibility.messages import N_
from csp_eligibility.model import Amendment, Grade, InForce
from csp_eligibility.rulesets import sources

PAUSE = InForce(new=date(2018, 2, 19))
# Existing partners are held to it from their next enrollment period on.
REOPENING = InForce(new=date(2018, 8, 31), existing=date(2018, 8, 31))
CREDIT_CHECK_ORDER = InForce(new=date(2019, 4, 3))
# Existing partners meet it by the next renewal of their support plan from January 2021 on.
REVENUE_RULE = InForce(new=date(2020, 10, 27), existing=date(2021, 1, 1))
TENURE_RULE = InForce(new=date(2021, 4, 15))
ASSESSMENT_RULE = InForce(new=date(2023, 4, 24), existing=date(2023, 4, 24))
# Existing partners are checked in the anniversary month of their first CSP onboarding after that day.
NEW_CRITERIA = InForce(new=date(2025, 10, 1), existing=date(2025, 10, 1))

AMENDMENTS = (
    Amendment(
        in_force=PAUSE,
        summary=N_("No new direct-bill applications are taken."),
        grade=Grade.PAGE,
    ),
    Amendment(
        in_force=REOPENING,
        summary=N_("Applications open again, with a list of requirements and a credit check."),
        summary_existing=N_("A list of requirements applies from the next enrollment period on."),
        grade=Grade.PAGE,
    ),
    Amendment(
        in_force=CREDIT_CHECK_ORDER,
        summary=N_("The order becomes explicit: no support plan before the credit check has passed."),
        grade=Grade.PAGE,
    ),
    Amendment(
        in_force=REVENUE_RULE,
        summary=N_(
            "New partners start as indirect resellers; a revenue threshold appears, and the managed service"
            " becomes a recommendation."
        ),
        summary_existing=N_(
            "A revenue threshold appears, to be met by the next renewal of the support plan; the managed service"
            " becomes a recommendation."
        ),
        grade=Grade.PAGE,
    ),
    Amendment(
        in_force=TENURE_RULE,
        summary=N_("New applicants need a year of transactions as an indirect reseller."),
        grade=Grade.PAGE,
    ),
    Amendment(
        in_force=ASSESSMENT_RULE,
        summary=N_("A third party assesses capabilities; existing partners are reassessed every year."),
        summary_existing=N_("A third party reassesses capabilities every year."),
        grade=Grade.PAGE,
    ),
    Amendment(
        in_force=NEW_CRITERIA,
        summary=N_(
            "The revenue threshold rises; business vetting, security items and a Solutions Partner designation"
            " are added."
        ),
        summary_existing=N_(
            "The revenue threshold rises; business vetting, security items and a Solutions Partner designation"
            " are added. All is checked once a year, in the anniversary month of the CSP onboarding."
        ),
        grade=Grade.REPORTED,
        reported_by=sources.PRESS_2025,
    ),
)
