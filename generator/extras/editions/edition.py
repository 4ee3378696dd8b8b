"""Editions: a week's articles in order, below what the editors wrote about it.

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
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from generator.assemble.collection import PRIORITY, Week, by_keys, by_week, on_same_event, week_of
from generator.check.article_fields import Context, body_of
from generator.check.fields import Fields
from generator.diagnostics.diagnostics import Fix, Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model import address
from generator.model.article import Article, Articles, Body, Event
from generator.model.settings import Settings
from generator.model.site import Site, Text
from generator.model.term import Taxonomy, Term
from generator.pages.corrections_pages import Change, changes
from generator.read.document import Document

_SEVEN_DAYS = dt.timedelta(days=7)
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})\Z", re.IGNORECASE)

Weeks = Mapping[Week, Sequence[Article]]
"""Week → all its articles, including those that are unpublished or retracted."""


@dataclass(frozen=True, slots=True)
class Edition(Text):
    """A checked file of content/editions."""

    week: Week
    order: tuple[str, ...] = ()
    """Column terms whose groups come first, in this order."""


def read_week(text: str) -> Week | None:
    """Parse a week in extended or basic form (ISO 8601); None if there is no such week."""
    match = _WEEK.match(text.strip())
    if not match:
        return None
    year, week = int(match[1]), int(match[2])
    try:
        dt.date.fromisocalendar(year, week, 7)
    except ValueError:
        return None
    return year, week


def week_name(week: Week) -> str:
    """The name of a week in ISO 8601, such as `2021-W43`."""
    return f"{week[0]:04d}-W{week[1]:02d}"


def why_no_week(text: str) -> str:
    """Write the help line for a text that `read_week` rejects."""
    match = re.fullmatch(r"([0-9]{4})[-/ ]?[Ww]?[-/ ]?([0-9]{1,2})", text.strip())
    year, week = map(int, match.groups() if match else (0, 0))
    guess = week_name((year, week))
    if read_week(guess):
        return f"did you mean '{guess}'?"
    if not year:
        return "write year and week as in ISO 8601: YYYY-Www"
    last = dt.date(year, 12, 28).isocalendar().week  # 28 December is always in a year's last week
    return f"the weeks of {year} are W01 to W{last}"


def check_editions(
    documents: Iterable[Document],
    context: Context,
    articles: Iterable[Article] | None,
    report: Report,
) -> list[Edition]:
    """Return every valid edition, by week; report a second file for the same week.

    Without `articles`, the articles that an edition names are not looked up.
    """
    weeks = None if articles is None else by_week(tuple(articles))
    by_name: dict[Week, Edition] = {}
    for document in documents:
        edition = _check_edition(document, context, weeks, report)
        if edition is None:
            continue
        first = by_name.setdefault(edition.week, edition)
        if first is not edition:
            message = f"{first.path} is already the edition of {week_name(edition.week)}"
            report.add(Place(edition.path), "duplicate-week", message, "put both into one file")
    return [by_name[week] for week in sorted(by_name)]


def _check_edition(
    document: Document, context: Context, weeks: Weeks | None, report: Report
) -> Edition | None:
    """Check an edition; return None if any problem is an error."""
    before = report.count("error")
    fields = Fields(document.front_matter, report)
    said = fields.text("week", most=40, required="week: YYYY-Www")
    week = read_week(said)
    if said and week is None:
        fields.problem("week", "bad-week", f"'{said}' is not a week", why_no_week(said))
    own = address.edition(*week) if week else address.EDITIONS
    edition = Edition(
        path=document.path,
        address=own,
        title=fields.text("title", most=160),
        summary=fields.text("summary", most=400),
        lead=fields.slug("lead"),
        body=body_of(document, own, context, report),
        week=week or (0, 0),
        order=_order(fields, context),
    )
    fields.finish()
    if week and weeks is not None:
        # Check that the week has articles, and that its lead is one of them.
        articles = weeks.get(week, ())
        slugs = sorted(article.slug for article in articles if article.listed)
        if not slugs:
            message = f"{week_name(week)} has no articles"
            help_line = f"{nearest_week(week, weeks)}; remove the file, or correct its `week`"
            days = [article.held_until for article in articles if article.held_until]
            if days:
                message += f" before {min(days)}"
                help_line = "add the edition on that day"
            fields.problem("week", "unknown-week", message, help_line)
        elif edition.lead and edition.lead not in slugs:
            message, help_line = _why_not(edition, slugs, weeks)
            fields.problem("lead", "unknown-lead", message, help_line)
    return edition if document.sound and report.count("error") == before else None


def _order(fields: Fields, context: Context) -> tuple[str, ...]:
    name = context.settings.columns
    terms = context.taxonomies[name].terms if name else {}
    slugs = []
    for slug, place in fields.placed_texts("order", longest=100):
        if slug in terms:
            slugs.append(slug)
            continue
        if name and not context.taxonomies[name].is_whole:
            continue
        message = "the groups here have no order"
        help_line = "leave it out"
        if name:
            path = context.settings.taxonomies[name].terms_path
            message = f"'{slug}' is not a term of '{name}'"
            help_line = did_you_mean(slug, terms, f"declare it in {path}")
        meant = slug.lower() if slug.lower() in terms else ""
        if name and (now := context.taxonomies[name].renamed(slug)):
            meant, help_line = now, f"'{slug}' is now '{now}'"
        fix = Fix("text", meant) if meant else None
        fields.report.add(place, "unknown-term", message, help_line, fix)
    return tuple(slugs)


def _why_not(edition: Edition, slugs: list[str], weeks: Weeks) -> tuple[str, str]:
    """Explain why the lead of an edition is refused, and say what to write instead."""
    here = week_name(edition.week)
    lead = edition.lead
    otherwise = f"name an article of that week, for example lead: {slugs[0]}"
    for week in (edition.week, *weeks):
        for article in weeks[week]:
            if article.slug != lead:
                continue
            if week != edition.week:
                return f"'{lead}' belongs to {week_name(week)}, not to {here}", otherwise
            state = "retracted"
            if article.draft:
                state = "a draft"
            elif article.held_until:
                state = f"left out until {article.held_until}"
            return f"'{lead}' is {state}, so it cannot lead {here}", otherwise
    return f"no article '{lead[:60]}' in {here}", did_you_mean(lead, slugs, otherwise)


def nearest_week(week: Week, weeks: Weeks) -> str:
    """A sentence that names the nearest weeks with articles."""
    every = sorted(
        other for other, articles in weeks.items() if any(article.listed for article in articles)
    )
    if not every:
        return "no week has any"
    before = [week_name(other) for other in every if other < week]
    after = [week_name(other) for other in every if other > week]
    return f"the nearest week with articles is {' or '.join([*before[-1:], *after[:1]])}"


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
