"""What is remembered of links: when they were asked for, which are dead, and since when.

The file lies with the site's settings, so that it can be kept with them: one line
for each link of the digest, so that a comparison of versions shows what has changed.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import Failure
from generator.model.layout import CONFIG
from generator.model.upkeep import Checked, DeadLink, State
from generator.read.regular import read_below
from generator.read.text import find_forbidden
from generator.system.file_writing import write

FILE = f"{CONFIG}/link-history.json"
MOST_CHANGES = 8
"""Earlier states that are kept of a link."""
_MOST_BYTES = 32 * 1024 * 1024

History = Mapping[str, Checked]
"""Address → what became of it."""


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    url: str
    checked: dt.date
    state: State
    since: dt.date
    reason: str = ""
    before: list[tuple[dt.date, State]] = []


_decode = msgspec.json.Decoder(list[_Line]).decode


def read_history(root: Path) -> History:
    """What earlier runs found; nothing where there were none.

    Raises:
        Failure: when the file cannot be read, since writing it would lose what it holds.
    """
    if not os.path.lexists(root / FILE):
        return {}
    report = Report()
    data = read_below(root, FILE, FILE, _MOST_BYTES, report, "")
    if data is None:
        raise Failure(f"{FILE}: {report.diagnostics[0].message}; delete it, and it begins anew")
    try:
        lines = _decode(data)
    except msgspec.MsgspecError as error:
        raise Failure(f"{FILE}: cannot be read; take it back from your history, or delete it") from error
    return {line.url: _checked(line) for line in lines}


def _checked(line: _Line) -> Checked:
    return Checked(line.checked, line.state, line.reason, line.since, tuple(line.before[:MOST_CHANGES]))


def write_history(root: Path, history: History) -> None:
    """Keep it, in the order of addresses."""
    lines = []
    for url, one in sorted(history.items()):
        record: dict[str, object] = {"url": url, "checked": str(one.checked), "state": one.state}
        record["since"] = str(one.since)
        if one.reason:
            record["reason"] = one.reason
        if one.before:
            record["before"] = [[str(day), state] for day, state in one.before]
        lines.append(json.dumps(record, ensure_ascii=False))
    write(root / FILE, "[\n" + ",\n".join(lines) + "\n]\n")


def known_dead(root: Path, report: Report) -> tuple[DeadLink, ...]:
    """The links worth telling of, as far as the file can be read.

    Args:
        root: The folder of mkdocs.yml.
        report: Gains a `forbidden-character` for each link whose line holds one, which is left out.
    """
    try:
        found = worth_telling(read_history(root))
    except (Failure, OSError):
        return ()
    return tuple(link for link in found if _is_visible(link, report))


def _is_visible(link: DeadLink, report: Report) -> bool:
    hidden = find_forbidden(f"{link.url} {link.found.reason}")
    for _, what in hidden[:1]:
        message = f"the line of {link.url[:60]} contains {what}"
        report.add(
            Place(FILE), "forbidden-character", message, "delete the line; `digest report --online` writes it"
        )
    return not hidden


def worth_telling(history: History) -> tuple[DeadLink, ...]:
    """Links that an editor should look at, the longest dead first."""
    found = [DeadLink(url, one) for url, one in history.items() if one.worth_telling]
    return tuple(sorted(found, key=lambda link: (link.found.since, link.url)))
