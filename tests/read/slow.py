"""Work that never finishes."""

import re

ENDLESS = re.compile(r"(a+)+$")


def catastrophe(*_: object) -> None:
    """Match a regular expression that takes practically for ever."""
    ENDLESS.match("a" * 60 + "b")
