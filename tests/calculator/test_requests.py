"""JSON read strictly: each mistake has its own sentence."""

import json

import pytest
from csp_eligibility import messages
from csp_eligibility import requests as requests_
from csp_eligibility.requests import DEEPEST, LONGEST_REQUEST, parse
from mistakes import mistake


@pytest.mark.parametrize(
    ("text", "field", "sentence"),
    [
        (b"{}", "here", "“here” is not valid JSON."),
        ("9" * 5_000, "here", "“here” is not valid JSON."),
        ("\n\n{", "here", "“here” is not valid JSON (line 3)."),
        (" " * (LONGEST_REQUEST + 1), "here", "“here” is longer than 1,000,000 characters."),
        ("[" * (DEEPEST + 1), "here", "“here” is nested more than 50 levels deep."),
        ('{"a": 1, "a": 1}', "a", "The key “a” stands twice in one object."),
    ],
)
def test_a_text_that_cannot_be_read_gets_one_sentence(text, field, sentence):
    assert mistake(parse, text, "here") == ("malformed-request", field, sentence)


def test_a_text_has_a_name_of_its_own_in_errors():
    assert mistake(parse, "{")[1] == "request"


def test_a_text_may_be_as_long_and_as_deep_as_it_may():
    assert parse("[]" + " " * (LONGEST_REQUEST - 2)) == []
    assert json.dumps(parse("[" * DEEPEST + "]" * DEEPEST)) == "[" * DEEPEST + "]" * DEEPEST
    assert parse("[" + "[{}]," * 100 + "1]")[-1] == 1


@pytest.mark.parametrize(
    "text", ['"' + "[" * 60 + '"', '"\\"' + "[" * 60 + '"', '"\\\\",' + "[" * 20, '"\n' + "[" * 60]
)
def test_what_is_in_strings_is_no_nesting(text):
    assert not requests_._is_too_deep(text)


@pytest.mark.parametrize("text", ['""' + "[" * 60, '"\\\\"' + "[" * 60, '{"a":' * 51, "[[]," * 51])
def test_what_is_beside_strings_is(text):
    assert requests_._is_too_deep(text)


def test_an_object_has_the_keys_it_has_to_have():
    assert requests_.closed({"a": 1}, "x", ("a",), optional=("b",)) == {"a": 1}
    assert requests_.closed({"a": 1, "b": 2}, "x", ("a",), optional=("b",)) == {"a": 1, "b": 2}
    unknown = "There is no key “c” here. The keys are: a, b."
    assert mistake(requests_.closed, {"a": 1, "c": 2}, "x", ("a",), optional=("b",)) == (
        "malformed-request",
        "c",
        unknown,
    )
    assert mistake(requests_.closed, {}, "x", ("a",)) == ("malformed-request", "a", "The key “a” is missing.")
    assert mistake(requests_.closed, 7, "x", ("a",)) == ("malformed-request", "x", "“x” must be a JSON object.")
    assert mistake(requests_.mapping, [], "x") == ("malformed-request", "x", "“x” must be a JSON object.")


def test_a_name_is_one_of_those_there_are():
    known = {"a": 1, "b": 2}
    assert requests_.one_of("b", known, "x") == "b"
    assert mistake(requests_.one_of, "c", known, "x") == ("unknown-x", "x", "“x” takes one of: a, b.")
    assert mistake(requests_.one_of, ["a"], known, "x")[0] == "unknown-x"
    accepted = ", ".join(messages.locales())
    assert mistake(requests_.catalogue, "tlh") == ("unknown-locale", "locale", f"“locale” takes one of: {accepted}.")
    assert requests_.catalogue("fr-FR").locale == "fr-FR"


def test_what_is_no_number_is_told():
    assert requests_.finite({"a": [1.5]}, "x") is None
    sentence = "“x” holds a number that is none (NaN) or has no end (Infinity)."
    assert mistake(requests_.finite, {"a": float("nan")}, "x") == ("malformed-request", "x", sentence)
