"""Versions of this package: the one at work, and earlier ones from a git revision or a wheel."""

import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from csp_eligibility.answers import RequestError, shown
from csp_eligibility.assessment import Assessment
from csp_eligibility.messages import N_
from csp_eligibility.model import Question, Requirement, Ruleset

_PACKAGE = "csp_eligibility"
_NO_GIT = N_("“{field}” is no file, and git is not installed: name a wheel.")
_NO_REVISION = N_("“{field}” is neither a wheel nor a git revision of this folder.")
_NO_RULES = N_("“{field}” holds no rules that can be compared (the package csp_eligibility).")
_WRONG_RULES = N_("“{field}” holds rules that can’t be compared with these: {reason}.")


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of the rules; all versions are asked through these few names.

    Attributes:
        rulesets: The routes by their ids.
        questions: The questions by their ids.
        assess: Judges read answers.
        read: Reads answers.
        applicant: The type that tells new applicants from existing partners.
    """

    rulesets: Mapping[str, Ruleset]
    questions: Mapping[str, Question]
    assess: Callable[..., Assessment]
    read: Callable[..., Any]
    applicant: Callable[[str], Any]

    def starts(self, ruleset: str, applicant: str) -> tuple[date, ...]:
        """Return the days on which a list starts; none where there is no such route."""
        return self.rulesets[ruleset].starts(self.applicant(applicant)) if ruleset in self.rulesets else ()

    def requirements(self, ruleset: str, applicant: str, day: date) -> tuple[Requirement, ...]:
        """Return the list in force on a day; empty where there was none."""
        if not any(start <= day for start in self.starts(ruleset, applicant)):
            return ()
        return self.rulesets[ruleset].period(day, self.applicant(applicant)).requirements

    def judge(self, ruleset: str, answers: Mapping[str, object], day: date) -> Assessment | None:
        """Judge answers as JSON has them; None where no list was in force, or there was no such question."""
        if not self.requirements(ruleset, str(answers["applicant"]), day):
            return None
        known = {name: value for name, value in answers.items() if name in self.questions}
        return self.assess(self.rulesets[ruleset], self.read(known), day)


def current() -> Rules:
    """Return the rules at work."""
    return _rules()


def earlier(since: str) -> Rules:
    """Return the rules of a git revision or of a wheel.

    Args:
        since: A git revision (a commit, a tag, ``HEAD~3``) of the repository we are in, or the path of
            a wheel. Its code is run.

    Raises:
        RequestError: there is no such version, or it holds no rules.
    """
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(_archive(since)) as opened:
                opened.extractall(folder)
        except RequestError:
            raise
        except Exception:  # noqa: BLE001 - git finds nothing, or an archive that is broken or encrypted ends in many ways
            raise RequestError("malformed-request", since, _NO_REVISION) from None
        package = next(Path(folder).rglob(f"{_PACKAGE}/__init__.py"), None)
        if package is None:
            raise RequestError("malformed-request", since, _NO_RULES)
        with blamed(since), _imported_from(package.parent.parent):
            return _rules()


@contextmanager
def blamed(since: str) -> Iterator[None]:
    """Turn whatever goes wrong in the code of another version into an error that names it.

    Args:
        since: The version, as it was asked for.

    Raises:
        RequestError: its rules can't be asked.
    """
    try:
        yield
    except RequestError:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - it is not our code
        reason = shown(f"{type(error).__name__}: {error}")
        raise RequestError("malformed-request", since, _WRONG_RULES, reason=reason) from None


def _archive(since: str) -> Path | io.BytesIO:
    try:
        if Path(since).is_file():
            return Path(since)
    except OSError:  # a name that is too long for a file may still be that of a revision
        pass
    return io.BytesIO(_revision(since))


def _revision(since: str) -> bytes:
    git = shutil.which("git")
    if git is None:
        raise RequestError("malformed-request", since, _NO_GIT)
    top = subprocess.run([git, "rev-parse", "--show-toplevel"], capture_output=True, check=True)
    command = [git, "archive", "--format=zip", "--end-of-options", since]
    # From a folder below the top, git would leave out what is beside it.
    return subprocess.run(command, capture_output=True, check=True, cwd=top.stdout.rstrip()).stdout


@contextmanager
def _imported_from(folder: Path) -> Iterator[None]:
    """Import the package anew from another folder, and put back what was imported before."""
    ours = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == _PACKAGE}
    for name in ours:
        del sys.modules[name]
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == _PACKAGE]:
            del sys.modules[name]
        sys.modules.update(ours)


def _rules() -> Rules:
    package = import_module(_PACKAGE)
    model = import_module(f"{_PACKAGE}.model")
    questions = import_module(f"{_PACKAGE}.rulesets.questions")
    return Rules(package.RULESETS, questions.BY_ID, package.assess, package.read, model.Applicant)
