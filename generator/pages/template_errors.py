"""Say where a template failed and why, for the templates of pages and those of the frame."""

import traceback
from collections.abc import Iterable
from pathlib import PurePosixPath

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError

from generator.diagnostics.suggest import did_you_mean
from generator.system.bounds import TooSlowError

TOO_MUCH = "it takes too much time or memory"
_LONGEST = 200
_ICONS, _LANGUAGES = ".icons/", "partials/languages/"
_COMPILER = Environment.__module__


def place_in_template(error: BaseException) -> tuple[str, int]:
    """The path and the line of the innermost template that an error has passed.

    The line is 0 if it is unknown, and the path is "" if the error was in no template.
    """
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return error.filename, error.lineno
    for frame, line in reversed([*traceback.walk_tb(error.__traceback__)]):
        is_compiled = frame.f_globals.get("__name__") == _COMPILER
        if is_compiled and frame.f_locals.get("filename"):
            return str(frame.f_locals["filename"]), 0
        path = frame.f_code.co_filename
        if path.endswith((".html", ".htm")):
            # Jinja gives only an `Exception` the lines of templates; others have those of Python.
            return path, line if isinstance(error, Exception) else 0
    return "", 0


def reason_of(error: BaseException, known: Iterable[str]) -> str:
    """Why a template failed, in one line; `known` are the names of the templates that exist."""
    if isinstance(error, TemplateNotFound):
        return _missing(str(error.name), known)
    if isinstance(error, RecursionError):
        return "it is nested too deeply, or includes itself"
    if isinstance(error, (TooSlowError, MemoryError)):
        return TOO_MUCH
    return str(error).partition("\n")[0][:_LONGEST] or type(error).__name__


def _missing(name: str, known: Iterable[str]) -> str:
    """Say what mkdocs.yml, a page or another template names, and what does not exist."""
    for folder, what in ((_ICONS, "icon"), (_LANGUAGES, "language")):
        if name.startswith(folder):
            name = str(PurePosixPath(name.removeprefix(folder)).with_suffix(""))
            return f"Material has no {what} '{name}', which mkdocs.yml or a page names"
    # Without endings, which all templates share: they would make short names alike.
    names = {str(PurePosixPath(one).with_suffix("")): one for one in known}
    wrong = str(PurePosixPath(name).with_suffix(""))
    help_line = did_you_mean(wrong, names, "", means=names)
    return f"there is no template '{name[:_LONGEST]}'" + (f"; {help_line}" if help_line else "")
