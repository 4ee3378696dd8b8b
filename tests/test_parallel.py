"""Work on all cores: as on one, and never without an end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import parallel
from generator.parallel import in_parts, meanwhile

linux = pytest.mark.skipif(sys.platform != "linux", reason="work is shared on Linux only")


def doubled(items):
    return [2 * item for item in items]


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 63, 64, 1000])
def test_results_do_not_depend_on_workers(workers, count):
    found = [item for part in in_parts(doubled, range(count), workers, 100) for item in part]
    assert found == doubled(range(count))


@linux
def test_workers_take_turns(monkeypatch):
    """After many items others go on, so that no worker grows without end."""
    monkeypatch.setattr(parallel, "_MOST", 300)

    def who(items):
        return os.getpid(), list(items)

    parts = list(in_parts(who, range(1000), 2, 100))
    assert [item for _, items in parts for item in items] == list(range(1000))
    assert len({worker for worker, _ in parts}) > 2


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=linux)])
def test_result_of_what_is_done_meanwhile(workers):
    """Whoever does the work, its result comes back; with several workers another process does it."""
    with meanwhile(lambda: (os.getpid(), [*range(100_000)]), workers) as result:
        process, numbers = result()
    assert numbers == [*range(100_000)]
    assert (process == os.getpid()) == (workers == 1)


@linux
@pytest.mark.parametrize(
    "ends",
    [
        pytest.param(lambda: os.kill(os.getpid(), signal.SIGKILL), id="killed"),
        pytest.param(lambda: 1 // 0, id="failed"),
        pytest.param(lambda: lambda: None, id="cannot be sent"),
    ],
)
def test_what_could_not_be_done_meanwhile(ends):
    """It is done here."""
    here = os.getpid()
    with meanwhile(lambda: ends() if os.getpid() != here else "done", 2) as result:
        assert result() == "done"


@linux
def test_error_of_what_is_done_meanwhile():
    """It is met where the result is asked for, as itself; who asks for nothing meets none."""

    def fails():
        raise FileNotFoundError(2, "No such file", "a")

    with meanwhile(fails, 2) as result, pytest.raises(FileNotFoundError):
        result()
    with meanwhile(fails, 2):
        pass


@linux
def test_result_that_nobody_asks_for():
    """It keeps nobody waiting, however large it is."""
    with meanwhile(lambda: b"a" * 10_000_000, 2):
        pass


@linux
def test_error_of_a_worker():
    """What fails in a worker fails here, with its own error."""

    def fails(items):
        raise FileNotFoundError(2, "No such file", f"{items[0]}")

    with pytest.raises(FileNotFoundError):
        list(in_parts(fails, range(100), 2))
    assert parallel._work is None


@linux
def test_worker_that_the_system_ends():
    """It is an error that says so, soon; nobody waits for the part of a worker that has gone."""

    def dies(items):
        if 0 in items:
            os.kill(os.getpid(), signal.SIGKILL)
        return list(items)

    with pytest.raises(ChildProcessError, match="was ended"):
        list(in_parts(dies, range(1000), 2))


@linux
def test_workers_of_a_killed_parent(tmp_path):
    """They go with it, at work or waiting, and with them every lock that they were born with."""
    program = """
import os, sys, time
from generator.parallel import in_parts
def waits(items):
    open(f"{sys.argv[1]}/{os.getpid()}", "w").close()
    time.sleep(60)
list(in_parts(waits, range(100), 3))
"""
    process = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)])
    deadline = time.monotonic() + 20
    while len(workers := list(tmp_path.iterdir())) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.wait()
    alive = {worker.name for worker in workers}
    while alive and time.monotonic() < deadline:
        alive = {pid for pid in alive if Path(f"/proc/{pid}").exists() and " Z " not in _stat(pid)}
    assert len(workers) == 3
    assert alive == set()


def _stat(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return " Z "
