"""Names that bodies of two countries have are not given to one of them alone."""

import re

import pytest

from generator.installed import installed
from generator.load.loading import load
from tests.corpus import PROJECT

pytestmark = pytest.mark.ours


def test_our_texts():
    """No article or headline of a source has one body's own name if it is about other countries."""
    site = load(PROJECT, installed()).site
    wrong = []
    for term in site.taxonomies["agencies"]:
        own = "|".join(map(re.escape, sorted(term.names, key=len, reverse=True)))
        name = re.compile(rf"(?<![\w[])(?:{own})(?![\w\]])")
        for article in site.published:
            said = (
                f"{article.title}\n{article.source.title}\n{article.summary}\n{article.body.text}"
            )
            found = name.search(" ".join(said.split()))
            about = term.slug in article.terms["agencies"] or article.source.name in term.names
            is_elsewhere = term.country.lower() not in ("", *article.terms["countries"])
            is_looked_at = "name-without-tag" in article.not_applicable
            if found and is_elsewhere and not about and not is_looked_at:
                wrong.append((article.slug, term.slug, found.group()))
    assert wrong == []
