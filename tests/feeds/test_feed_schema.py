"""Every JSON feed is valid under JSON Feed 1.1."""

import json

import pytest
from jsonschema import Draft202012Validator

from tests.feed_site import feeds
from tests.schemas.copies import schema

VALIDATOR = Draft202012Validator(schema("json-feed-1.1"))


@pytest.mark.parametrize("site", ["plain", "hostile", "empty"])
def test_json_feeds_are_valid(site, request):
    loaded = request.getfixturevalue(site).loaded
    files = feeds(loaded.site, loaded.pages)
    every = {where: json.loads(text) for where, text in files.items() if where.endswith(".json")}
    assert every
    assert {
        where: [error.message for error in VALIDATOR.iter_errors(feed)]
        for where, feed in every.items()
    } == {where: [] for where in every}


def test_the_schema_refuses():
    assert list(
        VALIDATOR.iter_errors(
            {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{}]}
        )
    )
