"""Advice is for whoever writes: a check, a strict build and a preview give it, and a build does not."""

import pytest

from tests.command import digest
from tests.corpus import change


@pytest.fixture
def site(config):
    """A site with an article whose title shouts."""
    article = min((config.parent / "content/articles").rglob("*.md"))
    title = next(line for line in article.read_text().splitlines() if line.startswith("title: "))
    change(article, title, title.upper().replace("TITLE:", "title:"))
    return config


@pytest.mark.parametrize(
    ("first", "then"), [("build", "check"), ("check", "build"), ("check", "check")]
)
def test_who_gives_advice(site, first, then):
    """Whatever ran before, what a command says is the same."""
    digest(site, first)
    said = digest(site, then).output
    assert ("[title-in-capitals]" in said) == (then == "check")


def test_a_strict_build_and_a_preview(site):
    """A strict build stops on advice, also if the site is up to date."""
    assert digest(site, "build").exit_code == 0
    strict = digest(site, "build", "--strict")
    assert strict.exit_code == 1
    assert "[title-in-capitals]" in strict.output
    assert "[title-in-capitals]" in digest(site, "build", "--preview").output


def test_what_is_declined(site):
    """Where no advice is given, none was declined in vain."""
    article = min((site.parent / "content/articles").rglob("*.md"))
    change(article, "title: ", "not_applicable: [long-quotation]\ntitle: ", 1)
    assert "needless-exception" not in digest(site, "build").output
    assert "needless-exception" in digest(site, "check").output
    assert "needless-exception" not in digest(site, "build", "--skip-invalid").output
