"""Bounds on the time and memory of work on what a stranger has written. There are two ways.

`within` and `little_memory` bound our own Python in this process, which costs nothing: a timer ends
the work, also within a regular expression, since Python looks for signals while it searches; where
it rings into code that swallows it, it rings again. `in_child` gives work to a process of its own, since
a parser written in C looks for no signals and knows inputs on which it needs the square of their length.

Limits on what a file may hold keep every parser quick that we know of; these are for what we do not
know. Processor time counts, so that a busy machine judges as an idle one does.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

Argument = TypeVar("Argument")
Result = TypeVar("Result")

SECONDS = 1.5
"""The longest file that is accepted takes 0.2 seconds."""
BYTES = 256 * 1024**2
"""The largest file that is accepted needs a tenth of it."""
_AGAIN = 0.1
_CHILD_BYTES = 2 * 1024**3
"""trafilatura and lxml take a quarter of it for the largest page that is accepted."""
_STUCK = 30
"""Times as long on the clock after which a child is ended whatever it does."""
_TIMED_OUT = (-signal.SIGXCPU, -signal.SIGKILL)
"""How a child ends that was over its time, the latter a second later (setrlimit(2))."""
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


def in_child(work: Callable[[Argument], Result], argument: Argument, seconds: int) -> Result:
    """The result of `work(argument)`, done in a process of its own; it must be picklable.

    Elsewhere than on Linux a fork may meet threads of the system's own, so there the work is done here.

    Args:
        work: What to do.
        argument: What to do it with.
        seconds: Processor time.

    Raises:
        TooSlowError: when it takes longer.
        ChildProcessError: when the process ends without a result.
        Exception: whatever the work raises, a MemoryError or RecursionError among it.
    """
    if sys.platform != "linux":
        return work(argument)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(work, argument, theirs, seconds), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds * _STUCK):
            raise TooSlowError
        found, result = ours.recv()
    except EOFError:
        process.join()
        if process.exitcode in _TIMED_OUT:
            raise TooSlowError from None
        raise ChildProcessError("the process ended without a result") from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(result, Exception) and not found:
        raise result
    answer: Result = result
    return answer


def _child(work: Callable[[Argument], Result], argument: Argument, answer: Connection, seconds: int) -> None:
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = _CHILD_BYTES if most == resource.RLIM_INFINITY else min(_CHILD_BYTES, most)
    resource.setrlimit(resource.RLIMIT_AS, (bound, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    try:
        answer.send((True, work(argument)))
    except Exception as error:  # noqa: BLE001 (it is raised again where the work was asked for)
        answer.send((False, error))
    answer.close()
