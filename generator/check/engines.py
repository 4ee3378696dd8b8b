"""The end of support for Python and the engines in use, and what to do then.

The result is a sentence rather than a diagnostic, because a build must not begin to fail under `--strict`
on a certain day. These dates are in no other place.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from typing import NamedTuple

_EXPORT = "`digest export` writes the site for other engines; see ARCHITECTURE.md, After 5 May 2027"
_NEWER = "install a newer one and run `make clean site`"


class Support(NamedTuple):
    """The end of a release's security fixes; `package` is "" for Python itself."""

    name: str
    package: str
    release: str
    ends: dt.date
    advice: str


SUPPORT = (
    # https://squidfunk.github.io/mkdocs-material/blog/ announces the end of Material for MkDocs
    Support("Material for MkDocs", "mkdocs-material", "9.", dt.date(2027, 5, 5), _EXPORT),
    # https://devguide.python.org/versions/
    Support("Python", "", "3.11.", dt.date(2027, 10, 31), _NEWER),
    Support("Python", "", "3.12.", dt.date(2028, 10, 31), _NEWER),
    Support("Python", "", "3.13.", dt.date(2029, 10, 31), _NEWER),
    Support("Python", "", "3.14.", dt.date(2030, 10, 31), _NEWER),
)


def installed(package: str) -> str:
    """The version of a distribution, or of Python for ""; "" if it is not installed."""
    if not package:
        return ".".join(map(str, sys.version_info[:3]))
    from importlib.metadata import PackageNotFoundError, version  # slow to import and rarely needed

    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def engine_warnings(today: dt.date, version_of: Callable[[str], str] = installed) -> list[str]:
    """One sentence for each engine in use that is no longer supported."""
    return [
        f"{one.name} {version_of(one.package)} has had no security fixes since {one.ends}; {one.advice}"
        for one in SUPPORT
        if today > one.ends and version_of(one.package).startswith(one.release)
    ]
