"""The pages of our own terms do not repeat themselves."""

from collections import Counter

import pytest

from generator.installed import installed
from generator.load.loading import load
from generator.model.address import resolve
from generator.recipes.page_files import composed
from tests import markup
from tests.corpus import PROJECT


@pytest.fixture(scope="module")
def term_pages():
    """Address → parsed page of every term."""
    loaded = load(PROJECT, installed())
    addresses = {
        f"{name}/{term.slug}/"
        for name, terms in loaded.checked.taxonomies.items()
        for term in terms
    }
    return {
        page.address: markup.parse(resolve(page.content, page.address))
        for page in composed(loaded)
        if page.address in addresses
    }


def test_headlines(term_pages):
    """Each article's headline is shown at most twice, and the article linked at most three times."""
    assert len(term_pages) > 200
    for where, page in term_pages.items():
        links = Counter()
        headlines = Counter()
        for link in page.all("a"):
            target = markup.target(where, link.attributes["href"]) or ""
            if target.startswith("articles/"):
                links[target] += 1
                headlines[target, link.text] += 1
        assert max(links.values(), default=0) <= 3, (where, links.most_common(1))
        assert max(headlines.values(), default=0) <= 2, (where, headlines.most_common(1))


def test_stops_before_the_first_article(term_pages):
    """A keyboard reaches the first article of a list after few stops of the page itself.

    They are the two steps of the path, the sheets to follow and to download, the link to the other
    order, the name of the first group with the link to all of it, and up to five combinations: a link skips
    more of them.
    """
    for where, page in term_pages.items():
        header = page.first("header").links()
        folded = {
            id(one) for fold in page.all("details") for one in fold.walk() if one.tag != "summary"
        }
        stops = []
        skipped = ""
        for one in page.walk():
            if "entry" in one.classes:
                break
            if one.attributes.get("id") == skipped:
                skipped = ""
            if one.tag in ("a", "button", "summary") and id(one) not in folded and not skipped:
                stops.append(one)
                if "unseen" in one.classes:
                    skipped = one.attributes["href"].removeprefix("#")
        else:
            continue
        assert not skipped, where
        assert len(stops) <= 12 + len(header), where
