"""The files for hosts agree with the policy."""

import pytest

from generator.feeds.writer import FORMATS
from generator.model.policy import headers
from generator.recipes.every_file import HEADERS, filled, kept_names
from tests.corpus import PROJECT
from tests.headers import read_rules, sent

OPEN = [*(f"/{form.file}" for form in FORMATS), "/themes/a/feed.xml", "/feeds.opml"]
OPEN += ["/api/v1/articles.json", "/data/digest.csv"]
KEPT = [
    "/assets/digest.57a0d79d12.css",
    "/assets/search.57a0d79d12/engine.js",
    "/custom.57a0d79d12.css",
    "/assets/javascripts/bundle.a5f9d56c.min.js",
    "/pagefind/index/en_e0a9bf0.pf_index",
    "/pagefind/12/filter/en_e0a9bf0.pf_filter",
]
OTHER = [
    "/",
    "/articles/2024/05/feed/",
    "/assets/copy.js",
    "/assets/card.png",
    "/report.pdf",
    "/assets/card.2.png",
    "/pagefind/pagefind.js",
    "/dataset/",
    "/search/names.json",
]


@pytest.mark.parametrize("path", [*OPEN, *KEPT, *OTHER])
def test_headers_file(path):
    """Every path gets the whole policy; feeds and data allow all origins, hashed files are cached."""
    linked = [path.lstrip("/") for path in KEPT if path.endswith(("css", "js"))]
    rules = read_rules(filled(HEADERS, names=kept_names(linked)))
    lines = sent(rules, path)
    assert len({name for name, _ in lines}) == len(lines)
    assert headers().items() <= dict(lines).items()
    assert ("Content-Disposition" in dict(lines)) == path.endswith(".pdf")
    assert ("Access-Control-Allow-Origin" in dict(lines)) == (path in OPEN)
    assert ("immutable" in dict(lines).get("Cache-Control", "")) == (path in KEPT)


def test_one_policy():
    """The theme, the host files and the audit share one policy."""
    template = (PROJECT / "generator/theme/digest/base.html").read_text()
    assert "default-src" not in template
    assert "{{ config.extra.digest.policy }}" in template


def test_redirects():
    """`_redirects` has every old address, and the JSON feeds that lists had once."""
    moves = [("/d/themes/old/", "/d/themes/new/"), ("/d/news/1.html", "/d/a/")]
    lines = filled("_redirects", root="/d/", moves=moves).splitlines()
    assert lines[:2] == ["/d/themes/old/ /d/themes/new/ 301", "/d/news/1.html /d/a/ 301"]
    assert "/d/:a/feed.json /d/:a/feed.xml 301" in lines
