"""A saved reply compared with a new one, field by field."""

from csp_eligibility.card import Discrepancy, compare


def test_what_is_the_same_is_not_told():
    value = {"verdict": "x", "findings": [{"requirement": "a", "status": "met"}], "missing": [], "flag": True}
    assert compare(value, dict(value)) == ()


def test_members_of_a_list_go_by_their_requirement_or_else_by_their_place():
    saved = {"findings": [{"requirement": "a", "status": "met"}], "routes": [{"label": "x"}, {"label": "y"}]}
    now = {"findings": [{"requirement": "a", "status": "not-met"}], "routes": [{"label": "x"}, {"label": "z"}]}
    assert compare(saved, now) == (
        Discrepancy("findings.a.status", "met", "not-met"),
        Discrepancy("routes.1.label", "y", "z"),
    )


def test_what_one_of_them_lacks_is_told():
    assert compare({"a": {"b": 1}, "c": []}, {"c": [2]}) == (
        Discrepancy("c.0", None, 2),
        Discrepancy("a.b", 1, None),
        Discrepancy("c", [], None),
    )


def test_true_is_not_one():
    assert compare({"answer": True}, {"answer": 1}) == (Discrepancy("answer", True, 1),)
    assert compare({"answer": 1}, {"answer": 1.0}) == ()
