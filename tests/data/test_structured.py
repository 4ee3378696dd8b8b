"""JSON-LD of articles: it follows a schema, with dates in order."""

import json
from dataclasses import replace
from functools import partial

import jsonschema
import pytest

from generator.data.structured import news_article, term_node
from generator.model.article import FurtherSource
from tests.corpus import SAMPLE
from tests.full import PAGE_OF_EVERYTHING, PAGE_OF_LITTLE
from tests.schemas.copies import schema

SCHEMA = schema("news-article")


def _data(composed, where):
    blocks = composed.trees[where].first("head").all("script", type="application/ld+json")
    assert len(blocks) == 1, where
    return json.loads("".join(map(str, blocks[0].children)))


@pytest.fixture(scope="module")
def sample(compose):
    return compose(SAMPLE)


def test_schema():
    """The schema itself is valid."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_article(sample):
    """Each article of the sample has one valid block with its dates in order."""
    validator = jsonschema.Draft202012Validator(SCHEMA)
    published = list(sample.loaded.site.published)
    assert published
    for article in published:
        data = _data(sample, article.address)
        assert [
            f"{article.address}: {error.message}" for error in validator.iter_errors(data)
        ] == []
        assert data["datePublished"] <= data["dateModified"], article.address
        for correction in data.get("correction", ()):
            assert data["datePublished"] <= correction["datePublished"], article.address
        assert data["isBasedOn"]["publisher"]["name"] == article.source.name
        assert data["isBasedOn"].get("url", "") == article.source.url
        assert data["url"].endswith(article.address)


@pytest.mark.parametrize(
    "where", [PAGE_OF_EVERYTHING, PAGE_OF_LITTLE, "articles/2024/05/withdrawn/"]
)
def test_fields(plain, where):
    """The block is valid with every optional field, with none, and for a retracted article."""
    jsonschema.Draft202012Validator(SCHEMA).validate(_data(plain, where))


def test_everything(plain):
    """The values are those of the article."""
    data = _data(plain, PAGE_OF_EVERYTHING)
    assert (data["datePublished"], data["dateModified"]) == ("2024-05-02", "2024-05-04")
    assert [correction["datePublished"] for correction in data["correction"]] == [
        "2024-05-03",
        "2024-05-04",
    ]
    assert data["isBasedOn"]["headline"] == "Headline as plain words"
    assert data["isBasedOn"]["archivedAt"].startswith("https://example.org/")
    assert len(data["isBasedOn"]["author"]) == 2
    about, mentions = (
        [thing["url"].split("/", 3)[3] for thing in data[key]] for key in ("about", "mentions")
    )
    assert about == ["agencies/az-one/", "agencies/int-three/", "themes/alpha/", "themes/beta/"]
    assert mentions == ["countries/az/", "countries/no/", "people/ana-one/"]
    assert "creativeWorkStatus" not in data
    assert _data(plain, "articles/2024/05/withdrawn/")["creativeWorkStatus"] == "Retracted"


def test_little(plain):
    """Missing optional fields are left out."""
    assert not {"correction", "creativeWorkStatus"} & set(_data(plain, PAGE_OF_LITTLE))


def test_further_sources(plain):
    """An article of several reports is based on a list: its source first, then the others in their order."""
    site = plain.loaded.site
    article = next(one for one in site.published if one.address == PAGE_OF_EVERYTHING)
    node_of = partial(term_node, site)
    (first,) = [news_article(site, replace(article, further_sources=()), node_of)["isBasedOn"]]
    further = (
        FurtherSource("Herald", "https://herald.example.org/7", "Their headline", "de"),
        FurtherSource("A book"),
    )
    based = news_article(site, replace(article, further_sources=further), node_of)["isBasedOn"]
    assert based[0] == first
    assert based[1] == {
        "@type": "NewsArticle",
        "url": "https://herald.example.org/7",
        "headline": "Their headline",
        "inLanguage": "de",
        "publisher": {"@type": "Organization", "name": "Herald"},
    }
    assert based[2] == {
        "@type": "NewsArticle",
        "publisher": {"@type": "Organization", "name": "A book"},
    }
    assert len(based) == 3
