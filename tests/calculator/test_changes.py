"""What an edit of the rules judges otherwise."""

import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import csp_eligibility
import pytest
from csp_eligibility import RULESETS, versions
from csp_eligibility.__main__ import main
from csp_eligibility.changes import Change, changes
from csp_eligibility.conditions import Always, AnyOf, AtLeast, Is
from csp_eligibility.model import AnswerType, Applicant, Kind, Question, Ruleset, Withdrawal
from mistakes import mistake

PACKAGE = Path(csp_eligibility.__file__).parent


def edited(name, requirement, edit):
    """Today's rules with the latest version of one requirement edited, for all whom it is asked of."""
    ruleset = RULESETS[name]
    versions_ = [part for part in ruleset.requirements if part.id == requirement and not isinstance(part, Withdrawal)]
    old = [[part for part in versions_ if part.in_force.day(applicant)][-1:] for applicant in Applicant]
    parts = tuple(edit(part) if [part] in old else part for part in ruleset.requirements)
    fields = {field: getattr(ruleset, field) for field in Ruleset.__dataclass_fields__}
    return replace(versions.current(), rulesets=RULESETS | {name: Ruleset(**fields | {"requirements": parts})})


def told(now):
    return [
        (change.applicant, change.since.isoformat(), change.before, change.after, change.combinations, change.example)
        for change in changes(versions.current(), now)
    ]


def test_without_an_edit_nothing_changes():
    assert told(versions.current()) == []


def test_a_threshold_that_moves_changes_what_lies_between():
    now = edited("direct-bill", "revenue", lambda part: replace(part, condition=AtLeast("csp_revenue_usd", 900_000)))
    # Of 899999, 900000, 900001, 999999, 1000000 and 1000001 the three in the middle.
    change = ("2025-10-01", "not-yet-eligible", "likely-eligible", 3, {"csp_revenue_usd": 900_000})
    assert told(now) == [("new", *change), ("existing", *change)]


def test_a_recommendation_that_becomes_a_requirement_is_told_for_each_verdict():
    now = edited("direct-bill", "managed-service", lambda part: replace(part, kind=Kind.REQUIRED))
    found = told(now)
    assert ("new", "2025-10-01", "likely-eligible", "undetermined", 1, {"managed_services": None}) in found
    assert ("new", "2025-10-01", "likely-eligible", "not-yet-eligible", 1, {"managed_services": 0}) in found
    assert len(found) == 4


def test_requirements_that_share_a_question_are_judged_together():
    now = edited("direct-bill", "support-plan", lambda part: replace(part, due=None))
    found = {(change[0], change[2], change[3]) for change in told(now)}
    assert ("new", "likely-eligible", "not-yet-eligible") in found
    # An existing partner's plan was due at once all the time.
    assert not [change for change in found if change[0] == "existing"]


def test_words_alone_change_no_verdict():
    assert told(edited("direct-bill", "revenue", lambda part: replace(part, explanation="{threshold}!"))) == []


def test_where_nobody_gets_in_no_edit_changes_a_verdict():
    closed = edited("direct-bill", "applications-open", lambda part: replace(part, label="Closed"))
    assert told(closed) == []


def test_examples_of_a_list_that_starts_on_another_day_say_what_is_open(capsys, monkeypatch):
    ruleset = RULESETS["direct-bill"]
    days = {date(2025, 10, 1): date(2026, 1, 1)}

    def moved(part):
        start = getattr(part, "in_force", None)
        if start is None or isinstance(part, Withdrawal):
            return part
        return replace(part, in_force=replace(start, new=days.get(start.new, start.new)))

    fields = {field: getattr(ruleset, field) for field in Ruleset.__dataclass_fields__}
    later = fields["amendments"][-1]
    fields["amendments"] += (replace(later, in_force=replace(later.in_force, new=date(2026, 1, 1))),)
    later = Ruleset(**fields | {"requirements": tuple(moved(part) for part in ruleset.requirements)})
    now = replace(versions.current(), rulesets=RULESETS | {"direct-bill": later})
    found = [change for change in changes(versions.current(), now) if change.before == "undetermined"]
    assert {tuple(change.example.items()) for change in found} == {
        (("admin_mfa", None),),
        (("security_contact", None),),
        (("security_alert_response", None),),
        (("solutions_partner_designations", None),),
    }
    assert len(found) == 4
    today = versions.current()
    monkeypatch.setattr("csp_eligibility.versions.earlier", lambda _: today)
    monkeypatch.setattr("csp_eligibility.versions.current", lambda: now)
    assert main(["changes", "--since", "x"]) == 1
    printed = capsys.readouterr().out.splitlines()
    examples = [line for line in printed if line.startswith("    ")]
    assert len(examples) == len(set(examples))
    assert "    For example, with all else in place: admin_mfa not answered" in examples
    assert main(["changes", "--since", "x", "--format", "json"]) == 1
    assert {"admin_mfa": None} in [change["example"] for change in json.loads(capsys.readouterr().out)]


def test_an_example_names_all_questions_of_its_group():
    now = edited("direct-bill", "support-plan", lambda part: replace(part, due=None))
    assert {frozenset(change[-1]) for change in told(now)} == {frozenset({"credit_check", "support_plan"})}


def test_a_change_is_told_in_a_sentence_with_an_example(capsys, monkeypatch):
    change = Change(
        "direct-bill",
        "new",
        date(2025, 10, 1),
        "undetermined",
        "not-yet-eligible",
        1_200,
        {"admin_mfa": None, "credit_check": "passed"},
    )
    monkeypatch.setattr("csp_eligibility.changes.changes", lambda *_: [change])
    monkeypatch.setattr("csp_eligibility.versions.earlier", lambda _: None)
    assert main(["changes", "--since", "x"]) == 1
    assert capsys.readouterr().out == (
        "direct-bill, applicant new, list of 2025-10-01: combinations that change from undetermined to"
        " not-yet-eligible: 1,200.\n"
        '    For example, with all else in place: admin_mfa not answered, credit_check = "passed"\n'
    )
    assert main(["changes", "--since", "x", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "ruleset": "direct-bill",
            "applicant": "new",
            "since": "2025-10-01",
            "before": "undetermined",
            "after": "not-yet-eligible",
            "combinations": 1_200,
            "example": {"admin_mfa": None, "credit_check": "passed"},
        }
    ]


def test_an_edit_that_no_question_belongs_to_is_told_as_such(capsys, monkeypatch):
    now = edited("direct-bill", "applications-open", lambda part: replace(part, condition=Always(value=True)))
    today = versions.current()
    monkeypatch.setattr("csp_eligibility.versions.earlier", lambda _: today)
    monkeypatch.setattr("csp_eligibility.versions.current", lambda: now)
    assert main(["changes", "--since", "x"]) == 1
    assert "whatever the answers are" in capsys.readouterr().out


def test_a_route_that_is_new_has_no_verdict_before():
    earlier = replace(versions.current(), rulesets={"direct-bill": RULESETS["direct-bill"]})
    found = list(changes(earlier, versions.current()))
    assert {change.ruleset for change in found} == {"indirect-reseller"}
    assert {change.before for change in found} == {"not-in-force"}


def test_a_question_that_is_new_counts_as_not_asked_before():
    known = {name: question for name, question in versions.current().questions.items() if name != "admin_mfa"}
    condition = Is("security_contact", value=True)
    earlier = edited("indirect-reseller", "admin-mfa", lambda part: replace(part, condition=condition))
    found = list(changes(replace(earlier, questions=known), versions.current()))
    assert {change.since.isoformat() for change in found} == {"2025-10-01"}


def test_a_question_that_is_gone_counts_where_it_was_asked():
    old = Question(id="old_question", type=AnswerType.BOOLEAN, label="Once asked?")
    condition = AnyOf((Is("applicant", "existing"), Is("old_question", value=True)))
    earlier = edited("indirect-reseller", "admin-mfa", lambda part: replace(part, condition=condition))
    earlier = replace(earlier, questions=dict(earlier.questions) | {old.id: old}, read=dict)
    found = [change for change in changes(earlier, versions.current()) if change.ruleset == "indirect-reseller"]
    # Whose list it is belongs to no example.
    assert [(change.before, change.after, change.example) for change in found] == [
        ("undetermined", "likely-eligible", {"old_question": None}),
        ("not-yet-eligible", "likely-eligible", {"old_question": False}),
        ("likely-eligible", "undetermined", {"admin_mfa": None}),
        ("likely-eligible", "not-yet-eligible", {"admin_mfa": False}),
    ]


def test_each_applicants_own_list_is_asked_for():
    lists = RULESETS["direct-bill"].period(date(2026, 1, 1), Applicant.EXISTING).requirements
    assert versions.current().requirements("direct-bill", "existing", date(2026, 1, 1)) == lists


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with these rules, but for a revenue threshold of USD 2,000,000."""
    shutil.copytree(PACKAGE, tmp_path / "calculator" / "csp_eligibility", ignore=shutil.ignore_patterns("__pycache__"))
    rules = tmp_path / "calculator" / "csp_eligibility" / "rulesets" / "direct_bill.py"
    rules.write_text(rules.read_text(encoding="utf-8").replace("1_000_000", "2_000_000"), encoding="utf-8")
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@csp.example"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "Rules"], ["tag", "earlier"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_git_revision_is_compared(repository, capsys):
    ours = {name: module for name, module in sys.modules.items() if name.startswith("csp_eligibility")}
    assert main(["changes", "--since", "earlier", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {(change["applicant"], change["before"], change["after"]) for change in found} == {
        ("new", "not-yet-eligible", "likely-eligible"),
        ("existing", "not-yet-eligible", "likely-eligible"),
    }
    assert found[0]["example"] == {"csp_revenue_usd": 1_000_000}
    assert {name: module for name, module in sys.modules.items() if name.startswith("csp_eligibility")} == ours
    assert repository.exists()


def test_a_wheel_is_compared_and_the_difference_told_in_words(repository, capsys):
    wheel = repository / "csp_eligibility-0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as opened:
        for file in (repository / "calculator").rglob("*.py"):
            opened.write(file, file.relative_to(repository / "calculator"))
    assert main(["changes", "--since", str(wheel), "--locale", "fr-FR"]) == 1
    assert "1000000" in capsys.readouterr().out


def test_the_same_rules_are_told_as_such(repository, capsys):
    shutil.copytree(PACKAGE, repository / "csp_eligibility", ignore=shutil.ignore_patterns("__pycache__"))
    wheel = repository / "same.whl"
    with zipfile.ZipFile(wheel, "w") as opened:
        for file in (repository / "csp_eligibility").rglob("*.py"):
            opened.write(file, file.relative_to(repository))
    assert main(["changes", "--since", str(wheel)]) == 0
    assert capsys.readouterr().out == "No combination of answers changes its verdict.\n"
    assert main(["changes", "--since", str(wheel), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_an_edit_of_what_a_condition_does_is_told(tmp_path, capsys):
    shutil.copytree(PACKAGE, tmp_path / "csp_eligibility", ignore=shutil.ignore_patterns("__pycache__"))
    conditions = tmp_path / "csp_eligibility" / "conditions.py"
    text = conditions.read_text(encoding="utf-8")
    assert '"refused": False' in text
    conditions.write_text(text.replace('"refused": False', '"refused": None'), encoding="utf-8")
    wheel = tmp_path / "lenient.whl"
    with zipfile.ZipFile(wheel, "w") as opened:
        for file in (tmp_path / "csp_eligibility").rglob("*.py"):
            opened.write(file, file.relative_to(tmp_path))
    assert main(["changes", "--since", str(wheel), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {"business_vetting": "refused"} in [change["example"] for change in found]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("__init__", "raise ValueError('boom\\nboom')"),
        ("__init__", "raise SystemExit(7)"),
        ("__init__", "RULESETS = {'direct-bill': 7}\nassess = read = None"),
        ("rulesets/questions", "BY_ID = 1 / 0"),
    ],
)
def test_whatever_another_versions_code_does_is_one_sentence(tmp_path, capsys, name, code):
    wheel = tmp_path / "v.whl"
    with zipfile.ZipFile(wheel, "w") as opened:
        for file in PACKAGE.rglob("*.py"):
            inside = file.relative_to(PACKAGE.parent)
            opened.writestr(str(inside), code if file == PACKAGE / f"{name}.py" else file.read_bytes())
    assert main(["changes", "--since", str(wheel)]) == 2
    printed = capsys.readouterr()
    assert "v.whl” holds rules that can’t be compared" in printed.err
    assert (printed.out, printed.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("since", ["x" * 300, "/proc/self/mem"])
def test_what_cannot_be_opened_gets_one_sentence(capsys, since):
    assert main(["changes", "--since", since]) == 2
    assert "neither a wheel nor a git revision" in capsys.readouterr().err


@pytest.mark.parametrize("since", ["no-such-revision", "--output=stolen", "in.csv", "broken.whl", "other.whl"])
def test_a_version_that_is_none_gets_one_sentence(repository, capsys, since):
    (repository / "in.csv").write_text("applicant", encoding="utf-8")
    with zipfile.ZipFile(repository / "other.whl", "w") as opened:
        opened.writestr("other/__init__.py", "")
    with zipfile.ZipFile(repository / "broken.whl", "w") as opened:
        opened.writestr("csp_eligibility/__init__.py", "RULESETS = (")
    assert main(["changes", f"--since={since}"]) == 2
    err = capsys.readouterr().err
    assert since in err
    assert err.count("\n") == 1
    assert not (repository / "stolen").exists()


def test_without_git_a_wheel_is_asked_for(monkeypatch):
    monkeypatch.setenv("PATH", "")
    sentence = "“HEAD” is no file, and git is not installed: name a wheel."
    assert mistake(versions.earlier, "HEAD") == ("malformed-request", "HEAD", sentence)


def test_a_wheel_of_something_else_holds_no_rules():
    with zipfile.ZipFile("other.whl", "w") as opened:
        opened.writestr("other/__init__.py", "")
    sentence = "“other.whl” holds no rules that can be compared (the package csp_eligibility)."
    assert mistake(versions.earlier, "other.whl") == ("malformed-request", "other.whl", sentence)


def test_a_revision_is_found_from_a_folder_below_the_top(repository, monkeypatch):
    monkeypatch.chdir(repository / "calculator" / "csp_eligibility" / "rulesets")
    assert set(versions.earlier("earlier").rulesets) == set(RULESETS)


def test_outside_a_repository_no_revision_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    sentence = "“HEAD” is neither a wheel nor a git revision of this folder."
    assert mistake(versions.earlier, "HEAD") == ("malformed-request", "HEAD", sentence)
