"""JSON-LD of articles: it follows a schema, with dates in order."""

import json

import jsonschema
import pytest

from tests.corpus import SAMPLE
from tests.full import PAGE_OF_EVERYTHING, PAGE_OF_LITTLE

DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
WEB = {"type": "string", "pattern": r"^https?://[^\s]+$"}
WORDS = {"type": "string", "minLength": 1, "pattern": r"^[^<>]*$"}
LANGUAGE = {"type": "string", "pattern": r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"}
ORGANISATION = {
    "type": "object",
    "required": ["@type", "name"],
    "properties": {"@type": {"const": "Organization"}, "name": WORDS, "url": WEB},
    "additionalProperties": False,
}


def _terms(*types):
    return {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "required": ["@type", "name", "url"],
            "properties": {
                "@type": {"enum": list(types)},
                "name": WORDS,
                "url": WEB,
                "alternateName": {"type": "array", "items": WORDS, "minItems": 1},
                "sameAs": WEB,
            },
            "additionalProperties": False,
        },
    }


SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": [
        "@context",
        "@type",
        "@id",
        "mainEntityOfPage",
        "url",
        "headline",
        "description",
        "datePublished",
        "dateModified",
        "inLanguage",
        "author",
        "publisher",
        "isBasedOn",
        "about",
        "license",
    ],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "NewsArticle"},
        "@id": WEB,
        "mainEntityOfPage": WEB,
        "url": WEB,
        "headline": {**WORDS, "maxLength": 200},
        "description": WORDS,
        "datePublished": DAY,
        "dateModified": DAY,
        "inLanguage": LANGUAGE,
        "author": ORGANISATION,
        "publisher": ORGANISATION,
        "isBasedOn": {
            "type": "object",
            "required": ["@type", "publisher"],
            "properties": {
                "@type": {"const": "NewsArticle"},
                "url": WEB,
                "headline": WORDS,
                "inLanguage": LANGUAGE,
                "author": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["@type", "name"],
                        "properties": {"@type": {"const": "Person"}, "name": WORDS},
                        "additionalProperties": False,
                    },
                },
                "publisher": ORGANISATION,
                "archivedAt": WEB,
            },
            "additionalProperties": False,
        },
        "about": _terms("GovernmentOrganization", "DefinedTerm"),
        "mentions": _terms("Country", "Person"),
        "license": WEB,
        "creativeWorkStatus": {"const": "Retracted"},
        "correction": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["@type", "text", "datePublished"],
                "properties": {
                    "@type": {"const": "CorrectionComment"},
                    "text": WORDS,
                    "datePublished": DAY,
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


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
