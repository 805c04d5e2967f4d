"""What existing partners are told: their own list, their own clock, and no applicant's sentence."""

import json
import re
from datetime import date

import pytest
from csp_eligibility import RULESETS, handle
from csp_eligibility.conditions import AtLeast
from csp_eligibility.model import Applicant, Requirement

DIRECT = RULESETS["direct-bill"]
# What only a new applicant does or is: none of it may be said to an existing partner.
OF_APPLICANTS = re.compile(
    r"\bapply\b|applicant|the application|applications? (period|open)|credit check|12 months as an indirect reseller"
    r"|last step|approved|who enrolls",
    re.IGNORECASE,
)
REVIEWS = [period.since for period in DIRECT.periods(Applicant.EXISTING)]


def value(method, answers, on="2021-05-01", locale="en-US"):
    params = {"ruleset": "direct-bill", "on": on, "locale": locale, "answers": {"applicant": "existing", **answers}}
    reply = json.loads(handle(json.dumps({"method": method, "params": params})))
    assert reply["ok"], reply
    return reply["value"]


def sentences(part):
    """Every text of a reply, without the names of pages."""
    if isinstance(part, dict):
        for name, inner in part.items():
            if name not in {"title", "url"}:
                yield from sentences(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from sentences(inner)
    elif isinstance(part, str) and " " in part:
        yield part


@pytest.mark.parametrize("review", REVIEWS, ids=str)
@pytest.mark.parametrize(
    "decision", [{}, *({"business_vetting": state, "capability_assessment": state} for state in ("pending", "refused"))]
)
@pytest.mark.parametrize("gaps", [{}, {"csp_revenue_usd": 100_000, "support_plan": "none", "managed_services": 0}])
def test_no_sentence_of_applicants_is_said_to_an_existing_partner(review, decision, gaps):
    answers = {"next_review": review.isoformat(), "partner_agreement": False} | decision | gaps
    no = dict.fromkeys(("partner_id_active", "authority_to_sign", "billing_infrastructure"), False)
    for method in ("assess", "explore", "timeline"):
        told = list(sentences(value(method, answers | no)))
        assert [text for text in told if OF_APPLICANTS.search(text)] == []


def test_the_revenue_of_2021_counts_until_the_plan_is_renewed():
    answers = {"next_review": "2021-06-01", "csp_revenue_usd": 100_000, "support_plan": "none"}
    answers |= {"partner_agreement": True}
    reply = value("assess", answers)
    (revenue,) = [finding for finding in reply["findings"] if finding["requirement"] == "revenue"]
    assert "over the 12 months before the renewal of your support plan" in revenue["explanation"]
    assert {step["requirement"]: step["action"] for step in reply["next_steps"]} == {
        "revenue": "Raise your CSP cloud revenue to the threshold before your support plan is renewed.",
        "support-plan": "Buy an ASfP or PSfP support plan.",
    }


def test_a_partners_plan_is_required_without_advice_to_wait():
    for version in DIRECT.requirements:
        if isinstance(version, Requirement) and version.id == "support-plan" and version.in_force.existing:
            assert version.in_force.new is None
            assert (version.due, version.advisory) == (None, "")


def test_partners_are_held_to_the_same_figures_as_applicants():
    def figures(applicant):
        return {
            (period.amendment.in_force, part.id): part.condition
            for period in DIRECT.periods(applicant)
            for part in period.requirements
            if isinstance(part.condition, AtLeast)
        }

    new, existing = figures(Applicant.NEW), figures(Applicant.EXISTING)
    assert {key: new[key] for key in existing} == existing


def test_the_order_of_credit_check_and_plan_starts_no_list_of_theirs():
    assert DIRECT.starts(Applicant.EXISTING) == (
        date(2018, 8, 31),
        date(2021, 1, 1),
        date(2023, 4, 24),
        date(2025, 10, 1),
    )


def test_the_timeline_tells_partners_what_changed_for_them():
    periods = value("timeline", {"next_review": "2026-06-01"}, on="2026-01-01")["periods"]
    assert [period["summary"] for period in periods] == [
        "A list of requirements applies from the next enrollment period on.",
        (
            "A revenue threshold appears, to be met by the next renewal of the support plan; the managed service"
            " becomes a recommendation."
        ),
        "A third party reassesses capabilities every year.",
        (
            "The revenue threshold rises; business vetting, security items and a Solutions Partner designation"
            " are added. All is checked once a year, in the anniversary month of the CSP onboarding."
        ),
    ]
