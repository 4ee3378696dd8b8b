"""Every channel carries what readers must know of an article: corrections, the answer, its source."""

import json
from xml.etree import ElementTree as ET

from tests import markup
from tests.full import AWKWARD_ADDRESS, PAGE_OF_EVERYTHING, nasty

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
TITLE = nasty("Title")


def of_feeds(site):
    """The HTML of the article in each kind of feed."""
    atom = ET.parse(site / "feed.xml").getroot()
    [entry] = [one for one in atom.iter(f"{ATOM}entry") if one.findtext(f"{ATOM}title") == TITLE]
    rss = ET.parse(site / "rss.xml").getroot()
    [item] = [one for one in rss.iter("item") if one.findtext("title") == TITLE]
    [record] = [
        one
        for one in json.loads((site / "feed.json").read_text("utf-8"))["items"]
        if one["title"] == TITLE
    ]
    return {
        "Atom": entry.findtext(f"{ATOM}content"),
        "RSS": item.findtext(CONTENT),
        "JSON Feed": record["content_html"],
    }


def test_notes(hostile):
    """Notes, with HTML in them, are text in each channel, and the source is a link."""
    site = hostile / "site"
    channels = {
        "page": (site / PAGE_OF_EVERYTHING / "index.html").read_text("utf-8"),
        **of_feeds(site),
    }
    for channel, html in channels.items():
        tree = markup.parse(html)
        for note in ("Correction", "Serious correction", "Accused", "Answer"):
            assert nasty(note) in tree.text, (channel, note)
        assert "denies this" in tree.text, channel
        sources = [link.attributes["href"] for link in tree.all("a", css="source-link")]
        assert sources == [AWKWARD_ADDRESS], channel


def test_order(hostile):
    """Feeds have the serious correction and the answer before the text, the others after it."""
    for channel, html in of_feeds(hostile / "site").items():
        text = markup.parse(html).text
        order = ["Serious", "denies this", "First with", "Correction, 3 May", "Read the report"]
        places = [text.index(part) for part in order]
        assert places == sorted(places), channel


def test_links_and_categories(hostile):
    """RSS names the source and its terms as Atom does."""
    atom = ET.parse(hostile / "site/feed.xml").getroot()
    rss = ET.parse(hostile / "site/rss.xml").getroot()
    entries, items = atom.findall(f"{ATOM}entry"), rss.findall("channel/item")
    assert len(entries) == len(items) > 2
    for entry, item in zip(entries, items, strict=True):
        names = [one.get("label") for one in entry.findall(f"{ATOM}category")]
        assert [one.text for one in item.findall("category")] == names != []
        sources = [one.get("href") for one in entry.findall(f"{ATOM}link[@rel='via']")]
        assert [one.get("href") for one in item.findall(f"{ATOM}link[@rel='via']")] == sources


def test_paper(browser, hostile):
    """A printed article keeps all its notes, and shows the address of its source."""
    page = browser.new_page()
    page.goto((hostile / "site" / PAGE_OF_EVERYTHING / "index.html").as_uri())
    page.emulate_media(media="print")
    shown = page.locator("article.story").inner_text()
    for note in ("Correction", "Serious correction", "Accused", "Answer"):
        assert nasty(note) in shown, note
    assert "BibTeX" not in shown
    page.close()
