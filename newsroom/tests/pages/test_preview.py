"""The pages that the newsroom adds to a preview are held to the rules of the core's pages."""

import pytest
from tests.pages.previews import preview

from tests import markup
from tests.full import harmless, nasty, write_full
from tests.pages.test_views import (
    contents,
    encoded_pages,
    kinds_of,
    rendered_elsewhere,
    rendered_here,
)


def test_nothing_runs(hostile_preview):
    """No page has active scripts, handlers, styles or addresses."""
    active = {where: markup.dangers(tree) for where, tree in hostile_preview.trees.items()}
    assert not {where: dangers for where, dangers in active.items() if dangers}


def test_same_elements(hostile_preview, plain_preview):
    """With HTML in every field, pages have the same elements and attributes as without."""
    assert hostile_preview.trees.keys() == plain_preview.trees.keys()
    for where, tree in hostile_preview.trees.items():
        assert tree.shape() == plain_preview.trees[where].shape(), where


@pytest.mark.slow
@pytest.mark.parametrize("say", [harmless, nasty])
def test_rendered_without_a_site(tmp_path, say):
    """A process that never loaded a site renders every kind of page the same from views."""
    views = encoded_pages(preview(write_full(tmp_path, say, offline=True)))
    assert kinds_of(views) == set((contents() | contents("newsroom")).__args__)
    assert rendered_here(views) == rendered_elsewhere(views)
