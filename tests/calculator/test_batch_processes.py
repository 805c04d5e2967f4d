"""A batch in several processes: in order, a little ahead, and without traces when it is ended."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from csp_eligibility import batch
from csp_eligibility.table import layout
from csp_eligibility.verdicts import Job
from tables import rows, run


@pytest.mark.processes
def test_many_rows_come_back_in_order_from_several_processes(folder):
    content = "company,applicant\n" + "".join(f"C{number},new\n" for number in range(9_000))
    assert run(folder, content, "--keep", "company", "--jobs", "2") == 0
    assert [one["company"] for one in rows(folder)] == [f"C{number}" for number in range(9_000)]


@pytest.mark.processes
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupted_work_leaves_no_file_and_no_traceback(folder, ending):
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text("applicant\n" + "new\n" * 400_000, encoding="utf-8")
    target.write_text("earlier", encoding="utf-8")
    command = [sys.executable, "-m", "csp_eligibility", "batch", source, target, "--on", "2026-11-22", "--jobs", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 20
    while not list(folder.glob(".out.csv.*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    if ending is not signal.SIGTERM:  # a terminal's Ctrl+C and its end go to all processes
        os.killpg(running.pid, ending)
    else:
        running.send_signal(ending)
    _, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "Traceback" not in err
    assert target.read_text(encoding="utf-8") == "earlier"


@pytest.mark.processes
def test_a_process_that_is_killed_is_told_and_leaves_no_file(folder):
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text("applicant\n" + "new\n" * 400_000, encoding="utf-8")
    command = [sys.executable, "-m", "csp_eligibility", "batch", source, target, "--on", "2026-11-22", "--jobs", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 20
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while not children.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(int(children.read_text().split()[0]), signal.SIGKILL)
    _, err = running.communicate(timeout=20)
    assert running.returncode == 2
    assert err.splitlines()[-1].startswith("“")
    assert "was not written, as a process was ended from outside" in err.splitlines()[-1]
    assert "Traceback" not in err


class Pool:
    """Stands for processes: it does the work when it is asked for the result, and counts what waits."""

    def __init__(self, jobs, initializer):
        self.jobs, self.initializer = jobs, initializer
        self.waiting = self.most = 0
        self.ended = False
        Pool.last = self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        assert self.ended

    def submit(self, work, *arguments):
        self.waiting += 1
        self.most = max(self.most, self.waiting)

        def result():
            self.waiting -= 1
            return work(*arguments)

        return SimpleNamespace(result=result)

    def shutdown(self, *, cancel_futures):
        self.ended = cancel_futures


@pytest.fixture
def pool(monkeypatch):
    monkeypatch.setattr(Pool, "last", None, raising=False)
    monkeypatch.setattr(batch, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(batch, "_leave_signals", "leave")


# Most lines are blank: a chunk counts them, and they take no time.
LINES = 20_500
FILLED = range(0, LINES, 20)
WRONG = [number for number in FILLED if number % 400 == 0]
LARGE = "company,credit_check,csp_revenue_usd\n" + "".join(
    f"C{number},,{-1 if number in WRONG else 5}\n" if number in FILLED else "\n" for number in range(LINES)
)


def judged(folder, *, jobs, progress=lambda _: None):
    """The summary of many rows, and the numbers of bytes that were told."""
    source, told = folder / "in.csv", []

    def tell(done):
        told.append(done)
        progress(done)

    source.write_text(LARGE, encoding="utf-8")
    table = layout(LARGE.partition("\n")[0].encode(), "in.csv", ["company"])
    job = Job(ruleset="indirect-reseller", on=date(2018, 1, 5), locale="en-US", table=table, suffix=".csv")
    return batch.run(source, folder / "out.csv", job, jobs=jobs, progress=tell), told


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.usefixtures("pool")
def test_totals_are_those_of_all_chunks(folder, jobs):
    summary, told = judged(folder, jobs=jobs)
    assert (summary.wrong, summary.verdicts) == (len(WRONG), {"undetermined": len(FILLED) - len(WRONG)})
    # The first line of all has the column names.
    assert [int(line.partition(":")[0]) for line in summary.first_wrong] == [number + 2 for number in WRONG[:20]]
    assert all("csp_revenue_usd" in line for line in summary.first_wrong)
    assert [int(one["line"]) for one in rows(folder)] == [number + 2 for number in FILLED]
    # What is read is told after each chunk of 2,000 rows, and is everything at the end.
    lines = LARGE.encode().splitlines(keepends=True)
    assert told == [sum(map(len, lines[: 1 + 2_000 * chunk])) for chunk in range(1, 12)]
    assert told[-1] == len(LARGE.encode())


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.usefixtures("pool")
def test_only_a_little_is_read_ahead(folder, jobs):
    judged(folder, jobs=jobs)
    assert Pool.last.jobs == jobs
    assert Pool.last.initializer == "leave"
    assert Pool.last.most == 2 * jobs + 1
    assert Pool.last.waiting == 0


@pytest.mark.usefixtures("pool")
def test_one_process_starts_no_others(folder):
    judged(folder, jobs=1)
    assert Pool.last is None


def test_what_is_unfinished_stands_beside_the_result_that_it_replaces(folder):
    (folder / "out.csv").write_text("earlier", encoding="utf-8")
    seen = set()

    def look(_):
        seen.update(file.name for file in folder.iterdir())
        assert (folder / "out.csv").read_text(encoding="utf-8") == "earlier"

    judged(folder, jobs=1, progress=look)
    (unfinished,) = seen - {"in.csv", "out.csv"}
    assert unfinished.startswith(".out.csv.")
    assert unfinished.endswith(".part")
    assert rows(folder)


@pytest.mark.usefixtures("pool")
def test_endings_are_held_while_processes_start_and_let_go_then(folder, monkeypatch):
    masks = []
    submit = Pool.submit

    def seen(self, *work):
        masks.append(signal.pthread_sigmask(signal.SIG_BLOCK, ()))
        return submit(self, *work)

    monkeypatch.setattr(Pool, "submit", seen)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    judged(folder, jobs=2)
    assert all(mask >= {signal.SIGINT, signal.SIGTERM, signal.SIGHUP} for mask in masks)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before


@pytest.fixture
def signals():
    """What becomes of signals, put back after the test."""
    endings = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(ending) for ending in endings]
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, endings)
    yield
    for ending, handler in zip(endings, before, strict=True):
        signal.signal(ending, handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@pytest.mark.usefixtures("signals")
@pytest.mark.parametrize("has_masks", [True, False])
def test_a_process_leaves_what_a_terminal_sends_and_ends_when_it_is_told(monkeypatch, has_masks):
    held = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    if not has_masks:
        monkeypatch.delattr("signal.pthread_sigmask")
    batch._leave_signals()
    monkeypatch.undo()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    left = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert left == (held - {signal.SIGINT, signal.SIGTERM, signal.SIGHUP} if has_masks else held)


@pytest.mark.usefixtures("pool")
def test_where_signals_cannot_be_held_rows_are_judged_as_well(folder, monkeypatch):
    monkeypatch.delattr("signal.pthread_sigmask")
    assert judged(folder, jobs=2)[0].verdicts


@pytest.mark.usefixtures("pool")
def test_a_failure_ends_what_was_still_to_be_done(folder, monkeypatch):
    def fail(*_):
        raise BrokenProcessPool

    monkeypatch.setattr(batch, "judge", fail)
    with pytest.raises(BrokenProcessPool):
        judged(folder, jobs=2)
    assert Pool.last.ended
    assert not (folder / "out.csv").exists()
