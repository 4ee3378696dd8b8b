"""Every article is listed on exactly the pages that its front matter and the registries imply.

The expected pages are computed by brute force from the raw front matter, without code of the generator.
"""

import datetime as dt
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from generator.installed import installed
from generator.load.loading import load
from generator.model.address import resolve
from generator.recipes import page_files
from tests import markup
from tests.corpus import Entry, site_settings, write_content
from tests.examples import tried

AGENCIES = {"az-one": "AZ", "az-two": "AZ", "ge-three": "GE", "int-four": "", "us-five": "US"}
THEMES = ("alpha", "beta", "gamma", "delta")
PEOPLE = {"ana-one": ("Ana One", "A. One"), "bo-two": ("Bo Two", "Bo Too")}
SOURCES = {"first-news": ("First News", "The First"), "second-news": ("Second News", "SN")}
GROUP_BY = {
    "agencies": "themes",
    "themes": "agencies",
    "countries": "themes",
    "people": "agencies",
    "sources": "themes",
}
DAYS = ("2021-01-01", "2021-10-27", "2021-10-28", "2022-01-01", "2022-10-27", "2024-12-31")

Parents = dict[str, str]
Counts = dict[str, tuple[int, int]]
"""Slug of a term → number of articles without and with sub-terms."""


@dataclass(frozen=True)
class Raw:
    """A corpus as an editor would write it."""

    parents: dict[str, Parents]
    articles: dict[str, dict[str, Any]]
    """Slug → front matter."""
    long_listing: int

    def write(self, root):
        terms = {
            "agencies": {
                slug: {"country": code} if code else {} for slug, code in AGENCIES.items()
            },
            "themes": {slug: {} for slug in THEMES},
        }
        registries: dict[str, Any] = {
            f"taxonomies/{name}.yml": {
                slug: {"name": f"Name of {slug}", **term, "parent": self.parents[name].get(slug)}
                for slug, term in of_one.items()
            }
            for name, of_one in terms.items()
        }
        for file, names in (("taxonomies/people.yml", PEOPLE), ("sources.yml", SOURCES)):
            registries[file] = {
                slug: {"name": name, "aliases": [alias]} for slug, (name, alias) in names.items()
            }
        crossings = [{"rows": "agencies", "columns": "themes"}]
        site = site_settings(long_listing=self.long_listing, crossings=crossings)
        entries = (Entry(f"{meta['date']}-{slug}.md", meta) for slug, meta in self.articles.items())
        return write_content(root, registries, entries, site)


@st.composite
def forests(draw, slugs):
    """Give some slugs a parent, without cycles and in any order of the file."""
    order = draw(st.permutations(list(slugs)))
    chosen = {
        slug: draw(st.one_of(st.none(), st.sampled_from(order[:index])))
        for index, slug in enumerate(order)
        if index
    }
    return {slug: parent for slug, parent in chosen.items() if parent}


def subsets(items, least=0):
    return st.lists(st.sampled_from(list(items)), min_size=least, max_size=3, unique=True)


@st.composite
def front_matters(draw):
    names = [name for pair in SOURCES.values() for name in pair]
    meta = {
        "title": "A made-up report of something",
        "date": draw(st.sampled_from(DAYS)),
        "source": {"name": draw(st.sampled_from([*names, "Nobody knows this outlet"]))},
        "agencies": draw(subsets(AGENCIES, 1)),
        "themes": draw(subsets(THEMES, 1)),
        "people": [
            draw(st.sampled_from(names_of_one))
            for slug, names_of_one in PEOPLE.items()
            if draw(st.booleans())
        ],
        "summary": "A sentence that is long enough to be a summary.",
    }
    if draw(st.booleans()):
        meta["countries"] = draw(subsets(("AZ", "AM", "NO")))
    hidden = draw(st.sampled_from([{}, {}, {}, {"draft": True}, {"retracted": ...}]))
    if "retracted" in hidden:
        hidden = {"retracted": {"date": meta["date"], "reason": "Withdrawn."}}
    return {**meta, **hidden}


@st.composite
def corpora(draw):
    metas = draw(st.lists(front_matters(), max_size=18))
    order = draw(st.permutations(range(len(metas))))
    return Raw(
        parents={"agencies": draw(forests(AGENCIES)), "themes": draw(forests(THEMES))},
        articles={f"story-{order[index]:02}": meta for index, meta in enumerate(metas)},
        long_listing=draw(st.sampled_from([1, 2, 5, 60])),
    )


# --- expected, from the raw front matter ---------------------------------------------------------


def with_parents(slugs, parents):
    terms = set()
    for slug in slugs:
        above = slug
        while above:
            terms.add(above)
            above = parents.get(above, "")
    return terms


def named(meta):
    """Taxonomy → slugs that the article itself names."""
    if "countries" in meta:
        countries = [code.lower() for code in meta["countries"]]
    else:
        countries = [AGENCIES[slug].lower() for slug in meta["agencies"] if AGENCIES[slug]]
    return {
        "agencies": meta["agencies"],
        "themes": meta["themes"],
        "countries": countries,
        "people": [slug for slug, names in PEOPLE.items() if set(names) & set(meta["people"])],
        "sources": [slug for slug, names in SOURCES.items() if meta["source"]["name"] in names],
    }


def address_of(slug, meta):
    return f"articles/{meta['date'][:4]}/{meta['date'][5:7]}/{slug}/"


def newest_first(raw):
    """Slugs of the articles that listings may show, newest first, within a day by slug."""
    shown = [
        slug for slug, meta in raw.articles.items() if not meta.keys() & {"draft", "retracted"}
    ]
    return sorted(
        shown,
        key=lambda slug: (-dt.date.fromisoformat(raw.articles[slug]["date"]).toordinal(), slug),
    )


def expected_sets(raw):
    """Address of a term, combination, edition or archive period → slugs of its articles."""
    sets: dict[str, list[str]] = defaultdict(list)
    for slug in newest_first(raw):
        meta = raw.articles[slug]
        terms = {
            name: with_parents(own, raw.parents.get(name, {})) for name, own in named(meta).items()
        }
        for name, slugs in terms.items():
            for term in slugs:
                sets[f"{name}/{term}/"].append(slug)
        for row in terms["agencies"]:
            for column in terms["themes"]:
                sets[f"agencies/{row}/{column}/"].append(slug)
        year, month, _ = meta["date"].split("-")
        sets[f"archive/{year}/"].append(slug)
        sets[f"archive/{year}/{month}/"].append(slug)
        if any(own.texts for own in installed()):
            week = dt.date.fromisoformat(meta["date"]).isocalendar()
            sets[f"editions/{week.year}-W{week.week:02}/"].append(slug)
    return {where: slugs for where, slugs in sets.items() if len(slugs) >= least(where)}


def least(where):
    """How many articles a page needs: a combination two, an edition three."""
    if where.startswith("agencies/") and where.count("/") == 3:
        return 2
    return 3 if where.startswith("editions/") else 1


def months_of(slugs, raw):
    """Slugs grouped by month, in their original order."""
    months: dict[str, list[str]] = defaultdict(list)
    for slug in slugs:
        months[raw.articles[slug]["date"][:7]].append(slug)
    return list(months.values())


def expected_list(raw, where, slugs):
    """The articles that the page at an address must list, in order."""
    parts = where.strip("/").split("/")
    if len(slugs) > raw.long_listing and parts[0] == "archive" and len(parts) == 2:
        return [slug for month in months_of(slugs, raw) for slug in month[:10]]
    if parts[0] == "editions":
        first = Counter(raw.articles[slug]["themes"][0] for slug in slugs)
        return sorted(
            slugs,
            key=lambda slug: (
                -first[raw.articles[slug]["themes"][0]],
                raw.articles[slug]["themes"][0],
            ),
        )
    return slugs


def expected_combinations(where, sets):
    """Combinations of the term at an address, with the numbers of their articles."""
    name, slug = where.strip("/").split("/")
    own = {"agencies": (0, slug), "themes": (1, slug)}.get(name)
    return {
        other: len(slugs)
        for other, slugs in sets.items()
        if other.startswith("agencies/") and own in enumerate(other.strip("/").split("/")[1:])
        if other.count("/") == 3
    }


# --- actual, from the composed pages ------------------------------------------------------------


def articles_in(element, where, articles, apart=()):
    """Addresses of the articles that entries and headlines link to, in order, without some elements."""
    lines = {id(item) for lists in element.all("ul", css="lines") for item in lists.all("li")}
    addresses = []
    for item in element.walk():
        if id(item) not in apart and ("entry" in item.classes or id(item) in lines):
            links = {markup.target(where, href) for href in item.links()} & articles
            assert len(links) == 1, f"{where}: {item.text} links to {links}"
            addresses.extend(links)
    return addresses


def chips_on(page, where):
    """Address → number, of the combinations above the list."""
    chips = {}
    for only in page.all("nav", css="only"):
        for item in only.all("li"):
            (href,) = item.links()
            chips[markup.target(where, href)] = int(item.first(css="count").text)
    return chips


def grouped(page, where, articles, expected):
    """The articles of a page in its groups, in the expected order; the groups are in order, too."""
    order = {address: number for number, address in enumerate(expected)}
    groups = [
        [order[address] for address in articles_in(group, where, articles)]
        for group in page.all("section", css="by-group")
    ]
    assert all(group == sorted(group) for group in groups), where
    firsts = [group[0] for group in groups]
    assert firsts == sorted(firsts), where
    assert firsts[0] == 0, where
    headings = [group.first("h2").text for group in page.all("section", css="by-group")]
    assert not [heading for heading in headings if heading.startswith("Other")], where
    return [expected[number] for number in sorted(number for group in groups for number in group)]


COMPOSED: dict[str, dict[str, markup.Element]] = {}


def composed(raw):
    """Address → parsed page; cached, because all tests share the same corpora."""
    key = repr(raw)
    if key not in COMPOSED:
        with tempfile.TemporaryDirectory() as folder:
            loaded = load(raw.write(Path(folder)), installed())
            assert loaded.report.ok, [str(problem) for problem in loaded.report]
            COMPOSED[key] = {
                page.address: markup.parse(resolve(page.content, page.address))
                for page in page_files.composed(loaded)
            }
    return COMPOSED[key]


def examples(test):
    """Run a test on 40 generated corpora, the same ones for every test."""
    limits = settings(
        max_examples=tried(40),
        database=None,
        phases=[Phase.generate],  # shrinking an example would take minutes
        suppress_health_check=[HealthCheck.too_slow],
    )
    return seed(2021)(limits(given(corpora())(test)))


@examples
def test_membership(raw):
    """Each page lists its expected articles once and in order, in groups or as older headlines."""
    pages = composed(raw)
    articles = {where for where in pages if where.startswith("articles/")}
    sets = expected_sets(raw)
    for where, page in pages.items():
        first, *others = where.strip("/").split("/")
        if first not in (*GROUP_BY, "archive", "editions"):
            continue
        slugs = expected_list(raw, where, sets[where]) if where in sets else []
        addresses = [address_of(slug, raw.articles[slug]) for slug in slugs]
        if first in GROUP_BY and slugs:
            shown = addresses[: raw.long_listing]
            assert grouped(page, where, articles, shown) == shown, where
            older = page.all("section", css="older")
            rest = [one for part in older for one in articles_in(part, where, articles)]
            assert rest == addresses[raw.long_listing :], where
            if len(others) == 1:
                chips, combined = chips_on(page, where), expected_combinations(where, sets)
                assert chips == combined or not chips, where
                assert chips or len(slugs) <= 3 or len(combined) < 2, where
        else:
            assert articles_in(page, where, articles) == addresses, where
    assert not sets.keys() - pages.keys(), "pages that are not there"


@examples
def test_crossings_are_linked(raw):
    """The page for two terms is linked from the pages of both."""
    pages = composed(raw)
    for where in expected_sets(raw):
        parts = where.strip("/").split("/")
        if parts[0] == "agencies" and len(parts) == 3:
            for term in (f"agencies/{parts[1]}/", f"themes/{parts[2]}/"):
                assert where in {markup.target(term, href) for href in pages[term].links()}, term


@examples
def test_hidden(raw):
    """A draft has no page; a retracted article has a page but is listed nowhere."""
    pages = composed(raw)
    shown = {address_of(slug, raw.articles[slug]) for slug in newest_first(raw)}
    for slug, meta in raw.articles.items():
        assert (address_of(slug, meta) in pages) is ("draft" not in meta)
    articles = {address_of(slug, meta) for slug, meta in raw.articles.items()}
    listed: Counter[str] = Counter()
    for where, page in pages.items():
        linked = articles_in(page, where, articles)
        assert set(linked) <= shown, where
        listed.update(linked)
    assert listed.keys() == shown, "a listed article that no listing links to"


@examples
def test_every_article_is_reachable(raw):
    """Every listed article can be reached by links from the front page."""
    pages = composed(raw)
    seen, waiting = {""}, [""]
    while waiting:
        where = waiting.pop()
        for href in pages[where].links():
            leads_to = (markup.target(where, href) or "").partition("#")[0]
            if leads_to in pages and leads_to not in seen:
                seen.add(leads_to)
                waiting.append(leads_to)
    assert {address_of(slug, raw.articles[slug]) for slug in newest_first(raw)} <= seen


@examples
def test_counts(raw):
    """A taxonomy's list shows the number of articles for each term, without and with child terms.

    Of the terms without articles it has the outlets alone, without a link.
    """
    pages = composed(raw)
    sets = expected_sets(raw)
    for name in GROUP_BY:
        where = f"{name}/"
        for entry in pages[where].all("li"):
            own = [child for child in entry.children if isinstance(child, markup.Element)]
            links = [slug for slug in own if slug.tag == "a"]
            if not links:
                continue
            leads_to = markup.target(where, links[0].attributes["href"]) or ""
            slugs = sets.get(leads_to, [])
            direct = [
                slug for slug in slugs if leads_to.split("/")[1] in named(raw.articles[slug])[name]
            ]
            total = f"{len(slugs)} with sub-{name}"
            count = (
                len(direct)
                if len(direct) == len(slugs)
                else f"{len(direct)} ({total})"
                if direct
                else total
            )
            numbers = [slug.text for slug in own if "count" in slug.classes]
            assert numbers == ([str(count)] if slugs else []), leads_to
        declared = {"agencies": AGENCIES, "themes": THEMES, "people": PEOPLE, "sources": SOURCES}
        linked = {one for one in sets if one.startswith(where) and one.count("/") == 2}
        terms = pages[where].all("li")
        shown = [
            slug
            for slug in declared.get(name, ())
            if name == "sources" or f"{name}/{slug}/" in pages
        ]
        assert name not in declared or len(terms) == len(shown), where
        links = {markup.target(where, href) for one in terms for href in one.links()}
        assert linked <= links, where
