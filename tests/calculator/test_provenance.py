"""A reply says by which rules it was made, and how old its sources are."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from csp_eligibility import RULESETS, assess, handle, read
from csp_eligibility.messages import catalogue
from csp_eligibility.model import REVIEW_EVERY, Citation, Grade, Ruleset
from csp_eligibility.provenance import fingerprint
from csp_eligibility.report import render

DIRECT = RULESETS["direct-bill"]
DAY = date(2025, 1, 1)


def page(**changes):
    return Citation(**{"title": "Page", "page": "a/page", "version": DAY, "grade": Grade.PAGE} | changes)


def test_a_source_is_past_review_a_year_after_it_was_last_read():
    assert not page().is_past_review(DAY + REVIEW_EVERY)
    assert page().is_past_review(DAY + REVIEW_EVERY + timedelta(days=1))


def test_reading_a_page_again_starts_the_year_anew():
    again = page(read=DAY + timedelta(days=300))
    assert again.last_read == DAY + timedelta(days=300)
    assert not again.is_past_review(DAY + timedelta(days=600))


def test_a_source_without_a_day_is_always_past_review():
    assert page(version=None).is_past_review(DAY)


def value(answers, on):
    reply = {"ruleset": "direct-bill", "on": on, "locale": "en-US", "answers": answers}
    return json.loads(handle(json.dumps({"method": "assess", "params": reply})))["value"]


def test_a_reply_carries_its_three_days_and_the_rules_it_was_made_by(complete):
    reply = value(complete, "2026-11-22")
    assert (reply["on"], reply["in_force_since"], reply["sources_last_read"]) == (
        "2026-11-22",
        "2025-10-01",
        "2020-10-29",
    )
    # The start day of the latest list is the trade press's, not Microsoft's.
    assert reply["in_force_since_grade"] == "reported"
    assert reply["rules"] == {"version": "0.1.0", "hash": fingerprint(DIRECT)}
    assert reply["answers"] == complete
    assert reply["sources_past_review"]
    assert "check the official pages" in reply["sources_label"]
    stale = {finding["requirement"] for finding in reply["findings"] if finding["citation"]["past_review"]}
    assert {"revenue", "partner-id"} <= stale


def test_the_sources_of_a_list_that_has_a_successor_do_not_grow_old(complete):
    reply = value(complete, "2023-04-23")
    assert not reply["sources_past_review"]
    assert not any(finding["citation"]["past_review"] for finding in reply["findings"])
    assert "check the official pages" not in reply["sources_label"]


def test_a_list_of_undated_sources_has_no_last_reading(complete):
    undated = tuple(
        replace(part, citation=page(version=None)) if hasattr(part, "citation") else part
        for part in DIRECT.requirements
    )
    fields = {name: getattr(DIRECT, name) for name in Ruleset.__dataclass_fields__}
    ruleset = Ruleset(**fields | {"requirements": undated})
    reply = render(assess(ruleset, read(complete), date(2026, 11, 22)), catalogue("en-US"))
    assert reply["sources_last_read"] is None
    assert reply["sources_past_review"]


@pytest.mark.parametrize("field", ["explanation", "condition", "citation", "kind"])
def test_any_edit_of_the_rules_changes_their_fingerprint(field):
    old = DIRECT.requirements[-1]
    other = DIRECT.requirements[4]
    fields = {name: getattr(DIRECT, name) for name in Ruleset.__dataclass_fields__}
    edited = replace(old, **{field: "recommended" if field == "kind" else getattr(other, field)})
    assert fingerprint(Ruleset(**fields | {"requirements": (*DIRECT.requirements[:-1], edited)})) != fingerprint(DIRECT)
    assert fingerprint(Ruleset(**fields)) == fingerprint(DIRECT)
