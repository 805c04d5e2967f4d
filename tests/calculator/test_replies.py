"""What replies say: which questions concern whom, why a finding is what it is, and where it was read."""

import json

import pytest
from csp_eligibility import bridge

NEW = {"months_as_indirect_reseller", "credit_check"}
EXISTING = {"next_review"}
BOTH = {
    *("applicant", "country", "partner_id_active", "authority_to_sign", "first_level_support"),
    *("billing_infrastructure", "managed_services", "csp_revenue_usd", "solutions_partner_designations"),
    *("admin_mfa", "security_contact", "security_alert_response", "business_vetting", "capability_assessment"),
    *("support_plan", "partner_agreement"),
}
PAGE = {
    "title": "New requirements for direct-bill partners",
    "version": "2020-10-29",
    "last_read": "2020-10-29",
    "grade": "page",
    "past_review": True,
}
EXCERPT = {
    "title": "Cloud Solution Provider requirements",
    "url": "https://partner.microsoft.com/partnership/cloud-solution-provider-requirements",
    "version": None,
    "last_read": None,
    "grade": "excerpt",
    "past_review": True,
}


def assessed(answers, *, ruleset="direct-bill", locale="en-US"):
    params = {"ruleset": ruleset, "on": "2026-11-22", "locale": locale, "answers": answers}
    return json.loads(bridge.handle(json.dumps({"method": "assess", "params": params})))["value"]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [({}, BOTH | NEW), ({"applicant": "new"}, BOTH | NEW), ({"applicant": "existing"}, BOTH | EXISTING)],
)
def test_each_kind_of_applicant_is_asked_what_concerns_it(answers, asked):
    found = assessed(answers)["asked"]
    assert set(found) == asked
    assert len(found) == len(asked)
    assert found[0] == "applicant", "in the order of the form"


def test_a_route_without_reviews_asks_for_none():
    found = assessed({}, ruleset="indirect-reseller")["asked"]
    assert found[0] == "country"
    assert not {"applicant", "next_review"} & set(found)


def test_a_question_on_which_more_hangs_is_more_useful():
    # One answer stands in three requirements' way, the others in one's each.
    missing = assessed({"applicant": "new"})["missing"]
    assert missing[0] == "credit_check"
    assert missing.index("business_vetting") > missing.index("support_plan"), "Microsoft decides on it"
    assert missing[-2] == "managed_services", "it is only recommended"


@pytest.mark.parametrize(
    ("locale", "language", "dated", "undated"),
    [
        ("en-US", "en-us", "version of October 29, 2020", "undated"),
        ("fr-FR", "fr-fr", "version du 29 octobre 2020", "sans date"),
    ],
)
def test_a_source_says_its_version_and_how_far_it_was_read(locale, language, dated, undated):
    findings = {finding["requirement"]: finding["citation"] for finding in assessed({}, locale=locale)["findings"]}
    of_learn = dict(findings["partner-id"])
    assert of_learn.pop("url") == (
        f"https://learn.microsoft.com/{language}/partner-center/direct-partner-new-requirements"
    )
    assert of_learn.pop("version_label") == dated
    assert of_learn.pop("grade_label")
    assert of_learn == PAGE
    elsewhere = dict(findings["revenue"])
    assert elsewhere.pop("version_label") == undated
    assert elsewhere.pop("grade_label")
    assert elsewhere == EXCERPT


@pytest.mark.parametrize(
    ("answers", "requirement", "words"),
    [
        ({}, "revenue", "Not answered yet. "),
        ({}, "credit-check", "No decision yet. "),
        ({"csp_revenue_usd": 1_000_000}, "revenue", "USD 1,000,000; at least USD 1,000,000 needed. "),
        ({"csp_revenue_usd": 1_000_000.01}, "revenue", "USD 1,000,000.01; at least USD 1,000,000 needed. "),
        ({"csp_revenue_usd": 999_999.99}, "revenue", "USD 999,999.99 of the USD 1,000,000 needed; USD 0.01 short. "),
        ({"partner_id_active": True}, "partner-id", "You answered yes. "),
        ({"partner_id_active": False}, "partner-id", "You answered no. "),
        ({"support_plan": "asfp"}, "support-plan", "Your answer: Advanced Support for Partners (ASfP). "),
    ],
)
def test_a_finding_explains_itself_by_the_answer(answers, requirement, words):
    findings = assessed({"applicant": "new", **answers})["findings"]
    found = next(finding["explanation"] for finding in findings if finding["requirement"] == requirement)
    assert found.startswith(words)


def test_without_an_applicant_there_is_no_verdict_whatever_else_is_answered(complete):
    others = {name: answer for name, answer in complete.items() if name != "applicant"}
    assert assessed(others)["verdict"] == "undetermined"
    assert {finding["status"] for finding in assessed(others)["findings"]} == {"unknown"}
