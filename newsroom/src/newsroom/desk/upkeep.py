"""Find gaps in a digest: terms without articles, missing archived copies, unbalanced sources."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.assemble.collection import by_year, most_frequent
from generator.assemble.interface import language_name
from generator.check.fields import STANCES
from generator.extras.advice.lexicon import met
from generator.model.article import Article
from generator.model.site import Site
from generator.model.term import Taxonomy
from generator.read.tables import table
from generator.read.text import words
from newsroom.desk.alarms import Alarm
from newsroom.reading import files_of

_SILENT = dt.timedelta(days=365)
"""The time without an article after which a term of the leading taxonomy is listed."""
_OPEN = dt.timedelta(days=90)
"""The time after which somebody should look again for an answer, or for how a case ended."""
_NOT_STATED = "not stated"


class Section(NamedTuple):
    """A kind of finding, and a line about each."""

    title: str
    lines: tuple[str, ...]


def gaps(site: Site, alarms: Iterable[Alarm], today: dt.date) -> list[Section]:
    """List everything that needs an editor's attention."""
    listed = site.articles
    # Countries and languages are in the program's own lists, which need no upkeep.
    declared = [one for one in site.taxonomies.values() if one.settings.lookup != "code"]
    found = {
        "terms without articles": _used(site, declared, 0),
        "terms with one article": _used(site, declared, 1),
        "no article for a year": _silent(site, today),
        "sources without a stored copy": _articles(
            one for one in listed if one.source.url and not one.archive
        ),
        "articles without an address of the source": _articles(
            one for one in listed if not one.source.url
        ),
        "feeds that need attention": map(str, alarms),
        "unanswered or unknown for 90 days": _open(listed, today),
        "corrected or retracted articles": _articles(
            one for one in site.published if one.corrections or one.retracted
        ),
    }
    return [Section(title, tuple(lines)) for title, lines in found.items()]


def balance(site: Site) -> list[Section]:
    """Count articles by country, outlet, its kind and language, and answer; measure quotas."""
    sections = []
    for name, taxonomy in site.taxonomies.items():
        if taxonomy.settings.lookup == "code":
            counts: Counter[str] = Counter()
            for article in site.articles:
                counts.update(taxonomy.terms[slug].name for slug in article.terms[name])
            sections.append(_shares(taxonomy.settings.title, counts, site))
        if taxonomy.settings.of_source:
            sections += _shares_of_sources(site, taxonomy)
    answers = Counter(_answer(article) for article in site.articles if article.response)
    sections.append(_shares("Answers of the accused", answers, site))
    return [*sections, Section("quotas", tuple(_quotas(site)))]


def _answer(article: Article) -> str:
    """The stance of the article's responses that says most."""
    return min((response.stance for response in article.response), key=STANCES.index)


def _used(site: Site, taxonomies: Iterable[Taxonomy], times: int) -> Iterator[str]:
    """List the terms with exactly this number of articles."""
    for taxonomy in taxonomies:
        name = taxonomy.settings.name
        for term in taxonomy:
            articles = site.members[name].get(term.slug, ())
            if len(articles) == times:
                last = f", last on {articles[0].date}" if articles else ""
                yield f"{name}/{term.slug}: {term.name}{last}"


def _silent(site: Site, today: dt.date) -> Iterator[str]:
    """List the terms of the leading taxonomy without a recent article, the longest silent first.

    Terms that ended or have a successor are left out: nobody expects articles about them.
    """
    taxonomy = site.taxonomies[site.settings.rows]
    name = taxonomy.settings.name
    silent = []
    for term in taxonomy:
        articles = site.members[name].get(term.slug, ())
        is_over = term.until or term.successor
        if articles and not is_over and today - articles[0].date > _SILENT:
            silent.append((articles[0].date, term.slug, term.name))
    for last, slug, full_name in sorted(silent):
        yield f"{name}/{slug}: {full_name}, last on {last}"


def _open(articles: Iterable[Article], today: dt.date) -> Iterator[str]:
    """List the accused without an answer and the texts that say "we do not know", oldest first.

    The time runs from the day of the search for an answer or, if nobody searched, from the
    article's date; for what a text does not know, from the article's last change.
    """
    unknown = table("newsroom.desk", "follow_up")["unknown"]
    found = []
    for article in articles:
        for response in article.response:
            if not response.is_answer:
                since = response.date.first if response.date else article.date
                found.append((since, article.path, f"{response.who}: {response.stance}"))
        phrases = tuple(unknown.get(article.language[:2], ()))
        if said := met(phrases, words(article.body.text)):
            since = article.updated or article.date
            found.append((since, article.path, f"'{said[0]}'"))
    for since, path, what in sorted(found):
        if today - since > _OPEN:
            yield f"{path}: {what}, since {since}"


def _articles(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield f"{article.path}: {article.source.name}"


def _shares_of_sources(site: Site, taxonomy: Taxonomy) -> Iterator[Section]:
    outlets: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for article in site.articles:
        name = article.source.name
        kind = "not in the registry"
        language = article.source.language
        for slug in article.terms[taxonomy.settings.name][:1]:
            outlet = taxonomy.terms[slug]
            name = outlet.name
            kind = outlet.kind or _NOT_STATED
            language = language or outlet.language
        outlets[name] += 1
        kinds[kind] += 1
        languages[language_name(language) if language else _NOT_STATED] += 1
    yield _shares(taxonomy.settings.title, outlets, site)
    yield _shares("Kinds of source", kinds, site)
    yield _shares("Languages of sources", languages, site)


def _shares(title: str, counts: Counter[str], site: Site) -> Section:
    """Write each value's share of all articles; an article may have several values."""
    lines = []
    for value, count in most_frequent(counts):
        lines.append(f"{count / len(site.articles):4.0%}  {value} ({count:,})")
    return Section(title, tuple(lines))


def _quotas(site: Site) -> Iterator[str]:
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
        place = places.terms[code].name
        yield f"{count:,} of {len(articles):,} articles of {year}: {place}, by the first agency"
    for region in files_of(site).watched.regions.values():
        count = sum(1 for slugs in weeks.values() if slugs.intersection(region.countries))
        yield f"{count} of {len(weeks)} weeks with articles: {region.name}"
    covered: set[str] = set()
    new = 0
    for month in sorted(months):
        new += not months[month] <= covered
        covered |= months[month]
    what = "months with articles: a country that was new in the year"
    yield f"{new} of {len(months)} {what}"
