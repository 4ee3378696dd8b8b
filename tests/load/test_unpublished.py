"""Drafts, and articles dated after the day of the build: published builds leave them out, previews show them."""

import datetime as dt
import gzip
import shutil

import pytest

from generator.installed import installed
from generator.load.loading import load
from generator.publish import run
from tests.calendar_day import set_today
from tests.command import digest, files, succeed
from tests.corpus import Size, make
from tests.markup import parse

TODAY = dt.date(2026, 11, 28)
DAY = dt.date(2026, 12, 1)
DRAFT = "articles/2026/11/unfinished-words/"
LATER = "articles/2026/12/agency-says-later/"
FRONT = """---
title: Agency says that something happened {number}
date: {date}
source: {{name: Unheard News, url: https://unheard.example.org/{number}}}
authors: [Ulla Unheard]
agencies: [{agency}]
themes: [{theme}]
countries: [AZ]
tags: [unheard-of]
summary: Unheard News reported that something happened which no other outlet reported.
same_event: [{other}]
redirect_from: [old/unheard-{number}/]
{more}---

{body}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A site with one draft; its other articles are public."""
    return make(
        tmp_path_factory.mktemp("public"),
        Size(articles=12, agencies=5, themes=4, people=3, sources=3),
    )


@pytest.fixture
def site(made, tmp_path, monkeypatch):
    """The same site with a draft, an unfinished draft and two articles of later days."""
    set_today(monkeypatch, TODAY)
    root = shutil.copytree(made, tmp_path / "site")
    one = load(root, installed()).site.articles[0]
    values = {
        "agency": one.terms["agencies"][0],
        "theme": one.terms["themes"][0],
        "other": one.slug,
        "more": "",
    }
    for name, text in {
        "2026-11-27-unheard-draft": {
            "date": "2026-11-27",
            "more": "draft: true\n",
            "body": "A draft.",
        },
        "2026-12-01-agency-says-later": {
            "date": DAY,
            "body": f"It [links](/{one.address}) to others.",
        },
        "2026-12-09-agency-says-it-again": {
            "date": "2026-12-09",
            "body": f"It [links](/{LATER}), too.",
        },
    }.items():
        page = FRONT.format_map({**values, **text, "number": text["date"]})
        (root / f"content/articles/{name}.md").write_text(page)
    unfinished = "---\ntitle: TODO – words\ndate: 2026-11-26\ndraft: true\nthemes: [nothing]\n---\n\nTODO – write.\n"
    (root / "content/articles/2026-11-26-unfinished-words.md").write_text(unfinished)
    return root


def built(root, *options):
    """The files of a built site, and what the command said."""
    result = succeed(root, "build", "--audit", *options)
    return files(root / "site"), result.stderr


@pytest.mark.slow
def test_nothing_leaks(site, made):
    """A published build has the same bytes as without these articles, and says what it leaves out."""
    succeed(site, "check")
    published, said = built(site)
    assert "3 drafts left out\n" in said
    assert "2 articles dated after today left out for now, the first until 2026-12-01\n" in said
    expected, _ = built(made)
    differing = [path for path in expected | published if published.get(path) != expected.get(path)]
    index = [
        path for path in differing if path.startswith("pagefind/")
    ]  # Pagefind's names are not reproducible
    assert differing == index
    packed = [published[path] for path in index if path in published]
    texts = [gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in packed]
    assert texts
    assert [text for text in texts if b"unheard" in text.lower()] == []


def test_up_to_date(site, monkeypatch):
    """A build that finds the site up to date also says what it leaves out, until the day."""
    monkeypatch.setattr(run, "SETTLED", -(10**9))  # as if the files had been written a second ago
    _, said = built(site)
    again = digest(site, "build")
    assert "is up to date" in again.stdout
    assert "3 drafts left out\n" in again.stderr
    assert said.endswith(again.stderr)
    set_today(monkeypatch, DAY)
    assert "is up to date" not in digest(site, "build").stdout


def test_links_to_unfinished_drafts(site):
    """A link to a draft with errors would be dead, so it is an error like that to any draft."""
    file = site / "content/articles/2026-11-30-links.md"
    text = (site / "content/articles/2026-11-27-unheard-draft.md").read_text()
    text = text.replace("draft: true\n", "").replace("2026-11-27", "2026-11-28")
    file.write_text(f"{text}\nIt links to [another](/{DRAFT}).\n")
    errors = [problem for problem in load(site, installed()).report if problem.severity == "error"]
    assert [(problem.code, problem.place.path.rpartition("/")[2]) for problem in errors] == [
        ("broken-link", "2026-11-30-links.md")
    ]
    assert "is a draft" in errors[0].message


def test_nothing_is_recorded(site):
    """The ledger gets no address of theirs."""
    result = digest(site, "permalinks")
    assert "articles/" in result.stdout
    assert "later" not in result.stdout
    assert "again" not in result.stdout
    assert "unheard" not in result.stdout
    assert "unfinished" not in result.stdout


@pytest.mark.slow
def test_the_day_comes(site, monkeypatch):
    """An article appears with the first build on its day, also if no file has changed."""
    before, _ = built(site)
    set_today(monkeypatch, DAY)
    after, said = built(site)
    assert f"{LATER}index.html" not in before
    assert f"{LATER}index.html" in after
    assert "agency-says-later" in after["feed.xml"].decode()
    assert "agency-says-it-again" not in after["feed.xml"].decode()
    assert "1 article dated after today left out until 2026-12-09\n" in said


def test_preview(site):
    """A preview shows all of them with labels, also in lists, and keeps search engines away."""
    shown, said = built(site, "--preview")
    assert "left out" not in said.replace("is left out until then", "")
    for where, label in ((DRAFT, "Draft"), (LATER, "Appears on 1 December 2026")):
        page = shown[f"{where}index.html"].decode()
        assert label in parse(page).first("p", css="story-state").text
        assert '<meta name="robots" content="noindex">' in page
        assert not [path for path in shown if "sitemap" in path and where.encode() in shown[path]]
    front = shown["index.html"].decode()
    assert "Appears on 1 December 2026</span>" in front
    assert 'href="drafts/index.html"' in front
    listed = parse(shown["drafts/index.html"].decode())
    assert [
        heading.text
        for heading in listed.all("h2")
        if heading.text[:-1].strip() in ("Drafts", "Later")
    ]
    titles = [heading.text for heading in listed.all("h3")]
    assert [title.partition(" ")[0] for title in titles] == [*["Draft"] * 3, "Appears", "Appears"]
    assert "noindex" in shown["drafts/index.html"].decode()


@pytest.mark.slow
def test_a_preview_is_not_published(site):
    """A build after a preview in the same folder is a build of its own."""
    preview, _ = built(site, "--preview")
    published, _ = built(site)
    assert "drafts/index.html" in preview
    assert "drafts/index.html" not in published
    assert f"{LATER}index.html" not in published
    again, _ = built(site, "--preview")
    assert {
        path for path in again if "pagefind" not in path and again[path] != preview.get(path)
    } == set()


def test_a_day_that_has_begun_elsewhere(site, monkeypatch):
    """An article of tomorrow that the ledger has stays published, because its day has begun elsewhere."""
    set_today(monkeypatch, DAY)
    succeed(site, "permalinks", "--write")
    settings = site / "site_config/site.yml"
    settings.write_text(f"permalinks: permalinks.txt\n{settings.read_text()}")
    for day, is_shown in ((DAY - dt.timedelta(days=1), True), (DAY - dt.timedelta(days=2), False)):
        set_today(monkeypatch, day)
        loaded = load(site, installed())
        assert any(article.address == LATER for article in loaded.site.articles) == is_shown
        assert loaded.report.ok == is_shown


def test_trouble_of_a_later_day(site):
    """A redirect that would be invalid once the article appears is an error at once."""
    file = site / "content/articles/2026-12-01-agency-says-later.md"
    text = file.read_text()
    taken = load(site, installed()).site.articles[0].address
    file.write_text(text.replace("[old/unheard-2026-12-01/]", f"[{taken}]"))
    assert [
        problem.code for problem in load(site, installed()).report if problem.severity == "error"
    ] == ["redirect-over-page"]


def test_links_of_articles_without_a_page(site):
    """A link must work on the day when its article appears, and so may lead to one of a later day."""
    at_once = [f"/{LATER}", "/archive/2026/12/"]
    never = "/archive/2026/13/"
    file = site / "content/articles/2026-12-09-agency-says-it-again.md"
    links = "".join(f"It links to [something]({target}).\n" for target in (*at_once, never))
    file.write_text(file.read_text() + links)
    broken = [
        problem for problem in load(site, installed()).report if problem.code == "broken-link"
    ]
    assert [problem.severity for problem in broken] == ["error"]
    assert never in broken[0].message
