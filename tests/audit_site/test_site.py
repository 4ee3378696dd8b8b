"""The site as a whole: one of each violation is planted in a good site, and found; the good one passes."""

from __future__ import annotations

import os

import pytest

from generator import parallel
from generator.audit import site as auditing
from generator.audit.manifest import Manifest, machine_paths
from generator.audit.site import MOST_SHOWN, audit_site
from generator.emit.finished import entry_of
from tests.audit_site.conftest import ARTICLE, page, put


def found(good, **options):
    """Path from the root and code of everything that is wrong."""
    site, manifest = good
    report = audit_site(site, manifest, shown="site", **options)
    return [(one.place.path.removeprefix("site/"), one.code) for one in report]


def entries(good):
    """What a build has seen of the files when it asks for an audit."""
    files = (file for file in good[0].rglob("*") if file.is_file())
    return {file.relative_to(good[0]).as_posix(): entry_of(file, b"key") for file in files}


def test_good(good):
    assert found(good) == []


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("sw.js", "x", "unexpected-file"),
        ("CNAME", "example.net", "unexpected-file"),
        (".git/config", "x", "unexpected-file"),
        (".htaccess", "x", "unexpected-file"),
        ("about/.index.html.part", "x", "unexpected-file"),
        ("articles/2024-05-02-report.md", "x", "unexpected-file"),
        ("evil.svg", "<svg/>", "unexpected-file"),
        ("about.html", page(path="about.html"), "unexpected-file"),
        ("assets/other.js", "x", "unexpected-file"),
        ("pagefind/pagefind.js", "x", "changed-file"),
        ("assets/copy.js", "alert(1)", "changed-file"),
        ("robots.txt", "Disallow: /", None),
        ("main.html", "{{ page.content }}", "unexpected-file"),
        ("api/v1/articles.json", "[NaN]", "invalid-data"),
        ("About/index.html", page(path="About/index.html"), "address-collision"),
    ],
)
def test_files(good, name, content, expected):
    """Files that nobody put there, or that are not what they were copied from."""
    put(good[0] / name, content)
    said = found(good)
    assert (expected in {code for _, code in said}) if expected else said == []
    if expected and expected != "address-collision":
        assert {path for path, code in said if code == expected} == {
            name.split("/")[0] if name[0] == "." else ("about/.index.html.part" if "part" in name else name)
        }


def test_links_and_pipes(good, tmp_path):
    """Links and pipes are reported and never opened."""
    (tmp_path / "secret").write_text("x")
    (good[0] / "about/secret.txt").symlink_to(tmp_path / "secret")
    (good[0] / "assets/loop").symlink_to(good[0])
    os.mkfifo(good[0] / "about/pipe")
    assert found(good) == [
        ("about/pipe", "not-a-file"),
        ("about/secret.txt", "symlink"),
        ("assets/loop", "symlink"),
    ]


def test_missing(good):
    """What a build says that it wrote must be there, and nothing that it did not write."""
    site, manifest = good
    written = {str(file.relative_to(site)) for file in site.rglob("*.*") if file.is_file()} - {
        "about/index.html"
    }
    exact = Manifest(
        public=manifest.public, themes=manifest.themes, written=frozenset({*written, "x/index.html"})
    )
    assert found((site, exact)) == [
        ("about/index.html", "unexpected-file"),
        ("x/index.html", "missing-file-of-site"),
    ]
    (site / "404.html").unlink()
    assert found(good) == [("404.html", "missing-file-of-site")]


def test_lost_page(good):
    """A page that vanishes leaves dead links behind: on pages, in the sitemap."""
    (good[0] / "about/index.html").unlink()
    assert {path for path, code in found(good) if code == "dead-link"} == {
        "index.html",
        "404.html",
        ARTICLE,
        "sitemap.xml",
    }


def test_lost_heading(good):
    """A heading that vanishes does, too."""
    put(good[0] / "about/index.html", page(path="about/index.html"))
    said = found(good)
    assert {path for path, _ in said} == {"index.html", "404.html", ARTICLE, "about/index.html"}
    assert {code for _, code in said} == {"dead-link"}


def test_other_host(good):
    """With the address of the build, pages of another build are found out."""
    site, manifest = good
    elsewhere = Manifest("https://example.net/", manifest.public, manifest.themes)
    assert {code for _, code in found((site, elsewhere))} == {"foreign-address", "missing-rel"} - {
        "missing-rel"
    }


def test_processes(good, monkeypatch):
    """Two processes find what one finds."""
    for number in range(40):
        put(
            good[0] / f"x/{number}/index.html",
            page("<p onclick=1>" if number % 3 else "", path=f"x/{number}/index.html"),
        )
    alone = found(good, workers=1)
    monkeypatch.setattr(parallel, "_FEW", 0)
    assert found(good, workers=2) == alone
    assert len(alone) == MOST_SHOWN


def test_shortened(good):
    """Of one kind only the first are listed; the last of those says how many more there are."""
    put(good[0] / "about/index.html", page('<h2 id="terms">' + "<p onclick=1>" * 50, path="about/index.html"))
    put(good[0] / "sw.js", "x")
    report = list(audit_site(*good, shown="site"))
    assert [one.code for one in report].count("event-handler") == 1 or len(report) == MOST_SHOWN + 1
    handlers = [one for one in report if one.code == "event-handler"]
    assert len(handlers) == MOST_SHOWN
    assert handlers[-1].message.endswith("30 more of this kind are not listed")


class TestCache:
    """What was right and is as it was is not looked at again; nothing that is wrong is ever believed."""

    @pytest.fixture
    def looked(self, monkeypatch):
        """The files that were looked at, in order."""
        seen = []
        original = auditing.Files.look
        monkeypatch.setattr(
            auditing.Files,
            "look",
            lambda self, path, content: (seen.append(path), original(self, path, content))[1],
        )
        return seen

    def test_again(self, good, looked, tmp_path):
        """Nothing is looked at twice, changes are, and what is wrong each time."""
        cache = tmp_path / "audit"
        assert found(good, cache=cache, entries=entries(good)) == []
        assert len(looked) > 8
        looked.clear()
        assert found(good, cache=cache, entries=entries(good)) == []
        assert looked == []
        put(good[0] / ARTICLE, page("<p onclick=1>"))
        for _ in range(2):
            looked.clear()
            assert found(good, cache=cache, entries=entries(good)) == [(ARTICLE, "event-handler")]
            assert looked == [ARTICLE]

    def test_new_pages(self, good, looked, tmp_path):
        """A new page is looked at alone; when one is gone, all are."""
        cache = tmp_path / "audit"
        found(good, cache=cache, entries=entries(good))
        put(good[0] / "new/index.html", page(path="new/index.html"))
        looked.clear()
        assert found(good, cache=cache, entries=entries(good)) == []
        assert looked == ["new/index.html"]
        (good[0] / "new/index.html").unlink()
        assert found(good, cache=cache, entries=entries(good)) == []
        assert len(looked) > 8

    @pytest.mark.parametrize("listed", [False, True])
    def test_headings(self, good, looked, tmp_path, listed):
        """Headings are looked up for pages that are not looked at."""
        cache = tmp_path / "audit"
        found(good, cache=cache, entries=entries(good), listed=listed)
        looked.clear()
        put(good[0] / "about/index.html", page(path="about/index.html"))
        said = found(good, cache=cache, entries=entries(good), listed=listed)
        assert looked == ["about/index.html"]
        assert ("index.html", "dead-link") in said

    def test_unseen(self, good, looked, tmp_path):
        """What nobody has seen is looked at, whatever came of it the last time."""
        cache = tmp_path / "audit"
        found(good, cache=cache, entries=entries(good))
        looked.clear()
        seen = {path: entry for path, entry in entries(good).items() if path != ARTICLE}
        found(good, cache=cache, entries=seen)
        assert looked == [ARTICLE]

    def test_hidden(self, good):
        """Hidden files are found in a list, too."""
        put(good[0] / ".git/config", "x")
        assert found(good, entries=entries(good), listed=True) == [(".git/config", "unexpected-file")]

    @pytest.mark.parametrize("keep", [0, 30, 60])
    def test_torn(self, good, looked, tmp_path, keep):
        """A torn cache is no cache."""
        cache = tmp_path / "audit"
        found(good, cache=cache, entries=entries(good))
        cache.write_bytes(cache.read_bytes()[:keep])
        looked.clear()
        assert found(good, cache=cache, entries=entries(good)) == []
        assert len(looked) > 8

    def test_terms(self, good, looked, tmp_path):
        """A verdict on other terms is none."""
        cache = tmp_path / "audit"
        found(good, cache=cache, entries=entries(good))
        looked.clear()
        site, manifest = good
        other = Manifest("", manifest.public, manifest.themes, secrets=(b"/home/editor",))
        found((site, other), cache=cache, entries=entries(good))
        assert len(looked) > 8


def test_machine_paths(tmp_path, monkeypatch):
    """Paths that tell something, not those that many machines have."""
    monkeypatch.setenv("HOME", "/home/editor")
    assert b"/home/editor" in machine_paths(tmp_path)
    assert str(tmp_path).encode() in machine_paths(tmp_path)
    monkeypatch.setenv("HOME", "/home/runner")
    assert b"/home/runner" not in machine_paths(tmp_path)
    assert all(path.count(b"/") > 1 for path in machine_paths(tmp_path))
