"""Advice on people who are said to hold an office that somebody else holds."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from generator.diagnostics.diagnostics import Report
from generator.model.site import Site
from generator.model.term import Office, Term, fold

_Held = tuple[Term, Office]
_ACTING = re.compile("^(acting|interim) ")
"""Before a title; such a holder has the same office as one who was appointed."""


def check_holders(site: Site, report: Report) -> None:
    """Warn about two people in one office: a newer article names another, or their days overlap.

    An office is one with the same title at the same body, and an acting holder has it too.
    """
    for name, people in site.taxonomies.items():
        for held in _offices(people):
            for one, other in combinations(held, 2):
                _compare(name, one, other, site, report)


def _offices(people: Iterable[Term]) -> Iterator[list[_Held]]:
    """Yield the holders of each office with a body."""
    by_office: defaultdict[tuple[str, str], list[_Held]] = defaultdict(list)
    for person in people:
        for office in person.offices:
            if office.at:
                by_office[_ACTING.sub("", fold(office.title)), office.at].append((person, office))
    yield from by_office.values()


def _compare(name: str, one: _Held, other: _Held, site: Site, report: Report) -> None:
    """Compare two holders of an office."""
    (first, office), (second, another) = one, other
    if first is second:
        return
    day = office.as_of(site.newest(name, first.slug))
    other_day = another.as_of(site.newest(name, second.slug))
    if day and other_day and day != other_day:
        old, new = (first, second) if day < other_day else (second, first)
        message = f"'{old.slug}' has no end as '{office.title[:60]}', and a newer article "
        message += f"({max(day, other_day)}) names {new.name}"
        help_line = "write the day, month or year of the end: until: YYYY-MM-DD"
        report.add(old.place, "newer-holder", message, help_line)
    elif _overlap(office, another):
        message = f"'{first.slug}' and '{second.slug}' hold '{office.title[:60]}' at once"
        report.add(second.place, "newer-holder", message, "check 'since' and 'until' of both")


def _overlap(one: Office, other: Office) -> bool:
    """Whether two offices certainly overlap, however their days are meant."""
    if not (one.since and other.since):
        return False
    ends = [office.until.first for office in (one, other) if office.until]
    begin = max(one.since.last, other.since.last)
    return all(begin < end for end in ends)
