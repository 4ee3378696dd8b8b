"""The few words that templates may use."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from generator.assemble.interface import country_name, day, locale_name
from generator.model.address import ROOT
from generator.pages.environment import breadcrumbs, link, make_environment, script_json

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["</script><script>", "<!-- <script>", "]]>", "&lt;", "\u2028\u2029", "'\"\\"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_script_json(value):
    """JSON in a script block reads back as it was and holds nothing that could end the block."""
    text = str(script_json(value))
    assert json.loads(text) == value
    assert not re.search("[<>&\u2028\u2029]", text)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_script_json_refuses(value):
    """Numbers that JSON does not have are a mistake of ours."""
    with pytest.raises(ValueError, match="JSON"):
        script_json({"value": value})


@given(texts)
def test_autoescape(text):
    """A value can only be text: no element, no attribute, no end of one."""
    template = make_environment().from_string('<p title="{{ text }}">{{ text }}</p>')
    title, inner = re.fullmatch(r'<p title="(.*)">(.*)</p>', template.render(text=text), re.DOTALL).groups()
    assert title == inner
    assert not re.search("[<>\"']", inner)


def test_missing_names_are_mistakes():
    """A template that asks for what is not there fails; a blank would hide it."""
    with pytest.raises(UndefinedError):
        make_environment().from_string("{{ nothing }}").render()


def test_link():
    """An address is escaped, and marked where the way to the root goes."""
    assert link('a/"><b>/') == f"{ROOT}a/&#34;&gt;&lt;b&gt;/"


def test_names():
    """Days and countries are written out in English, whatever the machine's language."""
    assert day(dt.date(2021, 10, 27)) == "27 October 2021"
    assert [country_name("az"), country_name("AZ"), country_name("ZZ")] == ["Azerbaijan", "Azerbaijan", "ZZ"]


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("en", "en_US"), ("az", "az_AZ"), ("en-GB", "en_GB"), ("zh-Hant", "zh_TW"), ("qqq", "qqq")],
)
def test_locale_name(tag, locale):
    """Locales are named as the Open Graph protocol names them: a language and a territory."""
    assert locale_name(tag) == locale


def test_breadcrumbs():
    """Positions count from one, and addresses are absolute."""
    items = breadcrumbs([("Site", ""), ("Agencies", "agencies/")], "https://digest.example.org/")[
        "itemListElement"
    ]
    assert [(item["position"], item["item"]) for item in items] == [
        (1, "https://digest.example.org/"),
        (2, "https://digest.example.org/agencies/"),
    ]
