"""A site takes the place of another in one step, or not at all."""

from __future__ import annotations

import pytest

from generator.emit.publish import PublishError, staging, swap
from tests.command import files


def a_site(folder, text="old"):
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def publish(site_dir, text="new"):
    with staging(site_dir) as staged:
        a_site(staged, text)
        swap(staged, site_dir)


def test_first_site(tmp_path):
    """Where there was nothing, not even the folders above, there is a site."""
    publish(tmp_path / "a/b/site")
    assert files(tmp_path / "a/b/site") == {"index.html": b"new"}


def test_replacement(tmp_path):
    """The new site holds nothing of the old one, which is kept beside it, and only the last."""
    site = a_site(tmp_path / "site", "oldest")
    (site / "gone.html").write_text("gone", encoding="utf-8")
    publish(site, "old")
    publish(site, "new")
    assert files(site) == {"index.html": b"new"}
    assert files(tmp_path / ".site-previous") == {"index.html": b"old"}
    assert not (tmp_path / ".site-new").exists()


def test_failed_build(tmp_path):
    """A build that fails half-way leaves the published site as it was, and no half one."""
    site = a_site(tmp_path / "site")

    def fail():
        with staging(site) as staged:
            a_site(staged, "half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert files(site) == {"index.html": b"old"}
    assert not (tmp_path / ".site-new").exists()


def test_remains_of_a_killed_build(tmp_path):
    """What a killed build left behind is not part of the next site."""
    a_site(tmp_path / ".site-new", "half").joinpath("stray.html").touch()
    publish(tmp_path / "site")
    assert files(tmp_path / "site") == {"index.html": b"new"}


def test_failed_swap(tmp_path):
    """When the new site cannot be moved in, the old one is put back."""
    site = a_site(tmp_path / "site")
    with pytest.raises(PublishError, match="cannot be replaced: No such file"):
        swap(tmp_path / "not-there", site)
    assert files(site) == {"index.html": b"old"}


def test_two_builds(tmp_path):
    """The second of two builds of one site is refused; of another site it is not."""
    with staging(tmp_path / "site"):
        with pytest.raises(PublishError, match="another build is at work"), staging(tmp_path / "site"):
            pass
        publish(tmp_path / "other")
    publish(tmp_path / "site")
    assert files(tmp_path / "site") == files(tmp_path / "other")


def test_file_in_the_way(tmp_path):
    """A folder that cannot be made is named, with the reason."""
    (tmp_path / "file").touch()
    with (
        pytest.raises(PublishError, match="file: cannot be written to: "),
        staging(tmp_path / "file" / "site"),
    ):
        pass


def test_what_is_no_site_is_not_replaced(tmp_path):
    """A mistyped folder keeps what is in it; an empty one is as good as none."""
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis/chapter.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    before = files(tmp_path)
    for name in ("thesis", "file"):
        with pytest.raises(PublishError, match=name), staging(tmp_path / name):
            pass
    assert files(tmp_path) == before
    publish(tmp_path / "empty")
    assert files(tmp_path / "empty") == {"index.html": b"new"}
