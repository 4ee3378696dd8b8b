"""Work on a stranger's input in a process of its own, with bounds on its processor time and memory.

Parsers are written in C and know inputs on which they need the square of their length; no check of
the input finds all of these. So the work is given away and ended when it takes too long. Processor
time counts, not time on the clock, so that a busy machine refuses nothing.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

from generator.importer.raw import IntakeError

Argument = TypeVar("Argument")
Result = TypeVar("Result")
_SECONDS, _BYTES = 5, 2 * 1024**3
"""A page of 300 KB takes 0.3 seconds; what takes fifteen times as long is no report."""
_STUCK = 30
"""Times as long on the clock after which the process is ended whatever it does."""


def guarded(work: Callable[[Argument], Result], argument: Argument, seconds: int = _SECONDS) -> Result:
    """The result of `work(argument)`; it must be one that can be sent between processes.

    Elsewhere than on Linux a fork may meet threads of the system's own, so there the work is done here.

    Args:
        work: What to do.
        argument: What to do it with.
        seconds: Processor time.

    Raises:
        IntakeError: when the work raises one, takes too long, needs too much memory or dies.
    """
    if sys.platform != "linux":
        return work(argument)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(work, argument, theirs, seconds), daemon=True)
    process.start()
    theirs.close()
    try:
        answer = ours.recv() if ours.poll(seconds * _STUCK) else _too_long(seconds)
    except EOFError:
        process.join()
        answer = _too_long(seconds) if process.exitcode in _TIMED_OUT else _ENDED
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, IntakeError):
        raise answer
    result: Result = answer
    return result


_TIMED_OUT = (-24, -9)
"""Exit codes of a process that SIGXCPU ended, or SIGKILL a second later (setrlimit(2))."""
_ENDED = IntakeError("reading it ended without a result; save the article's text alone")


def _too_long(seconds: int) -> IntakeError:
    return IntakeError(
        f"reading it takes longer than {seconds} second{'s' * (seconds > 1)}; save the article's text alone"
    )


def _child(work: Callable[[Argument], Result], argument: Argument, answer: Connection, seconds: int) -> None:
    _bound(seconds)
    result: Result | IntakeError
    try:
        result = work(argument)
    except IntakeError as error:
        result = error
    except MemoryError:
        result = IntakeError("reading it needs too much memory; save the article's text alone")
    except RecursionError:
        result = IntakeError("it is nested too deeply to be read; save the article's text alone")
    answer.send(result)
    answer.close()


def _bound(seconds: int) -> None:
    """Limit this process: RLIMIT_CPU counts what the fork uses itself, RLIMIT_AS its whole memory."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = _BYTES if most == resource.RLIM_INFINITY else min(_BYTES, most)
    resource.setrlimit(resource.RLIMIT_AS, (bound, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
