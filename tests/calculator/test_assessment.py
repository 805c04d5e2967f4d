"""What holds for all answers."""

from datetime import date

import pytest
from csp_eligibility import RULESETS, Status, Verdict, assess, read
from csp_eligibility.rulesets import questions
from hypothesis import given
from hypothesis import strategies as st
from strategies import answer, answer_sets, days

SETTLED = {Status.MET, Status.NOT_MET}
rulesets = st.sampled_from(list(RULESETS.values()))


def statuses(assessment):
    return {finding.requirement.id: finding.status for finding in assessment.findings}


@given(rulesets, answer_sets, days, st.data())
def test_adding_an_answer_never_flips_a_settled_finding(ruleset, answers, on, data):
    open_ = sorted(set(questions.BY_ID) - set(answers))
    if not open_:
        return
    name = data.draw(st.sampled_from(open_))
    before = statuses(assess(ruleset, read(answers), on))
    more = answers | {name: data.draw(answer(questions.BY_ID[name]))}
    after = statuses(assess(ruleset, read(more), on))
    assert all(after.get(id_) == status for id_, status in before.items() if status in SETTLED)


@given(rulesets, answer_sets, days)
def test_the_verdict_follows_from_the_findings(ruleset, answers, on):
    assessment = assess(ruleset, read(answers), on)
    required = [finding for finding in assessment.findings if finding.requirement.kind == "required"]
    refused = any(finding.status is Status.NOT_MET for finding in required)
    assert (assessment.verdict is Verdict.NOT_YET_ELIGIBLE) == refused
    if assessment.verdict is Verdict.LIKELY_ELIGIBLE:
        applicants = [finding for finding in required if finding.requirement.decided_by == "applicant"]
        assert all(finding.status in {Status.MET, Status.LATER} for finding in applicants)
    if assessment.verdict is Verdict.UNDETERMINED:
        assert assessment.missing


@given(rulesets, answer_sets, days, st.data())
def test_asking_what_is_missing_in_order_always_ends_and_asks_nothing_twice(ruleset, answers, on, data):
    asked = []
    while missing := assess(ruleset, read(answers), on).missing:
        assert missing[0] not in answers
        asked.append(missing[0])
        answers = answers | {missing[0]: data.draw(answer(questions.BY_ID[missing[0]]))}
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_reachable(status, complete):
    found = set()
    for change in ({}, {"csp_revenue_usd": 0}, {"credit_check": "pending", "support_plan": "none"}):
        answers = complete | change
        found |= set(statuses(assess(RULESETS["direct-bill"], read(answers), date(2026, 1, 1))).values())
    assert status in found


def test_a_question_that_does_not_concern_the_applicant_is_not_asked(complete):
    def asked(**answers):
        return assess(RULESETS["direct-bill"], read(answers), date(2026, 11, 22)).asked

    assert {"credit_check", "months_as_indirect_reseller"} <= set(asked(applicant="new"))
    assert not {"credit_check", "months_as_indirect_reseller"} & set(asked(applicant="existing"))
    assert "next_review" not in asked(applicant="new")
    assert asked(**complete) == asked(applicant="new")


@pytest.mark.parametrize(("on", "since"), [("2018-03-01", "2018-08-31"), ("2019-05-01", "2018-08-31")])
def test_until_the_review_is_told_the_list_of_the_day_or_the_first_is_shown(on, since):
    found = assess(RULESETS["direct-bill"], {"applicant": "existing"}, date.fromisoformat(on))
    assert (found.period.since.isoformat(), found.unchosen) == (since, ("next_review",))


@pytest.mark.parametrize("since", RULESETS["direct-bill"].starts())
@pytest.mark.parametrize("whose", [{}, {"applicant": "existing"}])
def test_until_a_list_is_chosen_there_is_no_verdict_by_any(complete, whose, since):
    answers = {name: value for name, value in read(complete).items() if name != "applicant"}
    assert assess(RULESETS["direct-bill"], answers | whose, since).verdict is Verdict.UNDETERMINED
