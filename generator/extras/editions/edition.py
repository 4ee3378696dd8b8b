"""Check what editors write about a week, in a file of content/editions."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.assemble.collection import Week, by_week
from generator.check.article_fields import Context, body_of
from generator.check.fields import Fields
from generator.check.terms import how_to_declare
from generator.diagnostics.diagnostics import Fix, Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.extras.editions.weeks import Weeks, nearest_week, read_week, week_name, why_no_week
from generator.model import address
from generator.model.article import Article
from generator.model.site import Text
from generator.read.document import Document
from generator.read.tables import table

_ROWS = table(__package__, "edition_values")


@dataclass(frozen=True, slots=True)
class Edition(Text):
    """A checked file of content/editions."""

    week: Week
    order: tuple[str, ...] = ()
    """Column terms whose groups come first, in this order."""


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
    said = fields.value("week", _ROWS["week"], needed=True)
    week = read_week(said)
    if said and week is None:
        fields.problem("week", "bad-week", f"'{said}' is not a week", why_no_week(said))
    own = address.edition(*week) if week else address.EDITIONS
    edition = Edition(
        path=document.path,
        address=own,
        body=body_of(document, own, context, report),
        week=week or (0, 0),
        order=_order(fields, context),
        **fields.rest(_ROWS),
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
    for slug, place in fields.texts_of("order", _ROWS["order"]):
        if slug in terms:
            slugs.append(slug)
            continue
        if name and not context.taxonomies[name].is_whole:
            continue
        message = "the groups here have no order"
        help_line = "leave it out"
        if name:
            otherwise = how_to_declare(slug, context.settings.taxonomies[name], terms)
            message = f"'{slug}' is not a term of '{name}'"
            help_line = did_you_mean(slug, terms, otherwise)
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
