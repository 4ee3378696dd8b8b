"""No value of feeds.yml that becomes an address is read without its check."""

import pytest

from generator.check.fields import Fields
from generator.diagnostics.diagnostics import Report
from newsroom.desk.watched import read_watchlist
from tests.hostile.places import MODELS, PLACES, VALUES, address_places, hostile_values, written
from tests.hostile.test_addresses import FEEDS, as_yaml, with_stars

ADDRESSES = [place for place in address_places() if place[0] == FEEDS]


@pytest.fixture
def read(tmp_path, context):
    """A function that reads a text as feeds.yml, and returns all problems."""

    def problems(text):
        (tmp_path / FEEDS).write_text(text)
        report = Report()
        read_watchlist(tmp_path, "site_config", context.taxonomies, report)
        return list(report)

    return problems


@pytest.mark.parametrize("file, path, kind", ADDRESSES)
def test_hostile_value(file, path, kind, read):
    """Every hostile value is an error at its line."""
    for value in hostile_values():
        text, line = written(file, path, value)
        errors = [problem for problem in read(text) if problem.severity == "error"]
        assert {problem.place.line for problem in errors} == {line}, value


@pytest.mark.parametrize("file, path, kind", ADDRESSES)
def test_honest_value(file, path, kind, read):
    for value in VALUES[kind]:
        assert read(written(file, path, value)[0]) == [], value


def test_no_key_is_forgotten(read, monkeypatch):
    """`places.yml` lists every key that the reader knows."""
    asked = set()
    original = Fields.get

    def get(self, key):
        if self.given:
            asked.add(with_stars(f"{self.within}{key}"))
        return original(self, key)

    monkeypatch.setattr(Fields, "get", get)
    read(as_yaml(MODELS[FEEDS]))
    assert asked == {*PLACES[FEEDS]["addresses"], *PLACES[FEEDS]["others"]}
