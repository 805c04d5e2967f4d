"""What several kinds of tests share: complete answers, a built site, a server for it."""

import fcntl
import shutil
import threading

import pytest
import yaml
from hypothesis import settings
from support import ROOT, SUB_PATH, TESTS, build

from builder import server
from builder.engine.files import COMPRESSED

# How long an example takes says more about the machine than about the code.
settings.register_profile("untimed", deadline=None)
# A mutant is tried with few examples, the same each time.
settings.register_profile("mutants", deadline=None, max_examples=25, derandomize=True)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def complete():
    """Answers of a new applicant with everything in place."""
    suite = yaml.safe_load((TESTS / "scenarios" / "direct-bill-new.yaml").read_text(encoding="utf-8"))
    return suite["base"]


@pytest.fixture(scope="session")
def host(tmp_path_factory, worker_id):
    """A host's folder with the site below a sub-path, built by the first process that wants it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "host"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            done = build(unfinished / SUB_PATH)
            assert done.returncode == 0, done.stdout + done.stderr
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def site(host):
    """The folder of the built site."""
    return host / SUB_PATH


@pytest.fixture(scope="session")
def served(host):
    """The address of the served site, with a slash at the end."""
    serving = server.server(host, 0)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://{server.HOST}:{serving.server_port}/{SUB_PATH}/"
    serving.shutdown()
    serving.server_close()
    thread.join(timeout=10)


def _copy_project(folder):
    """Copy the sources, so that they may be broken; the copy's builder is its own."""
    for name in ("builder", "docs", "locales", "theme", "mkdocs.yml", "requirements.txt", "package-lock.json"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    package = folder / "calculator" / "csp_eligibility"
    shutil.copytree(ROOT / "calculator" / "csp_eligibility", package)
    shutil.copy(ROOT / "calculator" / "pyproject.toml", package.parent)
    shutil.copy(ROOT / "calculator" / "README.md", package.parent)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


@pytest.fixture
def project(tmp_path):
    """A copy of the project for one test."""
    return _copy_project(tmp_path)


@pytest.fixture
def quick_project(project, site):
    """A copy that builds its engine quickly: what the site's build has compressed need not be compressed again."""
    assert site.exists()
    shutil.copytree(COMPRESSED, project / "build" / COMPRESSED.name)
    return project


@pytest.fixture(scope="module")
def module_project(tmp_path_factory):
    """A copy of the project for the tests of one file."""
    return _copy_project(tmp_path_factory.mktemp("project"))
