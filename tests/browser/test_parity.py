"""The same answers give the same JSON under CPython and in the page's Pyodide."""

import json

import pytest
import yaml
from csp_eligibility import handle
from support import TESTS, scenario_answers

from calculator import open_calculator

pytestmark = pytest.mark.browser

ODD = [
    "{",
    '{"method": "divine", "params": {}}',
    '{"method": "assess", "params": {"ruleset": "direct-bill", "on": "2026-02-30", "locale": "fr-FR", "answers": {}}}',
    (
        '{"method": "assess", "params": {"ruleset": "direct-bill", "on": "2026-02-28", "locale": "fr-FR",'
        ' "answers": {"csp_revenue_usd": 999999.999, "country": "RE", "applicant": "new"}}}'
    ),
    (
        '{"method": "assess", "params": {"ruleset": "direct-bill", "on": "2026-02-28", "locale": "en-US",'
        ' "answers": {"csp_revenue_usd": NaN}}}'
    ),
    "[" * 100_000,
    "[" * 1000,
    "[[[[[[[[[[]]]]]]]]]]",
]


def requests(locale):
    for file in sorted((TESTS / "scenarios").glob("*.yaml")):
        suite = yaml.safe_load(file.read_text(encoding="utf-8"))
        for scenario in suite["scenarios"]:
            answers = scenario_answers(suite, scenario)
            params = {"ruleset": suite["ruleset"], "on": str(scenario["day"]), "locale": locale, "answers": answers}
            yield json.dumps({"method": "assess", "params": params}, default=str)
    yield from ODD


def test_cpython_and_the_page_agree_to_the_letter(new_page, served, locale):
    page = new_page()
    open_calculator(page, served, locale)
    asked = list(requests(locale))
    assert len(asked) >= 50
    ask = """async (requests) => {
      const calculator = document.querySelector("eligibility-calculator");
      const replies = [];
      for (const request of requests) replies.push(await calculator.ask(request));
      return replies;
    }"""
    assert page.evaluate(ask, asked) == [handle(request) for request in asked]
