"""The catalogue of problems, which is data in `codes.toml`.

It is loaded with the first problem, because loading takes 9 ms and most runs find none.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

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


@cache
def _tables() -> dict[str, dict[str, Code]]:
    text = Path(__file__).with_name("codes.toml").read_text(encoding="utf-8")
    tables = {}
    for name, table in tomllib.loads(text).items():
        tables[name] = {slug: Code(slug, **entry) for slug, entry in table.items()}
    return tables


def content_codes() -> dict[str, Code]:
    """The codes of problems in content, in the order of the contribute page."""
    return _tables()["content"]


def site_codes() -> dict[str, Code]:
    """The codes of problems in a built site."""
    return _tables()["site"]


def advice_codes() -> list[str]:
    """The codes of advice that front matter may decline."""
    return [code.slug for code in content_codes().values() if code.is_advice]


@cache
def every_code() -> dict[str, Code]:
    """The codes of problems in content and in built sites."""
    return content_codes() | site_codes()
