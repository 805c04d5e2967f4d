"""Answers and days for property tests."""

from datetime import date

from csp_eligibility.model import AnswerType
from csp_eligibility.rulesets import questions
from hypothesis import strategies as st

CUT = {"csp_revenue_usd": (0, 999, 1000, 299_999, 300_000, 999_999, 1_000_000), "months_as_indirect_reseller": (11, 12)}


def answer(question):
    match question.type:
        case AnswerType.BOOLEAN:
            return st.booleans()
        case AnswerType.CHOICE:
            return st.sampled_from([choice.value for choice in question.choices])
        case AnswerType.COUNTRY:
            return st.sampled_from(["FR", "RU"])
        case AnswerType.DATE:
            return st.dates(date(2018, 8, 31), date(2027, 1, 1)).map(date.isoformat)
    return st.sampled_from(CUT.get(question.id, (0, 1, 2)))


answer_sets = st.fixed_dictionaries({}, optional={question.id: answer(question) for question in questions.ALL})
days = st.dates(date(2018, 2, 19), date(2027, 1, 1))
