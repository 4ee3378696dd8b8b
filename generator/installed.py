"""Load the extensions that are installed; commands and the MkDocs plugin hand them down."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

from generator import __version__
from generator.diagnostics.failure import CORE, TRACEBACK, Failure, in_package
from generator.diagnostics.suggest import did_you_mean
from generator.extension import PLACES, TYPES_OF_KEYS, Extension
from generator.folders import EXTRAS, add
from generator.model.layout import CONTENT
from generator.read.file_names import inner_path
from generator.read.tables import table

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_GROUP = "digest"


@cache
def extras() -> tuple[Extension, ...]:
    """Load the core's own optional rooms."""
    return tuple(import_module(f"generator.extras.{one.name}").extension for one in EXTRAS)


@cache
def installed() -> tuple[Extension, ...]:
    """Load every extension, those of other packages last.

    Raises:
        Failure: a package cannot be used; the message names it.
    """
    from importlib.metadata import entry_points  # takes a tenth of a second without any package

    found = list(extras())
    for entry in sorted(entry_points(group=_GROUP), key=lambda entry: entry.name):
        found.append(_loaded(entry, found))
    return tuple(found)


def beside_extensions() -> AbstractContextManager[None]:
    """Run what extensions of other packages may have broken.

    What it raises may be a bug of the program, too, so the message accuses nobody. Without any such
    package, errors pass.

    Raises:
        Failure: anything was raised; the message names the core's line, and the packages.
    """
    packages = ", ".join(own.name for own in installed() if not own.is_room)
    part = f"the program, or a package beside it ({packages}; {TRACEBACK}=1 shows where),"
    return in_package(CORE if packages else "", part)


def _loaded(entry: "EntryPoint", found: Sequence[Extension]) -> Extension:
    """Load the extension of another package, and check what can be checked without a site."""
    name = (entry.dist.name if entry.dist else "") or entry.name
    remedy = f"update it, or remove it: pip uninstall {name}"
    try:
        with in_package(name, "loading it"):
            own = entry.load()
    except Failure as error:
        raise Failure(f"{error}; {remedy}") from error
    if not isinstance(own, Extension):
        raise Failure(f"{name}: '{entry.value}' is not an object of a class of `Extension`")
    with in_package(name, "its class"):
        folder = _checked(own, name, remedy)
    if own.name in [other.name for other in found]:
        raise Failure(f"{own.package}: two packages add this extension; remove one of them")
    add(folder)
    return own


def _checked(own: Extension, name: str, remedy: str) -> Path:
    """Check an extension by itself, and return the folder of its package."""
    if not own.core or not f"{__version__}.".startswith(f"{own.core}."):
        wanted = f"version {own.core} of the program" if own.core else "no version of the program"
        raise Failure(f"{name}: is for {wanted}, and this is version {__version__}; {remedy}")
    for command, described in own.commands.items():
        if not isinstance(described, tuple) or len(described) != len(("line", "module")):
            wanted = "one line about it, and the module with the function of that name"
            raise Failure(f"{name}: commands['{command}'] must be a pair: {wanted}")
    _check_values(own, name)
    known = [part for part in vars(Extension) if not part.startswith("_")]
    for part in dir(own):
        if part not in known and not part.startswith("_"):
            help_line = table("generator.read", "gone")["parts"].get(part) or did_you_mean(
                part, known, "begin a name of its own with an underscore"
            )
            raise Failure(f"{name}: '{part}' is not a part of an extension; {help_line}")
    for hook, inherited in vars(Extension).items():
        method = getattr(own, hook)
        if isinstance(inherited, FunctionType) and getattr(method, "__func__", 0) is not inherited:
            setattr(own, hook, partial(_called, own, hook, method))
    return own.folder


def _check_values(own: Extension, name: str) -> None:
    """Check the values that nothing would use, or that would be used for something else."""
    for place in own.inserts:
        if place not in PLACES:
            help_line = did_you_mean(place, PLACES, f"write one of {', '.join(PLACES)}")
            raise Failure(f"{name}: inserts: '{place}' is no place of a page; {help_line}")
    for key, row in own.keys.items():
        problem = "" if row.get("description") else "has no description"
        if row.get("type") not in TYPES_OF_KEYS:
            problem = f"must have a type: {', '.join(TYPES_OF_KEYS)}"
        elif row["type"] == "choice" and not row.get("choices"):
            problem = "must have choices"
        if problem:
            raise Failure(f"{name}: keys['{key}'] {problem}")
    for text_folder in own.texts:
        if not text_folder.startswith(f"{CONTENT}/") or inner_path(text_folder) != text_folder:
            raise Failure(f"{name}: texts: '{text_folder}' is not a folder below {CONTENT}/")
    for part, inherited in vars(Extension).items():
        if isinstance(inherited, bool) and not isinstance(getattr(own, part), bool):
            raise Failure(f"{name}: {part} must be True or False")


def _called(
    own: Extension,
    hook: str,
    method: Callable[..., Any],
    *given: Any,  # noqa: ANN401 (each method has its own)
) -> object:
    """Call a method of another package, which one line names if it raises anything.

    Nothing in place of values, and a value that nobody would use, are refused here. If the program
    cannot use what a value contains, `beside_extensions` says so.
    """
    with in_package(own.package, hook):
        result = method(*given)
        wanted = vars(Extension)[hook].__annotations__["return"]
        is_many = isinstance(result, Iterable) and not isinstance(result, str)
        if not (result is None if wanted is None else is_many or wanted in (object, Any)):
            wanted = "nothing" if wanted is None else "several values"
            raise TypeError(f"it returned {type(result).__name__}, and must return {wanted}")
        if hook == "scripts":
            result = [*result]
            for path in result:
                if not (own.folder / "theme" / path).is_file():
                    raise FileNotFoundError(f"no file theme/{path}")
        if hook == "recipes":  # they run later, in another process
            return [replace(recipe, package=own.package) for recipe in result]
        return tuple(result) if isinstance(result, Iterator) else result
