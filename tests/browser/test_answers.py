"""What an article says of answers: the same in both frames, on paper and without scripts."""

import shutil

import pytest

from tests.browser.conftest import FRAMES, served
from tests.command import succeed
from tests.corpus import PROJECT, write_sample

ADDRESS = "articles/2024/05/a-ministry-accuses-four/"
ARTICLE = """\
---
title: A ministry accuses four of intruding
date: 2024-05-02
source:
  name: Example News
  url: https://example.org/a
  title: Four accused
agencies: [eu-europol]
themes: [cybercrime]
countries: [NL]
summary: A ministry accuses four parties of intruding into a network; one of them denies this, it says.
response:
  - {who: Aye, stance: denied, date: 2024-05-02, text: It was not there.}
  - {who: Bee, stance: answered, text: It is looking into this.}
  - {who: Cee, stance: a similar charge, date: 2023, text: It denied another intrusion.}
  - {who: Dee, stance: none found, date: 2024-05-03}
  - {who: Eff, stance: not searched}
updated: 2024-05-04
---

The body of the article.
"""
ABOVE = ["Aye denies this (2 May 2024)", "Bee on this", "Cee on a similar charge (2023)"]
BELOW = [
    "We looked for an answer from Dee on 3 May 2024 and found none.",
    "We have not looked for an answer from Eff.",
]

COLUMN = 200
"""Pixels: columns are wider, and parts of one begin within fewer."""


@pytest.fixture(scope="module", params=FRAMES)
def answers(request, tmp_path_factory):
    """The origin of a site with an article that has each stance, in the lean frame and in Material."""
    root = write_sample(tmp_path_factory.mktemp("answers"))
    if request.param == "material":
        shutil.copy(PROJECT / "mkdocs.yml", root)
    article = root / "content" / "articles" / "2024" / "2024-05-02-a-ministry-accuses-four.md"
    article.parent.mkdir(parents=True, exist_ok=True)
    article.write_text(ARTICLE)
    succeed(root, "build")
    with served(root / "site") as origin:
        yield origin


def _place(part):
    """Where a part is read: its column, of which paper has several, and how far down it is."""
    box = part.bounding_box()
    return box["x"] // COLUMN, box["y"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_answers(watch_at, answers, media, scripts):
    """Answers are above the text, each under a heading of its own stance; that there is none is below it."""
    page = watch_at(answers, java_script_enabled=scripts).open(ADDRESS)
    page.emulate_media(media=media)
    body = _place(page.get_by_text("The body of the article."))
    headings = page.locator(".answer h2")
    assert headings.all_inner_texts() == ABOVE
    for heading in headings.all():
        assert heading.is_visible()
        assert _place(heading) < body
    lines = page.locator(".no-answer")
    assert lines.all_inner_texts() == BELOW
    for line in lines.all():
        assert line.is_visible()
        assert _place(line) > body


def test_denial_is_marked_once(watch_at, answers):
    """Only a denial of this charge has a mark above the headline, which leads to it."""
    page = watch_at(answers).open(ADDRESS)
    marks = page.locator("main a[href^='#answer']")
    assert marks.all_inner_texts() == ABOVE[:1]
    assert page.locator(".answer h2").first.get_attribute("id") == "answer"
