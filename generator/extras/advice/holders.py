"""Advice on people who are said to hold an office that somebody else holds."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from generator.diagnostics.diagnostics import Report
from generator.model.site import Site
from generator.model.term import Office, Term
from generator.read.text import words

_Held = tuple[Term, Office]
_LEFT_OUT = frozenset(("acting", "interim", "a", "and", "at", "for", "of", "the"))
"""Words that make no other office: `Acting Director of the Bureau` is `Bureau Director`."""
_CHAIR = re.compile("^(chair|spokes)(?:man|woman|person)$")
_OF_MANY = frozenset(
    [
        "adviser",
        "advisor",
        "assistant",
        "co",
        "deputy",
        "judge",
        "member",
        "officer",
        "senator",
        "spokes",
        "vice",
    ]
)
"""Words of titles that several people have at once."""


def check_holders(site: Site, report: Report) -> None:
    """Warn about two people in one office: another held it later, or both hold it at once.

    An office is one with the same title at the same body, and an acting holder has it too.
    """
    for name, people in site.taxonomies.items():
        for held in _offices(people):
            for one, other in combinations(held, 2):
                if one[0] is not other[0]:
                    _compare(name, one, other, site, report)


def _offices(people: Iterable[Term]) -> Iterator[list[_Held]]:
    """Yield the holders of each office with a body that one person holds."""
    by_office: defaultdict[tuple[frozenset[str], str], list[_Held]] = defaultdict(list)
    for person in people:
        for office in person.offices:
            said = {_CHAIR.sub(r"\1", word) for word in words(office.title)}
            if office.at and not said & _OF_MANY:
                by_office[frozenset(said - _LEFT_OUT), office.at].append((person, office))
    yield from by_office.values()


def _compare(name: str, one: _Held, other: _Held, site: Site, report: Report) -> None:
    """Compare two holders of an office."""
    days = [(_last_known(name, held, site), *held) for held in (one, other)]
    # The one that is known to hold it until later comes second.
    days.sort(key=lambda known: known[0] or dt.date.min)
    (day, person, office), (later, holder, another) = days
    is_open = [site.end_of(name, held) is None for held in (office, another)]
    if is_open[0] and day and day != later and not _began_later(office, another):
        message = f"'{person.slug}' has no end as '{office.title[:60]}', and "
        message += f"{holder.name} held it later ({another.until or later})"
        help_line = "write the day, month or year of the end: until: YYYY-MM-DD"
        report.add(person.place, "newer-holder", message, help_line)
    elif all(is_open) or _overlap(one[1], other[1]):
        first, second = one[0], other[0]
        message = f"'{first.slug}' and '{second.slug}' hold '{office.title[:60]}' at once"
        report.add(second.place, "newer-holder", message, "check 'since' and 'until' of both")


def _last_known(name: str, held: _Held, site: Site) -> dt.date | None:
    """The last day on which a person is known to have held an office; None if no day is known."""
    person, office = held
    if office.until:
        return office.until.first
    day = site.as_of(name, person.slug, office)
    return day or (office.since.first if office.since else None)


def _began_later(one: Office, other: Office) -> bool:
    """Whether an office certainly began after another: an end is then not what it lacks."""
    return bool(one.since and other.since and one.since.first > other.since.last)


def _overlap(one: Office, other: Office) -> bool:
    """Whether two offices certainly overlap, however their days are meant."""
    if not (one.since and other.since):
        return False
    ends = [office.until.first for office in (one, other) if office.until]
    begin = max(one.since.last, other.since.last)
    return all(begin < end for end in ends)
