"""The few answers that stand for all, and the groups that are judged without each other."""

from dataclasses import replace

from csp_eligibility import RULESETS
from csp_eligibility.conditions import AllOf, AnyOf, AtLeast, Below, Is
from csp_eligibility.cuts import cuts, groups
from csp_eligibility.model import Withdrawal

(MODEL, *_) = (part for part in RULESETS["direct-bill"].requirements if not isinstance(part, Withdrawal))


def requirement(name, condition, due=None):
    return replace(MODEL, id=name, condition=condition, due=due)


def test_numbers_are_cut_below_on_and_above_every_threshold():
    revenue = requirement("a", AtLeast("csp_revenue_usd", 1_000), due=Below("csp_revenue_usd", 50))
    months = requirement("b", AllOf((AtLeast("months_as_indirect_reseller", 12), Is("admin_mfa", value=True))))
    assert cuts([revenue, months]) == {
        "csp_revenue_usd": (49, 50, 51, 999, 1_000, 1_001),
        "months_as_indirect_reseller": (11, 12, 13),
        "admin_mfa": (True, False),
    }


def test_choices_stand_for_themselves_in_the_order_of_the_form():
    found = cuts([requirement("a", Is("support_plan", "asfp"), due=Is("credit_check", "passed"))])
    assert found == {
        "support_plan": ("none", "asfp", "psfp"),
        "credit_check": ("not-started", "pending", "passed", "refused"),
    }


def test_groups_share_questions_but_for_who_asks():
    first = requirement("a", AnyOf((Is("applicant", "new"), Is("admin_mfa", value=True))))
    second = requirement("b", AnyOf((Is("applicant", "new"), Is("security_contact", value=True))))
    both = requirement("c", Is("admin_mfa", value=True), due=Is("security_contact", value=True))
    alone = requirement("d", Is("partner_agreement", value=True))
    assert groups([first, second]) == [[first], [second]]
    assert groups([first, second, alone, both]) == [[alone], [first, second, both]]
