"""Work on a stranger's input in a process of its own, with bounds on its time and memory.

Parsers are written in C and know inputs on which they need the square of their length; no check of
the input finds all of these. So the work is given away and ended when it takes too long.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

from generator.intake.raw import IntakeError

Argument = TypeVar("Argument")
Result = TypeVar("Result")
_SECONDS, _BYTES = 10, 2 * 1024**3


def guarded(work: Callable[[Argument], Result], argument: Argument, seconds: float = _SECONDS) -> Result:
    """The result of `work(argument)`; it must be one that can be sent between processes.

    Elsewhere than on Linux a fork may meet threads of the system's own, so there the work is done here.

    Raises:
        IntakeError: when the work raises one, takes too long, needs too much memory or dies.
    """
    if sys.platform != "linux":
        return work(argument)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(work, argument, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise IntakeError(
                f"reading it takes longer than {seconds:g} seconds; save the article's text alone"
            )
        answer = ours.recv()
    except EOFError as error:
        raise IntakeError("reading it ended without a result; save the article's text alone") from error
    finally:
        process.kill()
        process.join()
        ours.close()
    if isinstance(answer, IntakeError):
        raise answer
    result: Result = answer
    return result


def _child(work: Callable[[Argument], Result], argument: Argument, answer: Connection) -> None:
    _bound_memory()
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


def _bound_memory() -> None:
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = _BYTES if most == resource.RLIM_INFINITY else min(_BYTES, most)
    resource.setrlimit(resource.RLIMIT_AS, (bound, most))
