"""The functions and filters available to templates."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from generator.assemble.interface import locale_name
from generator.model.address import ROOT
from generator.pages.environment import breadcrumbs, link, make_environment, script_json

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["</script><script>", "<!-- <script>", "]]>", "&lt;", "\u2028\u2029", "'\"\\"]
)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_script_json(value):
    """JSON in a script block survives a round trip and cannot end the block."""
    text = str(script_json(value))
    assert json.loads(text) == value
    assert not re.search("[<>&\u2028\u2029]", text)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_script_json_refuses(value):
    """Numbers that JSON lacks raise an error."""
    with pytest.raises(ValueError, match="JSON"):
        script_json({"value": value})


@given(texts)
def test_autoescape(text):
    """Values are escaped in text and attributes."""
    template = make_environment().from_string('<p title="{{ text }}">{{ text }}</p>')
    title, inner = re.fullmatch(
        r'<p title="(.*)">(.*)</p>', template.render(text=text), re.DOTALL
    ).groups()
    assert title == inner
    assert not re.search("[<>\"']", inner)


def test_missing_names_raise():
    """A template that uses an undefined name fails instead of printing nothing."""
    with pytest.raises(UndefinedError):
        make_environment().from_string("{{ nothing }}").render()


def test_link():
    """An address is escaped and gets the mark for the path to the root."""
    assert link('a/"><b>/') == f"{ROOT}a/&#34;&gt;&lt;b&gt;/"


@pytest.mark.parametrize(
    "tag, locale",
    [("en", "en_US"), ("az", "az_AZ"), ("en-GB", "en_GB"), ("zh-Hant", "zh_TW"), ("qqq", "qqq")],
)
def test_locale_name(tag, locale):
    """Locales have Open Graph's form: a language and a territory."""
    assert locale_name(tag) == locale


def test_breadcrumbs():
    """Positions begin with 1, and addresses are absolute; the last step is the page itself."""
    steps = [("Site", ""), ("Agencies", "agencies/"), ("One", "agencies/one/")]
    items = breadcrumbs(steps, "https://digest.example.org/")["itemListElement"]
    assert [(item["position"], item.get("item")) for item in items] == [
        (1, "https://digest.example.org/"),
        (2, "https://digest.example.org/agencies/"),
        (3, None),
    ]
