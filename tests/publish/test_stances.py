"""Each stance of an answer says the same in each place, in each language of the interface.

The places are the page in both frames, the three formats of feeds, JSON and CSV. How the page looks
on screens and on paper is for `tests/browser/test_answers.py`.
"""

import csv
import io
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from generator.check.fields import STANCES
from tests import markup
from tests.command import succeed
from tests.corpus import PROJECT
from tests.hostile.cases import minimal_site

TITLE = "A ministry accuses five of intruding"
ADDRESS = "articles/2024/05/a-ministry-accuses-five"
BODY = "The body of the article."
RESPONSES = [
    {"who": "Aye", "stance": "denied", "date": "2024-05-02", "text": "Aye was away."},
    {"who": "Bee", "stance": "answered", "text": "Bee looks into it."},
    {"who": "Cee", "stance": "a similar charge", "date": "2023-07"},
    {"who": "Dee", "stance": "none found", "date": "2024-05-03", "text": "Dee is away."},
    {"who": "Eff", "stance": "not searched"},
]
"""The responses as front matter and the API have them; those without an answer are the last."""
ARTICLE = f"""\
---
title: {TITLE}
date: 2024-05-02
source: {{name: Example News, url: https://news.example.org/2}}
agencies: [aq-ioi]
themes: [phishing]
summary: The institute accuses five parties of intruding into a network, and Aye denies this.
response: {json.dumps(RESPONSES)}
updated: 2024-05-04
LANGUAGE
---

{BODY}
"""
EXPECTED = yaml.safe_load(Path(__file__).with_name("stances.yml").read_text("utf-8"))


def _built(root: Path, language: str, frame: str = "digest", own: str = "") -> Path:
    """The folder of a site in a language and a frame, with the article in a language of its own."""
    digest = minimal_site(root / "digest").parent
    if frame == "material":
        shutil.copy(PROJECT / "mkdocs.yml", digest)
    settings = digest / "site_config" / "site.yml"
    settings.write_text(f"{settings.read_text()}language: {language}\n")
    file = digest / "content" / "articles" / "2024" / "2024-05-02-a-ministry-accuses-five.md"
    file.write_text(ARTICLE.replace("LANGUAGE", f"language: {own}" if own else "tags: [intruding]"))
    succeed(digest, "build")
    return digest / "site"


def _page(site: Path) -> markup.Element:
    tree = markup.parse((site / ADDRESS / "index.html").read_text("utf-8"))
    return tree.first("article", css="story")


def _feeds(site: Path) -> dict[str, str]:
    """Format → the HTML of the article's entry."""
    atom, rss = ET.parse(site / "feed.xml"), ET.parse(site / "rss.xml")
    [entry] = [one for one in atom.iter() if one.findtext("{*}title") == TITLE]
    [item] = [one for one in rss.iter("item") if one.findtext("title") == TITLE]
    listed = json.loads((site / "feed.json").read_text("utf-8"))["items"]
    [record] = [one for one in listed if one["title"] == TITLE]
    return {
        "Atom": entry.findtext("{*}content"),
        "RSS": item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded"),
        "JSON Feed": record["content_html"],
    }


def _said(part: markup.Element) -> list[str]:
    """The headings and paragraphs of a part, in their order."""
    return [" ".join(one.text.split()) for one in part.walk() if one.tag in ("h2", "p")]


def _on_page(said: dict[str, str]) -> list[str]:
    """What the part with the text says: each answer under its heading, then the text, then the rest."""
    lines: list[str] = []
    for one in RESPONSES[:3]:
        lines += [said[one["stance"]], *filter(None, [one.get("text")])]
    return [*lines, BODY, *_below(said)]


def _in_feed(said: dict[str, str]) -> list[str]:
    """What an entry says: the heading of each answer begins its paragraph."""
    lines = [
        " ".join([f"{said[one['stance']]}.", *filter(None, [one.get("text")])])
        for one in RESPONSES[:3]
    ]
    return [*lines, BODY, *_below(said)]


def _below(said: dict[str, str]) -> list[str]:
    return [
        " ".join([said[one["stance"]], *filter(None, [one.get("text")])]) for one in RESPONSES[3:]
    ]


def test_the_table_is_whole():
    """Each language has each stance."""
    languages = {file.stem for file in (PROJECT / "generator" / "locale").glob("*.po")}
    assert EXPECTED.keys() == languages | {"en"}
    for language, said in EXPECTED.items():
        assert tuple(said) == STANCES == tuple(one["stance"] for one in RESPONSES), language


@pytest.mark.parametrize("frame", ["digest", pytest.param("material", marks=pytest.mark.slow)])
@pytest.mark.parametrize("language", EXPECTED)
def test_stances(tmp_path, language, frame):
    """Answers stand above the text under the heading of their stance; that there is none is below it."""
    site, said = _built(tmp_path, language, frame), EXPECTED[language]
    page = _page(site)
    assert _said(page.first(css="story-text"))[1:] == _on_page(said)  # the summary is the first
    assert [one.text for one in page.first(css="story-marks").all("a")] == [said["denied"]]
    for channel, html in _feeds(site).items():
        entry = _said(markup.parse(html))
        assert entry[: len(RESPONSES) + 1] == _in_feed(said), channel


def test_data(tmp_path):
    """JSON and CSV have the words of front matter; a key for one response has the first of them."""
    site = _built(tmp_path, "de")
    listed = json.loads((site / "api" / "v1" / "articles.json").read_text("utf-8"))["articles"]
    [record] = [one for one in listed if one["title"] == TITLE]
    assert record["responses"] == RESPONSES
    assert record["response"] == RESPONSES[0]
    table = csv.DictReader(io.StringIO((site / "data" / "articles.csv").read_text("utf-8-sig")))
    [row] = [one for one in table if one["title"] == TITLE]
    keys = ("date", "who", "stance", "text")
    lines = [": ".join(one[key] for key in keys if key in one) for one in RESPONSES]
    assert row["responses"].split("\n") == lines
    assert [row[f"response_{key}"] for key in keys] == [RESPONSES[0][key] for key in keys]


def test_an_article_in_another_language(tmp_path):
    """The words of the interface beside a text in another language carry their own."""
    page = _page(_built(tmp_path, "de", own="en"))
    for part in (*page.all(css="answer"), *page.all(css="no-answer")):
        assert part.attributes["lang"] == "de"
    assert len(page.all(css="no-answer")) == 2
