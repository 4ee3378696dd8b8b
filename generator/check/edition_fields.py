"""From a file of content/editions to an `Edition`."""

from collections.abc import Iterable, Mapping, Sequence

from generator.check.article_fields import Context, body_of
from generator.check.fields import Fields
from generator.diagnostics.diagnostics import Fix, Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model import address
from generator.model.article import Article
from generator.model.edition import Edition, Week, read_week, week_name, why_no_week
from generator.read import document

KEYS = ("week", "title", "summary", "lead", "order")
"""The keys of an edition's front matter, in canonical order."""


Weeks = Mapping[Week, Sequence[Article]]
"""Week → all its articles, including those that are unpublished or retracted."""


def check_edition(
    parsed: document.Document, context: Context, weeks: Weeks | None, report: Report
) -> Edition | None:
    """Check an edition; None if any problem is an error.

    Without `weeks`, which has the valid articles, references to articles are not checked.
    """
    before = report.count("error")
    fields = Fields(parsed.front_matter, report)
    week = _week(fields)
    edition = Edition(
        path=parsed.path,
        week=week or (0, 0),
        title=fields.text("title", most=160),
        summary=fields.text("summary", most=400),
        lead=fields.slug("lead"),
        order=_order(fields, context),
        body=body_of(parsed, address.edition(*week) if week else address.EDITIONS, context, report),
    )
    fields.finish()
    if week and weeks is not None:
        _check_articles(edition, fields, weeks)
    return edition if parsed.sound and report.count("error") == before else None


def _week(fields: Fields) -> Week | None:
    said = fields.text("week", most=40, required="week: 2021-W43")
    week = read_week(said)
    if said and week is None:
        fields.report.add(
            fields.place("week"), "bad-week", f"'{said}' is not a week", why_no_week(said)
        )
    return week


def _order(fields: Fields, context: Context) -> tuple[str, ...]:
    name = context.settings.columns
    terms = context.taxonomies[name].terms if name else {}
    slugs = []
    for slug, place in fields.placed_texts("order", longest=100):
        if slug in terms:
            slugs.append(slug)
        else:
            path = context.settings.taxonomies[name].terms_path if name else ""
            otherwise = f"declare it in {path}" if name else "leave it out"
            message = (
                f"'{slug}' is not a term of '{name}'" if name else "the groups here have no order"
            )
            fix = Fix("text", slug.lower()) if slug.lower() in terms else None
            fields.report.add(
                place, "unknown-term", message, did_you_mean(slug, terms, otherwise), fix
            )
    return tuple(slugs)


def _check_articles(edition: Edition, fields: Fields, weeks: Weeks) -> None:
    """Check that the week has articles, and that its lead is one of them."""
    slugs = [article.slug for article in weeks.get(edition.week, ()) if article.listed]
    if not slugs:
        message = f"{week_name(edition.week)} has no articles"
        help_line = f"{nearest_week(edition.week, weeks)}; remove the file, or correct its `week`"
        days = [article.held_until for article in weeks.get(edition.week, ()) if article.held_until]
        if days:
            message += f" before {min(days)}"
            help_line = "add the edition on that day"
        fields.report.add(fields.place("week"), "unknown-week", message, help_line)
    elif edition.lead and edition.lead not in slugs:
        fields.report.add(
            fields.place("lead"), "unknown-lead", *_why_not(edition, sorted(slugs), weeks)
        )


def _why_not(edition: Edition, slugs: list[str], weeks: Weeks) -> tuple[str, str]:
    """The reason why an article cannot lead, and the name of one that could."""
    here, lead = week_name(edition.week), edition.lead
    otherwise = f"name an article of that week, as in lead: {slugs[0]}"
    for article in weeks[edition.week]:
        if article.slug == lead:
            state = "a draft" if article.draft else "retracted"
            if article.held_until and not article.draft:
                state = f"left out until {article.held_until}"
            return f"'{lead}' is {state}, so it cannot lead {here}", otherwise
    for week, articles in weeks.items():
        if any(article.slug == lead for article in articles):
            return f"'{lead}' belongs to {week_name(week)}, not to {here}", otherwise
    return f"no article '{lead[:60]}' in {here}", did_you_mean(lead, slugs, otherwise)


def nearest_week(week: Week, weeks: Weeks) -> str:
    """A sentence that names the nearest weeks with articles."""
    every = sorted(
        other for other, articles in weeks.items() if any(article.listed for article in articles)
    )
    before = [other for other in every if other < week][-1:]
    after = [other for other in every if other > week][:1]
    names = [week_name(other) for other in (*before, *after)]
    return f"the nearest week with articles is {' or '.join(names)}" if names else "no week has any"


def check_editions(editions: Iterable[Edition], report: Report) -> tuple[Edition, ...]:
    """The editions by week; a second file for the same week is reported."""
    by_week: dict[Week, Edition] = {}
    for edition in sorted(editions, key=lambda item: item.path):
        first = by_week.setdefault(edition.week, edition)
        if first is not edition:
            message = f"{first.path} is already the edition of {week_name(edition.week)}"
            report.add(Place(edition.path), "duplicate-week", message, "put both into one file")
    return tuple(by_week[week] for week in sorted(by_week))
