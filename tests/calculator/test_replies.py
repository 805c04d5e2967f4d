"""What replies say: which questions concern whom, why a finding is what it is, and where it was read."""

import json
from dataclasses import replace
from datetime import date
from itertools import zip_longest

import pytest
from csp_eligibility import RULESETS, asking, assess, bridge, description
from csp_eligibility.conditions import Is
from csp_eligibility.explanation import action, explain
from csp_eligibility.labels import DECIDED_BY, KINDS, STATUSES
from csp_eligibility.messages import catalogue
from csp_eligibility.model import Applicant, Withdrawal
from csp_eligibility.provenance import fingerprint
from csp_eligibility.timeline import timeline

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


def test_what_only_tells_whether_a_step_is_due_is_asked_too():
    (model, *_) = RULESETS["direct-bill"].periods()[-1].requirements
    step = replace(model, condition=Is("admin_mfa", value=True), due=Is("credit_check", "passed"))
    period = replace(RULESETS["direct-bill"].periods()[-1], requirements=(step,))
    found = asking.asked(RULESETS["direct-bill"], {}, period)
    assert found == ("applicant", "country", "admin_mfa", "credit_check")


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


ENGLISH = catalogue("en-US")
OPEN = {
    "applicant": "new",
    "partner_id_active": False,
    "csp_revenue_usd": 0,
    "credit_check": "passed",
    "support_plan": "none",
    "managed_services": 0,
}


@pytest.mark.parametrize("check", ["not-started", "pending", "passed", "refused"])
def test_findings_and_steps_are_told_in_words(check):
    answers = OPEN | {"credit_check": check}
    judged = assess(RULESETS["direct-bill"], answers, date(2026, 11, 22))
    reply = assessed(answers)
    for told, finding in zip(reply["findings"], judged.findings, strict=True):
        assert told["kind_label"] == KINDS[finding.requirement.kind]
        assert told["decided_by_label"] == DECIDED_BY[finding.requirement.decided_by]
        assert told["status_label"] == STATUSES[finding.status]
    for told, finding in zip(reply["next_steps"], judged.next_steps, strict=True):
        assert (told["action"], told["where"]) == action(finding.requirement, answers)
        assert told["kind_label"] == KINDS[finding.requirement.kind]


def test_a_step_is_explained_by_what_is_short_by_its_warning_or_by_its_rule():
    def why(**changes):
        return {step["requirement"]: step["why"] for step in assessed(OPEN | changes)["next_steps"]}

    rules = {part.id: explain(part, ENGLISH) for part in RULESETS["direct-bill"].periods()[-1].requirements}
    told = why()
    assert told["revenue"] == "USD 0 of the USD 1,000,000 needed; USD 1,000,000 short."
    assert told["partner-id"] == rules["partner-id"]
    assert told["support-plan"] == rules["support-plan"], "it may be bought now"
    told = why(credit_check="pending")
    assert told["support-plan"].startswith("Don’t buy a support plan")
    assert told["credit-check"] == rules["credit-check"]


def test_old_sources_are_told_in_two_sentences():
    assert assessed({})["sources_label"] == (
        "The latest dated source of this list is of October 29, 2020. Some of its sources carry no date or were read"
        " more than a year before: check the official pages."
    )


@pytest.mark.parametrize(
    ("country", "region", "currency", "text"),
    [
        ("RU", None, None, "The regional table of August 17, 2023 lists no market for this country."),
        ("FR", "europe", "EUR", "Market: Europe. Currency: EUR."),
        ("VA", "europe", None, "Market: Europe. Currency: not stated."),
        (
            "BR",
            "brazil",
            "BRL",
            "Market: Brazil. Currency: BRL. USD for traditional license-based offers.",
        ),
    ],
)
def test_a_company_is_told_its_market_in_words(country, region, currency, text):
    company = {"country": country, "region": region, "currency": currency, "text": text}
    assert assessed({"country": country})["company"] == company


@pytest.mark.parametrize("ruleset", list(RULESETS.values()), ids=list(RULESETS))
def test_a_description_has_the_words_and_days_of_every_version(ruleset):
    described = description.describe(ruleset, ENGLISH)
    versions = [part for part in ruleset.requirements if not isinstance(part, Withdrawal)]
    for told, version in zip(described["requirements"], versions, strict=True):
        for name in ("label", "action", "action_pending", "action_refused", "where", "advisory"):
            assert told[name] == getattr(version, name)
    for applicant in Applicant:
        starts = [since.isoformat() for since in ruleset.starts(applicant)]
        periods = described["periods"][applicant.value]
        assert [(one["since"], one["until"]) for one in periods] == list(zip_longest(starts, starts[1:]))
        # What is in force according to its days is what the list of the day holds.
        for period in periods:
            in_force = {
                one["requirement"]
                for one in described["requirements"]
                if (days := one["in_force"][applicant.value])
                and days["since"] <= period["since"]
                and (days["until"] is None or days["until"] > period["since"])
            }
            assert in_force == set(period["requirements"])


@pytest.mark.parametrize("ruleset", list(RULESETS.values()), ids=list(RULESETS))
def test_a_timeline_is_told_in_words(ruleset):
    params = {"ruleset": ruleset.id, "on": "2026-11-22", "locale": "en-US", "answers": {}}
    told = json.loads(bridge.handle(json.dumps({"method": "timeline", "params": params})))["value"]
    assert told["label"] == ruleset.label
    assert told["rules"]["hash"] == fingerprint(ruleset)
    for period, step in zip(told["periods"], timeline(ruleset, {}, date(2026, 11, 22)), strict=True):
        assert [(one["label"], one["status_label"]) for one in period["findings"]] == [
            (finding.requirement.label, STATUSES[finding.status]) for finding in step.assessment.findings
        ]
