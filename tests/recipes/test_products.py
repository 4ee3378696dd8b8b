"""The output cache: files are made if missing, kept while wanted and made again if damaged."""

import os
from pathlib import Path

import pytest

from generator.recipes.making import OutputCache, Product, viewed, written


@pytest.fixture
def finish(tmp_path):
    """Finish a product of two files; return their contents and whether they were made."""

    def finish(key=b"key", paths=("a.html", "b/a.html")):
        made = []

        def make(view):
            made.append(view)
            return [f"{path} {view}" for path in paths]

        files = OutputCache(tmp_path / "files").finish([viewed(paths, lambda: key, make)], 1)
        return {
            path: Path(file.source).read_text(encoding="utf-8") for path, file in files.items()
        }, bool(made)

    return finish


def kept(folder):
    """The files in the cache."""
    return sorted(file for file in (folder / "files").rglob("*") if file.is_file())


def test_only_what_changed(finish):
    """A file is made again only when its view changes."""
    made = [finish(), finish(), finish(b"other"), finish(b"other")]
    assert [again for _, again in made] == [True, False, True, False]
    assert made[1][0] == {"a.html": "a.html b'key'", "b/a.html": "b/a.html b'key'"}
    assert made[3][0] == {"a.html": "a.html b'other'", "b/a.html": "b/a.html b'other'"}


def test_written(tmp_path):
    """A file whose content is generated each time is replaced only when that changes."""

    def finish(text):
        product = written(("a.txt", "b.txt"), lambda: [text, b"same"])
        return OutputCache(tmp_path / "files").finish([product], 1)

    first = finish("one")
    assert [Path(file.source).read_bytes() for file in first.values()] == [b"one", b"same"]
    assert finish("one") == first
    other = finish("other")
    assert [Path(file.source).read_bytes() for file in other.values()] == [b"other", b"same"]


def test_unused_files(finish, tmp_path):
    """Files that no product needs any more are removed."""
    finish()
    before = kept(tmp_path)
    finish(b"other")
    assert len(kept(tmp_path)) == len(before) == 2
    assert not set(kept(tmp_path)) & set(before)


def _edit(file):
    file.write_text("another", encoding="utf-8")


def _cut(file):
    os.truncate(file, 1)


def _replace_by_a_link(file):
    file.unlink()
    file.symlink_to(file.parent)


@pytest.mark.parametrize("damage", [_edit, _cut, _replace_by_a_link, Path.unlink])
def test_damaged_file(finish, tmp_path, damage):
    """A damaged file is made again, with the other files of its product."""
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
    finish(b"key")
    with kept(tmp_path)[0].open("a", encoding="utf-8") as file:
        file.write("more")
    assert (tmp_path / "published").read_bytes() == before


def test_damaged_index(finish, tmp_path):
    """With a damaged index all files are made again."""
    finish()
    data = (tmp_path / "files.index").read_bytes()
    (tmp_path / "files.index").write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert finish()[1]


def test_order_of_paths(tmp_path):
    """If two products have the same path, the later one is published."""
    products = [Product(("a",), lambda key=key: (key, lambda: [key])) for key in (b"one", b"two")]
    files = OutputCache(tmp_path / "files").finish(products, 1)
    assert Path(files["a"].source).read_bytes() == b"two"
