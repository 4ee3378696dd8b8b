"""Find gaps in a digest: terms without articles, missing archived copies, unbalanced sources."""

import calendar
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from operator import attrgetter
from statistics import median_low

from generator.assemble.collection import by_year, most_frequent
from generator.model.article import Articles
from generator.model.feed_identity import added_on
from generator.model.site import Site
from generator.model.term import Taxonomy
from newsroom.desk.upkeep import Coverage, Mending, Upkeep, Use
from newsroom.reading import files_of

UNKNOWN_OUTLET = "not in the registry"
NOT_STATED = "not stated"
KINDS = "Kinds of source"
LANGUAGES = "Languages of sources"


def upkeep(site: Site, as_of: dt.date, months: int) -> Upkeep:
    """Collect everything that needs an editor's attention.

    A term of the leading taxonomy is stale if it has no article in the `months` before `as_of`.
    """
    listed = site.articles
    # Countries and languages are in the program's own lists, which need no upkeep.
    declared = [one for one in site.taxonomies.values() if one.settings.lookup != "code"]
    leading = [one for one in declared if one.settings.name == site.settings.rows]
    before = _months_before(as_of, months)
    cited = [article for article in listed if article.source.url]
    corrected = sum(1 for article in site.published if article.corrections)
    days = list(_days_to_correct(site))
    return Upkeep(
        as_of=as_of,
        months=months,
        articles=len(listed),
        unused=tuple(use for taxonomy in declared for use in _uses(site, taxonomy, 0)),
        used_once=tuple(use for taxonomy in declared for use in _uses(site, taxonomy, 1)),
        stale=tuple(use for taxonomy in leading for use in _stale(site, taxonomy, before)),
        without_copy=tuple(article for article in cited if not article.archive),
        without_url=tuple(article for article in listed if not article.source.url),
        coverage=tuple(_coverage(site)),
        mending=tuple(_mending(site.published)),
        quotas=tuple(_quotas(site)),
        days_to_correct=median_low(days) if days else None,
        corrected_after_unknown_time=corrected - len(days),
        dead=files_of(site).links,
    )


def _uses(site: Site, taxonomy: Taxonomy, times: int) -> Iterator[Use]:
    """List the terms with exactly this number of articles."""
    name = taxonomy.settings.name
    for term in taxonomy:
        articles = site.members[name].get(term.slug, ())
        if len(articles) == times:
            newest = articles[0].date if articles else None
            yield Use(name, term.slug, term.name, newest)


def _stale(site: Site, taxonomy: Taxonomy, before: dt.date) -> list[Use]:
    """List the terms whose newest article is older than a day, the oldest first.

    Terms that ended or have a successor are left out: nobody expects articles about them.
    """
    name = taxonomy.settings.name
    stale = []
    for term in taxonomy:
        articles = site.members[name].get(term.slug, ())
        if not articles or term.until or term.successor:
            continue
        newest = articles[0].date
        if newest < before:
            stale.append(Use(name, term.slug, term.name, newest))
    return sorted(stale, key=attrgetter("last", "slug"))


def _months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day a number of months earlier.

    It is the last day of the month if that month is shorter.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return dt.date.min
    _, last_day = calendar.monthrange(year, month + 1)
    return dt.date(year, month + 1, min(day.day, last_day))


def _coverage(site: Site) -> Iterator[Coverage]:
    """Count articles by country and by outlet; also count the kinds and languages of outlets."""
    for name, taxonomy in site.taxonomies.items():
        if taxonomy.settings.lookup == "code":
            counts: Counter[str] = Counter()
            for article in site.articles:
                counts.update(taxonomy.terms[slug].name for slug in article.terms[name])
            yield _spread(taxonomy.settings.title, site.articles, counts)
        if taxonomy.settings.of_source:
            yield from _coverage_of_sources(site.articles, taxonomy)


def _coverage_of_sources(listed: Articles, taxonomy: Taxonomy) -> Iterator[Coverage]:
    outlets: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for article in listed:
        name = article.source.name
        kind = UNKNOWN_OUTLET
        language = article.source.language
        for slug in article.terms[taxonomy.settings.name][:1]:
            outlet = taxonomy.terms[slug]
            name = outlet.name
            kind = outlet.kind or NOT_STATED
            language = language or outlet.language
        outlets[name] += 1
        kinds[kind] += 1
        languages[language or NOT_STATED] += 1
    yield _spread(taxonomy.settings.title, listed, outlets)
    yield _spread(KINDS, listed, kinds)
    yield _spread(LANGUAGES, listed, languages)


def _spread(title: str, listed: Articles, counts: Counter[str]) -> Coverage:
    return Coverage(title, len(listed), tuple(most_frequent(counts)))


def _mending(published: Articles) -> Iterator[Mending]:
    for year, articles in by_year(published).items():
        corrected = [article for article in articles if article.corrections]
        retracted = [article for article in articles if article.retracted]
        yield Mending(year, len(articles), len(corrected), len(retracted))


def _quotas(site: Site) -> Iterator[tuple[str, int, int]]:
    """Count the newest year's articles of the commonest country, weeks by region and new countries.

    An article belongs to the country of its first agency. A month counts if it has an article about
    a country that the year had not covered before.
    """
    places = next((one for one in site.taxonomies.values() if one.settings.lookup == "code"), None)
    if not places or not site.articles:
        return
    year, articles = next(iter(by_year(site.articles).items()))
    leading = site.taxonomies[site.settings.rows]
    firsts: Counter[str] = Counter()
    weeks, months = defaultdict[object, set[str]](set), defaultdict[int, set[str]](set)
    for article in articles:
        about = article.terms[places.settings.name]
        weeks[article.date.isocalendar()[:2]].update(about)
        months[article.date.month].update(about)
        for slug in article.terms[leading.settings.name][:1]:
            firsts[leading.terms[slug].country.lower()] += 1
    del firsts[""]  # bodies of many states
    for code, count in firsts.most_common(1):
        what = f"articles of {year}: {places.terms[code].name}, by the first agency"
        yield what, count, len(articles)
    for region in files_of(site).watched.regions.values():
        count = sum(1 for slugs in weeks.values() if slugs.intersection(region.countries))
        yield f"weeks with articles: {region.name}", count, len(weeks)
    covered: set[str] = set()
    new = 0
    for month in sorted(months):
        new += not months[month] <= covered
        covered |= months[month]
    yield "months with articles: a country that was new in the year", new, len(months)


def _days_to_correct(site: Site) -> Iterator[int]:
    """Count the days from each article's publication here to its first correction.

    The ledger has the day of publication. The date of an article is its source's, often years
    earlier, and a checkout of the latest commit alone knows no history. So an article without a
    recorded day is left out, as is one whose correction has an earlier date.
    """
    for article in site.published:
        day = added_on(site, article)
        if article.corrections and day:
            first = min(correction.date for correction in article.corrections)
            if first >= day:
                yield (first - day).days
