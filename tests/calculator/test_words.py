"""Amounts and answers in the reader's language."""

import pytest
from csp_eligibility.messages import catalogue
from csp_eligibility.words import amount


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        ("csp_revenue_usd", 1_000, "USD 1,000"),
        ("months_as_indirect_reseller", 1, "1 month"),
        ("months_as_indirect_reseller", 12, "12 months"),
        ("managed_services", 1_200, "1,200"),
    ],
)
def test_an_amount_has_the_unit_of_its_question(question, value, words):
    assert amount(question, value, catalogue("en-US")) == words
