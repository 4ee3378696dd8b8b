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

    Without a package, the code is the core's, and its errors pass: they are our bugs.

    Args:
        package: The name of the Python package.
        part: What runs, as its author knows it: a method, a template, a file.

    Raises:
        Failure: the code raised anything, `SystemExit` included; a Failure of its own passes.
    """
    try:
        yield
    except (Failure, KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        if not package:
            raise
        if os.environ.get(TRACEBACK):
            traceback.print_exc(file=sys.stderr)
        reason = f"{type(error).__name__}: {_text_of(error)}".removesuffix(": ")
        message = f"{package}: {part} failed: {reason}{_place_in(package, error)}"
        raise Failure(" ".join(message.split())[:_MOST]) from error


def other_package(module: str) -> str:
    """Return the package of a module that is not the program's own; "" for one of the program."""
    package = module.partition(".")[0]
    return "" if package == __name__.partition(".")[0] else package


_AS_FOLDER = str.maketrans(".-", "/_")
_MOST = 500
"""The maximum length of a message: the text of an error may hold a whole file."""


def _text_of(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 (the class of the error may be broken, too)
        return "no message"


def _place_in(package: str, error: BaseException) -> str:
    """Name the last line of the package that the error passed, such as ` (own/pages.py:7)`."""
    folder = f"/{package.translate(_AS_FOLDER)}/"
    passed = [(one.filename, one.lineno) for one in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) or hasattr(error, "lineno"):  # also an error of Jinja
        passed.append((str(getattr(error, "filename", "")), getattr(error, "lineno", 0)))
    for file, line in reversed(passed):
        if folder in file:
            return f" ({folder[1:]}{file.rpartition(folder)[2]}:{line})"
    return ""
