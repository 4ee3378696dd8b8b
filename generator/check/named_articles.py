"""Check the slugs by which articles name other articles: `same_event` and `follows`."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model.article import Article

_MOST_GUESSES = 5
"""Maximum suggestions: each compares all slugs, and a file of wrong slugs would take minutes."""


def check_named_articles(
    articles: Collection[Article], addresses: Mapping[str, Collection[str]], report: Report
) -> Iterator[str]:
    """Report names that lead to no article, to several, or back to the article itself.

    `addresses` maps the slug of each article to its addresses.

    Yields:
        The path of an article with such a name.
    """
    unknown = 0
    for article in articles:
        for slug, place in _named(article):
            matches = addresses.get(slug, ())
            if len(matches) == 1:
                continue
            yield article.path
            if matches:
                several = " or ".join(f"/{match}" for match in sorted(matches))
                help_line = "give one of them a different `slug`: digest rename article FILE NEW"
                report.add(place, "ambiguous-article", f"'{slug}' may be {several}", help_line)
            else:
                unknown += 1
                guesses = addresses if unknown <= _MOST_GUESSES else ()
                help_line = did_you_mean(slug, guesses, "it is the file name without date and .md")
                if guesses and (now := _renamed(slug, articles)):
                    help_line = f"'{slug}' is now '{now}'"
                report.add(place, "unknown-article", f"no article '{slug[:60]}'", help_line)
    yield from _check_circles(articles, report)


def _renamed(slug: str, articles: Collection[Article]) -> str:
    """The slug of the only article that had another slug before; "" if none or several had it."""
    now = {
        article.slug
        for article in articles
        for old in article.redirect_from
        if old.rstrip("/").rpartition("/")[2] == slug
    }
    return now.pop() if len(now) == 1 else ""


def _named(article: Article) -> Iterator[tuple[str, Place]]:
    """The slugs that an article names, each with its place."""
    whole = Place(article.path)
    places = article.same_event_places or (whole,) * len(article.same_event)
    yield from zip(article.same_event, places, strict=True)
    if article.follows:
        yield article.follows, article.follows_place or whole


def _check_circles(articles: Iterable[Article], report: Report) -> Iterator[str]:
    """Report articles that follow themselves, directly or through others; yield their paths."""
    following = {article.slug: article for article in articles if article.follows}
    seen: set[str] = set()
    for first in following:
        chain: list[Article] = []
        slug = first
        while slug in following and slug not in seen:
            seen.add(slug)
            chain.append(following[slug])
            slug = following[slug].follows
        slugs = [article.slug for article in chain]
        if slug not in slugs:
            continue
        for article in chain[slugs.index(slug) :]:
            message = "the article follows itself"
            if article.follows != article.slug:
                message = f"'{article.follows}' follows this article, directly or through others"
            place = article.follows_place or Place(article.path)
            help_line = "name the earlier article only in the later one"
            report.add(place, "follows-itself", message, help_line)
            yield article.path
