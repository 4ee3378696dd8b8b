"""The addresses that articles already tell of.

Only the front matter's text is looked at: reading ten thousand articles in full to answer yes or no
would take longer than importing one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.intake.address import identity
from generator.read.folder import FoundFile, read_bytes
from generator.read.limits import Limits
from generator.report.diagnostics import Report

_URL = re.compile(rb"""\burl:\s*["']?(https?://[^\s"'{},]+)""")
_HEAD = 6_000


def known_addresses(files: Iterable[FoundFile], limits: Limits) -> dict[str, str]:
    """Identity of an address (`address.identity`) → path of the article whose source it is."""
    found: dict[str, str] = {}
    report = Report()
    for entry in files:
        data = read_bytes(entry, limits, report) or b""
        head = data[:_HEAD].partition(b"\n---")[0]
        for address in _URL.findall(head):
            found.setdefault(identity(address.decode("utf-8", "replace")), entry.path)
    found.pop("", None)
    return found
