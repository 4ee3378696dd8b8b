"""Bounds on the time and memory of reading one file, whatever a stranger has written into it.

The caps on what a file may contain keep parsers fast in all cases that we know. These bounds are for
the others. A timer ends the work, even inside a regular expression, since Python handles signals while
it searches; if the code swallows the exception, the timer fires again. It counts processor time, so that
a busy machine judges like an idle one.
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
"""The longest file that is accepted takes 0.2 seconds."""
BYTES = 256 * 1024**2
"""The largest file that is accepted needs a tenth of it."""
_AGAIN = 0.1
_bounded = False


class TooSlowError(BaseException):
    """The time is over. Not an `Exception`, so that code on the way out does not take it for its own."""


def _stop(*_: object) -> None:
    if _bounded:
        raise TooSlowError


@cache
def _handle_timer() -> None:
    signal.signal(signal.SIGVTALRM, _stop)


def within(work: Callable[[], Result], seconds: float = SECONDS) -> Result:
    """Do some work that may take only so long.

    Inside other such work, the outer limit counts. Only the main thread receives timers, and some
    systems have none: elsewhere the work is not limited.

    Args:
        work: What to do; it can be ended anywhere, so it must not leave anything half done.
        seconds: Processor time.

    Raises:
        TooSlowError: when it takes longer.
    """
    global _bounded  # noqa: PLW0603 (there is one timer in a process)
    in_main_thread = threading.current_thread() is threading.main_thread()
    if _bounded or not in_main_thread or not hasattr(signal, "setitimer"):
        return work()
    _handle_timer()
    try:
        _bounded = True
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
        try:
            return work()
        finally:
            _bounded = False
    finally:  # the timer may fire within the inner one
        _bounded = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@contextmanager
def little_memory(most: int = BYTES) -> Iterator[None]:
    """Let this process take only so many more bytes of memory before it gets a MemoryError (Linux only)."""
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
    """The bytes of this process that RLIMIT_DATA counts (proc(5))."""
    *_, data, _ = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(data) * 4096
