"""Answers as they come in."""

import pytest
from csp_eligibility import RequestError, read
from csp_eligibility.answers import LARGEST, shown
from csp_eligibility.messages import catalogue
from csp_eligibility.rulesets import questions


def test_an_error_is_named_by_its_code_and_its_field():
    error = RequestError("invalid-answer", "country", "x")
    assert (error.code, error.field, error.args) == ("invalid-answer", "country", ("invalid-answer", "country"))


def test_a_question_that_is_none_is_told_with_those_there_are():
    with pytest.raises(RequestError) as caught:
        read({"shoe_size": 43})
    accepted = ", ".join(questions.BY_ID)
    expected = f"There is no question “shoe_size”. The questions are: {accepted}."
    assert caught.value.message(catalogue("en-US")) == expected


@pytest.mark.parametrize("question", ["csp_revenue_usd", "managed_services"])
def test_the_largest_number_is_taken_and_none_above(question):
    assert read({question: LARGEST}) == {question: 10**15}
    assert read({question: 0}) == {question: 0}
    with pytest.raises(RequestError):
        read({question: LARGEST + 1})


def test_somebodys_text_is_shown_whole_up_to_60_characters():
    text = "".join(chr(0x4E00 + place) for place in range(61))
    assert shown(text[:60]) == text[:60]
    assert shown(text) == f"{text[:20]}…{text[22:]}"
    assert len(shown(text)) == 60


def test_what_cannot_be_printed_is_shown_as_such():
    assert shown("a\x07b\ud800\n") == "a�b��"
