"""Search over several bundles: merged results in one order, with every quoted phrase found."""

import datetime as dt
import json
import random
import shutil

import pytest

from generator.search.index import divide, index
from tests.browser.conftest import served
from tests.corpus import PROJECT, Maker, Size
from tests.made import search_record

pytestmark = pytest.mark.slow

FIRST = dt.date(2020, 1, 1)
ASK = """async ([queries, options]) => {
  const { search } = await import(new URL("/assets/search/engine.js", location))
  const slug = async (result) => (await result.data()).url.split(/[/.]/).at(-2)
  const answers = []
  for (const query of queries) answers.push((await search(query, options)).results)
  return Promise.all(answers.map((results) => Promise.all(results.map(slug))))
}"""
ODD = {
    "accents": "Türkiye, with a comma behind it, has a café culture.",
    "joined": "The state-sponsored group’s e-mail said: “pay us 10,000 dollars”, and U.S. officials knew.",
    "letters": "Dövlət Təhlükəsizliyi Xidməti and Служба безопасности spoke of it.",
}


@pytest.fixture(scope="module")
def texts():
    """Slug → text: a few special ones, and 900 of made-up words, one for each day."""
    maker = Maker(Size(vocabulary=6_000), seed=3)
    made = {f"a{number}": " ".join(maker.words.many(150)) for number in range(900)}
    return {**made, **ODD}


@pytest.fixture(scope="module")
def origin(texts, tmp_path_factory):
    """A served folder with an empty page, the search engine and an index of the texts."""
    folder = tmp_path_factory.mktemp("bundles")
    records = [
        search_record(f"articles/{slug}/", FIRST + dt.timedelta(day), text)
        for day, (slug, text) in enumerate(texts.items())
    ]
    site = folder / "site"
    for path, file in index(records, {}, "en", folder / "cache").items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, site / path)
    assert len(divide(records)) == 2
    with served(engine(site, articles=len(records), archives=1)) as address:
        yield address


def engine(site, **counts):
    """Add an empty page and the search engine to a site whose registries have no names."""
    shutil.copytree(PROJECT / "generator/theme/common/assets/search", site / "assets/search")
    maps = {name: {} for name in ("facets", "initials", "letters", "pages", "values")}
    counts["docs"] = {"root": "./", "pages": 0, "kind": "Documentation"}
    empty = ("combined", "months", "same", "shown", "site", "small", "terms", "weeks", "words")
    lists = {name: [] for name in empty}
    names = {**maps, **lists, **counts, "vague": "(?!)"}
    (site / "search").mkdir()
    (site / "search/names.json").write_text(json.dumps(names))
    (site / "search/subjects.json").write_text("[]")
    (site / "index.html").write_text(
        '<!doctype html><link rel="icon" href="data:,"><title>Search</title>'
    )
    return site


@pytest.fixture
def ask(watch):
    """Send queries to the engine; return the slugs found."""
    page = watch().open("index.html")

    def asked(*queries, **options):
        return page.evaluate(ASK, [queries, options])

    return asked


def test_quoted_phrases(ask, texts):
    """Each of 50 quoted phrases finds every text that contains it."""
    rng = random.Random(7)
    phrases = []
    for text in rng.sample(list(texts.values()), 50):
        words = text.split()
        start = rng.randrange(len(words) - 5)
        phrases.append(" ".join(words[start : start + rng.randint(3, 5)]))
    expected = [
        {slug for slug, text in texts.items() if f" {phrase} " in f" {text} "} for phrase in phrases
    ]
    answers = ask(*(f'"{phrase}"' for phrase in phrases))
    missed = [
        (phrase, urls - {*slugs})
        for phrase, urls, slugs in zip(phrases, expected, answers, strict=True)
        if urls - {*slugs}
    ]
    assert missed == []


def test_odd_phrases(ask):
    """Phrases may contain accents, punctuation and other alphabets, in any style of quotation marks."""
    phrases = {
        "Türkiye, with": "accents",
        "Turkiye, with a": "accents",
        "has a café culture": "accents",
        "state-sponsored group’s e-mail": "joined",
        "pay us 10,000 dollars": "joined",
        "and U.S. officials knew": "joined",
        "Təhlükəsizliyi Xidməti and Служба": "letters",
        "безопасности spoke": "letters",
    }
    quoted = {
        f"{left}{phrase}{right}": slug
        for phrase, slug in phrases.items()
        for left, right in ('""', "“”", "„“", "«»")
    }
    assert dict(zip(quoted, ask(*quoted), strict=True)) == {
        query: [slug] for query, slug in quoted.items()
    }


def test_words_that_do_not_follow_each_other(ask):
    """A quoted phrase does not match text with the same words in another order."""
    assert ask('"cafe Türkiye"', '"group state-sponsored"') == [[], []]


def test_newest_first(ask, texts):
    """Results from several bundles are sorted together by date."""
    word = texts["a0"].split()[0]
    [slugs] = ask(word, order="newest")
    places = [list(texts).index(slug) for slug in slugs]
    assert len(places) > 100
    assert places == sorted(places, reverse=True)
    assert {place < 700 for place in places} == {True, False}


def test_words_of_one_article(ask, texts):
    """An article is found whichever bundle contains it."""
    every = list(texts.values())
    for slugs in (list(texts)[:100], list(texts)[-100:]):
        pairs = ((slug, word) for slug in slugs for word in texts[slug].split())
        slug, alone = next(pair for pair in pairs if sum(pair[1] in text for text in every) == 1)
        assert ask(alone) == [[slug]]
    assert ask("cafe") == [["accents"]]


def test_a_bundle_that_does_not_arrive(watch):
    """If a bundle fails to load, an error is shown instead of partial results; the next search retries."""
    page = watch(quiet=False).open("index.html")
    ask = """async () => {
      const { search } = await import(new URL("/assets/search/engine.js", location))
      return search("cafe").then(({ results }) => results.length, (error) => error.constructor.name)
    }"""
    for part in ("pagefind-entry.json*", "*.pf_meta", "index/*"):
        page.route(f"**/pagefind/1/{part}", lambda route: route.abort())
        assert page.evaluate(ask) == "SearchFailed", part
        page.unroute_all(behavior="wait")
    assert page.evaluate(ask) == 1


def test_without_articles(watch_at, tmp_path):
    """A digest without articles has no index, and a search finds nothing."""
    with served(engine(tmp_path, articles=0, archives=0)) as origin:
        page = watch_at(origin, quiet=False).open("index.html")
        assert page.evaluate(ASK, [["word", '"some words"'], {"order": "newest"}]) == [[], []]
