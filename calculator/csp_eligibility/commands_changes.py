"""The command ``changes``: what an edit of the rules judges otherwise."""

import json
from argparse import Namespace
from collections.abc import Mapping

from csp_eligibility import changes as changes_
from csp_eligibility import messages, terminal, versions
from csp_eligibility.commands import DIFFERENT
from csp_eligibility.messages import N_, Catalogue

_NO_CHANGE = N_("No combination of answers changes its verdict.")
_CHANGE = N_(
    "{ruleset}, applicant {applicant}, list of {since}: combinations that change from {before} to {after}: {count}."
)
_EXAMPLE = N_("For example, with all else in place: {answers}")
_ALWAYS = N_("With all else in place, it does so whatever the answers are.")
# Translators: a question, by its id, that is not answered in an example
_OPEN = N_("{question} not answered")


def changes(options: Namespace) -> int:
    """Tell what an edit of the rules judges otherwise; 1 when there is anything."""
    catalogue = messages.catalogue(options.locale)
    with versions.blamed(options.since):
        found = list(changes_.changes(versions.earlier(options.since), versions.current()))
    if options.format == "json":
        terminal.print_json([changes_.as_json(change) for change in found])
        return DIFFERENT if found else 0
    if not found:
        print(catalogue.text(_NO_CHANGE))
    for change in found:
        told = changes_.as_json(change)
        del told["example"]
        count = catalogue.number(change.combinations)
        print(catalogue.text(_CHANGE, count=count, **{name: str(value) for name, value in told.items()}))
        print(f"    {_example(change.example, catalogue)}")
    return DIFFERENT if found else 0


def _example(answers: Mapping[str, object], catalogue: Catalogue) -> str:
    if not answers:
        return catalogue.text(_ALWAYS)
    told = [
        catalogue.text(_OPEN, question=name) if value is None else f"{name} = {json.dumps(value)}"
        for name, value in answers.items()
    ]
    return catalogue.text(_EXAMPLE, answers=", ".join(told))
