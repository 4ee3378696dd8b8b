import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.model import address
from generator.model.address import ROOT, SLUG

CASES = yaml.safe_load(Path(__file__).with_name("address.yml").read_text())


@pytest.mark.parametrize(
    "function, text, expected", [(name, *row) for name, rows in CASES.items() for row in rows]
)
def test_texts(function, text, expected):
    assert getattr(address, function)(text) == expected


@given(st.text())
def test_slugify_any_text(text):
    slug = address.slugify(text)
    assert slug == "" or SLUG.match(slug)
    assert address.slugify(slug) == slug


def test_addresses_never_change():
    """Published addresses must not break, so their forms are repeated here."""
    assert address.article(dt.date(2021, 10, 27), "a-b") == "articles/2021/10/a-b/"
    assert address.article(dt.date(24, 5, 2), "a") == "articles/0024/05/a/"
    assert address.taxonomy("agencies") == "agencies/"
    assert address.term("agencies", "az-sss") == "agencies/az-sss/"
    assert address.crossing("agencies", "az-sss", "ransomware") == "agencies/az-sss/ransomware/"
    assert address.archive() == "archive/"
    assert address.archive(2021) == "archive/2021/"
    assert address.archive(2021, 3) == "archive/2021/03/"
    assert address.edition(2021, 3) == "editions/2021-W03/"
    assert address.CORRECTIONS == "corrections/"
    assert address.SUBSCRIBE == "subscribe/"


def test_resolve_makes_every_internal_link_relative():
    html = f'<a href="{ROOT}agencies/">a</a> <a href="{ROOT}">b</a> <a href="https://example.org/">c</a>'
    assert address.resolve(html, "themes/ransomware/") == (
        '<a href="../../agencies/">a</a> <a href="../../">b</a> <a href="https://example.org/">c</a>'
    )


@pytest.mark.parametrize("text", ["a", "a-b", "1", "2024-a"])
def test_slugs(text):
    assert SLUG.match(text)


@pytest.mark.parametrize("text", ["", "-", "a-", "-a", "a--b", "A", "a_b", "ä", "a\n", "a/b", ".."])
def test_invalid_slugs(text):
    assert not SLUG.match(text)
