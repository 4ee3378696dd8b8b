"""The audit of a whole site: a valid site passes, and each planted violation is reported."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

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
        assert {path for path, code in problems if code == expected} == {name}


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


def test_only_the_digests_own_files_are_read(good):
    """What the site's owner wrote is not judged; it only has to be listed."""
    site, manifest = good
    write(site / "guide/index.html", "<script src='https://example.org/x.js'></script>")
    write(site / "assets/digest.css", "@import 'https://example.org/x.css';")
    listed = listing(site, manifest)
    owners = {path: "the digest" for path in listed.owners if path != "guide/index.html"}
    assert problems_of((site, replace(listed, owners=owners))) == []


FRAME = (
    "<!doctype html><script>theirs()</script><title>",
    "title",
    "</title>",
    "head",
    "<body onload='theirs()'><main>",
    "content",
    "</main><script src='https://example.org/x.js'></script>\n",
)


@pytest.mark.parametrize(
    "title, head, content, expected",
    [
        ("A title", "<link rel='license' href='https://example.org/'>", "<p>Text</p>", []),
        ("A title", "", "</main><script src='https://example.org/x.js'></script>", [1]),
        ("A title", "<script>ours()</script>", "<p>\n<b onclick='ours()'>", [1, 2]),
        ("A title", "", "<script>theirs()</script>", [1]),
    ],
)
def test_what_fills_a_frame(good, title, head, content, expected):
    """The frame is the owner's word; what fills it is judged, with its place in the page."""
    site, manifest = good
    path = "framed/index.html"
    parts = [{"title": title, "head": head, "content": content}.get(part, part) for part in FRAME]
    write(site / path, "".join(parts))
    report = audit_site(site, replace(listing(site, manifest), frames={path: FRAME}), "site")
    assert [found.place.line for found in report] == expected
    columns = [found.place.column for found in report if found.place.line == 1]
    assert all(column > len("".join(FRAME[:3])) for column in columns)


def test_a_page_that_is_not_in_its_frame(good):
    """A page whose frame is not the one that was rendered is judged whole."""
    site, manifest = good
    path = "framed/index.html"
    for title in ("<b>A title</b>", 'A "title"'):
        parts = [{"title": title, "head": "", "content": ""}.get(part, part) for part in FRAME]
        write(site / path, "".join(parts))
        listed = replace(listing(site, manifest), frames={path: FRAME})
        assert ("framed/index.html", "wrong-policy") in problems_of((site, listed))
        assert ("framed/index.html", "event-handler") in problems_of((site, listed))
