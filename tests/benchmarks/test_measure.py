"""Measuring a command: exit, memory and child processes. No test asserts a time."""

import sys
import time
from pathlib import Path

import pytest

from benchmarks.measure import Command, CommandError, run

MEGABYTE = 1_000_000
_HOLD = "import time; block = b'x' * 60_000_000; time.sleep(0.4)"


def running(pid):
    """Whether a process is running, zombies excluded."""
    return Path(f"/proc/{pid}/fd/0").exists()


def python(program, folder, **options):
    return Command((sys.executable, "-c", program), folder, **options)


def test_memory(tmp_path):
    """Peak memory is the sum over all processes."""
    alone = run(python(_HOLD, tmp_path)).memory
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_HOLD!r}]); {_HOLD}"
    # The child holds its memory until the parent has held its own for a while, however slowly each starts.
    waiting = "block = b'x' * 60_000_000; print(flush=True); input()"
    both = (
        "import subprocess, sys; pipes = {'stdin': subprocess.PIPE, 'stdout': subprocess.PIPE}; "
        f"child = subprocess.Popen([sys.executable, '-c', {waiting!r}], **pipes); "
        f"child.stdout.readline(); {_HOLD}; child.communicate(b'\\n')"
    )
    one_by_one, together = run(python(program, tmp_path)).memory, run(python(both, tmp_path)).memory
    assert alone > 60 * MEGABYTE
    assert one_by_one < 120 * MEGABYTE < together


def test_shared_memory(tmp_path):
    """Memory that a forked worker shares is counted once."""
    forked = "import os; block = b'x' * 60_000_000; child = os.fork(); import time; time.sleep(0.4)"
    assert 60 * MEGABYTE < run(python(forked, tmp_path)).memory < 110 * MEGABYTE


def test_processor_time_of_children(tmp_path):
    """A worker's processor time counts for the command."""
    work = "sum(range(20_000_000))"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    assert run(python(program, tmp_path)).cpu > run(python("", tmp_path)).cpu


def test_failure(tmp_path):
    """The message ends with the last output, and no process remains."""
    with pytest.raises(CommandError, match=r"exit code 3\nno luck"):
        run(python("print('no luck'); raise SystemExit(3)", tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_missing_command(tmp_path):
    with pytest.raises(CommandError, match=r"no-such-program: No such file"):
        run(Command(("./no-such-program",), tmp_path))


def test_too_long(tmp_path):
    """A command that hangs is killed with its children."""
    program = "import os, time; child = os.fork(); print(os.getpid(), flush=True); time.sleep(60)"
    with pytest.raises(CommandError, match="not done after") as caught:
        run(python(program, tmp_path, seconds=2))
    pids = [int(line) for line in str(caught.value).splitlines()[1:]]
    deadline = time.monotonic() + 5
    while any(running(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(pids) == 2
    assert not any(running(pid) for pid in pids)
