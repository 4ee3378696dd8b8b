"""The catalogue of problems, which is data in `codes.toml`, ours and that of each extension.

It is loaded with the first problem, because loading takes 9 ms and most runs find none.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from generator.diagnostics.failure import Failure, in_package
from generator.folders import CORE, added

_FILE = "codes.toml"
Severity = Literal["error", "warning", "note"]
_SEVERITIES = get_args(Severity)
_TABLES = ("content", "advice", "site")
_TABLES_LISTED = "[content.CODE], [advice.CODE] or [site.CODE]"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: its meaning, and a wrong and a right example.

    An `error` stops a build, a `warning` stops it with `--strict` only, and a `note` never does.
    Front matter may decline advice.
    """

    slug: str
    severity: Severity
    meaning: str
    wrong: str
    right: str
    is_advice: bool = False
    is_ours: bool = True
    """Whether it is a code of the core and its rooms. Pages list no others, so that they do not
    depend on what is installed."""


class _Catalogue(NamedTuple):
    content: dict[str, Code]
    advice: dict[str, Code]
    site: dict[str, Code]
    every: dict[str, Code]


@cache
def _catalogue(folders: tuple[Path, ...]) -> _Catalogue:
    """Read the codes of the core and of the packages in some folders."""
    tables: dict[str, dict[str, Code]] = {name: {} for name in _TABLES}
    for folder in (Path(__file__).parent, *folders):
        file = folder / _FILE
        if file.is_file():
            is_ours = CORE in file.parents
            with in_package("" if is_ours else folder.name, _FILE):
                _add_codes(file, is_ours=is_ours, tables=tables)
    content = tables["content"] | tables["advice"]
    return _Catalogue(content, tables["advice"], tables["site"], content | tables["site"])


def _add_codes(file: Path, *, is_ours: bool, tables: dict[str, dict[str, Code]]) -> None:
    """Add the codes of one file.

    Raises:
        Failure: a code is not complete, or another package has it.
    """
    package = file.parent.name
    for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
        if name not in tables:
            raise Failure(f"{package}: {_FILE} has [{name}], which must be {_TABLES_LISTED}")
        for slug, entry in table.items():
            if any(slug in others for others in tables.values()):
                raise Failure(f"{package}: '{slug}' is a code of another package")
            if entry.get("severity") not in _SEVERITIES:
                listed = ", ".join(_SEVERITIES)
                raise Failure(f"{package}: the severity of '{slug}' must be one of {listed}")
            tables[name][slug] = Code(slug, **entry, is_ours=is_ours)


def content_codes() -> dict[str, Code]:
    """The codes of problems in content, in the order of the contribute page, with advice last."""
    return _catalogue(added()).content


def site_codes() -> dict[str, Code]:
    """The codes of problems in a built site."""
    return _catalogue(added()).site


def every_advice() -> dict[str, Code]:
    """The codes of advice, and of advice that was declined in vain."""
    return _catalogue(added()).advice


def advice_codes() -> list[str]:
    """The codes of advice that front matter may decline."""
    return [code.slug for code in content_codes().values() if code.is_advice]


def every_code() -> dict[str, Code]:
    """The codes of problems in content and in built sites."""
    return _catalogue(added()).every
