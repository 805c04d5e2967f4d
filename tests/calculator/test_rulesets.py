"""The rules as data: no gap, no overlap, nothing dangling."""

import itertools
from collections import Counter
from datetime import date, timedelta

import pytest
from csp_eligibility import RULESETS
from csp_eligibility.model import Applicant, NotInForceError, Requirement
from csp_eligibility.rulesets import markets, questions

EVERY_DAY = [date(2018, 1, 1) + timedelta(days=number) for number in range((date(2027, 1, 1) - date(2018, 1, 1)).days)]
ROUTES = [(ruleset, applicant) for ruleset in RULESETS.values() for applicant in Applicant if ruleset.starts(applicant)]
# After the applicant's preparation and Microsoft's decisions.
LAST_STEPS = {"support-plan": 1, "partner-agreement": 2}
rulesets = pytest.mark.parametrize("ruleset", RULESETS.values(), ids=RULESETS)


@pytest.mark.parametrize(("ruleset", "applicant"), ROUTES, ids=lambda part: getattr(part, "id", None))
def test_no_day_has_a_gap_or_an_overlap(ruleset, applicant):
    first = ruleset.starts(applicant)[0]
    for day in EVERY_DAY:
        if day < first:
            with pytest.raises(NotInForceError, match=str(first)):
                ruleset.period(day, applicant)
            continue
        period = ruleset.period(day, applicant)
        assert period.since <= day
        assert period.requirements
        assert max(Counter(requirement.id for requirement in period.requirements).values()) == 1


@rulesets
def test_no_two_versions_of_a_requirement_start_on_the_same_day(ruleset):
    for applicant in Applicant:
        starts = Counter((version.id, version.in_force.day(applicant)) for version in ruleset.requirements)
        assert [start for start, count in starts.items() if count > 1 and start[1]] == []


@rulesets
def test_every_question_asked_exists(ruleset):
    assert ruleset.questions() <= set(questions.BY_ID)


def test_a_form_asks_for_the_country_and_where_it_matters_who_applies():
    direct, reseller = (RULESETS[name] for name in ("direct-bill", "indirect-reseller"))
    assert direct.asked() - direct.questions() == {"applicant", "country", "next_review"}
    assert reseller.asked() - reseller.questions() == {"country"}


def test_every_question_is_asked_by_some_ruleset():
    asked = set().union(*(ruleset.questions() for ruleset in RULESETS.values()))
    assert set(questions.BY_ID) - asked == {"applicant", "next_review", "country"}


@rulesets
def test_the_order_names_every_requirement_once(ruleset):
    assert sorted(ruleset.order) == sorted({version.id for version in ruleset.requirements})


@rulesets
@pytest.mark.parametrize("applicant", Applicant)
def test_every_start_day_says_what_changed(ruleset, applicant):
    days = [amendment.in_force.day(applicant) for amendment in ruleset.amendments]
    assert tuple(day for day in days if day) == ruleset.starts(applicant)


@rulesets
def test_a_recommendation_comes_after_what_is_required_at_its_stage(ruleset):
    for period in itertools.chain.from_iterable(ruleset.periods(applicant) for applicant in Applicant):
        own = [part for part in period.requirements if part.decided_by == "applicant" and part.id not in LAST_STEPS]
        kinds = [part.kind for part in own]
        assert kinds == sorted(kinds, key=["required", "recommended"].index)
        stages = [
            0 if part.decided_by == "applicant" and part.id not in LAST_STEPS else 1 + LAST_STEPS.get(part.id, 0)
            for part in period.requirements
            if part.id != "applications-open"
        ]
        assert stages == sorted(stages)


@rulesets
def test_a_threshold_is_printed_from_its_condition_and_never_written_out(ruleset):
    for version in ruleset.requirements:
        if isinstance(version, Requirement) and (threshold := version.threshold()) and threshold.threshold > 1:
            assert "{threshold}" in version.explanation
            assert f"{threshold.threshold:,}" not in version.explanation


def test_the_markets_are_those_of_the_regional_table():
    table = markets.BY_COUNTRY
    assert len(table) == 242
    assert {market.region for market in table.values()} == set(markets.REGIONS)
    assert {code for code, market in table.items() if market.currency is None} == {"VA", "KN", "BA", "MK", "PS"}
    assert {code: table[code].currency for code in ("PF", "GP", "PM", "WF", "GG")} == {
        "PF": "USD",
        "GP": "USD",
        "PM": "CAD",
        "WF": "AUD",
        "GG": "GBP",
    }
    assert table["RE"].region == "africa"
    assert not table.keys() & markets.WITHOUT_MARKET


@rulesets
def test_every_period_starts_on_the_day_on_which_its_list_changes(ruleset):
    periods = ruleset.periods()
    assert tuple(period.since for period in periods) == ruleset.starts()
    assert all(before.requirements != after.requirements for before, after in itertools.pairwise(periods))


@pytest.mark.parametrize("applicant", Applicant)
def test_what_the_criteria_of_2025_do_not_repeat_says_so_and_cites_where_it_stands(applicant):
    latest = {part.id: part for part in RULESETS["direct-bill"].period(date(2025, 10, 1), applicant).requirements}
    for name in ("partner-id", "authority-to-sign", "first-level-support", "billing-and-provisioning"):
        part = latest[name]
        assert "October 2025 don’t repeat this" in part.explanation
        assert "still required" in part.explanation
        assert part.in_force.day(applicant) == date(2025, 10, 1)
        assert part.kind == "required"
        assert (part.citation.grade, part.citation.version.year < 2025) == ("page", True)


def test_a_reseller_learns_that_perpetual_software_may_be_added_to_the_cloud_revenue_asked_for():
    (part,) = [part for part in RULESETS["indirect-reseller"].requirements if part.id == "reseller-revenue"]
    assert "Perpetual software counts too" in part.explanation
    assert "add it to your figure" in part.explanation
    assert part.action.startswith("Add perpetual software")
    assert "add perpetual software" in questions.BY_ID["csp_revenue_usd"].hint
