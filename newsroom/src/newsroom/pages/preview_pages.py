"""Make the pages that only `digest serve` has: the report, the watched feeds, the editors' desk.

The report measures silence from the newest article rather than from today, so that the same content
gives the same page on any day. `digest report` has the other figures.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from generator.assemble.interface import _, day, language_name
from generator.load.link_history import Checked
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import fold
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content
from newsroom.desk.desk_part import DeskLine, DeskPart, part
from newsroom.desk.upkeep import Use
from newsroom.desk.upkeep_findings import KINDS, LANGUAGES, NOT_STATED, UNKNOWN_OUTLET, upkeep
from newsroom.desk.upkeep_report import label
from newsroom.reading import files_of

_MONTHS = 12
_SHOWN = 50
"""Lines of a part of the report; `digest report --format json` has all."""
_MOST_FEEDS = 500
"""Lines of a region: all that feeds.yml may list."""


class DeskPage(Content, frozen=True, tag="desk.html"):
    """Headings and lines for editors."""

    parts: tuple[DeskPart, ...]


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the pages of a preview; there is no page of feeds without any, and no desk before it."""
    found = files_of(site)
    yield Page(
        address=address.REPORT,
        title=_("State of the digest"),
        description=_("What the digest lacks, and how often it was corrected."),
        indexed=False,
        content=lambda: DeskPage(tuple(_report(site, shared))),
    )
    if found.watched.feeds:
        yield Page(
            address="watched/",
            title=_("Feeds we watch"),
            description=_("The editors look for news in these feeds and pages."),
            indexed=False,
            content=lambda: DeskPage(tuple(_watched(site, shared))),
        )
    if found.desk:
        what = _("What is new, what is due, and who has it. This page is never published.")
        but = _(
            "Requests for corrections arrive as issues or by e-mail, so they are not listed here."
        )
        yield Page(
            address=address.DESK,
            title=_("The editors' desk"),
            description=f"{what} {but}",
            indexed=False,
            content=lambda: DeskPage(found.desk),
        )


def _report(site: Site, shared: SharedViews) -> Iterator[DeskPart]:
    newest = site.published[0].date if site.published else dt.date(2000, 1, 1)
    found = upkeep(site, newest, _MONTHS)
    line = partial(_line, shared)
    years = [
        DeskLine(
            _(
                "%(year)s: %(corrected)s of %(all)s corrected, %(retracted)s retracted",
                year=one.year,
                corrected=one.corrected,
                all=one.articles,
                retracted=one.retracted,
            )
        )
        for one in found.mending
    ]
    lists: dict[str, Sequence[Checked | Use | Article]] = {
        _("Links to check"): found.dead,
        _("Terms without articles"): found.unused,
        _("Terms with one article"): found.used_once,
        _("No article in the last %(months)s months", months=_MONTHS): found.stale,
        _("Sources without a stored copy"): found.without_copy,
        _("Articles without an address of the source"): found.without_url,
    }
    yield part(_("Corrections"), years)
    words = _words(site)
    for spread in found.coverage:
        shares = [
            DeskLine(f"{words.get(value) or label(spread.title, value)}: {spread.share(count)} %")
            for value, count in spread.counts
        ]
        yield part(words.get(spread.title, spread.title), shares)
    for title, items in lists.items():
        yield part(title, map(line, items), _SHOWN)


def _line(shared: SharedViews, item: Checked | Use | Article) -> DeskLine:
    if isinstance(item, Checked):
        since = _("since %(day)s", day=day(item.since))
        return DeskLine(f"{item.url}: {item.reason}, {since}", url=item.url)
    if isinstance(item, Use):
        last = ", " + _("last on %(day)s", day=day(item.last)) if item.last else ""
        where = shared.term_address(item.taxonomy, item.slug)
        return DeskLine(item.name + last, address=where)
    return DeskLine(f"{item.title}, {item.source.name}, {day(item.date)}", address=item.address)


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


def _watched(site: Site, shared: SharedViews) -> Iterator[DeskPart]:
    """List the watched feeds by region, in the order of feeds.yml; those without one come last."""
    watched = files_of(site).watched
    outlets = next(one for one in site.taxonomies.values() if one.settings.of_source)
    regions: dict[str, list[DeskLine]] = defaultdict(list)
    for feed in watched.feeds.values():
        notes = [_("page") if feed.watch == "page" else _("feed")]
        if feed.language:
            notes.append(language_name(feed.language))
        if not feed.is_confirmed:
            notes.append(_("unconfirmed"))
        slug = outlets.by_name.get(fold(feed.outlet), "")
        where = shared.term_address(outlets.settings.name, slug) if slug else ""
        text = f"{feed.outlet}: {', '.join(notes)}"
        regions[feed.region].append(DeskLine(text, feed.url, where, feed.url))
    for slug, region in watched.regions.items():
        if slug in regions:
            yield part(region.name, regions[slug], _MOST_FEEDS)
    if "" in regions:
        yield part(_("International"), regions[""], _MOST_FEEDS)
