"""Sitemaps follow the schemas of sitemaps.org and Google News, with correct dates."""

import datetime as dt
from xml.etree import ElementTree as ET

from generator.feeds import sitemap
from generator.feeds.xml_file import xml
from generator.model.article import Correction, Retraction
from generator.pages.kinds import pages
from tests.made import PAIR, article, site, taxonomy

BASE = "https://digest.example.org/"
S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def made(*articles, **settings):
    return site(
        [taxonomy("offices", "one", "two"), taxonomy("topics", "red")],
        [*articles],
        crossings=(PAIR,),
        **settings,
    )


def one(slug, date="2024-05-02", office="one", **fields):
    return article(slug, date, terms={"offices": office, "topics": "red"}, **fields)


def days(whole):
    """Address → date of change, over all parts."""
    return {
        where: day
        for listed in sitemap.parts(whole, pages(whole)).values()
        for where, day in listed
    }


def locations(text, container, entry):
    """The addresses in a schema-valid file: each entry has one <loc>, then at most one <lastmod>."""
    root = ET.fromstring(text)
    assert root.tag == S + container
    assert 0 < len(root) <= 50_000
    assert len(text.encode()) <= 50 * 1024 * 1024
    for element in root:
        assert element.tag == S + entry
        tags = [child.tag for child in element if child.tag.startswith(S)]
        assert tags in ([f"{S}loc"], [f"{S}loc", f"{S}lastmod"])
        where = element.findtext(f"{S}loc")
        assert where.startswith(BASE)
        assert 12 <= len(where) <= 2_048
        dt.date.fromisoformat(element.findtext(f"{S}lastmod", "2024-01-01"))
        yield where


def test_schema(hostile):
    """Every part is valid, and each indexable page is in exactly one part."""
    loaded = hostile.loaded
    parts = sitemap.parts(loaded.site, loaded.pages)
    index = xml("sitemap-index.xml", url=BASE, parts=sitemap.newest(parts))
    assert list(locations(index, "sitemapindex", "sitemap")) == [BASE + name for name in parts]
    addresses = [
        where
        for listed in parts.values()
        for where in locations(xml("sitemap.xml", url=BASE, pages=listed), "urlset", "url")
    ]
    assert len(addresses) == len(set(addresses))
    assert set(addresses) == {BASE + page.address for page in loaded.pages if page.indexed}
    assert {"sitemap-pages.xml", "sitemap-2024.xml", "sitemap-2021.xml"} <= parts.keys()


def test_days():
    """An article has its own date of change, a list the newest of its articles', other pages none."""
    whole = made(
        one("old", "2023-01-05"),
        one("mended", "2024-02-01", corrections=(Correction(dt.date(2024, 7, 1), "Note."),)),
        one("new", "2024-05-02", office="two"),
        one("newer", "2024-05-03", office="two"),
        one("newest", "2024-05-04", office="two"),
    )
    changed = days(whole)
    assert changed["articles/2024/02/mended/"] == "2024-07-01"
    assert changed["articles/2024/05/new/"] == "2024-05-02"
    assert changed["offices/one/"] == changed["topics/red/"] == changed[""] == "2024-07-01"
    assert changed["offices/two/"] == "2024-05-04"
    assert changed["offices/one/red/"] == "2024-07-01"
    assert changed["archive/2023/"] == "2023-01-05"
    assert (
        changed["archive/2024/02/"]
        == changed["archive/2024/"]
        == changed["archive/"]
        == "2024-07-01"
    )
    assert changed["editions/2024-W18/"] == "2024-05-04"
    assert changed["corrections/"] == "2024-07-01"
    assert changed["offices/"] == changed["subscribe/"] == ""


def test_retracted():
    """A retraction updates the lists that lose the article, and the article is not listed."""
    gone = one("gone", "2024-05-01", retracted=Retraction(dt.date(2024, 8, 1), "Wrong."))
    changed = days(made(gone, one("kept")))
    assert changed["offices/one/"] == "2024-08-01"
    assert gone.address not in changed


def test_parts_are_bounded(monkeypatch):
    monkeypatch.setattr(sitemap, "LIMIT", 3)
    whole = made(*(one(f"a{number}") for number in range(7)))
    parts = sitemap.parts(whole, pages(whole))
    assert all(0 < len(listed) <= 3 for listed in parts.values())
    assert {"sitemap-2024.xml", "sitemap-2024-2.xml", "sitemap-2024-3.xml"} <= parts.keys()
