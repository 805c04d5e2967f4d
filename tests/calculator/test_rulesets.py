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
    assert direct.asked() - direct.questions() == {"country", "next_review"}
    assert reseller.asked() - reseller.questions() == {"country"}


def test_every_question_is_asked_by_some_ruleset():
    asked = set().union(*(ruleset.questions() for ruleset in RULESETS.values()))
    assert set(questions.BY_ID) - asked == {"next_review", "country"}


@rulesets
def test_the_order_names_every_requirement_once(ruleset):
    assert sorted(ruleset.order) == sorted({version.id for version in ruleset.requirements})


@rulesets
def test_every_start_day_for_new_applicants_says_what_changed(ruleset):
    assert tuple(amendment.day for amendment in ruleset.amendments) == ruleset.starts()


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
