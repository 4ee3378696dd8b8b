"""Work on what a stranger sent, with bounds; whatever stops it is one line for the editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from generator.importer.raw import IntakeError
from generator.system.bounds import TooSlowError, in_child

Argument = TypeVar("Argument")
Result = TypeVar("Result")
_SECONDS = 5
"""A page of 300 KB takes 0.3 seconds; what takes fifteen times as long is no report."""


def guarded(work: Callable[[Argument], Result], argument: Argument, seconds: int = _SECONDS) -> Result:
    """The result of `work(argument)`, done in a process of its own.

    Args:
        work: What to do; its result must be picklable.
        argument: What to do it with.
        seconds: Processor time.

    Raises:
        IntakeError: when the work raises one, takes too long, needs too much memory or dies.
    """
    try:
        return in_child(work, argument, seconds)
    except TooSlowError:
        why = f"reading it takes longer than {seconds} second{'s' * (seconds > 1)}"
    except MemoryError:
        why = "reading it needs too much memory"
    except RecursionError:
        why = "it is nested too deeply to be read"
    except ChildProcessError:
        why = "reading it ended without a result"
    raise IntakeError(f"{why}; save the article's text alone")
