"""Work on all cores: the same results as on one, with limits."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from generator.system.workers import cores, in_parts

linux = pytest.mark.skipif(sys.platform != "linux", reason="work is shared on Linux only")


@pytest.fixture(autouse=True)
def _one_process():
    """Workers are what is tested here."""


def doubled(items):
    return [2 * item for item in items]


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 63, 64, 1000])
def test_results_do_not_depend_on_workers(workers, count):
    results = [item for part in in_parts(doubled, range(count), workers, 100) for item in part]
    assert results == doubled(range(count))


@linux
def test_no_worker_beside_a_thread():
    """A forked worker may wait for ever for a lock that a thread of its parent had."""
    stop = Event()
    thread = Thread(target=stop.wait)
    thread.start()
    assert cores() == 1
    stop.set()
    thread.join()
    program = "from generator.system.workers import cores; print(cores())"
    alone = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert int(alone.stdout) == len(os.sched_getaffinity(0))


@linux
def test_workers_are_replaced():
    """Workers are replaced after 100,000 items, which bounds their memory."""

    def who(items):
        return os.getpid(), len(items)

    parts = list(in_parts(who, range(250_000), 2, 10_000))
    assert sum(count for _, count in parts) == 250_000
    assert len({worker for worker, _ in parts}) > 2


@linux
def test_error_of_a_worker():
    """An exception in a worker is raised in the parent."""

    def fails(items):
        raise FileNotFoundError(2, "No such file", f"{items[0]}")

    with pytest.raises(FileNotFoundError):
        list(in_parts(fails, range(100), 2))


@linux
def test_killed_worker():
    """A killed worker raises an error at once."""

    def dies(items):
        if 0 in items:
            os.kill(os.getpid(), signal.SIGKILL)
        return list(items)

    with pytest.raises(ChildProcessError, match="was killed"):
        list(in_parts(dies, range(1000), 2))


@linux
def test_workers_of_a_killed_parent(tmp_path):
    """Workers end with their parent, and so do the locks they inherited."""
    program = """
import os, sys, time
from generator.system.workers import in_parts
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


def _stat(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except FileNotFoundError:
        return " Z "
