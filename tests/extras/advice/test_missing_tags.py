"""Which names in a text need a tag."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.check.article_fields import check_article
from generator.diagnostics.diagnostics import Report
from generator.extras.advice.values import term_of
from generator.model.settings import LIMITS
from generator.model.term import fold
from generator.read.document import parse
from tests.made import taxonomy
from tests.said import codes

CASES = yaml.safe_load(Path(__file__).with_name("missing_tags.yml").read_text("utf-8"))


ARTICLE = """---
title: {title}
date: 2024-05-02
source: {{name: {source}, url: https://news.example.org/2}}
agencies: [{agencies}]
themes: [{themes}]
summary: The people who work there have invented a tool for people who read tests.
{more}---

{body}
"""


def advice(
    context, body, *, agencies="aq-ioi", themes="phishing", more="", source="Example News", title=""
):
    report = Report()
    title = title or "A show of tools of the Institute of Inventions"
    text = ARTICLE.format(
        title=title, agencies=agencies, themes=themes, more=more, source=source, body=body
    )
    assert check_article(parse(text.encode(), "a.md", LIMITS, report), context, report)
    return codes(report)


def with_terms(context, taxonomy, **terms):
    """The context with changed attributes of terms; `aq_ioi` is the slug `aq-ioi`."""
    before = context.taxonomies[taxonomy]
    changed = {slug.replace("_", "-"): changes for slug, changes in terms.items()}
    after = {slug: replace(term, **changed.get(slug, {})) for slug, term in before.terms.items()}
    by_name = {fold(name): term.slug for term in after.values() for name in term.names}
    edited = replace(before, terms=after, by_name=by_name)
    return replace(context, taxonomies={**context.taxonomies, taxonomy: edited})


@pytest.mark.parametrize("body, changes, expected", CASES["names"])
def test_names(context, body, changes, expected):
    without_parent = with_terms(context, "agencies", aq_ioi={"parent": ""})
    assert [
        code for code in advice(without_parent, body, **changes) if code != "unknown-name"
    ] == expected


def test_tags_that_are_terms():
    """A tag is a term by its slug or name; the codes of countries are words, too."""
    topics = taxonomy("topics", "data-leak")
    by_code = taxonomy("countries", "it", lookup="code")
    named = replace(by_code, by_name={"italy": "it"})
    assert term_of("Data leak", topics) == "data-leak"
    assert term_of("leak", topics) == ""
    assert term_of("it", named) == ""
    assert term_of("Italy", named) == "it"


def test_parent_counts_as_tagged(context):
    assert advice(context, "The Ministry of Examples saw it.") == []


def test_name_that_others_share(context):
    others = ("Ministry of Examples of Otherland (MoE)",)
    changed = with_terms(
        context, "agencies", aq_ioi={"parent": ""}, aq_moe={"not_to_be_confused_with": others}
    )
    assert advice(changed, "The Ministry of Examples saw it, and the MoE did.") == []


def test_no_advice_while_a_term_is_wrong(context):
    report = Report()
    text = ARTICLE.format(
        title="A show of tools",
        agencies="aq-ioo",
        themes="phishing",
        more="",
        source="Example News",
        body="MoE.",
    )
    assert check_article(parse(text.encode(), "a.md", LIMITS, report), context, report) is None
    assert codes(report) == ["unknown-term"]
