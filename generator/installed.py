"""Load the extensions that are installed; commands and the MkDocs plugin hand them down."""

import re
from functools import cache
from importlib import import_module

from generator import __version__
from generator.diagnostics.failure import Failure
from generator.diagnostics.suggest import did_you_mean
from generator.extension import Extension
from generator.folders import EXTRAS, add

_GROUP = "digest"
_FOLDER = re.compile(r"content/[a-z0-9-]+")


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
    from importlib.metadata import entry_points  # commands that load none start without it

    found = list(extras())
    for entry in sorted(entry_points(group=_GROUP), key=lambda entry: entry.name):
        # Load the extension of another package, and check what can be checked without a site.
        from importlib.metadata import distributions

        dist = entry.dist
        name = dist.name if dist else entry.module
        remedy = f"update it, or remove it: pip uninstall {name}"
        versions = {one.version for one in distributions(name=name)}
        if len(versions) > 1:
            listed = " and ".join(sorted(versions))
            raise Failure(f"{name}: versions {listed} are installed together; remove one of them")
        try:
            own = entry.load()
        except Exception as error:
            message = f"{name}: cannot be loaded ({type(error).__name__}: {error}); {remedy}"
            raise Failure(" ".join(message.split())) from error
        if not isinstance(own, Extension):
            raise Failure(f"{name}: '{entry.value}' is not an object of a class of `Extension`")
        if not own.core or not f"{__version__}.".startswith(f"{own.core}."):
            wanted = (
                f"version {own.core} of the program" if own.core else "no version of the program"
            )
            raise Failure(f"{name}: is for {wanted}, and this is version {__version__}; {remedy}")
        known = [part for part in vars(Extension) if not part.startswith("_")]
        for part in dir(own):
            if part not in known and not part.startswith("_"):
                help_line = did_you_mean(part, known, "begin a name of its own with an underscore")
                raise Failure(f"{name}: '{part}' is not a part of an extension; {help_line}")
        if own.package in [other.package for other in found]:
            raise Failure(f"{own.package}: two packages add this extension; remove one of them")
        taken = ["content/articles", "content/pages"]
        taken += [folder for other in found for folder in other.texts]
        for folder in own.texts:
            if folder in taken or not _FOLDER.fullmatch(folder):
                raise Failure(f"{name}: '{folder}' is not a free folder below content/")
        found.append(own)
        add(own.folder)
    return tuple(found)
