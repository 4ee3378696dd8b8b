"""The state of the digest, for its editors and for readers who want to judge its reliability.

Silence is measured from the newest article rather than from today, so that the same content gives
the same page on any day.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial

from generator.assemble.interface import _
from generator.assemble.upkeep_findings import MESSAGES, upkeep
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site
from generator.model.upkeep import Checked, Coverage, Mending, Use
from generator.pages.shared_views import SharedViews
from generator.pages.upkeep_report import label
from generator.pages.views import Content, Link, View

_MONTHS = 12
_SHOWN = 50
_VALUES = 10


class _ReportLine(View, frozen=True):
    """An item that needs attention: a term, an article or an external address."""

    link: Link
    note: str
    """An article's source, or the problem with an address."""
    date: dt.date | None


class _Lines(View, frozen=True):
    """The first items of a kind that need attention, and their total number."""

    title: str
    lines: tuple[_ReportLine, ...]
    count: int


class _Spread(View, frozen=True):
    """Counts of articles by the values of one field."""

    title: str
    half: int
    """The smallest number of values that together have half of all mentions."""
    values: int
    shares: tuple[tuple[str, int, int], ...]
    """The most frequent values, their shares in percent and their numbers of articles."""


class ReportPage(Content, frozen=True, tag="report.html"):
    """Gaps of the digest, thin terms, and the frequency of corrections."""

    articles: int
    as_of: dt.date
    days_to_correct: int | None
    years: tuple[Mending, ...]
    spreads: tuple[_Spread, ...]
    dead: _Lines
    terms: tuple[_Lines, ...]
    lists: tuple[_Lines, ...]


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The report page."""
    yield Page(
        address=address.REPORT,
        title=_("State of the digest"),
        description=_("What the digest lacks, where it is thin, and how often it was corrected."),
        content=partial(_report, site, shared),
    )


def _report(site: Site, shared: SharedViews) -> ReportPage:
    newest = site.published[0].date if site.published else dt.date(2000, 1, 1)
    findings = upkeep(site, newest, _MONTHS)
    terms = [
        (_("Terms without articles"), findings.unused),
        (_("Terms with one article"), findings.used_once),
        (_("No article in the last %(months)s months") % {"months": _MONTHS}, findings.stale),
    ]
    lists = [
        (_("Sources without a stored copy"), findings.without_copy),
        (_("Articles without an address of the source"), findings.without_url),
    ]
    return ReportPage(
        articles=findings.articles,
        as_of=findings.as_of,
        days_to_correct=findings.days_to_correct,
        years=findings.mending,
        spreads=tuple(_spread(site, one) for one in findings.coverage if one.counts),
        dead=_lines(shared, _("Links to look at"), findings.dead),
        terms=tuple(
            _lines(shared, title, uses) for title, uses in terms if uses and site.published
        ),
        lists=tuple(_lines(shared, title, some) for title, some in lists if some),
    )


def _lines(shared: SharedViews, title: str, items: Sequence[Checked | Use | Article]) -> _Lines:
    return _Lines(title, tuple(_line(shared, item) for item in items[:_SHOWN]), len(items))


def _line(shared: SharedViews, item: Checked | Use | Article) -> _ReportLine:
    if isinstance(item, Checked):
        return _ReportLine(Link(item.url), item.reason, item.since)
    if isinstance(item, Use):
        return _ReportLine(
            Link(item.name, shared.term_address(item.taxonomy, item.slug)), "", item.last
        )
    return _ReportLine(Link(item.title, item.address), item.source.name, item.date)


def _spread(site: Site, spread: Coverage) -> _Spread:
    outlets = [one.settings for one in site.taxonomies.values() if one.settings.of_source]
    said = {kind: settings.kind_name(kind) for settings in outlets for kind in settings.kinds}
    said |= {message: _(message) for message in MESSAGES}
    shown = spread.counts[:_VALUES]
    shares = [
        (said.get(value) or label(spread.title, value), spread.share(count), count)
        for value, count in shown
    ]
    return _Spread(
        said.get(spread.title, spread.title), spread.half, len(spread.counts), tuple(shares)
    )
