"""Direct bill: the days on which its rules change, and what changes on each."""

from datetime import date

from csp_eligibility.messages import N_
from csp_eligibility.model import Amendment, Grade, InForce

PAUSE = InForce(date(2018, 2, 19))
REOPENING = InForce(date(2018, 8, 31), existing=date(2018, 8, 31))
REOPENING_FOR_NEW = InForce(date(2018, 8, 31))
CREDIT_CHECK_ORDER = InForce(date(2019, 4, 3), existing=date(2019, 4, 3))
# Existing partners meet it by the next renewal of their support plan from January 2021 on.
REVENUE_RULE = InForce(date(2020, 10, 27), existing=date(2021, 1, 1))
TENURE_RULE = InForce(date(2021, 4, 15))
ASSESSMENT_RULE = InForce(date(2023, 4, 24), existing=date(2023, 4, 24))
# Existing partners are checked in the anniversary month of their first CSP onboarding after that day.
NEW_CRITERIA = InForce(date(2025, 10, 1), existing=date(2025, 10, 1))
NEW_CRITERIA_FOR_NEW = InForce(date(2025, 10, 1))

AMENDMENTS = (
    Amendment(
        day=PAUSE.new,
        summary=N_("No new direct-bill applications are taken."),
        grade=Grade.PAGE,
    ),
    Amendment(
        day=REOPENING.new,
        summary=N_("Applications open again, with a list of requirements and a credit check."),
        grade=Grade.PAGE,
    ),
    Amendment(
        day=CREDIT_CHECK_ORDER.new,
        summary=N_("The order becomes explicit: no support plan before the credit check has passed."),
        grade=Grade.PAGE,
    ),
    Amendment(
        day=REVENUE_RULE.new,
        summary=N_(
            "New partners start as indirect resellers; a revenue threshold appears, and the managed service"
            " becomes a recommendation."
        ),
        grade=Grade.PAGE,
    ),
    Amendment(
        day=TENURE_RULE.new,
        summary=N_("New applicants need a year of transactions as an indirect reseller."),
        grade=Grade.PAGE,
    ),
    Amendment(
        day=ASSESSMENT_RULE.new,
        summary=N_("A third party assesses capabilities; existing partners are reassessed every year."),
        grade=Grade.PAGE,
    ),
    Amendment(
        day=NEW_CRITERIA.new,
        summary=N_(
            "The revenue threshold rises; business vetting, security items and a Solutions Partner designation"
            " are added. This start day is reported by the trade press."
        ),
        grade=Grade.REPORTED,
    ),
)
