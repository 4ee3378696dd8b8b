"""Limit the time and memory that untrusted input can take.

`within` and `little_memory` limit Python code in this process, at no cost: a timer interrupts it,
even inside a regular expression. `in_child` runs work in another process, because parsers written
in C ignore signals, and some inputs take them quadratic time.

Limits on the size of files keep every known case fast; these limits are for unknown ones. They
count processor time, so that results do not depend on the load of the machine.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, ForkServerContext

Result = TypeVar("Result")

SECONDS = 1.5
"""The slowest accepted file takes 0.2 seconds."""
BYTES = 256 * 1024**2
"""The largest accepted file needs a tenth of this."""
_AGAIN = 0.1
"""Seconds until the timer fires again, in case code has caught the exception."""
_CHILD_BYTES = 2 * 1024**3
"""trafilatura and lxml need a quarter of this for the largest accepted page."""
_STUCK = 30
"""A child that waits instead of working is killed after this multiple of its processor time."""
_TIMED_OUT = (-signal.SIGXCPU, -signal.SIGKILL)
"""Exit codes of a child that used up its time; SIGKILL follows a second later (setrlimit(2))."""
_is_running = False


class TooSlowError(BaseException):
    """Work took more time than allowed.

    This is not an `Exception`, so that no handler catches it by accident.
    """


def _stop(*_: object) -> None:
    if _is_running:
        raise TooSlowError


def within(work: Callable[[], Result], seconds: float = SECONDS) -> Result:
    """Run work that can be interrupted anywhere, and limit its processor time.

    Nested calls share the outer limit. There is no limit outside the main thread, which alone
    receives timers, and on systems without timers.

    Raises:
        TooSlowError: the work takes longer.
    """
    global _is_running  # noqa: PLW0603 (a process has one timer)
    in_main_thread = threading.current_thread() is threading.main_thread()
    if _is_running or not in_main_thread or not hasattr(signal, "setitimer"):
        return work()
    signal.signal(signal.SIGVTALRM, _stop)
    try:
        _is_running = True
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
        try:
            return work()
        finally:
            _is_running = False
    finally:  # the timer may fire inside the inner call
        _is_running = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@contextmanager
def little_memory(limit: int = BYTES) -> Iterator[None]:
    """Limit what this process may allocate to `limit` more bytes (Linux only).

    Beyond that it gets a MemoryError.
    """
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bound = _pages(5) * resource.getpagesize() + limit
    if soft != resource.RLIM_INFINITY and soft < bound:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
    try:
        yield
    finally:
        with suppress(ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _pages(field: int) -> int:
    """A field of /proc/self/statm in pages (proc(5)): 0 is the address space, 5 the data segment.

    RLIMIT_AS limits the first, RLIMIT_DATA the second.
    """
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[field])


def has_threads() -> bool:
    """Whether this process has threads, or may have: outside Linux system libraries start some.

    Such a process must not fork: the child has one thread only, so it may wait for ever for a lock
    that another thread of its parent had.
    """
    return sys.platform != "linux" or len(os.listdir("/proc/self/task")) > 1  # noqa: PTH208


def end_with_parent(parent: int) -> None:
    """Make the system kill this process when the one that started it ends (prctl(2)).

    `parent` is the number of that process; if it has ended already, so does this one.
    """
    import ctypes  # commands that start no process do without

    death_signal = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(death_signal, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def in_child(work: partial[Result], seconds: int | None, *, may_fork: bool = False) -> Result:
    """Call `work` in another process; its result must be picklable.

    The process is forked. If this one has threads, it comes from a fork server instead: then it has
    no state of this process but its environment, and `work` must be picklable, too. On other
    systems than Linux the work runs here without limits. `seconds` is processor time; with
    None there are no limits. With `may_fork` the work may have children of its own.

    Raises:
        TooSlowError: the work takes longer.
        ChildProcessError: the process ends without a result.
        Exception: any exception of the work.
    """
    if sys.platform != "linux":
        return work()
    import multiprocessing  # commands that check nothing do without

    context: ForkContext | ForkServerContext = multiprocessing.get_context("fork")
    parent = os.getpid()
    if has_threads():
        parent = 0  # the fork server, which ends with this process
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["__main__", work.func.__module__])
    ours, theirs = context.Pipe(duplex=False)
    before = os.environ.get("PYTHONSAFEPATH", "")
    # The fork server begins as `python -c`, which imports modules from the working folder first: a
    # stranger may have put some there.
    os.environ["PYTHONSAFEPATH"] = "1"
    # A fork server keeps the environment in which it began, perhaps an hour ago.
    arguments = work, theirs, seconds, dict(os.environ), parent
    process = context.Process(target=_child, args=arguments, daemon=not may_fork)
    try:
        process.start()
    finally:
        os.environ["PYTHONSAFEPATH"] = before
    theirs.close()
    try:
        if not ours.poll(seconds and seconds * _STUCK):
            raise TooSlowError
        succeeded, result = ours.recv()
        process.join(1)  # it removes its temporary folders
    except EOFError:
        process.join()
        if process.exitcode in _TIMED_OUT:
            raise TooSlowError from None
        raise ChildProcessError("the process ended without a result") from None
    finally:
        process.kill()
        process.join()
        ours.close()
    if not succeeded:
        raise result
    answer: Result = result
    return answer


def _child(
    work: Callable[[], object],
    answer: "Connection",
    seconds: int | None,
    environment: Mapping[str, str],
    parent: int,
) -> None:
    end_with_parent(parent or os.getppid())
    # The parent says that Ctrl-C was pressed, and kills its child.
    signal.signal(signal.SIGINT, lambda *_: os._exit(1))
    os.environ.clear()
    os.environ.update(environment)
    if seconds is not None:
        _limit(seconds)
    try:
        answer.send((True, work()))
    except Exception as error:  # noqa: BLE001 (the parent raises it again)
        answer.send((False, error))
    answer.close()


def _limit(seconds: int) -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    # A forked child begins with the address space of its parent, which may be large already.
    bound = _pages(0) * resource.getpagesize() + _CHILD_BYTES
    if hard != resource.RLIM_INFINITY:
        bound = min(bound, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
