"""Three values: true, false and unknown."""

import pytest
from csp_eligibility.conditions import AllOf, Always, AnyOf, AtLeast, Below, Is, OneOf, Passed

YES, NO, OPEN = Is("a", value=True), Is("b", value=True), Is("c", value=True)
ANSWERS = {"a": True, "b": False}


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (Is("a", value=True), {"a": True}, True),
        (Is("a", value=True), {"a": False}, False),
        (Is("a", value=True), {}, None),
        (Passed("a"), {"a": "passed"}, True),
        (Passed("a"), {"a": "refused"}, False),
        (Passed("a"), {"a": "pending"}, None),
        (Passed("a"), {"a": "not-started"}, None),
        (Passed("a"), {}, None),
        (OneOf("a", ("x", "y")), {"a": "y"}, True),
        (OneOf("a", ("x", "y")), {"a": "z"}, False),
        (OneOf("a", ("x", "y")), {}, None),
        (AtLeast("a", 3), {"a": 2}, False),
        (AtLeast("a", 3), {"a": 3}, True),
        (AtLeast("a", 3), {"a": 2.99}, False),
        (AtLeast("a", 3), {}, None),
        (Below("a", 3), {"a": 2}, True),
        (Below("a", 3), {"a": 3}, False),
        (Below("a", 3), {}, None),
        (Always(value=True), {}, True),
        (Always(value=False), {}, False),
        (AllOf((YES, OPEN)), ANSWERS, None),
        (AllOf((NO, OPEN)), ANSWERS, False),
        (AllOf((YES, YES)), ANSWERS, True),
        (AnyOf((NO, OPEN)), ANSWERS, None),
        (AnyOf((YES, OPEN)), ANSWERS, True),
        (AnyOf((NO, NO)), ANSWERS, False),
    ],
)
def test_holds(condition, answers, expected):
    assert condition.holds(answers) is expected


def test_questions_are_named_once_and_in_order():
    assert AllOf((YES, AnyOf((OPEN, YES)), AtLeast("d", 1), Always(value=True))).questions() == ("a", "c", "d")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (YES, ()),
        (OPEN, ("c",)),
        (Always(value=False), ()),
        (AllOf((NO, OPEN)), ()),
        (AllOf((YES, OPEN, Is("d", value=True))), ("c", "d")),
        (AnyOf((YES, OPEN)), ()),
        (AnyOf((NO, OPEN)), ("c",)),
    ],
)
def test_a_question_is_open_only_while_its_answer_can_still_settle_the_condition(condition, expected):
    assert condition.open_questions(ANSWERS) == expected
