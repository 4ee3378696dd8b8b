"""Findings for editors: the state of links, and the distribution of articles."""

import datetime as dt
from dataclasses import dataclass

from msgspec import Struct

from generator.load.link_history import Checked
from generator.model.article import Article


class Alarm(Struct, frozen=True):
    """A watched feed that needs an editor, and why.

    `digest report --format json` and `digest inbox --format json` print it with these fields.
    """

    feed: str
    url: str
    kind: str
    """`failing`, `moved` or `silent`."""
    message: str
    since: dt.date | None = None
    """The first day of the problem, as far as it is known."""


class Use(Struct, frozen=True, omit_defaults=True):
    """A declared term, and how often articles use it.

    `digest report --format json` prints it with these fields.
    """

    taxonomy: str
    slug: str
    name: str
    last: dt.date | None = None
    """The date of its newest article."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The number of articles for each value of a field; an article may have several values."""

    title: str
    articles: int
    counts: tuple[tuple[str, int], ...]
    """The most frequent first."""

    @property
    def half(self) -> int:
        """The smallest number of values that account for half of the counts."""
        total = sum(count for _, count in self.counts)
        reached = 0
        for number, (_, count) in enumerate(self.counts, 1):
            reached += count
            if 2 * reached >= total:
                return number
        return 0

    def share(self, count: int) -> int:
        """A number of articles as a percentage of all."""
        return round(100 * count / self.articles) if self.articles else 0


@dataclass(frozen=True, slots=True)
class Mending:
    """The numbers of a year's articles, and of those that were corrected or retracted."""

    year: int
    articles: int
    corrected: int
    retracted: int


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The findings of `digest report`."""

    as_of: dt.date
    months: int
    articles: int
    unused: tuple[Use, ...]
    used_once: tuple[Use, ...]
    stale: tuple[Use, ...]
    without_copy: tuple[Article, ...]
    without_url: tuple[Article, ...]
    coverage: tuple[Coverage, ...]
    mending: tuple[Mending, ...]
    """The newest year first."""
    quotas: tuple[tuple[str, int, int], ...]
    """For each quota, what is counted in the newest year, how many there are, and of how many."""
    days_to_correct: int | None
    """The median, from an article's publication here to its first correction."""
    corrected_after_unknown_time: int
    """Corrected articles for which the ledger does not tell when they were published here."""
    dead: tuple[Checked, ...]
    alarms: tuple[Alarm, ...] = ()
    """Watched feeds that need attention; known only where `digest inbox` has asked them."""
