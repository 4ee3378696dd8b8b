"""Work on all cores: the same results as on one, with limits."""

import itertools
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.system.workers import cores, in_parts
from tests.command import alone, linux, workers


def parts(work, items, count, *size):
    """The results of work by a number of workers."""
    with workers(count):
        return list(in_parts(work, items, *size))


@pytest.fixture(autouse=True)
def _one_process():
    """Workers are what is tested here."""


def doubled(items):
    return [2 * item for item in items]


@alone
def test_results_do_not_depend_on_workers():
    for count, size in itertools.product((1, 2, 3), (0, 1, 63, 64, 1000)):
        results = [item for part in parts(doubled, range(size), count, 100) for item in part]
        assert results == doubled(range(size))


@linux
def test_no_worker_beside_a_thread():
    """A forked worker may wait for ever for a lock that a thread of its parent had."""
    with ThreadPoolExecutor() as pool:
        assert pool.submit(cores).result() == 1


@linux
@alone
def test_a_worker_for_each_core():
    assert cores() == len(os.sched_getaffinity(0))


@linux
@alone
def test_workers_are_replaced():
    """Workers are replaced after a number of items, which bounds their memory."""

    def who(items):
        return os.getpid(), len(items)

    done = parts(who, range(250_000), 2, 10_000)
    assert sum(count for _, count in done) == 250_000
    # One worker may do all of its pool's parts, so the number of workers says nothing.
    first, last = ({worker for worker, _ in some} for some in (done[:20], done[-20:]))
    assert not first & last


SLOW = """
import sys, time
from pathlib import Path
from generator.diagnostics.failure import Failure, in_package
from generator.system import workers
workers.cores = lambda: 2

def work(items):
    Path(sys.argv[1], str(items[0])).touch()
    while items[0]:  # the worker with the first part waits for others
        with in_package(sys.argv[2], "pages"):
            time.sleep(0.01) if sys.argv[2] else sum(range(1000))

try:
    list(workers.in_parts(work, range(100), 1))
except Failure as error:
    print(error)
except KeyboardInterrupt:
    print("interrupted")
"""


@linux
@pytest.mark.parametrize(
    "package, line", [("own_room", "own_room: pages was interrupted"), ("", "interrupted")]
)
def test_workers_without_an_end(package, line, tmp_path):
    """Ctrl-C ends workers that would never end, and names the package that one was running."""
    command = [sys.executable, "-c", SLOW, str(tmp_path), package]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        until = time.monotonic() + 60
        while len(list(tmp_path.iterdir())) < 3 and time.monotonic() < until:
            time.sleep(0.02)
        os.killpg(running.pid, signal.SIGINT)
        said = running.communicate(timeout=60)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.communicate()
    assert said == (f"{line}\n", "")


STOPPED = """
from generator.system import workers
workers.cores = lambda: 2

def work(items):
    while items[0]:
        sum(range(1000))
    return "first"

results = workers.in_parts(work, range(100), 1)
print(next(results))
results.close()
"""


@linux
def test_a_caller_that_stops():
    """Workers that would never end do not keep a caller that takes no further result."""
    command = [sys.executable, "-c", STOPPED]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.stdout, ended.stderr) == ("first\n", "")


@linux
@alone
def test_error_of_a_worker():
    """An exception in a worker is raised in the parent."""

    def fails(items):
        raise FileNotFoundError(2, "No such file", f"{items[0]}")

    with pytest.raises(FileNotFoundError):
        parts(fails, range(100), 2)


@linux
@alone
def test_killed_worker():
    """A killed worker raises an error at once."""

    def dies(items):
        if 0 in items:
            os.kill(os.getpid(), signal.SIGKILL)
        return list(items)

    with pytest.raises(ChildProcessError, match="was killed"):
        parts(dies, range(1000), 2)


@linux
def test_workers_of_a_killed_parent(tmp_path):
    """Workers end with their parent, and so do the locks they inherited."""
    program = """
import os, sys, time
from generator.system import workers
def waits(items):
    open(f"{sys.argv[1]}/{os.getpid()}", "w").close()
    time.sleep(60)
workers.cores = lambda: 3
list(workers.in_parts(waits, range(100)))
"""
    process = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)])
    deadline = time.monotonic() + 20
    while len(workers := list(tmp_path.iterdir())) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.wait()
    alive = {worker.name for worker in workers}
    while alive and time.monotonic() < deadline:
        alive = {pid for pid in alive if Path(f"/proc/{pid}/fd/0").exists()}  # no zombie
    assert len(workers) == 3
    assert alive == set()


LONG = """
import sys, time
from generator.system import workers
workers.cores = lambda: 2
seconds = float(sys.argv[1])
list(workers.in_parts(lambda items: time.sleep(seconds), range(100), 1, label="files made"))
"""


def shown(seconds, terminal):
    """What a program whose hundred parts take some seconds each writes to standard error."""
    reading, writing = os.openpty() if terminal else os.pipe()
    command = [sys.executable, "-c", LONG, str(seconds)]
    subprocess.run(command, stderr=writing, env={**os.environ, "TERM": "xterm"}, check=True)
    os.close(writing)
    try:
        return os.read(reading, 100_000).decode()
    except OSError:  # a terminal whose last writer has ended, with nothing left to read
        return ""
    finally:
        os.close(reading)


@linux
def test_long_work_shows_how_far_it_is():
    """A bar is on a terminal after two seconds, and never in a pipe."""
    bar = shown(0.06, terminal=True)
    assert "files made" in bar
    assert "100%" in bar
    assert shown(0.06, terminal=False) == shown(0, terminal=True) == ""
