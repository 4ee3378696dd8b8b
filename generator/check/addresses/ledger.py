"""The ledger of published addresses: a text file that only grows.

    articles/2024/05/report/ tag:digest.example.org,2024-05-02:report 2024-05-03
    themes/ransomware/ 2024-05-03
    themes/sanctions/

One address a line, sorted, followed by the article's identity where there is one and by the day on
which the address was recorded, which the oldest entries lack. The last line holds a SHA-256 hash of
the others, so that a line lost by hand or in a merge is noticed. A file whose hash is right is read
without further checks: ten thousand lines take milliseconds.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from types import MappingProxyType

from generator.diagnostics.diagnostics import Place, Report
from generator.model.article import Article
from generator.model.feed_identity import identity as identity_of

Recorded = Mapping[str, str]
"""Address → the identity of its article, or "" if it is not an article's."""


_ABOUT = """\
# Every address that this site has published, the identity of each article in feeds, \
and the day it was added.
# Written by `digest permalinks --write`, not by hand: the last line seals the others.
"""
_SEAL = re.compile(r"# addresses: ([\d,]+), sha256: ([0-9a-f]{64})\Z")
_LINE = re.compile(r"(?:[a-z0-9][A-Za-z0-9.-]*/)+(?: tag:\S+)?(?: \d{4}-\d{2}-\d{2})?\Z", re.ASCII)
_DAY = re.compile(r"^(\S+)(.*?) (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_MERGE_MARKS = ("<<<<<<<", "=======", "|||||||", ">>>>>>>")
_HELP = (
    "undo it: git restore {path}; to keep what was merged or given up: digest permalinks --accept"
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger and its path; `recorded` is None if the file is missing or unusable."""

    path: str
    text: str = ""
    recorded: Recorded | None = None

    def added(self) -> dict[str, dt.date | None] | None:
        """Map the identity of each article to the day on which its first address was recorded.

        The day is None for entries that are older than the record of days.
        """
        if self.recorded is None:
            return None
        days = days_recorded(self.text)
        added: dict[str, dt.date | None] = {}
        for where, name in self.recorded.items():
            day = days.get(where)
            known = added.get(name, day)
            added[name] = min(day, known) if day and known else None
        return added


def ledger_text(recorded: Recorded, days: Mapping[str, dt.date] = MappingProxyType({})) -> str:
    """Write the ledger of these addresses as text, with its final hash.

    `days` has the days on which addresses were recorded, as far as they are known.
    """
    entries = ""
    for address, identity in sorted(recorded.items()):
        day = str(days.get(address, ""))
        parts = filter(None, (address, identity, day))
        entries += " ".join(parts) + "\n"
    return f"{_ABOUT}{entries}# addresses: {len(recorded):,}, sha256: {_digest(entries)}\n"


def read_ledger(text: str, path: str, report: Report) -> Recorded | None:
    """Read a ledger; report one `edited-ledger` and return None if its hash is wrong."""
    text = text.replace("\r\n", "\n").rstrip("\n")
    start = 0
    end = text.rfind("\n") + 1
    while text.startswith("#", start, end):
        start = text.index("\n", start) + 1
    seal = _SEAL.match(text, end)
    entries = text[start:end]
    if seal is None or seal[2] != _digest(entries):
        lines = text.split("\n")
        odd = (number for number, line in enumerate(lines, 1) if not _is_entry(line))
        place = Place(path, next(odd, len(lines)))
        message = "the file was changed by hand or merged: its last line does not seal the others"
        report.add(place, "edited-ledger", message, _HELP.format(path=path))
        return None
    recorded = {}
    for line in _without_days(entries).splitlines():
        address, _, identity = line.partition(" ")
        recorded[address] = identity
    return recorded


def _is_entry(line: str) -> bool:
    return line.startswith("#") or _LINE.match(line) is not None


def _without_days(entries: str) -> str:
    return _DAY.sub(r"\1\2", entries)


def days_recorded(text: str) -> dict[str, dt.date]:
    """Map each address to the day on which it was recorded; of two days, the earlier one."""
    days: dict[str, dt.date] = {}
    for match in _DAY.finditer(text.replace("\r\n", "\n")):
        with suppress(ValueError):  # an invalid date in a ledger edited by hand
            address = match[1]
            day = dt.date.fromisoformat(match[3])
            days[address] = min(day, days.get(address, day))
    return days


def salvage(text: str, path: str, report: Report) -> Recorded | None:
    """Read a ledger that was edited or merged, keeping every address of both sides.

    The result is None after a line that is not an address, or one with two identities.
    """
    found: dict[str, str] = {}
    before = len(report)
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        entry = _without_days(line.rstrip())
        if not entry or entry.startswith(("#", *_MERGE_MARKS)):
            continue
        address, _, identity = entry.partition(" ")
        known = found.get(address, "")
        place = Place(path, number)
        if not _LINE.match(entry):
            message = f"'{entry[:60]}' is not an address"
            report.add(place, "edited-ledger", message, "delete the line")
        elif known and identity and identity != known:
            message = f"/{address} has two identities, '{known}' and '{identity}'"
            report.add(place, "edited-ledger", message, "keep the line that was published first")
        else:
            found[address] = known or identity
    return found if len(report) == before else None


def identified(articles: Iterable[Article], authority: str) -> list[tuple[Article, str]]:
    """Pair articles with their identities, which are "" if the site has no address for them."""
    if authority.endswith(".invalid"):
        return [(article, article.id) for article in articles]
    return [(article, identity_of(article, authority)) for article in articles]


def as_recorded(articles: Iterable[Article], recorded: Recorded, authority: str) -> list[Article]:
    """Give each article the identity with which one of its addresses was published.

    So no feed reader shows an article again whose slug, date or host has changed.
    """
    known = []
    for article in articles:
        found = filter(None, map(recorded.get, (article.address, *article.redirect_from)))
        before = next(found, "")
        is_other = before and before != identity_of(article, authority)
        known.append(replace(article, id=before) if is_other else article)
    return known


def line_of(text: str, address: str) -> int:
    """The number of the line that has an address, counted from 1; 1 if no line has it."""
    match = re.search(rf"^{re.escape(address)}(?= |$)", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _digest(entries: str) -> str:
    return hashlib.sha256(entries.encode()).hexdigest()
