"""Group articles by term, and split long lists by year.

Long lists are split by year, not into pages of a fixed size, so that a new article changes only
the pages of its own year.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.model.article import Article, Articles
from generator.model.edition import Week, week_of
from generator.model.term import Taxonomy, Term

SHOWN = 20
"""Articles on the main page of a split list: at 110 px each they fill three screens."""
OFTEN = 8
"""Terms that are often named with another, on its page; more would not fit on one line."""
_FEW = 3
"""A list of at most so many articles that share no term has a heading for each."""
_NO_TERM = ("",)
"""The slugs of articles that name no term."""
Key = TypeVar("Key", bound=Hashable)
Month = tuple[int, int]
"""A year and the number of a month in it."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the articles under it."""

    term: Term | None
    """None for the group of the articles that name no term of the taxonomy."""
    articles: Articles
    """Articles that name the term itself."""
    total: int
    """The number of articles that name the term or one below it."""


@dataclass(frozen=True, slots=True)
class Years:
    """A list of articles, by year if it is long."""

    shown: Articles
    """The articles on its main page, newest first."""
    split: tuple[tuple[int, Articles], ...] = ()
    """Every year, newest first; empty if all articles fit on the main page."""


def by_keys(
    articles: Iterable[Article], keys: Callable[[Article], Iterable[Key]]
) -> dict[Key, Articles]:
    """Map each key to the articles that have it, in the given order.

    `keys` returns the keys of an article: its year, for instance, or the slugs of its terms.
    """
    found: dict[Key, list[Article]] = defaultdict(list)
    for article in articles:
        for key in keys(article):
            found[key].append(article)
    return {key: tuple(members) for key, members in found.items()}


def by_year(articles: Articles) -> dict[int, Articles]:
    """Map each year to its articles, in the given order, which is newest first."""
    return by_keys(articles, lambda article: [article.date.year])


def by_month(articles: Articles) -> dict[Month, Articles]:
    """Map each month to its articles, newest first."""

    def month(article: Article) -> list[Month]:
        return [(article.date.year, article.date.month)]

    return by_keys(articles, month)


def by_week(articles: Articles) -> dict[Week, Articles]:
    """Map each ISO week to its articles, newest first."""
    return by_keys(articles, lambda article: [week_of(article.date)])


def split_years(articles: Articles, long_listing: int) -> Years:
    """Split a list by year if it has more articles than `long_listing`."""
    if len(articles) <= long_listing:
        return Years(articles)
    shown = min(SHOWN, long_listing)
    years = by_year(articles)
    return Years(articles[:shown], tuple(years.items()))


def grouped(articles: Articles, taxonomy: Taxonomy) -> tuple[Group, ...]:
    """Group articles by the terms of a taxonomy that they name, largest total first.

    An article that names two terms is in both groups. A term that is named only through its
    children has a group without articles. Articles that name no term are in a last group.
    """
    name = taxonomy.settings.name
    totals: Counter[str] = Counter()
    for article in articles:
        slugs = taxonomy.roll_up(article.terms[name])
        totals.update(slugs or _NO_TERM)
    direct = by_keys(articles, lambda article: article.terms[name] or _NO_TERM)
    return _groups(taxonomy, direct, totals)


def grouped_once(articles: Articles, taxonomy: Taxonomy) -> tuple[Group, ...]:
    """Group articles by the first term that each names, so that each is listed once.

    The largest group comes first; articles that name no term are in a last group.
    """
    name = taxonomy.settings.name
    first = by_keys(articles, lambda article: article.terms[name][:1] or _NO_TERM)
    totals = {slug: len(members) for slug, members in first.items()}
    return _groups(taxonomy, first, totals)


def arranged(articles: Articles, taxonomy: Taxonomy) -> tuple[Group, ...]:
    """Group articles by term, each once, so that few are alone; the newest group comes first.

    An article is in the group of its first term. If it is the only one there, it joins the first of
    its other terms that has a group; then those left that share a term make a group, and last those
    that share a parent. Articles that are still alone are in a last group without a term; the
    newest article of all, and a single one, has a group of its own.
    """
    name = taxonomy.settings.name
    members = by_keys(articles, lambda article: article.terms[name][:1])
    groups = {slug: list(found) for slug, found in members.items() if len(found) > 1}
    placed = {article.path for found in groups.values() for article in found}
    alone = [article for article in articles if article.path not in placed]
    alone = _joined(groups, alone, lambda article: article.terms[name])
    while shared := _most_shared(alone, lambda article: article.terms[name]):
        groups[shared] = []
        alone = _joined(groups, alone, lambda article: article.terms[name])

    def family(article: Article) -> Iterable[str]:
        return taxonomy.roll_up(article.terms[name])

    alone = _joined(groups, alone, family)
    while shared := _most_shared(alone, family):
        groups[shared] = []
        alone = _joined(groups, alone, family)
    order = {article.path: number for number, article in enumerate(articles)}

    def age(article: Article) -> int:
        return order[article.path]

    found = [
        Group(taxonomy.terms[slug], tuple(sorted(members, key=age)), len(members))
        for slug, members in groups.items()
    ]
    found.sort(key=lambda group: age(group.articles[0]))
    if not groups and len(alone) <= _FEW:
        return tuple([_own_group(taxonomy, article) for article in alone])
    if groups and alone and alone[0] is articles[0]:
        found.insert(0, _own_group(taxonomy, alone.pop(0)))
    if len(alone) == 1:
        found.append(_own_group(taxonomy, alone[0]))
    elif alone:
        found.append(Group(None, tuple(alone), len(alone)))
    return tuple(found)


def _own_group(taxonomy: Taxonomy, article: Article) -> Group:
    """Make the group of one article, under its first term if it names any."""
    slugs = article.terms[taxonomy.settings.name]
    return Group(taxonomy.terms[slugs[0]] if slugs else None, (article,), 1)


def _joined(
    groups: dict[str, list[Article]],
    alone: Articles | list[Article],
    keys: Callable[[Article], Iterable[str]],
) -> list[Article]:
    """Add each article to the first of its groups; return those that have none."""
    rest = []
    for article in alone:
        group = next((groups[key] for key in keys(article) if key in groups), None)
        if group is None:
            rest.append(article)
        else:
            group.append(article)
    return rest


def _most_shared(articles: list[Article], keys: Callable[[Article], Iterable[str]]) -> str:
    """Return the key that most articles share, at least two; empty if none do."""
    counts = Counter(key for article in articles for key in keys(article))
    slug, count = max(counts.items(), key=lambda pair: pair[1], default=("", 0))
    return slug if count > 1 else ""


def _groups(
    taxonomy: Taxonomy, articles: Mapping[str, Articles], totals: Mapping[str, int]
) -> tuple[Group, ...]:
    """Make a group for each slug in `totals`, the number of articles of the term and its sub-terms.

    `articles` are those that name the term itself.
    """
    groups = []
    for slug, total in totals.items():
        term = taxonomy.terms.get(slug)
        groups.append(Group(term, articles.get(slug, ()), total))
    return tuple(sorted(groups, key=_size_and_name))


def _size_and_name(group: Group) -> tuple[bool, int, str]:
    if group.term is None:
        return True, 0, ""
    return False, -group.total, group.term.name


def on_same_event(articles: Iterable[Article]) -> Mapping[str, set[str]]:
    """Map the slug of each article to the slugs of other reports on the same event.

    Either of two articles may name the other.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for slug in article.same_event:
            if slug != article.slug:
                found[article.slug].add(slug)
                found[slug].add(article.slug)
    return found


def most_frequent(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Sort counts, the largest first; equal counts in alphabetical order."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def often_with(
    articles: Articles, taxonomy: Taxonomy, excluded: str
) -> tuple[tuple[Term, int], ...]:
    """Count the terms that articles name; return the most frequent, at most `OFTEN`.

    The term `excluded` is left out.
    """
    name = taxonomy.settings.name
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(article.terms[name])
    del counts[excluded]
    ranked = most_frequent(counts)[:OFTEN]
    return tuple((taxonomy.terms[slug], count) for slug, count in ranked)
