"""Split work between processes.

Workers are forked, so they share what their parent has read. Where forking is unsafe, such as in a
process with threads, the work is done in this process.
"""

import atexit
import gc
import math
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from generator.diagnostics.failure import Failure
from generator.system.bounds import end_with_parent, has_threads

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 64
"""Minimum items for a worker, which takes about 30 ms to start; fewer are faster without one."""
_FIRST = 32
"""The number of items at the start that each become a part of their own. Long items come first, so
this spreads them over the workers."""
_MOST = 20_000
"""Workers are replaced after this number of items, which frees their memory: with five times as
many, 30,000 articles take 1.7 GB and not 1.4 GB."""
_PARTS_EACH = 8
"""Minimum parts for each worker, so that none is left with a long one while the others are done."""
_STOP = signal.SIGUSR1
"""Interrupts the work of a worker. Ctrl-C reaches all processes of a terminal, but workers ignore
it, so that only one process says that it was pressed."""
_LAST_WORDS = 2
"""Seconds in which an interrupted worker may say what it was doing, before it is killed."""
_BEGAN = time.monotonic()
"""When the program began: every command imports this module."""
_PATIENCE = 2
"""Seconds of a program in which nobody asks how far it is."""
_work: tuple[Callable[[Any], Any], Sequence[Any]]
"""The work of this process, if it is a worker; the parent has none."""


def cores() -> int:
    """The number of processes to use; 1 where forking is unsafe, as in the preview."""
    return 1 if has_threads() else len(os.sched_getaffinity(0))


def in_parts(
    work: Callable[[Sequence[Item]], Result],
    items: Sequence[Item],
    size: int = 250,
    few: int = _FEW,
    label: str = "",
) -> Iterator[Result]:
    """Work on a sequence in parts, and yield their results in order.

    Parts have at most `size` items. Results are pickled. Fewer than `few` items are done in this
    process. On a terminal, a bar with the label shows how far long work is.

    Raises:
        ChildProcessError: a worker was killed, for instance because memory ran out.
    """
    workers = cores()
    if workers < 2 or len(items) < few:
        if items:
            yield work(items)
        return
    size = min(size, math.ceil(len(items) / (_PARTS_EACH * workers)))
    singles = range(min(_FIRST, len(items)))
    starts = [*singles, *range(_FIRST, len(items), size), len(items)]
    spans = list(pairwise(starts))
    gc.freeze()
    many = len(singles) + math.ceil(_MOST / size)
    try:
        with _progress(label, len(items)) as advance:
            for first in range(0, len(spans), many):
                yield from _by_workers(work, items, spans[first : first + many], workers, advance)
    finally:
        gc.unfreeze()


@contextmanager
def _progress(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Yield what is told about each finished number of items, and shows them on a terminal."""
    with ExitStack() as stack:
        bar = None
        done = 0

        def advance(count: int) -> None:
            nonlocal bar, done
            done += count
            if not label or not sys.stderr.isatty() or time.monotonic() < _BEGAN + _PATIENCE:
                return
            if bar is None:
                import click  # every command imports this module

                # `sys.stderr` escapes the characters that move the cursor.
                bar = click.progressbar(length=total, label=label, file=sys.__stderr__)
                stack.enter_context(bar)
            bar.update(done - bar.pos)

        yield advance


def _by_workers(
    work: Callable[[Sequence[Item]], Result],
    items: Sequence[Item],
    spans: Sequence[tuple[int, int]],
    workers: int,
    advance: Callable[[int], None],
) -> Iterator[Result]:
    from concurrent.futures import ProcessPoolExecutor  # every command imports this module
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    count, fork = min(workers, len(spans)), get_context("fork")
    # A forked worker inherits these arguments, so they need not be picklable.
    arguments = os.getpid(), work, items
    try:
        with ProcessPoolExecutor(count, fork, _begin, arguments) as pool:
            # Each is dropped as soon as its result is taken: together they hold all results.
            parts: deque[Future[Result]] = deque()
            try:
                parts.extend(pool.submit(_part, span) for span in spans)
                for start, end in spans:
                    result = parts[0].result()
                    parts.popleft()
                    advance(end - start)
                    yield result
            except KeyboardInterrupt:
                _interrupt(parts)
                raise
            except GeneratorExit:  # the caller has ended, perhaps by Ctrl-C between two results
                with suppress(Failure):
                    _interrupt(parts)
                raise
            finally:
                pool.shutdown(cancel_futures=True)
    except BrokenProcessPool as error:
        message = (
            "a worker process was killed, perhaps because memory ran out; run the command again"
        )
        raise ChildProcessError(message) from error


def _interrupt(parts: "Iterable[Future[Any]]") -> None:
    """Stop the workers, of which one may never end, and be waited for.

    Raises:
        Failure: a worker ran code of another package, which the message names.
    """
    from concurrent.futures import wait
    from multiprocessing import active_children

    children = active_children()
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child.pid or os.getpid(), _STOP)  # it has begun, so it has a number
    ended, _ = wait([part for part in parts if part.running()], _LAST_WORDS)
    for child in children:
        child.kill()
    for part in ended:
        if isinstance(error := part.exception(), Failure):
            raise error


def _begin(parent: int, work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    """Prepare a worker: it keeps its work, because a pool sends picklable spans only."""
    global _work  # noqa: PLW0603 (in a worker, for its only pool)
    end_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(_STOP, signal.SIG_IGN)
    _work = work, items


def _part(span: tuple[int, int]) -> Any:  # noqa: ANN401 (a Result; a global cannot be generic)
    work, items = _work
    signal.signal(_STOP, signal.default_int_handler)
    try:
        return work(items[slice(*span)])
    finally:
        signal.signal(_STOP, signal.SIG_IGN)


def spare_the_collector() -> None:
    """Run Python's garbage collector rarely.

    A site's records live as long as the run and form no reference cycles. Scanning hundreds of
    thousands of them repeatedly takes a third of a run's time, and a tenth of a second at its end.
    """
    gc.set_threshold(1_000_000, 50, 1_000)
    atexit.register(gc.freeze)
