"""Run a command and measure its time, processor time and the memory of all its processes.

Memory is the proportional set size, summed over the command and its
descendants: pages that forked workers share are counted once. It is sampled,
and sampling takes at most a twentieth of one core.
"""

import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

_EVERY = 0.05
"""Seconds from one sample to the next."""
_SHARE = 20
"""After each pass, the pause lasts this many times as long."""


class CommandError(RuntimeError):
    """A command failed or took too long; the message ends with its last output."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Resources of one run: seconds, seconds of all processors, peak bytes of all processes."""

    wall: float
    cpu: float
    memory: int

    def __add__(self, other: "Usage") -> "Usage":
        """Add up the times of consecutive runs; keep the higher peak."""
        return Usage(self.wall + other.wall, self.cpu + other.cpu, max(self.memory, other.memory))


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its folder and its time limit."""

    arguments: Sequence[str | Path]
    folder: Path
    environment: Mapping[str, str] | None = None
    seconds: float = 1_800


def run(command: Command) -> Usage:
    """Run a command to its end.

    Raises:
        CommandError: it cannot be started, exits with a code other than 0, or takes too long.
    """
    os.sync()  # so that this command does not wait for earlier ones' writes
    output = command.folder / ".bench-output"
    with output.open("wb") as log:
        begun = time.perf_counter()
        process = start(command, log)
        with Watch(process.pid, command.seconds) as watch:
            _, status, used = wait(process.pid)
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(
        status
    )  # the process has been waited for; tell Popen
    last_output = output.read_text(encoding="utf-8", errors="replace")[-2_000:]
    output.unlink()
    if watch.ended:
        raise CommandError(
            f"{command.arguments[0]}: not done after {command.seconds:.0f} seconds\n{last_output}"
        )
    if process.returncode:
        raise CommandError(f"{command.arguments[0]}: exit code {process.returncode}\n{last_output}")
    return Usage(wall, used.ru_utime + used.ru_stime, watch.peak)


def wait(process: int) -> tuple[int, int, resource.struct_rusage]:
    """Wait for a process; when interrupted, kill its process group."""
    try:
        return os.wait4(process, 0)
    except BaseException:
        os.killpg(process, signal.SIGKILL)
        raise


def start(command: Command, log: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a command in a new process group with its output in a log.

    Raises:
        CommandError: it cannot be started.
    """
    # Let Python cache compiled modules, as it normally does.
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    try:
        return subprocess.Popen(
            [str(argument) for argument in command.arguments],
            cwd=command.folder,
            env={**environment, **(command.environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise CommandError(f"{command.arguments[0]}: {error.strerror}") from error


class Watch:
    """Sample the memory of a process and its descendants, and kill them after the time limit."""

    def __init__(self, root: int, seconds: float) -> None:
        self.peak = 0
        self.ended = False
        self._root = root
        self._deadline = time.monotonic() + seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        pause = 0.0
        while not self._over.wait(pause):
            if time.monotonic() > self._deadline:
                self.ended = True
                with suppress(ProcessLookupError):
                    os.killpg(self._root, signal.SIGKILL)
                return
            start = time.perf_counter()
            self._sample()
            pause = max(_EVERY, _SHARE * (time.perf_counter() - start))

    def _sample(self) -> None:
        """Read proportional memory only at a new peak of resident memory, which is never lower."""
        running = list(family(self._root))
        if sum(map(resident, running)) > self.peak:
            self.peak = max(self.peak, sum(map(proportional, running)))


def family(root: int) -> Iterator[int]:
    """A process and its running descendants, from Linux's /proc."""
    yield root
    try:
        threads = [thread.name for thread in Path(f"/proc/{root}/task").iterdir()]
    except OSError:
        return
    for thread in threads:
        for child in _read(f"/proc/{root}/task/{thread}/children").split():
            yield from family(int(child))


def resident(process: int) -> int:
    """Resident memory of a process in bytes; 0 once it has ended."""
    fields = _read(f"/proc/{process}/statm").split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def proportional(process: int) -> int:
    """Memory in bytes with shared pages divided by the number of processes that share them."""
    for line in _read(f"/proc/{process}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: str) -> str:
    """A file of /proc; empty once the process has ended."""
    try:
        return Path(path).read_text(encoding="ascii")
    except OSError:
        return ""
