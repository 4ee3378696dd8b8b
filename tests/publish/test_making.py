"""Making files: those missing are made, kept while wanted, and made again if damaged."""

import os
from pathlib import Path

import pytest

from generator.publish.making import make
from generator.recipes.recipe import Collected, Recipe, as_they_are, shared
from generator.system.file_writing import write_kept
from tests.made import article

MADE = []


def two_files(view):
    """The contents of two files, from a view."""
    MADE.append(view)
    return [f"a.html {view}", f"b/a.html {view}"]


@pytest.fixture
def finish(tmp_path):
    """Make two files from a view; return their contents and whether they were made."""

    def finish(view=b"view", paths=("a.html", "b/a.html")):
        MADE.clear()
        files = make([Recipe(paths, two_files, (Collected(lambda: view),))], tmp_path)
        contents = {path: Path(file.source).read_text() for path, file in files.items()}
        return contents, bool(MADE)

    return finish


def kept(folder):
    """The files in the cache."""
    return sorted(file for file in (folder / "files").rglob("*") if file.is_file())


def test_only_what_changed(finish):
    """A file is made again only when its view changes."""
    made = [finish(), finish(), finish(b"other"), finish(b"other")]
    assert [again for _, again in made] == [True, False, True, False]
    assert made[1][0] == {"a.html": "a.html b'view'", "b/a.html": "b/a.html b'view'"}
    assert made[3][0] == {"a.html": "a.html b'other'", "b/a.html": "b/a.html b'other'"}


def test_written(tmp_path):
    """A file whose content is at hand is replaced only when that changes."""

    def finish(text):
        recipe = Recipe(("a.txt", "b.txt"), as_they_are, (text, b"same"))
        return make([recipe], tmp_path)

    first = finish("one")
    assert [Path(file.source).read_bytes() for file in first.values()] == [b"one", b"same"]
    assert finish("one") == first
    other = finish("other")
    assert [Path(file.source).read_bytes() for file in other.values()] == [b"other", b"same"]


def with_fingerprint(value):
    return article("a", fingerprint=value)


@pytest.mark.parametrize(
    "one, other",
    [
        ("text", "other"),
        (shared({"a": 1}), shared({"a": 2})),
        (with_fingerprint(b"1"), with_fingerprint(b"2")),
        ((with_fingerprint(b"1"),), (with_fingerprint(b"2"),)),
        (Collected(lambda: b"1"), Collected(lambda: b"2")),
    ],
)
def test_keys(one, other):
    """Every kind of argument is in the key, and so are the function and the paths."""

    def key(argument, function=as_they_are, paths=("a",)):
        return Recipe(paths, function, (argument,)).prepared()[0]

    assert key(one) == key(one)
    assert len({key(one), key(other), key(one, two_files), key(one, paths=("b",))}) == 4


def test_unused_files(finish, tmp_path):
    """Files that no recipe needs any more are removed."""
    finish()
    before = kept(tmp_path)
    finish(b"other")
    assert len(kept(tmp_path)) == len(before) == 2
    assert not set(kept(tmp_path)) & set(before)


def _edit(file):
    file.write_text("another")


def _cut(file):
    os.truncate(file, 1)


def _replace_by_a_link(file):
    file.unlink()
    file.symlink_to(file.parent)


@pytest.mark.parametrize("damage", [_edit, _cut, _replace_by_a_link, Path.unlink])
def test_damaged_file(finish, tmp_path, damage):
    """A damaged file is made again, with the other files of its recipe."""
    before, _ = finish()
    damage(kept(tmp_path)[0])
    assert finish() == (before, True)
    assert finish() == (before, False)


def test_a_published_file_is_not_written_to(finish, tmp_path):
    """A file made again is a new file, because a site may link to the old one."""
    finish()
    os.link(kept(tmp_path)[0], tmp_path / "published")
    before = (tmp_path / "published").read_bytes()
    (tmp_path / "files.index").unlink()
    finish()
    with kept(tmp_path)[0].open("a") as file:
        file.write("more")
    assert (tmp_path / "published").read_bytes() == before


def test_damaged_index(finish, tmp_path):
    """With a damaged index all files are made again."""
    finish()
    data = (tmp_path / "files.index").read_bytes()
    (tmp_path / "files.index").write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert finish()[1]


def test_order_of_paths(tmp_path):
    """If two recipes have the same path, the file of the later one is published."""
    recipes = [Recipe(("a",), as_they_are, (content,)) for content in (b"one", b"two")]
    files = make(recipes, tmp_path)
    assert Path(files["a"].source).read_bytes() == b"two"


def test_cache_of_the_version_before(finish, tmp_path):
    """An index of another form counts as missing."""
    files, _ = finish()
    write_kept(tmp_path / "files.index", {"00/0-0": (1, 1)})
    assert finish() == (files, True)


@pytest.mark.parametrize("when", [0, 4 * 10**18])
def test_time_of_a_finished_file(finish, tmp_path, when):
    """A file of the cache with another time, of 1970 or the future, is made again."""
    files, _ = finish()
    for file in tmp_path.glob("files/*/*"):
        os.utime(file, ns=(when, when))
    assert finish() == (files, True)
