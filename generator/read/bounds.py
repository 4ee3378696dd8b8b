"""Bounds on the time and memory of reading one file, whatever a stranger has written into it.

The caps on what a file may hold keep every parser quick that we know of; these are for what we do
not know. A timer ends the work, also within a regular expression, since Python's looks for signals
while it searches; where it rings into code that swallows it, it rings again. The time is the
processor's, so that a busy machine judges as an idle one does.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

SECONDS = 1.5
"""The longest file that is accepted takes a fifth of a second."""
BYTES = 256 * 1024**2
"""The largest needs a tenth of it."""
_AGAIN = 0.1
_bounded = False


class TooSlowError(BaseException):
    """The time is over; not an `Exception`, since nothing on the way out may take it for its own."""


def _ring(*_: object) -> None:
    if _bounded:
        raise TooSlowError


@cache
def _listen() -> None:
    signal.signal(signal.SIGVTALRM, _ring)


def within(work: Callable[[], Result], seconds: float = SECONDS) -> Result:
    """The result of some work that may take only so long; within other such work, its time counts.

    Only the main thread hears a timer, and some systems have none: there the work takes what it takes.

    Args:
        work: What to do; it may be ended anywhere, so it must not leave anything half done.
        seconds: Of the processor's time.

    Raises:
        TooSlowError: when it takes longer.
    """
    global _bounded  # noqa: PLW0603 (there is one timer in a process)
    if _bounded or not hasattr(signal, "setitimer"):
        return work()
    if threading.current_thread() is not threading.main_thread():
        return work()
    _listen()
    try:
        _bounded = True
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
        try:
            return work()
        finally:
            _bounded = False
    finally:
        _bounded = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@contextmanager
def little_memory(most: int = BYTES) -> Iterator[None]:
    """Let this process grow only so much: then there is a MemoryError, and not a machine without memory.

    Args:
        most: Bytes of data beyond what it has now.
    """
    if sys.platform != "linux":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    bound = _data() + most
    if before[0] != resource.RLIM_INFINITY and before[0] < bound:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (bound, before[1]))
    try:
        yield
    finally:
        with suppress(ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, before)


def _data() -> int:
    """Bytes of this process that RLIMIT_DATA counts (proc(5))."""
    *_, data, _ = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(data) * 4096
