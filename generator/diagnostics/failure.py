"""Exceptions that end a command with a message, before it has changed anything."""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

TRACEBACK = "DIGEST_TRACEBACK"
"""The environment variable with which the author of an extension sees where it failed."""


class Failure(RuntimeError):  # noqa: N818 (people read its message, not its name)
    """Ends a command with a message of one line, before it has changed anything."""


class EditError(Failure):
    """Refuses an edit; the second line of the message is the help."""

    def __init__(self, message: str, help_line: str = "") -> None:
        if help_line:
            message += f"\n    help: {help_line}"
        super().__init__(message)


@contextmanager
def in_package(package: str, part: str) -> Iterator[None]:
    """Run code of another package, whose errors become one line that names it.

    Without a package, the code is the core's, and its errors pass: they are our bugs. Code that
    does not end is named when somebody interrupts it.

    Args:
        package: The name of the Python package.
        part: What runs, as its author knows it: a method, a template, a file.

    Raises:
        Failure: the code raised anything, `SystemExit` and `KeyboardInterrupt` included; a Failure
            of its own passes.
    """
    if not package:
        yield
        return
    try:
        yield
    except (Failure, GeneratorExit):
        raise
    except BaseException as error:
        if os.environ.get(TRACEBACK):
            traceback.print_exc(file=sys.stderr)
        reason = f"{type(error).__name__}: {_text_of(error)}".removesuffix(": ")
        what = f"failed: {reason}"
        if isinstance(error, KeyboardInterrupt):
            what = "was interrupted"
        message = f"{package}: {part} {what}{_place_in(package, error)}"
        raise Failure(" ".join(message.split())[:_MOST]) from error


def other_package(module: str) -> str:
    """Return the package of a module that is not the program's own; "" for one of the program."""
    package = module.partition(".")[0]
    return "" if package == CORE else package


CORE = __name__.partition(".")[0]
_AS_FOLDER = str.maketrans(".-", "/_")
_MOST = 500
"""The maximum length of a message: the text of an error may hold a whole file."""


def _text_of(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 (the class of the error may be broken, too)
        return "no message"


def _place_in(package: str, error: BaseException) -> str:
    """Name the last line of the package that the error passed, such as ` (own/pages.py:7)`.

    If the package had called the core, the core's line follows: the fault may be there.
    """
    folder, of_core = f"/{package.translate(_AS_FOLDER)}/", f"/{CORE}/"
    passed = [(one.filename, one.lineno) for one in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) or hasattr(error, "lineno"):  # also an error of Jinja
        passed.append((str(getattr(error, "filename", "")), getattr(error, "lineno", 0)))
    raised = ""
    for file, line in reversed(passed):
        if folder in file:
            return f" ({folder[1:]}{file.rpartition(folder)[2]}:{line}){raised}"
        if of_core in file and not raised:
            raised = f", in {CORE}/{file.rpartition(of_core)[2]}:{line}"
    return ""
