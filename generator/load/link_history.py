"""Read the history of link checks: when each link was checked, and since when it is dead.

A tool of the site writes the file. Articles whose source is gone link to the archived copy.
"""

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import Failure
from generator.model.layout import CONFIG
from generator.read.regular import read_below
from generator.read.text import find_forbidden

FILE = f"{CONFIG}/link-history.json"
_MOST_BYTES = 32 * 1024 * 1024
_DAMAGED = "restore the file from version control, or delete it to begin a new history"
State = Literal["good", "gone", "trouble", "changed"]
"""The page responds, is gone, or its state is unknown (no response, refused, server error).

A source has changed if its text is no longer the one of the first check.
"""
PATIENCE = dt.timedelta(days=7)
"""The time for which a link may fail before it is reported."""


class Checked(Struct, frozen=True, omit_defaults=True):
    """The results of a link's checks.

    A line of the link history has the same fields.
    """

    url: str
    checked: dt.date
    state: State
    since: dt.date
    """The day of the first result with this state."""
    reason: str = ""
    text: str = ""
    """A hash of the text that a source had at the first check."""

    @property
    def worth_telling(self) -> bool:
        """Whether an editor should check the link."""
        failing = self.checked - self.since
        if self.state == "trouble":
            return failing >= PATIENCE
        return self.state != "good"


History = Mapping[str, Checked]
"""Address → its last check."""


def read_history(root: Path) -> History:
    """Read the results of earlier runs; empty if there are none.

    Raises:
        Failure: the file cannot be read; writing it would lose its content.
    """
    if not os.path.lexists(root / FILE):
        return {}
    report = Report()
    data = read_below(root, FILE, FILE, _MOST_BYTES, report, "")
    if data is None:
        raise Failure(f"{FILE}: {report.diagnostics[0].message}; {_DAMAGED}")
    try:
        return {link.url: link for link in msgspec.json.decode(data, type=list[Checked])}
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Failure(f"{FILE}: the link history cannot be read ({error}); {_DAMAGED}") from error


def known_dead(root: Path, report: Report) -> tuple[Checked, ...]:
    """Return the links that need an editor's attention; report a damaged history.

    A link whose line contains a forbidden character is reported and left out.
    """
    try:
        links = worth_telling(read_history(root))
    except (Failure, OSError) as error:
        message = str(error).removeprefix(f"{FILE}: ")
        message = message.removesuffix(f"; {_DAMAGED}")
        report.add(Place(FILE), "unreadable", message, _DAMAGED)
        return ()
    visible = []
    for link in links:
        hidden = find_forbidden(f"{link.url} {link.reason}")
        if hidden:
            message = f"the line of {link.url[:60]} contains {hidden[0][1]}"
            help_line = "delete the line"
            report.add(Place(FILE), "forbidden-character", message, help_line)
        else:
            visible.append(link)
    return tuple(visible)


def worth_telling(history: History) -> tuple[Checked, ...]:
    """List the links that need an editor's attention, the longest dead first."""
    links = [link for link in history.values() if link.worth_telling]
    return tuple(sorted(links, key=lambda link: (link.since, link.url)))


def gone_sources(root: Path, report: Report) -> frozenset[str]:
    """Return the addresses, without fragments, whose page was gone when it was last requested.

    A damaged history is reported.
    """
    return frozenset(link.url for link in known_dead(root, report) if link.state == "gone")
