"""Turn a file of content/editions into an `Edition`."""

from collections.abc import Iterable, Mapping, Sequence

from generator.check.addresses.declared_redirects import old_addresses
from generator.check.article_fields import Context, body_of
from generator.check.fields import Fields
from generator.diagnostics.diagnostics import Fix, Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model import address
from generator.model.article import Article
from generator.model.edition import Edition, Week, read_week, week_name, why_no_week
from generator.model.site import PlainPage
from generator.read import document

KEYS = ("week", "title", "summary", "lead", "order")
"""The keys of an edition's front matter, in canonical order."""


Weeks = Mapping[Week, Sequence[Article]]
"""Week → all its articles, including those that are unpublished or retracted."""


def check_edition(
    parsed: document.Document, context: Context, weeks: Weeks | None, report: Report
) -> Edition | None:
    """Check an edition; return None if any problem is an error.

    `weeks` has the valid articles of each week; without it, references to articles are not checked.
    """
    before = report.count("error")
    fields = Fields(parsed.front_matter, report)
    said = fields.text("week", most=40, required="week: YYYY-Www")
    week = read_week(said)
    if said and week is None:
        fields.problem("week", "bad-week", f"'{said}' is not a week", why_no_week(said))
    own = address.edition(*week) if week else address.EDITIONS
    edition = Edition(
        path=parsed.path,
        week=week or (0, 0),
        title=fields.text("title", most=160),
        summary=fields.text("summary", most=400),
        lead=fields.slug("lead"),
        order=_order(fields, context),
        body=body_of(parsed, own, context, report),
    )
    fields.finish()
    if week and weeks is not None:
        # Check that the week has articles, and that its lead is one of them.
        articles = weeks.get(edition.week, ())
        slugs = sorted(article.slug for article in articles if article.listed)
        if not slugs:
            message = f"{week_name(edition.week)} has no articles"
            help_line = (
                f"{nearest_week(edition.week, weeks)}; remove the file, or correct its `week`"
            )
            days = [article.held_until for article in articles if article.held_until]
            if days:
                message += f" before {min(days)}"
                help_line = "add the edition on that day"
            fields.problem("week", "unknown-week", message, help_line)
        elif edition.lead and edition.lead not in slugs:
            message, help_line = _why_not(edition, slugs, weeks)
            fields.problem("lead", "unknown-lead", message, help_line)
    return edition if parsed.sound and report.count("error") == before else None


def _order(fields: Fields, context: Context) -> tuple[str, ...]:
    name = context.settings.columns
    terms = context.taxonomies[name].terms if name else {}
    slugs = []
    for slug, place in fields.placed_texts("order", longest=100):
        if slug in terms:
            slugs.append(slug)
            continue
        message = "the groups here have no order"
        help_line = "leave it out"
        if name:
            path = context.settings.taxonomies[name].terms_path
            message = f"'{slug}' is not a term of '{name}'"
            help_line = did_you_mean(slug, terms, f"declare it in {path}")
        fix = Fix("text", slug.lower()) if slug.lower() in terms else None
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
    every = []
    for other, articles in weeks.items():
        if any(article.listed for article in articles):
            every.append(other)
    before = sorted(other for other in every if other < week)
    after = sorted(other for other in every if other > week)
    nearest = map(week_name, before[-1:] + after[:1])
    if not every:
        return "no week has any"
    return f"the nearest week with articles is {' or '.join(nearest)}"


def check_editions(editions: Iterable[Edition], report: Report) -> tuple[Edition, ...]:
    """Return the editions by week; report a second file for the same week."""
    by_week: dict[Week, Edition] = {}
    for edition in sorted(editions, key=lambda item: item.path):
        first = by_week.setdefault(edition.week, edition)
        if first is not edition:
            message = f"{first.path} is already the edition of {week_name(edition.week)}"
            report.add(Place(edition.path), "duplicate-week", message, "put both into one file")
    return tuple(by_week[week] for week in sorted(by_week))


GENERATED_PARTS = ("checks", "terms")


def check_page(parsed: document.Document, context: Context, report: Report) -> PlainPage | None:
    """Check a plain page; return None if any problem is an error."""
    before = report.count("error")
    fields = Fields(parsed.front_matter, report)
    taxonomies = context.settings.taxonomies
    file_name = parsed.path.rpartition("/")[2]
    slug = fields.slug("slug") or file_name.removesuffix(".md")
    page = PlainPage(
        path=parsed.path,
        slug=slug,
        title=fields.text("title", most=160, required="title: <title>"),
        summary=fields.text("summary", most=400),
        append=fields.choice("append", GENERATED_PARTS),
        redirect_from=tuple(old_addresses(fields, taxonomies)),
        body=body_of(parsed, f"{slug}/", context, report),
    )
    fields.finish()
    use = address.generated(slug, taxonomies)
    if use:
        place = fields.place("slug") if fields.has("slug") else Place(parsed.path)
        message = f"'/{slug}/' is reserved for {use}"
        help_line = "rename the file, or give the page another `slug`"
        report.add(place, "reserved-address", message, help_line)
    return page if parsed.sound and report.count("error") == before else None
