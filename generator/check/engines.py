"""How long what the site is built with is looked after, and what to say once it no longer is.

A sentence, not a diagnostic: a build that was right must not begin to fail
under `--strict` because a day has come. The dates stand here and nowhere else.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version


@dataclass(frozen=True, slots=True)
class Engine:
    """Something the site is built with, and its last day.

    Attributes:
        name: As people call it.
        package: The distribution, as pip calls it; "" for Python itself.
        release: The releases that this is about, by the beginning of their numbers.
        ends: The last day on which its makers mend it.
        then: What to do about it.
    """

    name: str
    package: str
    release: str
    ends: dt.date
    then: str


_EXPORT = "`digest export` writes the site for other engines; see ARCHITECTURE.md, The engine can go"
_NEWER = "install a newer one and run `make clean site`"

ENGINES = (
    # https://squidfunk.github.io/mkdocs-material/blog/ announces the end of Material for MkDocs
    Engine("Material for MkDocs", "mkdocs-material", "9.", dt.date(2027, 5, 5), _EXPORT),
    # https://devguide.python.org/versions/
    Engine("Python", "", "3.11.", dt.date(2027, 10, 31), _NEWER),
    Engine("Python", "", "3.12.", dt.date(2028, 10, 31), _NEWER),
    Engine("Python", "", "3.13.", dt.date(2029, 10, 31), _NEWER),
    Engine("Python", "", "3.14.", dt.date(2030, 10, 31), _NEWER),
)


def installed(package: str) -> str:
    """The version of a distribution, or of Python for ""; "" when it is not there."""
    if not package:
        return ".".join(map(str, sys.version_info[:3]))
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def engine_warnings(today: dt.date, version_of: Callable[[str], str] = installed) -> list[str]:
    """One sentence for each engine in use whose last day has passed."""
    found = []
    for engine in ENGINES:
        number = version_of(engine.package)
        if number.startswith(engine.release) and today > engine.ends:
            since = f"has had no security fixes since {engine.ends.isoformat()}"
            found.append(f"{engine.name} {number} {since}; {engine.then}")
    return found
