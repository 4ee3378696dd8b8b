"""Publishing replaces a site in one step or not at all."""

import ctypes
import errno
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from generator.diagnostics.failure import Failure
from generator.publish.making import finished
from generator.publish.publishing import PublishError, publish, publishing, update
from tests.command import alone, files, linux, workers


@pytest.fixture
def made(tmp_path):
    """Make finished files from keywords: `x_y="a"` is x/y.html with the text "a"."""

    def made(**texts):
        files = {}
        for name, text in texts.items():
            source = tmp_path / "sources" / f"{name}-{text}"
            if not source.exists():
                source.parent.mkdir(exist_ok=True)
                source.write_text(text)
            files[f"{name.replace('_', '/')}.html"] = finished(str(source))
        return files

    return made


@pytest.fixture
def put(made):
    """Publish texts as a build does."""

    def put(site_dir, approve=None, **texts):
        with publishing(site_dir):
            publish(site_dir, made(**texts), approve)

    return put


def test_new_files_are_on_the_disk_before_they_are_published(tmp_path, put, monkeypatch):
    """After a power cut, a site that has taken its place is whole: its files were flushed before."""
    system, done = ctypes.CDLL(None), []

    class Library:
        def syncfs(self, handle):
            folder = Path(f"/proc/self/fd/{handle}").readlink()
            done.append(("flushed", folder.name, sorted(files(folder))))
            return 0

        def renameat2(self, *arguments):
            done.append("exchanged")
            return system.renameat2(*arguments)

    put(tmp_path / "site", index="old")
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: Library())
    put(tmp_path / "site", index="new", more="a")
    assert done == [("flushed", ".site-new", ["index.html", "more.html"]), "exchanged"]


def test_a_disk_that_fails_publishes_nothing(tmp_path, put, monkeypatch):
    """If the new files cannot be written to the disk, the published site stays."""
    put(tmp_path / "site", index="old")

    class Library:
        def syncfs(self, _handle):
            ctypes.set_errno(errno.ENOSPC)
            return -1

    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: Library())
    with pytest.raises(PublishError, match="cannot be written"):
        put(tmp_path / "site", index="new")
    assert files(tmp_path / "site") == {"index.html": b"old"}


def test_replacement(tmp_path, put):
    """The new site has no file of the old one, which is kept beside it."""
    site = tmp_path / "site"
    for number in range(4):
        put(site, index=f"{number}", **{f"only_{number}": "a"}, same="same")
        expected = {
            "index.html": f"{number}".encode(),
            f"only/{number}.html": b"a",
            "same.html": b"same",
        }
        assert files(site) == expected
        if number:
            last = number - 1
            before = {
                "index.html": f"{last}".encode(),
                f"only/{last}.html": b"a",
                "same.html": b"same",
            }
            assert files(tmp_path / ".site-new") == before


def test_remains_of_a_killed_build(tmp_path, made, put):
    """Leftovers of a killed build do not get into the next site."""
    site = tmp_path / "site"

    def kill(*_, **__):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put(site, kill, index="zero", stray="a")
    (tmp_path / ".site-new/.index.html.part").write_text("zer")
    put(site, index="one")
    assert files(site) == {"index.html": b"one"}
    put(site, index="two")
    put(site, index="three")
    assert files(site) == {"index.html": b"three"}
    assert files(tmp_path / ".site-new") == {"index.html": b"two"}


def test_failed_build(tmp_path, made, put):
    """A failed build leaves the published site unchanged, and the next build succeeds."""
    site = tmp_path / "site"
    put(site, index="old", a="a", b="b")
    broken = made(index="new", a="new", b="new")
    (tmp_path / "sources/b-new").unlink()
    with pytest.raises(FileNotFoundError), publishing(site):
        publish(site, broken)
    assert files(site) == {"index.html": b"old", "a.html": b"a", "b.html": b"b"}
    put(site, index="new", a="new", b="new")
    assert files(site) == {"index.html": b"new", "a.html": b"new", "b.html": b"new"}


def test_full_disk(tmp_path, put, monkeypatch):
    """A full disk is reported in one line, and the old site stays."""
    site = tmp_path / "site"
    put(site, index="old")

    def fails(source, target, **_):
        raise OSError(28, "No space left on device", target)

    monkeypatch.setattr(os, "link", fails)
    with pytest.raises(PublishError, match="site: cannot be written: No space left on device"):
        put(site, index="new")
    assert files(site) == {"index.html": b"old"}


def test_an_edited_oldest_site(tmp_path, put):
    """A file of the oldest site that is not a finished file is replaced, whatever its name."""
    site = tmp_path / "site"
    for text in ("one", "two", "three"):
        put(site, index=text, same="same")
    oldest = tmp_path / ".site-new" / "same.html"
    oldest.unlink()
    oldest.symlink_to("index.html")
    put(site, index="four", same="same")
    assert files(site) == {"index.html": b"four", "same.html": b"same"}
    assert not (site / "same.html").is_symlink()


def test_without_links(tmp_path, put, monkeypatch):
    """Files are copied if hard links are not supported."""

    def fails(*_, **__):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", fails)
    for number in range(3):
        put(tmp_path / "site", index=f"{number}", a="a")
    assert files(tmp_path / "site") == {"index.html": b"2", "a.html": b"a"}


@alone
def publish_by_many(folder, site):
    with publishing(folder), workers(2):
        publish(folder, site)


@pytest.mark.slow
def test_many_files_by_many_processes(tmp_path, made):
    """A site published by several processes is complete."""
    site = made(**{f"folder{number % 7}_page{number}": "a" for number in range(6_000)})
    for name in ("index", "other", "last"):
        publish_by_many(folder=tmp_path / "site", site={**site, **made(**{name: "a"})})
        assert files(tmp_path / "site").keys() == {*site, f"{name}.html"}
    assert files(tmp_path / ".site-new").keys() == {*site, "other.html"}


def test_update(tmp_path, made):
    """Updating a served folder replaces changed files only and removes empty folders."""
    (tmp_path / "served").mkdir()
    one, two = made(a="1", b_c_d="1", e="1"), made(a="2", e="1", f_g="1")
    update(tmp_path / "served", {}, one)
    kept = (tmp_path / "served/e.html").stat()
    update(tmp_path / "served", one, two)
    assert files(tmp_path / "served") == {"a.html": b"2", "e.html": b"1", "f/g.html": b"1"}
    assert not (tmp_path / "served/b").exists()
    after = (tmp_path / "served/e.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (kept.st_ino, kept.st_mtime_ns)


@linux
def test_lock_of_a_killed_build(tmp_path):
    """A worker that outlives its killed build does not keep the lock."""
    program = """
import os, pathlib, sys, time
from generator.publish.publishing import publishing
with publishing(pathlib.Path(sys.argv[1])):
    if worker := os.fork():
        print(worker, flush=True)
    time.sleep(60)
"""
    site = tmp_path / "site"
    build = subprocess.Popen(
        [sys.executable, "-c", program, str(site)], stdout=subprocess.PIPE, text=True
    )
    worker = int(build.stdout.readline())
    with pytest.raises(PublishError, match="another build is at work"), publishing(site):
        pass
    build.kill()
    build.wait()
    with publishing(site):
        os.kill(worker, signal.SIGKILL)


def test_foreign_folder_is_not_replaced(tmp_path, put):
    """A folder that no build made is refused and unchanged, even if it looks like a site; an empty one is used."""
    for name in ("thesis", "website"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "thesis.txt").write_text("years of work")
    (tmp_path / "website/index.html").write_text("a site of somebody else")
    (tmp_path / "file").write_text("a file")
    (tmp_path / "link").symlink_to(tmp_path / "website")
    (tmp_path / "empty").mkdir()
    before = files(tmp_path)
    for name in ("thesis", "website", "file", "link"):
        with pytest.raises(PublishError, match=name), publishing(tmp_path / name):
            pass
    assert files(tmp_path) == before
    put(tmp_path / "empty", index="new")
    assert files(tmp_path / "empty") == {"index.html": b"new"}


@pytest.mark.parametrize("name", ["new", "old", "files", "lock"])
def test_links_beside_the_site(tmp_path, put, name):
    """A link with the name of a build's own folder is never followed."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/index.html").write_text("years of work")
    (tmp_path / f".site-{name}").symlink_to(tmp_path / "elsewhere")
    for text in ("one", "two", "three"):
        with suppress(Failure):
            put(tmp_path / "site", index=text)
    assert files(tmp_path / "elsewhere") == {"index.html": b"years of work"}


def test_edited_file(tmp_path, put):
    """A file that a build wrote is written again after an edit."""
    site = tmp_path / "site"
    for text in ("one", "two", "three"):
        put(site, index=text, a="a")
        assert files(site) == {"index.html": text.encode(), "a.html": b"a"}
        (site / "index.html").unlink()
        (site / "index.html").write_text("edited by hand")


def test_a_site_that_mkdocs_built(tmp_path, put):
    """What MkDocs has built, and would empty in its next build, is replaced."""
    (tmp_path / "site").mkdir()
    for name in ("index.html", "sitemap.xml.gz"):
        (tmp_path / "site" / name).write_text("old")
    for text in ("one", "two", "three"):
        put(tmp_path / "site", index=text)
        assert files(tmp_path / "site") == {"index.html": text.encode()}


@pytest.mark.parametrize("name", ["site", ".site-new", ".site-old"])
def test_another_folder_under_the_name(tmp_path, put, name):
    """A folder that replaces one of a build's is refused, though there is a record, and stays."""
    for text in ("one", "two"):
        put(tmp_path / "site", index=text)
    shutil.rmtree(tmp_path / name, ignore_errors=True)
    (tmp_path / name / ".git").mkdir(parents=True)
    (tmp_path / name / ".git/HEAD").write_text("years of work")
    with pytest.raises(PublishError, match="no record shows that a build made it"):
        put(tmp_path / "site", index="three")
    assert files(tmp_path / name) == {".git/HEAD": b"years of work"}


def test_without_an_exchange(tmp_path, put, monkeypatch):
    """Where names cannot be exchanged, a killed build leaves the site missing until the next one."""
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    site = tmp_path / "site"
    for text in ("one", "two", "three"):
        put(site, index=text, same="same")
        assert files(site) == {"index.html": text.encode(), "same.html": b"same"}
    site.rename(tmp_path / ".site-old")
    for text in ("four", "five"):
        put(site, index=text, same="same")
        assert files(site) == {"index.html": text.encode(), "same.html": b"same"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".site-files", ".site-lock", ".site-new", "site", "sources"
    ]  # fmt: skip


def test_moved_site(tmp_path, put):
    """A checkout that was moved or copied knows its site by the record beside it."""
    put(tmp_path / "one/site", index="one")
    (tmp_path / "one").rename(tmp_path / "two")
    put(tmp_path / "two/site", index="two")
    shutil.copytree(tmp_path / "two", tmp_path / "three")
    put(tmp_path / "three/site", index="three")
    assert files(tmp_path / "three/site") == {"index.html": b"three"}
