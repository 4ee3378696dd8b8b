"""The catalogue of problems, which is data in `codes.toml`, ours and that of each extension.

It is loaded with the first problem, because loading takes 9 ms and most runs find none.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from generator.diagnostics.failure import Failure
from generator.folders import CORE, added

_FILE = "codes.toml"
Severity = Literal["error", "warning", "note"]


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


@cache
def _tables() -> dict[str, dict[str, Code]]:
    files = [Path(__file__).with_name(_FILE)]
    files += [folder / _FILE for folder in added()]
    tables: dict[str, dict[str, Code]] = {}
    for file in filter(Path.is_file, files):
        is_ours = CORE in file.parents
        for name, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
            known = tables.setdefault(name, {})
            for slug, entry in table.items():
                if any(slug in others for others in tables.values()):
                    raise Failure(f"{file.parent.name}: '{slug}' is a code of another package")
                known[slug] = Code(slug, **entry, is_ours=is_ours)
    return tables


def content_codes() -> dict[str, Code]:
    """The codes of problems in content, in the order of the contribute page, with advice last."""
    return _tables()["content"] | _tables()["advice"]


def site_codes() -> dict[str, Code]:
    """The codes of problems in a built site."""
    return _tables()["site"]


def every_advice() -> dict[str, Code]:
    """The codes of advice, and of advice that was declined in vain."""
    return _tables()["advice"]


def advice_codes() -> list[str]:
    """The codes of advice that front matter may decline."""
    return [code.slug for code in content_codes().values() if code.is_advice]


@cache
def every_code() -> dict[str, Code]:
    """The codes of problems in content and in built sites."""
    return content_codes() | site_codes()
