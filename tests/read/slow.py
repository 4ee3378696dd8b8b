"""Work that no one would wait for."""

from __future__ import annotations

import re

ENDLESS = re.compile(r"(a+)+$")


def catastrophe(*_: object) -> None:
    """Match what takes a regular expression longer than the world will last."""
    ENDLESS.match("a" * 60 + "b")
