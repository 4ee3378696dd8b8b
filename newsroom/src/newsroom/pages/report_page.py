"""Report the state of the digest to its editors; nothing that readers use links to it.

Silence is measured from the newest article rather than from today, so that the same content gives
the same page on any day.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial

from generator.assemble.interface import _
from generator.load.link_history import Checked
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link, View
from newsroom.desk.upkeep import Coverage, Mending, Use
from newsroom.desk.upkeep_findings import KINDS, LANGUAGES, NOT_STATED, UNKNOWN_OUTLET, upkeep
from newsroom.desk.upkeep_report import label

_MONTHS = 12
_SHOWN = 50
"""Items of each kind on the page; `digest report --format json` has all."""
_VALUES = 10
"""Values of a field on the page."""


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
    """The gaps of the digest, terms with few articles, and the frequency of corrections."""

    articles: int
    as_of: dt.date
    days_to_correct: int | None
    corrected_after_unknown_time: int
    years: tuple[Mending, ...]
    spreads: tuple[_Spread, ...]
    dead: _Lines
    terms: tuple[_Lines, ...]
    lists: tuple[_Lines, ...]


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page of the report."""
    yield Page(
        address=address.REPORT,
        title=_("State of the digest"),
        description=_("What the digest lacks, and how often it was corrected."),
        content=partial(_report, site, shared),
        indexed=False,
    )


def _report(site: Site, shared: SharedViews) -> ReportPage:
    newest = site.published[0].date if site.published else dt.date(2000, 1, 1)
    findings = upkeep(site, newest, _MONTHS)
    silent = _("No article in the last %(months)s months", months=_MONTHS)
    terms = [
        _lines(shared, _("Terms without articles"), findings.unused),
        _lines(shared, _("Terms with one article"), findings.used_once),
        _lines(shared, silent, findings.stale),
    ]
    lists = [
        _lines(shared, _("Sources without a stored copy"), findings.without_copy),
        _lines(shared, _("Articles without an address of the source"), findings.without_url),
    ]
    if not site.published:
        terms = []  # all of them, which says nothing
    return ReportPage(
        articles=findings.articles,
        as_of=findings.as_of,
        days_to_correct=findings.days_to_correct,
        corrected_after_unknown_time=findings.corrected_after_unknown_time,
        years=findings.mending,
        spreads=tuple(_spread(site, spread) for spread in findings.coverage if spread.counts),
        dead=_lines(shared, _("Links to check"), findings.dead),
        terms=tuple(lines for lines in terms if lines.count),
        lists=tuple(lines for lines in lists if lines.count),
    )


def _lines(shared: SharedViews, title: str, items: Sequence[Checked | Use | Article]) -> _Lines:
    lines = tuple(_line(shared, item) for item in items[:_SHOWN])
    return _Lines(title, lines, len(items))


def _line(shared: SharedViews, item: Checked | Use | Article) -> _ReportLine:
    if isinstance(item, Checked):
        return _ReportLine(Link(item.url), item.reason, item.since)
    if isinstance(item, Use):
        page = shared.term_address(item.taxonomy, item.slug)
        return _ReportLine(Link(item.name, page), "", item.last)
    return _ReportLine(Link(item.title, item.address), item.source.name, item.date)


def _spread(site: Site, spread: Coverage) -> _Spread:
    words = _words(site)
    shares = []
    for value, count in spread.counts[:_VALUES]:
        name = words.get(value) or label(spread.title, value)
        shares.append((name, spread.share(count), count))
    title = words.get(spread.title, spread.title)
    return _Spread(title, spread.half, len(spread.counts), tuple(shares))


def _words(site: Site) -> dict[str, str]:
    """Map titles and values of a `Coverage` to words for readers, where these differ."""
    words = {
        KINDS: _("Kinds of source"),
        LANGUAGES: _("Languages of sources"),
        NOT_STATED: _("not stated"),
        UNKNOWN_OUTLET: _("not in the registry"),
    }
    for taxonomy in site.taxonomies.values():
        if taxonomy.settings.of_source:
            for kind in taxonomy.settings.kinds:
                words[kind] = taxonomy.settings.kind_name(kind)
    return words
