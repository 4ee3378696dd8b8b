"""The built site: the theme around every page, and every file that pages refer to."""

import re

import pytest

from generator.installed import installed
from generator.load.loading import load
from generator.model.address import ROOT
from tests import markup
from tests.command import files
from tests.corpus import FEW, make
from tests.full import PAGE_OF_EVERYTHING, nasty

TEXTS = (".html", ".xml", ".json", ".txt")


def pages(site):
    """Address → finished HTML."""
    return {
        str(file.relative_to(site)).removesuffix("index.html"): file.read_text()
        for file in sorted(site.rglob("*.html"))
    }


def test_every_page_is_written(plain):
    """The site has one file for each page, each old address and the 404 page, and no others."""
    loaded = load(plain, installed())
    addresses = {page.address for page in loaded.pages} | loaded.redirects.keys()
    assert loaded.redirects
    assert set(pages(plain / "site")) == addresses | {"404.html"}


def test_nothing_of_the_making_is_left(plain):
    """No mark, placeholder, unfinished file or source file is left in the site."""
    built = files(plain / "site")
    assert not [name for name in built if name.endswith(".part") or "shell" in name]
    assert not [name for name in built if name.endswith(".md")]
    texts = {name: data for name, data in built.items() if name.endswith(TEXTS)}
    assert not [
        name for name, data in texts.items() if b"@@digest-" in data or ROOT.encode() in data
    ]


def test_theme_around_nasty_words(hostile, plain):
    """Nasty words create no element and no attribute in the theme around a page."""
    nasty_pages, plain_pages = pages(hostile / "site"), pages(plain / "site")
    assert nasty_pages.keys() == plain_pages.keys()
    for where, html in nasty_pages.items():
        assert markup.parse(html).shape() == markup.parse(plain_pages[where]).shape(), where


def test_window_title_and_description(hostile):
    """Title and description in the head are the page's own; search engines and shared links read one description."""
    page = markup.parse(pages(hostile / "site")[PAGE_OF_EVERYTHING])
    assert page.first("title").text == f"{nasty('Title')} · {nasty('Site')}"
    described = [
        one.attributes
        for one in page.all("meta")
        if "description" in one.attributes.values() or "og:description" in one.attributes.values()
    ]
    content = nasty("Summary that is long enough")
    both = {"name": "description", "property": "og:description", "content": content}
    assert described == [both]


def test_own_address(plain):
    """Every absolute address of the site in a head or feed is an existing page or file."""
    built = {name.removesuffix("index.html") for name in files(plain / "site")}
    named = set()
    for name, data in files(plain / "site").items():
        if name.endswith(TEXTS):
            named.update(re.findall(rb"https://digest\.example\.org/([\w./-]*)", data))
    assert len(named) > 50
    assert sorted({name.decode() for name in named} - built) == []


def test_search_is_built(plain):
    """The index has one fragment for each listed article."""
    fragments = list((plain / "site/pagefind").rglob("*.pf_fragment"))
    assert len(fragments) == len(load(plain, installed()).site.articles)


@pytest.mark.parametrize("seed", [1, 2])
def test_corpus_is_the_same(tmp_path, seed):
    """The same seed gives the same corpus, another seed another one."""
    one, two, other = (
        files(make(tmp_path / name, FEW, seed=number) / "content")
        for name, number in (("one", seed), ("two", seed), ("other", seed + 1))
    )
    assert one == two
    assert one != other
