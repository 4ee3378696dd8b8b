"""A site in any language that CLDR knows, with articles and sources in any, can be published."""

import json
import shutil

import pytest

from tests.clean.settings import TAGS
from tests.clean.verdict import refusal
from tests.command import digest
from tests.corpus import MINIMAL, write_engine

ARTICLE = """\
---
title: Ministry reports invention {number} in another language
date: 2024-{month:02}-{day:02}
source: {{name: Example News, url: "https://news.example.org/invention/{number}", language: {source}}}
agencies: [aq-ioi]
themes: [phishing]
summary: The institute said that it had invented something, and this is summary number {number}.
language: {language}
---

The Institute of Inventions said that it had invented thing {number}.
"""


@pytest.fixture
def site(tmp_path):
    """The minimal site, in the folder that its name says."""
    return write_engine(shutil.copytree(MINIMAL, tmp_path / "digest"))


def assert_publishable(root):
    checked = digest(root, "check", "--format", "json")
    assert [
        problem for problem in json.loads(checked.stdout) if problem["severity"] == "error"
    ] == []
    assert refusal(root) == ""


@pytest.mark.slow
def test_articles_and_sources_in_every_language(site):
    """One article in each language of CLDR, each from a source in another."""
    folder = site / "content/articles/2024"
    for number, language in enumerate(TAGS):
        month, day = number // 28 % 12 + 1, number % 28 + 1
        text = ARTICLE.format(
            number=number, month=month, day=day, source=TAGS[-number], language=language
        )
        (folder / f"2024-{month:02}-{day:02}-invention-{number}.md").write_text(text)
    assert_publishable(site)


TRIED = ("pt-BR", "zh-Hant")
"""Pagefind names files of its index by the language."""
OTHERS = (
    "ar-001",
    "az-Arab-IQ",
    "ca-ES-valencia",
    "de-AT",
    "en-GB-oxendict",
    "en-US-posix",
    "fa",
    "he",
    "ja",
    "lld",
    "nb-NO",
    "pa-Arab-PK",
    "sl-rozaj-biske-1994",
    "sr-Latn",
    "th",
    "uz-Cyrl-UZ",
    "zh-Hans-HK",
)


@pytest.mark.parametrize(
    "language", [*TRIED, *[pytest.param(tag, marks=pytest.mark.slow) for tag in OTHERS]]
)
def test_site_in_a_language(site, language):
    """Languages with a script, a region, a variant, another direction, or without spaces."""
    settings = site / "site_config/site.yml"
    settings.write_text(f"language: {language}\n{settings.read_text()}")
    assert_publishable(site)
