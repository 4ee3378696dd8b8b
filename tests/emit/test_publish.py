"""A site takes the place of another in one step, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from generator.emit import publish as publishing_module
from generator.emit.base import base_of, prepare
from generator.emit.finished import Finished, entry_of
from generator.emit.publish import Beginning, PublishError, exchange, publish, publishing, roll_back
from generator.emit.records import Records, is_whole
from tests.command import files

linux = pytest.mark.skipif(sys.platform != "linux", reason="work is shared on Linux only")


@pytest.fixture
def put(tmp_path):
    """Publishes texts by path, as a build does; True when anything changed."""
    sources = tmp_path / "sources"
    records = Records(tmp_path / "records")

    def put(site_dir, **texts):
        found = {}
        for name, text in texts.items():
            source = sources / f"{name}-{text}"
            if not source.exists():
                source.parent.mkdir(exist_ok=True)
                source.write_text(text, encoding="utf-8")
            path = f"{name.replace('_', '/')}.html"
            found[path] = Finished(str(source), entry_of(source, text.encode()))
        with publishing(site_dir):
            prepare(site_dir, records)
            return publish(site_dir, found, records, base_of(site_dir, records))

    put.records = records
    return put


def test_first_site(tmp_path, put):
    """Where there was nothing, not even the folders above, there is a site."""
    assert put(tmp_path / "a/b/site", index="new", x_y_index="deep")
    assert files(tmp_path / "a/b/site") == {"index.html": b"new", "x/y/index.html": b"deep"}


def test_replacement(tmp_path, put):
    """The new site holds nothing of the old one, which is kept beside it, whatever came before."""
    site = tmp_path / "site"
    for number in range(6):
        put(site, index=f"{number}", **{f"only_{number}": "a"}, same="same")
        expected = {"index.html": f"{number}".encode(), f"only/{number}.html": b"a", "same.html": b"same"}
        assert files(site) == expected
        if number:
            last = number - 1
            before = {"index.html": f"{last}".encode(), f"only/{last}.html": b"a", "same.html": b"same"}
            assert files(tmp_path / ".site-previous") == before
        assert not (tmp_path / ".site-new").exists()
        assert not list(site.glob("only/*/")), "no empty folder is left"


def test_the_same_again(tmp_path, put):
    """What stands there already is not touched; what someone changed there is put right."""
    site = tmp_path / "site"
    put(site, index="one", a="two")
    before = (site / "a.html").stat()
    assert not put(site, index="one", a="two")
    (site / "index.html").unlink()
    (site / "index.html").write_text("by hand", encoding="utf-8")
    assert put(site, index="one", a="two")
    assert files(site) == {"index.html": b"one", "a.html": b"two"}
    assert (site / "a.html").stat().st_mtime_ns == before.st_mtime_ns


def begin(site, records, workers=2):
    """The base of the next build."""
    with Beginning(site, records, workers) as beginning:
        return beginning.base()


@pytest.mark.parametrize("workers", [1, 2])
def test_begun(tmp_path, put, workers):
    """What the next site is made of is there and known to be right, whoever has seen to it."""
    site = tmp_path / "site"
    for number in range(4):
        put(site, index=f"{number}", a_b="two")
    (tmp_path / ".site-spare/stranger.html").touch()
    base = begin(site, put.records, workers)
    assert base.folder == tmp_path / ".site-spare"
    assert base.index.keys() == files(base.folder).keys() == {"index.html", "a/b.html"}


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=linux)])
def test_begun_with_a_copy(tmp_path, put, workers):
    """Where no older site is kept, the next one begins as a copy of what is published."""
    site = tmp_path / "site"
    put(site, index="one", a_b="two")
    base = begin(site, put.records, workers)
    assert base.index.keys() == files(base.folder).keys()
    assert files(base.folder) == files(site)
    put(site, index="three")
    assert files(site) == {"index.html": b"three"}
    assert files(tmp_path / ".site-previous") == {"index.html": b"one", "a/b.html": b"two"}


def test_begun_with_a_damaged_site(tmp_path, put):
    """A site that someone has changed is not what the next one begins with."""
    site = tmp_path / "site"
    put(site, index="one", a="two")
    (site / "a.html").unlink()
    (site / "a.html").write_text("damaged", encoding="utf-8")
    assert not begin(site, put.records).index
    put(site, index="one", a="two")
    assert files(site) == {"index.html": b"one", "a.html": b"two"}


def test_begun_on_a_full_disk(tmp_path, put, monkeypatch):
    """When nobody can write down which files of an older site are right, it is not used."""
    site = tmp_path / "site"
    for number in range(4):
        put(site, index=f"{number}", a="two")
    (tmp_path / ".site-spare/a.html").unlink()
    with monkeypatch.context() as full:
        full.setattr(Records, "keep", lambda *_: None)
        assert not begin(site, put.records, 1).index
        put(site, index="last", a="two")
    assert files(site) == {"index.html": b"last", "a.html": b"two"}


def test_strangers_are_not_carried_on(tmp_path, put):
    """A file that someone put into a published site is not in a later one."""
    site = tmp_path / "site"
    for number in range(5):
        put(site, index=f"{number}")
        (site / "stray.html").touch()
    put(site, index="last")
    assert files(site) == {"index.html": b"last"}


def test_remains_of_a_killed_build(tmp_path, put):
    """What a killed build left behind is not part of the next site, whenever it was killed."""
    site = tmp_path / "site"
    (tmp_path / ".site-new").mkdir()
    (tmp_path / ".site-new/stray.html").touch()
    put(site, index="one")
    assert files(site) == {"index.html": b"one"}
    put(site, index="two")
    (tmp_path / ".site-previous").rename(tmp_path / ".site-new")
    put(site, index="three")
    assert files(site) == {"index.html": b"three"}
    assert files(tmp_path / ".site-previous") == {"index.html": b"two"}


def test_failed_build(tmp_path, put, monkeypatch):
    """A build that fails half-way leaves the published site as it was, and the next one is right."""
    site = tmp_path / "site"
    for number in range(4):
        put(site, index=f"{number}", a="a", b="b")
    with monkeypatch.context() as broken:
        link = os.link

        def fails(source, target, **options):
            if target.endswith("b.html"):
                raise OSError(28, "No space left on device", target)
            link(source, target, **options)

        broken.setattr(os, "link", fails)
        with pytest.raises(OSError, match="No space"):
            put(site, index="new", a="new", b="new")
    assert files(site) == {"index.html": b"3", "a.html": b"a", "b.html": b"b"}
    assert put(site, index="new", a="new", b="new")
    assert files(site) == {"index.html": b"new", "a.html": b"new", "b.html": b"new"}


def test_failed_swap(tmp_path, put, monkeypatch):
    """When the new site cannot be moved in, the old one is still there."""
    site = tmp_path / "site"
    put(site, index="old")

    def fails(one, other):
        raise OSError(1, "Operation not permitted")

    with monkeypatch.context() as broken:
        broken.setattr(publishing_module, "exchange", fails)
        with pytest.raises(PublishError, match="cannot be replaced: Operation not permitted"):
            put(site, index="new")
    assert files(site) == {"index.html": b"old"}


def test_without_an_exchange(tmp_path, put, monkeypatch):
    """Where names cannot be exchanged at once, a build that was killed between is put right by the next."""
    site = tmp_path / "site"
    put(site, index="old")
    with monkeypatch.context() as other:
        other.setattr(publishing_module.ctypes, "CDLL", lambda *_, **__: object())
        put(site, index="new")
        assert files(site) == {"index.html": b"new"}
        assert files(tmp_path / ".site-previous") == {"index.html": b"old"}
    site.rename(tmp_path / ".site-old")
    assert not put(site, index="new")
    assert files(site) == {"index.html": b"new"}


def test_exchange(tmp_path):
    """Two folders exchange their names."""
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchange(tmp_path / "a", tmp_path / "b")
    assert files(tmp_path) == {"a/b": b"", "b/a": b""}


def test_roll_back(tmp_path, put):
    """Back to what was published before, and back again; without an earlier site it says so."""
    site = tmp_path / "site"
    put(site, index="one")
    with pytest.raises(PublishError, match="no earlier site"):
        roll_back(site)
    put(site, index="two")
    roll_back(site)
    assert files(site) == {"index.html": b"one"}
    roll_back(site)
    assert files(site) == {"index.html": b"two"}
    put(site, index="three")
    assert files(tmp_path / ".site-previous") == {"index.html": b"two"}


def test_whole(tmp_path, put):
    """A published site is whole until a file of it changes or goes; of an unknown folder nobody knows."""
    site = tmp_path / "site"
    put(site, index="one", a="two")
    assert is_whole(site, put.records)
    assert not is_whole(site, Records(tmp_path / "other"))
    (site / "a.html").unlink()
    assert not is_whole(site, put.records)


def test_without_links(tmp_path, put, monkeypatch):
    """Where a file can have one name only, it is copied."""

    def fails(*_, **__):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", fails)
    for number in range(4):
        put(tmp_path / "site", index=f"{number}", a="a")
    assert files(tmp_path / "site") == {"index.html": b"3", "a.html": b"a"}
    assert not put(tmp_path / "site", index="3", a="a")


def test_two_builds(tmp_path, put):
    """The second of two builds of one site is refused; of another site it is not."""
    program = "import sys, pathlib; from generator.emit.publish import publishing\n"
    program += "with publishing(pathlib.Path(sys.argv[1])): print('at work')"

    def another(site):
        return subprocess.run(
            [sys.executable, "-c", program, str(site)], capture_output=True, text=True, check=False
        )

    with publishing(tmp_path / "site"):
        assert "another build is at work" in another(tmp_path / "site").stderr
        assert another(tmp_path / "other").stdout == "at work\n"
        put(tmp_path / "other", index="a")
    assert another(tmp_path / "site").stdout == "at work\n"
    put(tmp_path / "site", index="a")
    assert files(tmp_path / "site") == files(tmp_path / "other")


@linux
def test_lock_of_a_killed_build(tmp_path):
    """A worker that outlives its build for a moment holds no lock of it, even one that was just born."""
    program = """
import os, pathlib, sys, time
from generator.emit.publish import publishing
with publishing(pathlib.Path(sys.argv[1])):
    if worker := os.fork():
        print(worker, flush=True)
    time.sleep(60)
"""
    site = tmp_path / "site"
    build = subprocess.Popen([sys.executable, "-c", program, str(site)], stdout=subprocess.PIPE, text=True)
    worker = int(build.stdout.readline())
    with pytest.raises(PublishError, match="another build is at work"), publishing(site):
        pass
    build.kill()
    build.wait()
    with publishing(site):
        os.kill(worker, signal.SIGKILL)


def test_file_in_the_way(tmp_path):
    """A folder that cannot be made is named, with the reason."""
    (tmp_path / "file").touch()
    with (
        pytest.raises(PublishError, match="file: cannot be written to: "),
        publishing(tmp_path / "file" / "site"),
    ):
        pass


def test_what_is_no_site_is_not_replaced(tmp_path, put):
    """A mistyped folder keeps what is in it; an empty one is as good as none."""
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis/chapter.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    before = files(tmp_path)
    for name in ("thesis", "file"):
        with pytest.raises(PublishError, match=name), publishing(tmp_path / name):
            pass
    assert files(tmp_path) == before
    put(tmp_path / "empty", index="new")
    assert files(tmp_path / "empty") == {"index.html": b"new"}
