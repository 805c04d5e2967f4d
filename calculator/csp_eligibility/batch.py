"""Many companies at once: a CSV table in, a table of verdicts out.

Lines stream: what is in memory at any time is a few chunks for each core. The result takes its
place only when it is whole.
"""

import os
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import batched
from pathlib import Path
from typing import IO

from csp_eligibility.verdicts import Job, Summary, header, judge

# A chunk is a few hundred kilobytes.
_CHUNK = 2_000
_SHOWN = 20
# What ends us from outside; Windows has no SIGHUP.
_ENDINGS = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}


def run(source: Path, target: Path, job: Job, *, jobs: int, progress: Callable[[int], None]) -> Summary:
    """Judge every row of ``source`` and write ``target``.

    Args:
        source: A CSV file in UTF-8, with ``job.table`` as its first line.
        target: The file to write; it appears, or is replaced, when it is whole.
        job: What to do.
        jobs: How many processes.
        progress: Called with the number of bytes read so far.

    Raises:
        OSError: a file can't be read or written.
        BrokenProcessPool: a process was ended from outside.
    """
    summary = Summary()
    with source.open("rb") as opened, _whole(target) as written:
        done = len(opened.readline())
        written.write(header(job))
        for text, part, size in _judged(opened, job, jobs):
            written.write(text)
            summary.verdicts += part.verdicts
            summary.wrong += part.wrong
            summary.first_wrong += part.first_wrong[: _SHOWN - len(summary.first_wrong)]
            done += size
            progress(done)
    return summary


def _judged(opened: IO[bytes], job: Job, jobs: int) -> Iterator[tuple[str, Summary, int]]:
    """Yield the judged chunks in order, reading only a little ahead."""
    chunks = batched(enumerate(opened, 2), _CHUNK, strict=False)
    if jobs == 1:
        yield from (judge(chunk, job) for chunk in chunks)
        return
    with ProcessPoolExecutor(jobs, initializer=_leave_signals) as pool:
        ahead: deque[Future[tuple[str, Summary, int]]] = deque()
        try:
            for chunk in chunks:
                with _interrupts_held():  # the first submission starts the processes
                    ahead.append(pool.submit(judge, chunk, job))
                if len(ahead) > 2 * jobs:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep signals from a process that is being started, until it has been told to leave them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where no process inherits a handler
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_signals() -> None:
    """Leave what a terminal sends to the process that can tidy up, and end at once when that one says so."""
    for ending in _ENDINGS:
        signal.signal(ending, signal.SIG_DFL if ending is signal.SIGTERM else signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDINGS)


@contextmanager
def _whole(target: Path) -> Iterator[IO[str]]:
    """Open a file beside ``target`` that takes its place at the end, or leaves no trace."""
    # Cut, as a name may be as long as the file system allows.
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as opened:
            yield opened
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
