"""What an edition contains: a week's articles in order and in groups, what is due, what changed.

Editors may choose the lead. Otherwise the first rule that distinguishes two articles decides:

1. the higher `priority`;
2. more reports on the same event (`same_event`, in either direction);
3. a source of a kind that site.yml lists earlier (official sources first, unknown kinds last);
4. more terms of the leading taxonomy;
5. more terms of other taxonomies;
6. the later date, then the slug in alphabetical order.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from generator.assemble.collection import PRIORITY, Week, by_keys, by_week, on_same_event, week_of
from generator.extras.editions.edition import Edition
from generator.model import address
from generator.model.article import Article, Articles, Body, Event
from generator.model.settings import Settings
from generator.model.site import Site
from generator.model.term import Taxonomy, Term
from generator.pages.corrections_pages import Change, changes

_SEVEN_DAYS = dt.timedelta(days=7)


def editions_of(site: Site) -> list[tuple[Edition, Articles]]:
    """List every week with articles, newest first.

    A week about which the editors wrote nothing has an edition without path, title and text.
    """
    written = {text.address: text for text in site.texts if isinstance(text, Edition)}
    editions = []
    for week, articles in by_week(site.articles).items():
        page = address.edition(*week)
        edition = written.get(page) or Edition("", page, "", "", "", Body(""), week)
        editions.append((edition, articles))
    return editions


class Due(NamedTuple):
    """An event and the article that announced it."""

    event: Event
    article: Article


def due_by_week(site: Site) -> dict[Week, list[Due]]:
    """Map the week of an edition to the events that begin in the week after it, by date.

    Only articles up to the end of the edition's own week count: what was reported later was not yet
    known to be due.
    """
    due: defaultdict[Week, list[Due]] = defaultdict(list)
    for article in site.articles:
        for event in article.events:
            if event.date - dt.date.min < _SEVEN_DAYS:
                continue
            week = week_of(event.date - _SEVEN_DAYS)
            if week_of(article.date) <= week:
                due[week].append(Due(event, article))
    for events in due.values():
        events.sort(key=lambda one: (one.event.date, one.event.label, one.article.slug))
    return due


def changes_by_week(site: Site) -> dict[Week, list[Change]]:
    """Map each week to the corrections and retractions of its days, oldest first."""
    found: dict[Week, list[Change]] = defaultdict(list)
    for change in reversed(changes(site)):
        found[week_of(change.date)].append(change)
    return found


def ranked(
    articles: Iterable[Article], settings: Settings, taxonomies: Mapping[str, Taxonomy]
) -> list[Article]:
    """Sort the articles of a week by the rules above, the lead article first."""
    of_week = sorted(articles, key=attrgetter("slug", "path"))
    reports = on_same_event(of_week)

    def rank(article: Article) -> tuple[float, ...]:
        leading = len(article.terms.get(settings.rows, ()))
        every = sum(map(len, article.terms.values()))
        return (
            PRIORITY[article.priority],
            -len(reports[article.slug]),
            _kind(article, taxonomies),
            -leading,
            leading - every,
            -article.date.toordinal(),
        )

    return sorted(of_week, key=rank)  # equal ranks stay in the order of their slugs


def _kind(article: Article, taxonomies: Mapping[str, Taxonomy]) -> float:
    """Return the rank of the outlet's kind in site.yml; infinite for an unregistered outlet."""
    positions = []
    for name, taxonomy in taxonomies.items():
        if not taxonomy.settings.of_source:
            continue
        kinds = list(taxonomy.settings.kinds)
        for slug in article.terms.get(name, ()):
            kind = taxonomy.terms[slug].kind
            positions.append(kinds.index(kind) if kind in kinds else len(kinds))
    return min(positions, default=math.inf)


def lead_of(articles: Articles, edition: Edition, site: Site) -> Article:
    """Find the lead article of a week: the editors' choice, or the first by the rules."""
    for article in articles:
        if article.slug == edition.lead:
            return article
    return ranked(articles, site.settings, site.taxonomies)[0]


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the articles under it."""

    term: Term | None
    """None for the articles that name no term of the taxonomy."""
    articles: Articles


def arrange(
    articles: Articles,
    taxonomy: Taxonomy | None,
    lead: Article | None = None,
    order: tuple[str, ...] = (),
) -> tuple[Group, ...]:
    """Group the articles of a week, except its lead, by the first term that each names.

    Each is listed once. Groups that the editors put in an order come first, then the largest.
    """
    rest = tuple(article for article in articles if article is not lead)
    if not rest:
        return ()
    if taxonomy is None:
        return (Group(None, rest),)
    name = taxonomy.settings.name
    first = by_keys(rest, lambda article: article.terms[name][:1] or ("",))
    groups = [Group(taxonomy.terms.get(slug), members) for slug, members in first.items()]

    def place(group: Group) -> tuple[int, bool, int, str]:
        slug, title = (group.term.slug, group.term.name) if group.term else ("", "")
        chosen = order.index(slug) if slug in order else len(order)
        return chosen, group.term is None, -len(group.articles), title

    return tuple(sorted(groups, key=place))
