"""No value that becomes an address is read without its check."""

import datetime as dt
import re
from pathlib import Path

import pytest

from generator.check.article_fields import Context, examine_article
from generator.check.fields import Fields
from generator.check.page_fields import check_page
from generator.check.registry import read_taxonomies
from generator.check.site_settings import read_settings
from generator.diagnostics.diagnostics import Report
from generator.extras.editions.edition import check_editions
from generator.installed import installed
from generator.model.settings import LIMITS
from generator.read import document
from tests.corpus import as_yaml
from tests.hostile.places import (
    MODELS,
    PLACES,
    VALUES,
    WITHOUT_FENCE,
    address_places,
    hostile_values,
    written,
)

FEEDS = "feeds.yml"
"""The newsroom reads it, and has the same tests for it."""
ADDRESSES = [place for place in address_places() if place[0] != FEEDS]
_BODY = "The Ministry of Examples said on Tuesday that it had invented a report.\n"


def read(folder, **texts):
    """Read settings, terms, an article, a page and an edition; return all problems."""
    report = Report()
    named = {file: texts.get(file, as_yaml(model)) for file, model in MODELS.items()}
    (folder / "taxonomies").mkdir(exist_ok=True)
    (folder / "site.yml").write_text(named["site.yml"])
    (folder / "taxonomies/agencies.yml").write_text(named["terms"])
    for name in ("themes", "people"):
        (folder / f"taxonomies/{name}.yml").write_text("")
    settings, _ = read_settings(folder, "site_config", installed(), report)
    if settings is None:
        return report
    context = Context(
        settings, read_taxonomies(folder, "site_config", settings, report), dt.date(2024, 6, 1)
    )
    for file, check in (("article", examine_article), ("page", check_page)):
        if parsed := parse(file, named[file], report):
            check(parsed, context, report)
    if parsed := parse("edition", named["edition"], report):
        check_editions([parsed], context, None, report)
    return report


def parse(file, text, report):
    """A document with a front matter; its lines are one further down than those of the front matter."""
    return document.parse(f"---\n{text}---\n\n{_BODY}".encode(), f"{file}.md", LIMITS, report)


def file_of(path):
    """The file of `places.yml` that a path belongs to."""
    stem = Path(path).stem
    return {"site": "site.yml", "agencies": "terms", "feeds": "feeds.yml"}.get(stem, stem)


def with_stars(path):
    """A path of keys with `*` for names that editors choose."""
    path = re.sub(r"(?<=^taxonomies\.)[\w-]+|(?<=^limits\.)\w+|^aq-moe", "*", path)
    path = re.sub(r"^(regions|feeds)\.aq-moe", r"\1.*", path)
    stars = r"(?<=\bidentifiers\.)\w+|(?<=\bkinds\.)\w+|(?<=\bids\.)\w+|(?<=\bnamed_by\.)\w+"
    return re.sub(stars, "*", path)


def _in_turn(values, place):
    """Every sixth value, another one for each place: together they have each value several times."""
    return values[ADDRESSES.index(place) % 6 :: 6]


ALL = pytest.param(lambda values, _: values, id="all", marks=pytest.mark.slow)


@pytest.mark.parametrize("some", [_in_turn, ALL])
@pytest.mark.parametrize("file, path, kind", ADDRESSES)
def test_hostile_value(file, path, kind, some, tmp_path):
    """Every hostile value is an error at its line, in every place."""
    for value in some(hostile_values(), (file, path, kind)):
        text, line = written(file, path, value)
        errors = [
            problem for problem in read(tmp_path, **{file: text}) if problem.severity == "error"
        ]
        lines = {problem.place.line for problem in errors if file_of(problem.place.path) == file}
        assert lines == {line if file in WITHOUT_FENCE else line + 1}, (value, errors)


def _among_its_kind(values, place):
    """The values that are tried in this place: the places of a kind take turns at them."""
    alike = [other for other in ADDRESSES if other[2] == place[2]]
    turns = min(len(alike), 6)
    return values[alike.index(place) % turns :: turns]


@pytest.mark.parametrize("some", [_among_its_kind, ALL])
@pytest.mark.parametrize("file, path, kind", ADDRESSES)
def test_honest_value(file, path, kind, some, tmp_path):
    """Twenty honest values of each kind are no problem."""
    assert len(VALUES[kind]) == 20
    for value in some(VALUES[kind], (file, path, kind)):
        report = read(tmp_path, **{file: written(file, path, value)[0]})
        assert [problem for problem in report if file_of(problem.place.path) == file] == [], value


def test_no_key_is_forgotten(tmp_path, monkeypatch):
    """`places.yml` lists every key that a reader knows."""
    asked = {file: set() for file in PLACES}

    def get(self, key):
        if self.given:
            asked[file_of(self.mapping.place.path)].add(with_stars(f"{self.within}{key}"))
        return original(self, key)

    original = Fields.get
    monkeypatch.setattr(Fields, "get", get)
    read(tmp_path)
    for file in PLACES.keys() - {FEEDS}:
        listed = PLACES[file]
        assert asked[file] == {*listed["addresses"], *listed["others"]}


def test_enough_values():
    assert len(hostile_values()) >= 100
