"""An article: a source's report in the digest's own words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.diagnostics.diagnostics import Place
from generator.model import address
from generator.model.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class InternalLink:
    """A link to a page of the site, checked once all pages are known."""

    target: str
    """The path from the root, with any query and fragment: `/about/#checks`."""
    place: Place


@dataclass(frozen=True, slots=True)
class Body:
    """Sanitised HTML with `ROOT` before internal addresses, and its links to pages of the site."""

    html: str
    links: tuple[InternalLink, ...] = ()
    text: str = ""
    """The words without markup."""


@dataclass(frozen=True, slots=True)
class Source:
    """The report that an article summarises: its outlet and its address."""

    name: str
    url: str = ""
    title: str = ""
    """The source's own headline, if different."""
    language: str = ""
    date: dt.date | None = None
    """The day on which it was published, if the article is dated by an event."""


@dataclass(frozen=True, slots=True)
class FurtherSource(Source):
    """Another report that an article is based on."""

    for_: str = ""
    """The part of the article that it supports; "" for all of it."""


@dataclass(frozen=True, slots=True)
class Response:
    """The answer of a party that the article's source accuses, or that there is none."""

    who: str
    stance: str
    """`denied`, `answered`, `a similar charge`, `none found` or `not searched`."""
    date: PartialDate | None = None
    """When it was given; for `none found`, the day on which it was searched for."""
    text: str = ""

    @property
    def is_answer(self) -> bool:
        """Whether there is an answer: it stands above the text. That there is none stands below."""
        return self.stance in _ANSWERS


_ANSWERS = ("denied", "answered", "a similar charge")
"""A denial of this charge, another answer to it, and an answer to a similar charge."""


@dataclass(frozen=True, slots=True)
class Event:
    """A date, or a span of dates, that the article is about."""

    date: dt.date
    label: str
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """An error that was corrected in public."""

    date: dt.date
    note: str
    serious: bool = False
    """Whether a person was wronged, or an accusation wrong; the note is shown above the text."""


@dataclass(frozen=True, slots=True)
class Retraction:
    """The date and reason of a retraction."""

    date: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class Archive:
    """A stored copy of the source."""

    url: str
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article, as far as its file could be read.

    The check that makes it reports the file's errors. Builds put only articles without errors into
    a `Site`, and publish those of them that are `public`; previews show articles with errors, too.
    """

    path: str
    slug: str
    body: Body
    terms: Mapping[str, tuple[str, ...]]
    """Taxonomy → slugs the front matter names, in the author's order."""
    title: str
    date: dt.date
    source: Source
    summary: str
    language: str
    date_of: str = ""
    """`event` or `estimate`; empty if `date` is the day on which the source was published."""
    date_basis: str = ""
    """The origin of the date, if the report does not print it."""
    further_sources: tuple[FurtherSource, ...] = ()
    authors: tuple[str, ...] = ()
    response: tuple[Response, ...] = ()
    events: tuple[Event, ...] = ()
    tags: tuple[str, ...] = ()
    updated: dt.date | None = None
    corrections: tuple[Correction, ...] = ()
    retracted: Retraction | None = None
    archive: Archive | None = None
    unlisted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Taxonomy → unregistered names, shown without a page."""
    same_event: tuple[str, ...] = ()
    same_event_places: tuple[Place, ...] = field(default=(), compare=False)
    """The places of these slugs, for checks across all articles."""
    follows: str = ""
    """The slug of the earlier article that it continues."""
    follows_place: Place | None = field(default=None, compare=False)
    priority: str = ""
    """Its place within its day: high, low, or empty for the usual one."""
    not_applicable: tuple[str, ...] = ()
    """Codes of advice that its author declines."""
    redirect_from: tuple[str, ...] = ()
    id: str = ""
    """The identity in the ledger, if it is not the one of date and slug."""
    draft: bool = False
    editor: str = ""
    """The person who works on it; never published."""
    extra: Mapping[str, str | bool | tuple[str, ...]] = field(default_factory=dict)
    """The values of the keys that extensions add."""
    held_until: dt.date | None = None
    """The day from which builds publish it; None if that day has come.

    `check.holding_back` sets it.
    """
    fingerprint: bytes = field(default=b"", compare=False)
    """The fingerprint of all of it, once `assemble` has made it a part of a site."""

    def __hash__(self) -> int:
        """Hash the path alone, which is unique in a site; all values would take longer."""
        return hash(self.path)

    @property
    def address(self) -> str:
        """The address of the article's page."""
        return address.article(self.date, self.slug)

    @property
    def public(self) -> bool:
        """Whether it is published; previews show all articles."""
        return not self.draft and self.held_until is None

    @property
    def listed(self) -> bool:
        """Whether published listings and search show it."""
        return self.public and not self.retracted

    @property
    def changed(self) -> dt.date:
        """The day of the last announced change."""
        days = [
            self.date,
            self.updated or self.date,
            *(correction.date for correction in self.corrections),
        ]
        return max(*days, self.retracted.date if self.retracted else self.date)


Articles = tuple[Article, ...]
"""Articles in an order, as a rule newest first."""
