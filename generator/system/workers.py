"""One pool of processes that share work, with the same results as one.

Workers are forked: they have all that their parent had read, and what they
change of it stays theirs. Where the system cannot fork, the work is done here.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 64
"""Fewer items than this are done before a worker has started, which takes about 30 ms."""
_MOST = 100_000
"""After so many items new workers take over: what one remembers, and its own copy of what its parent had
read, is given back when it ends. Without it 100,000 articles take a third more memory."""
_work: Callable[[int, int], object] | None = None


def cores() -> int:
    """How many processes can run at the same time."""
    if sys.platform != "linux":  # elsewhere a fork may meet threads of the system's own
        return 1
    return len(os.sched_getaffinity(0))


def in_parts(
    work: Callable[[Sequence[Item]], Result],
    items: Sequence[Item],
    workers: int,
    size: int = 250,
    few: int = _FEW,
) -> Iterator[Result]:
    """Do work on parts of a sequence; yields each part's result, in the order of the parts.

    Args:
        work: Takes some of the items; its result must be picklable.
        items: All of them.
        workers: How many processes share the work.
        size: The most items in a part.
        few: With fewer items than this the work is done in this process.

    Raises:
        ChildProcessError: when a worker was ended from outside, as the system does for want of memory.
    """
    global _work  # noqa: PLW0603 (the only way into a forked worker for what cannot be pickled)
    if workers < 2 or len(items) < few:
        if items:
            yield work(items)
        return
    size = max(1, min(size, -(-len(items) // (8 * workers))))
    spans = [(start, start + size) for start in range(0, len(items), size)]
    _work = lambda start, end: work(items[start:end])  # noqa: E731
    gc.freeze()
    many = -(-_MOST // size)
    try:
        for first in range(0, len(spans), many):
            yield from _by_workers(spans[first : first + many], workers)
    except BrokenProcessPool as error:
        message = "a process that shared the work was ended, perhaps for want of memory; run it again"
        raise ChildProcessError(message) from error
    finally:
        _work = None
        gc.unfreeze()


def _by_workers(spans: Sequence[tuple[int, int]], workers: int) -> Iterator[Any]:
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(min(workers, len(spans)), fork, _die_with_parent, (os.getpid(),)) as pool:
        yield from pool.map(_part, spans)


def _part(span: tuple[int, int]) -> Any:  # noqa: ANN401 (a Result, which a global cannot say)
    assert _work is not None  # noqa: S101 (set before the fork)
    return _work(*span)


def _die_with_parent(parent: int) -> None:
    """Let the system end a worker whose parent was killed (prctl(2)), or it would wait for work for ever.

    A parent that is asked to stop stops its workers, so they need not hear of it.
    """
    death_signal = 1  # PR_SET_PDEATHSIG
    ctypes.CDLL(None).prctl(death_signal, signal.SIGKILL)
    if os.getppid() != parent:  # it was killed before this could be said
        os._exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def spare_the_collector() -> None:
    """Let Python look for circles of references seldom.

    A site's records live as long as the run and hold no circles; looking through hundreds of
    thousands of them again and again takes a third of a run's time, and a tenth of a second at its end.
    """
    gc.set_threshold(1_000_000, 50, 1_000)
    atexit.register(gc.freeze)
