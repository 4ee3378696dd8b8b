"""Publishing replaces a site in one step or not at all."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys

import pytest

from generator.build.products import finished
from generator.build.publishing import PublishError, exchange, publish, publishing, roll_back, update
from tests.command import files

linux = pytest.mark.skipif(sys.platform != "linux", reason="work is shared on Linux only")


@pytest.fixture
def made(tmp_path):
    """Make finished files from keywords: `x_y="a"` is x/y.html with the text "a"."""

    def made(**texts):
        files = {}
        for name, text in texts.items():
            source = tmp_path / "sources" / f"{name}-{text}"
            if not source.exists():
                source.parent.mkdir(exist_ok=True)
                source.write_text(text, encoding="utf-8")
            files[f"{name.replace('_', '/')}.html"] = finished(str(source))
        return files

    return made


@pytest.fixture
def put(made):
    """Publish texts as a build does; return the warning, if any."""

    def put(site_dir, approve=None, **texts):
        with publishing(site_dir):
            return publish(site_dir, made(**texts), 1, approve)

    return put


def test_first_site(tmp_path, put):
    """The first site is published with its parent folders."""
    assert put(tmp_path / "a/b/site", index="new", x_y_index="deep") == ""
    assert files(tmp_path / "a/b/site") == {"index.html": b"new", "x/y/index.html": b"deep"}


def test_replacement(tmp_path, put):
    """The new site has no file of the old one, which is kept beside it."""
    site = tmp_path / "site"
    for number in range(4):
        put(site, index=f"{number}", **{f"only_{number}": "a"}, same="same")
        expected = {"index.html": f"{number}".encode(), f"only/{number}.html": b"a", "same.html": b"same"}
        assert files(site) == expected
        if number:
            last = number - 1
            before = {"index.html": f"{last}".encode(), f"only/{last}.html": b"a", "same.html": b"same"}
            assert files(tmp_path / ".site-previous") == before
        assert not (tmp_path / ".site-new").exists()


def test_stray_files_are_dropped(tmp_path, put):
    """A file that someone put into a published site is not in later ones."""
    site = tmp_path / "site"
    for number in range(3):
        put(site, index=f"{number}")
        (site / "stray.html").touch()
    put(site, index="last")
    assert files(site) == {"index.html": b"last"}


def test_remains_of_a_killed_build(tmp_path, put):
    """Leftovers of a killed build do not get into the next site."""
    site = tmp_path / "site"
    for name in (".site-new", ".site-work"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "stray.html").touch()
    put(site, index="one")
    assert files(site) == {"index.html": b"one"}
    assert not (tmp_path / ".site-work").exists()
    put(site, index="two")
    (tmp_path / ".site-previous").rename(tmp_path / ".site-new")
    put(site, index="three")
    assert files(site) == {"index.html": b"three"}
    assert files(tmp_path / ".site-previous") == {"index.html": b"two"}


def test_failed_build(tmp_path, made, put):
    """A failed build leaves the published site unchanged, and the next build succeeds."""
    site = tmp_path / "site"
    put(site, index="old", a="a", b="b")
    broken = made(index="new", a="new", b="new")
    (tmp_path / "sources/b-new").unlink()
    with pytest.raises(FileNotFoundError), publishing(site):
        publish(site, broken, 1)
    assert files(site) == {"index.html": b"old", "a.html": b"a", "b.html": b"b"}
    put(site, index="new", a="new", b="new")
    assert files(site) == {"index.html": b"new", "a.html": b"new", "b.html": b"new"}


def test_approval(tmp_path, put):
    """A callback that inspects the finished folder can refuse to publish it."""
    site = tmp_path / "site"
    put(site, index="old")
    seen = []

    def refuse(folder):
        seen.append(files(folder))
        raise PublishError("no")

    with pytest.raises(PublishError, match="no"):
        put(site, refuse, index="new")
    assert seen == [{"index.html": b"new"}]
    assert files(site) == {"index.html": b"old"}


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


def test_previous_site_cannot_be_kept(tmp_path, put, monkeypatch):
    """If the previous site cannot be kept, the new one is published with a warning."""
    site = tmp_path / "site"
    for text in ("one", "two"):
        put(site, index=text)

    remove = shutil.rmtree

    def fails(path, **how):
        if path.name == ".site-previous":
            raise PermissionError(13, "Permission denied", f"{path}/agencies")
        remove(path, **how)

    with monkeypatch.context() as denied:
        denied.setattr(shutil, "rmtree", fails)
        note = put(site, index="three")
    assert note.startswith("the site before cannot be kept: ")
    assert note.endswith(".site-previous/agencies: Permission denied")
    assert files(site) == {"index.html": b"three"}
    assert put(site, index="four") == ""
    assert files(site) == {"index.html": b"four"}


def test_without_an_exchange(tmp_path, put, monkeypatch):
    """Without an atomic exchange, the next build completes an interrupted one."""
    site = tmp_path / "site"
    put(site, index="old")
    with monkeypatch.context() as other:
        other.setattr(ctypes, "CDLL", lambda *_, **__: object())
        put(site, index="new")
    assert files(site) == {"index.html": b"new"}
    assert files(tmp_path / ".site-previous") == {"index.html": b"old"}
    site.rename(tmp_path / ".site-old")
    with publishing(site):
        assert files(site) == {"index.html": b"new"}
    assert not (tmp_path / ".site-old").exists()


def test_exchange(tmp_path):
    """Two folders exchange their names."""
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchange(tmp_path / "a", tmp_path / "b")
    assert files(tmp_path) == {"a/b": b"", "b/a": b""}


def test_roll_back(tmp_path, put):
    """A rollback restores the previous site, and a second one undoes it; without one it fails."""
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


def test_without_links(tmp_path, put, monkeypatch):
    """Files are copied if hard links are not supported."""

    def fails(*_, **__):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", fails)
    for number in range(3):
        put(tmp_path / "site", index=f"{number}", a="a")
    assert files(tmp_path / "site") == {"index.html": b"2", "a.html": b"a"}


def test_many_files_by_many_processes(tmp_path, made):
    """A site published by several processes is complete."""
    site = made(**{f"folder{number % 7}_page{number}": "a" for number in range(6_000)})
    with publishing(tmp_path / "site"):
        publish(tmp_path / "site", {**site, **made(index="a")}, 2)
    assert files(tmp_path / "site").keys() == {*site, "index.html"}


def test_update(tmp_path, made):
    """Updating a served folder replaces changed files only and removes empty folders."""
    (tmp_path / "served").mkdir()
    one, two = made(a="1", b_c_d="1", e="1"), made(a="2", e="1", f_g="1")
    update(tmp_path / "served", {}, one)
    kept = (tmp_path / "served/e.html").stat()
    update(tmp_path / "served", one, two)
    assert files(tmp_path / "served") == {"a.html": b"2", "e.html": b"1", "f/g.html": b"1"}
    assert not (tmp_path / "served/b").exists()
    assert (tmp_path / "served/e.html").stat() == kept


def test_two_builds(tmp_path, put):
    """A second build of the same site is refused; other sites can be built."""
    program = "import sys, pathlib; from generator.build.publishing import publishing\n"
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
    """A worker that outlives its killed build does not keep the lock."""
    program = """
import os, pathlib, sys, time
from generator.build.publishing import publishing
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
    """The error names the folder that cannot be made, and the reason."""
    (tmp_path / "file").touch()
    with (
        pytest.raises(PublishError, match="file: cannot be written to: "),
        publishing(tmp_path / "file" / "site"),
    ):
        pass


def test_foreign_folder_is_not_replaced(tmp_path, put):
    """A folder that is not a site is refused and unchanged; an empty one is used."""
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
