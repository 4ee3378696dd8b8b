"""The audit of a whole site: a valid site passes, and each planted violation is reported."""

import os
from pathlib import Path

import pytest
import yaml

from generator.audit.origins import Origins
from generator.audit.site_audit import MOST_SHOWN, audit_site
from generator.system.file_writing import write
from tests.audit.conftest import ARTICLE, listing, page
from tests.command import alone, workers

CASES = yaml.safe_load(Path(__file__).with_name("site.yml").read_text())


def problems_of(good):
    """Path from the site's root and code of every problem."""
    site, manifest = good
    report = audit_site(site, manifest, shown="site")
    return [(problem.place.path.removeprefix("site/"), problem.code) for problem in report]


def test_good(good):
    assert problems_of(good) == []


@pytest.mark.parametrize(
    "name, content, expected",
    [*CASES["files"], ("about.html", page(path="about.html"), "unexpected-file")],
)
def test_files(good, name, content, expected):
    """Unexpected files and changed copies are reported."""
    write(good[0] / name, content)
    problems = problems_of(good)
    assert (expected in {code for _, code in problems}) if expected else problems == []
    if expected:
        assert {path for path, code in problems if code == expected} == {
            name.split("/")[0]
            if name[0] == "."
            else ("about/.index.html.part" if "part" in name else name)
        }


def test_links_and_pipes(good, tmp_path):
    """Links and pipes are reported and never opened."""
    (tmp_path / "secret").write_text("x")
    (good[0] / "about/secret.txt").symlink_to(tmp_path / "secret")
    (good[0] / "assets/loop").symlink_to(good[0])
    os.mkfifo(good[0] / "about/pipe")
    assert problems_of(good) == [
        ("about/pipe", "not-a-file"),
        ("about/secret.txt", "symlink"),
        ("assets/loop", "symlink"),
    ]


def test_missing(good):
    """A site without a 404 page is reported."""
    (good[0] / "404.html").unlink()
    assert problems_of(good) == [("404.html", "missing-file-of-site")]


def test_lost_page(good):
    """A missing page leaves dead links on other pages and in the sitemap."""
    (good[0] / "about/index.html").unlink()
    assert {path for path, code in problems_of(good) if code == "dead-link"} == {
        "index.html",
        "404.html",
        ARTICLE,
    }


@alone
def test_processes(good):
    """Two processes report the same problems as one."""
    for number in range(80):
        write(
            good[0] / f"x/{number}/index.html",
            page(f"<p on{number}=1>" if number % 3 else "", path=f"x/{number}/index.html"),
        )
    found = []
    listed = good[0], listing(*good)
    for count in (1, 2):
        with workers(count):
            found.append(problems_of(listed))
    assert found[0] == found[1]
    assert len(found[0]) == MOST_SHOWN


def test_shortened(good):
    """Of each kind only the first problems are listed; the last of these gives the number omitted."""
    write(
        good[0] / "about/index.html",
        page('<h2 id="terms">' + "<p onclick=1>" * 50, path="about/index.html"),
    )
    write(good[0] / "sw.js", "x")
    report = list(audit_site(*good, "site"))
    assert [problem.code for problem in report].count("event-handler") == 1 or len(
        report
    ) == MOST_SHOWN + 1
    handlers = [problem for problem in report if problem.code == "event-handler"]
    assert len(handlers) == MOST_SHOWN
    assert handlers[-1].message.endswith("30 more of this kind are not listed")


def test_where_people_wrote_it(good, tmp_path):
    """A problem is shown in the page's source, in mkdocs.yml or a template once, or else in the built file."""
    site, manifest = good
    write(tmp_path / "docs/about.md", "# About\n\n<b onclick=a()>A</b>\n")
    write(tmp_path / "mkdocs.yml", "copyright: <i onclick=b()>B</i>\n")
    body = "<b onclick=a()>A</b> <i onclick=b()>B</i> <u onclick=c()>C</u>"
    for path in ("about/index.html", ARTICLE):
        write(site / path, page(f'<h2 id="terms">Terms</h2>{body}', path=path))
    origins = Origins(tmp_path, {"about/index.html": "docs/about.md"}, "docs", ("mkdocs.yml",))
    report = audit_site(site, manifest, "site", origins=origins)
    places = {
        (one.place.path, one.place.line, one.message.partition(" runs")[0])
        for one in report
        if one.code == "event-handler"
    }
    assert {place for place in places if not place[0].startswith("site/")} == {
        ("docs/about.md", 3, "onclick on <b>"),
        ("mkdocs.yml", 1, "onclick on <i>"),
        ("docs/about.md", 1, "onclick on <u>"),
    }


def test_what_style_sheets_load(good):
    """A style sheet loads only what the site has, whatever made it."""
    write(
        good[0] / "assets/digest.css",
        "p {background: url(a.png), url(https://digest.example.org/b.png)}",
    )
    assert problems_of(good) == []
    write(good[0] / "assets/digest.css", "p {}\n@\\69mport '//e.example/a.css';")
    assert problems_of(good) == [("assets/digest.css", "foreign-resource")]
