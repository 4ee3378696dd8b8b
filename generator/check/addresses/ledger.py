"""The ledger of published addresses: a text file that only grows.

    articles/2024/05/report/ tag:digest.example.org,2024-05-02:report 2024-05-03
    themes/ransomware/ 2024-05-03
    themes/sanctions/

One address a line, sorted, followed by the article's identity where there is one and by the day on
which the address was recorded, which the oldest entries lack. Git merges two of them line by line
(`merge=union`), and shows in a change which line is lost.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.diagnostics.diagnostics import Place, Report, counted
from generator.model.article import Article
from generator.model.feed_identity import identity as identity_of
from generator.read.links.hosts import site_of

Recorded = Mapping[str, str]
"""Address → the identity of its article, or "" if it is not an article's."""


_ABOUT = """\
# Every address that this site has published, the identity of each article in feeds, \
and the day it was added.
# Written by `digest permalinks --write`, which deletes no line.
"""
_LINE = re.compile(
    r"((?:[a-z0-9][A-Za-z0-9.-]*/)+)(?: (tag:\S+))?(?: (\d{4}-\d{2}-\d{2}))?\s*\Z", re.ASCII
)

_IDENTITY = re.compile(
    r"tag:([a-z0-9.-]+\.[a-z]{2,}),\d{4}(?:-\d{2}(?:-\d{2})?)?:[\w./~%-]+\Z", re.ASCII
)
_GENERATED = re.compile(
    r",2021:feed/|,[-\d]+:editions/\d{4}-W\d{2}|/correction/\d{4}-\d{2}-\d{2}/\d+\Z|/retraction\Z",
    re.IGNORECASE,
)
"""Identities that the generator makes for pages other than articles, with any authority."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger and its path; `recorded` is None if the file is missing or unusable."""

    path: str
    recorded: Recorded | None = None
    days: Mapping[str, dt.date] = field(default_factory=dict)
    """Address → the day on which it was recorded, if that is known."""
    lines: Mapping[str, int] = field(default_factory=dict)

    def added(self) -> dict[str, dt.date | None] | None:
        """Map the identity of each article to the day on which its first address was recorded.

        The day is None for entries that are older than the record of days.
        """
        if self.recorded is None:
            return None
        added: dict[str, dt.date | None] = {}
        for where, name in self.recorded.items():
            day = self.days.get(where)
            known = added.get(name, day)
            added[name] = min(day, known) if day and known else None
        return added


def ledger_text(recorded: Recorded, days: Mapping[str, dt.date]) -> str:
    """Write the ledger of these addresses as text, with the days that are known."""
    lines = [_ABOUT]
    for address, identity in sorted(recorded.items()):
        parts = filter(None, (address, identity, str(days.get(address, ""))))
        lines.append(" ".join(parts) + "\n")
    return "".join(lines)


def read_ledger(text: str, path: str, report: Report) -> Ledger:
    """Read a ledger; report the first line that is none of its lines, with the number of others.

    An address in two lines, as after a merge, was published on the earlier day; both lines must
    have the same identity.
    """
    recorded: dict[str, str] = {}
    days: dict[str, dt.date] = {}
    lines: dict[str, int] = {}
    problems: list[tuple[int, str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.match(line)
        try:
            address, identity, written = match.groups("") if match else ("", "", "")
            day = dt.date.fromisoformat(written) if written else dt.date.max
        except ValueError:
            address = ""
        if not address:
            message = f"'{line[:60]}' is not an address with its day"
            problems.append((number, message, f"delete such lines, or: git restore {path}"))
            continue
        if identity and recorded.get(address, identity) not in ("", identity):
            message = f"/{address} has another identity in line {lines[address]}"
            problems.append((number, message, "keep the older of the two lines"))
        recorded[address] = recorded.get(address) or identity
        lines.setdefault(address, number)
        if day < days.get(address, dt.date.max):
            days[address] = day
    for number, message, help_line in problems[:1]:
        others = counted(len(problems) - 1, "more line") if len(problems) > 1 else ""
        said = f"{message}; {others} cannot be used" if others else message
        report.add(Place(path, number), "edited-ledger", said, help_line)
    return Ledger(path, None if problems else recorded, days, lines)


def identified(articles: Iterable[Article], authority: str) -> list[tuple[Article, str]]:
    """Pair articles with their identities, which are "" if the site has no address for them."""
    if authority.endswith(".invalid"):
        return [(article, article.id) for article in articles]
    return [(article, identity_of(article, authority)) for article in articles]


def may_name_article(identity: str, authority: str) -> bool:
    """Whether an identity is one of this site (RFC 4151), and none of its feeds or editions."""
    match = _IDENTITY.match(identity)
    if match is None or _GENERATED.search(identity):
        return False
    return match[1] == authority or site_of(match[1]) == site_of(authority)


def as_recorded(articles: Iterable[Article], recorded: Recorded, authority: str) -> list[Article]:
    """Give each article the identity with which one of its addresses was published.

    So no feed reader shows an article again whose slug, date or host has changed. The `id` of an
    earlier version counts for an article that the ledger does not have, unless it is another's.
    """
    taken = set(recorded.values())
    known = []
    for article in articles:
        found = filter(None, map(recorded.get, (article.address, *article.redirect_from)))
        is_own = may_name_article(article.id, authority) and article.id not in taken
        name = next(found, article.id if is_own else "")
        taken.add(name)
        if name == identity_of(replace(article, id=""), authority):
            name = ""
        known.append(replace(article, id=name) if name != article.id else article)
    return known
