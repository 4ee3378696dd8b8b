"""Peers get the digest's articles, and each scenario makes the change it names."""

import pytest
import yaml

from benchmarks.content import TAXONOMIES, read
from benchmarks.contestants import Digest
from benchmarks.output import Output, count
from benchmarks.peers import Hugo, Material, Pelican
from generator.installed import installed
from generator.load.loading import load
from tests.corpus import Size, make
from tests.examples import one_of

SIZE = Size(articles=60, agencies=20, themes=8, words=20)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return make(tmp_path_factory.mktemp("bench") / "corpus", SIZE)


def test_same_articles_same_terms(corpus):
    """The benchmark's simple reader gets the same drafts and terms as the digest."""
    site = load(corpus, installed()).site
    ours = {
        article.address: {name: tuple(article.terms[name]) for name in TAXONOMIES}
        for article in site.published
    }
    theirs = {f"articles/{article.path}/": dict(article.terms) for article in read(corpus).articles}
    assert {
        key: {name: sorted(slugs) for name, slugs in terms.items()} for key, terms in theirs.items()
    } == {
        key: {name: sorted(slugs) for name, slugs in terms.items()} for key, terms in ours.items()
    }


@pytest.mark.parametrize("peer", [Hugo, Pelican, Material])
def test_one_file_an_article(corpus, tmp_path, peer):
    """Each article is one file; the added article's file is removed again."""
    contestant = peer(corpus, tmp_path / peer.name)
    contestant.prepare()
    expected = len(read(corpus).articles)

    def articles():
        return [
            file
            for file in contestant.folder.rglob("articles/*/*/*.md")
            if file.name != "_index.md"
        ]

    assert len(articles()) == expected
    contestant.change("new")
    assert len(articles()) == expected + 1
    contestant.restore()
    assert len(articles()) == expected


def test_front_matter(corpus, tmp_path):
    """Hugo's front matter is YAML with a list for each taxonomy."""
    contestant = Hugo(corpus, tmp_path / "hugo")
    contestant.prepare()
    article = read(corpus).articles[0]
    front = contestant.file(article).read_text().split("---\n")[1]
    assert {name: tuple(yaml.safe_load(front)[name]) for name in TAXONOMIES} == article.terms


@pytest.mark.parametrize(
    "scenario, changed",
    one_of(
        3,
        [
            ("new", {"content"}),
            ("third", {"content"}),
            ("edited", {"content"}),
            ("renamed", {"site_config"}),
            ("theme", {"site_config"}),
            ("unchanged", set()),
        ],
    ),
)
def test_scenarios(corpus, tmp_path, scenario, changed):
    """Each scenario changes one file, leaves the site valid, and is undone."""
    digest = Digest(corpus, tmp_path / "digest")
    digest.prepare()
    before = files(digest.folder)
    digest.change(scenario)
    after = files(digest.folder)
    different = {name for name in after if before.get(name) != after[name]}
    assert {name.split("/")[0] for name in different} == changed
    assert len(different) == len(changed)
    problems = [problem.code for problem in load(digest.folder, installed()).report]
    assert problems == [problem.code for problem in load(corpus, installed()).report]
    digest.restore()
    assert files(digest.folder) == before


def files(folder):
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for name in ("content", "site_config", "docs")
        for file in (folder / name).rglob("*")
        if file.is_file()
    }


def test_output(tmp_path):
    """Pages, feeds of three formats, other files and the search index are counted separately."""
    made = {
        "index.html": "<html>",
        "a/index.html": "<html>",
        "a/feed.xml": '<?xml version="1.0"?><feed xmlns="">',
        "a/feed.json": '{"version": "https://jsonfeed.org/version/1.1"}',
        "rss.xml": "<rss>",
        "sitemap.xml": "<urlset>",
        "pagefind/some.json": "{}",
        "search/index.html": "<html>",
        "search/names.json": "[]",
    }
    for name, text in made.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert count(tmp_path) == Output(
        pages=3, feeds=3, files=9, size=sum(map(len, made.values())), search=len("{}[]")
    )
