"""Finished files: made when they are not there, kept while they are wanted, made anew when damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.build.products import LateProduct, OutputCache, Product


@pytest.fixture
def finish(tmp_path):
    """Finishes a product of two files; gives their contents, and says whether they were made."""

    def finish(key=b"key", paths=("a.html", "b/a.html"), late=False):
        made = []
        product = Product(paths, key, lambda: made.append(key) or [f"{path} {key}" for path in paths])
        whole = LateProduct(paths, lambda: product) if late else product
        files = OutputCache(tmp_path / "files").finish([whole], 1)
        return {path: Path(file.source).read_text(encoding="utf-8") for path, file in files.items()}, bool(
            made
        )

    return finish


def kept(folder):
    """The files that a cache holds."""
    return sorted(file for file in (folder / "files").rglob("*") if file.is_file())


@pytest.mark.parametrize("late", [False, True])
def test_only_what_changed(finish, late):
    """A file is made once for as long as what it is made from is the same."""
    made = [finish(late=late), finish(late=late), finish(b"other", late=late), finish(b"other", late=late)]
    assert [again for _, again in made] == [True, False, True, False]
    assert made[1][0] == {"a.html": "a.html b'key'", "b/a.html": "b/a.html b'key'"}
    assert made[3][0] == {"a.html": "a.html b'other'", "b/a.html": "b/a.html b'other'"}


def test_what_is_wanted_no_more(finish, tmp_path):
    """Files of an earlier build that no product is are removed."""
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
def test_what_is_not_as_it_was(finish, tmp_path, damage):
    """A file that someone has changed is made again, with those that it is made with."""
    before, _ = finish()
    damage(kept(tmp_path)[0])
    assert finish() == (before, True)
    assert finish() == (before, False)


def test_a_published_file_is_not_written_to(finish, tmp_path):
    """What is made again gets a file of its own: the old one may have a name in a site."""
    finish()
    os.link(kept(tmp_path)[0], tmp_path / "published")
    before = (tmp_path / "published").read_bytes()
    (tmp_path / "files.index").unlink()
    finish(b"key")
    with kept(tmp_path)[0].open("a", encoding="utf-8") as file:
        file.write("more")
    assert (tmp_path / "published").read_bytes() == before


def test_an_index_that_is_damaged(finish, tmp_path):
    """Without a sound index nothing is taken for made."""
    finish()
    data = (tmp_path / "files.index").read_bytes()
    (tmp_path / "files.index").write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert finish()[1]


def test_order_of_paths(tmp_path):
    """Of two products with one path the later is published."""
    products = [Product(("a",), key, lambda key=key: [key]) for key in (b"one", b"two")]
    files = OutputCache(tmp_path / "files").finish(products, 1)
    assert Path(files["a"].source).read_bytes() == b"two"
