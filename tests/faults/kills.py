"""Builds killed at random moments, and the site afterwards."""

import os
import random
import shutil
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.subject import VERSIONS, Files, Subject, ended, unlike


@dataclass
class Tally:
    """Counts and failures of killed builds."""

    killed: int = 0
    """Builds killed before they ended."""
    torn: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Builds after a kill whose output differs from a clean build's."""
    left: list[str] = field(default_factory=list)
    """Builds of which a process was still running two seconds after the kill."""


def kill_builds(subject: Subject, expected: list[Files], count: int, rng: random.Random) -> Tally:
    """Kill builds, each of another version than the published one."""
    tally = Tally()
    version = 0
    subject.put(version)
    subject.build()
    seconds = _seconds(subject)
    for _ in range(10 * count):
        if tally.killed == count:
            break
        before = subject.published(search=True)
        version = (version + rng.randrange(1, VERSIONS)) % VERSIONS
        subject.put(version)
        how, group = _kill(subject, seconds, rng)
        if not _has_ended(group):
            tally.left.append(how)
        after = subject.published(search=True)
        subject.build()
        built = subject.published(search=True)
        if how:
            tally.killed += 1
            if after not in (before, built):
                tally.torn.append(f"{how}: {unlike(after, before)} or {unlike(after, built)}")
        if subject.published() != expected[version]:
            tally.wrong.append(how)
    return tally


def _seconds(subject: Subject) -> float:
    subject.put(2)
    start = time.monotonic()
    code, output = subject.run()
    assert code == 0, output
    subject.put(0)
    subject.build()
    return time.monotonic() - start


def _has_ended(group: int) -> bool:
    """Whether all processes of a group end within two seconds; zombies have ended."""
    end = time.monotonic() + 2
    while _running(group):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def _running(group: int) -> bool:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # the process has ended
            state, _, of_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(of_group) == group and state not in "ZX":
                return True
    return False


def _kill(subject: Subject, seconds: float, rng: random.Random) -> tuple[str, int]:
    """Start a build and kill it; return when it was killed, or "" if it had ended, and its group."""
    process = subject.start()
    late = rng.random() < 0.5  # aim at the tenth of the time in which files are published
    if late:
        staged = subject.site.with_name(f".{subject.site.name}-new")
        while process.poll() is None and not staged.exists():
            time.sleep(0.001)
        wait = rng.uniform(0, seconds / 5)
    else:
        wait = rng.uniform(0, seconds)
    time.sleep(wait)
    alone = rng.random() < 0.5
    over = process.poll() is not None
    if alone:
        process.kill()
    elif not over:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    what = "the command" if alone else "all its processes"
    moment = "the next site began" if late else "the start"
    return "" if over else f"{what}, {wait:.3f} s after {moment}", process.pid


def delete_caches(subject: Subject, expected: list[Files], count: int, rng: random.Random) -> None:
    """Delete the cache during the given number of builds, each of which must succeed."""
    subject.put(0)
    subject.build()
    seconds = _seconds(subject)
    for number in range(count):
        version = (number + 1) % VERSIONS
        subject.put(version)
        process = subject.start()
        wait = rng.uniform(0, seconds)
        time.sleep(wait)
        shutil.rmtree(subject.cache, ignore_errors=True)
        code, output = ended(process)
        assert code == 0, f"after {wait:.3f} s: {output}"
        assert subject.published() == expected[version], f"after {wait:.3f} s"
