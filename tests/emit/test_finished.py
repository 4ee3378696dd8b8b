"""Finished files: made when they are not there, and looked at unless someone has just seen them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from generator.emit.finished import Entry, LateProduct, Product, Workshop


@pytest.fixture(params=["product", "late product"])
def finish(tmp_path, request):
    """Finishes a product of one file; gives its entry, and says whether it was made."""

    def finish(key=b"key", linked=None):
        made = []
        product = Product(("a.html",), key, lambda: made.append(key) or ["text"])
        if request.param == "late product":
            product = LateProduct(product.paths, partial(replace, product))
        files = Workshop(tmp_path / "site").finish([product], 1, linked)
        return files["a.html"].entry, bool(made)

    return finish


def test_only_what_changed(finish):
    """A file is made once for as long as what it is made from is the same."""
    assert [finish()[1], finish()[1], finish(b"other")[1]] == [True, False, True]


def test_what_is_not_as_it_was(finish, tmp_path):
    """A file that someone has changed is made again."""
    finish()
    (tmp_path / "site/a.html").write_text("another", encoding="utf-8")
    assert finish()[1]


def test_what_was_just_seen(finish, tmp_path):
    """A file that a link was seen to be right of is not looked at; any other link says nothing of it."""
    entry, _ = finish()
    (tmp_path / "site/a.html").write_text("another", encoding="utf-8")
    assert finish(linked={"a.html": entry}) == (entry, False)
    assert finish(linked={"a.html": Entry(entry.key, entry.size, entry.changed + 1)})[1]
