"""Composed sites of the core's tests, for the pages that the newsroom adds."""

import pytest
from tests.pages.previews import preview

from tests.full import harmless, nasty, write_full
from tests.pages.conftest import Composed, compose, composed_site, empty, hostile, plain

__all__ = ["compose", "empty", "hostile", "plain"]


@pytest.fixture(scope="session")
def plain_preview(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    """A preview of the full site in harmless words."""
    root = write_full(tmp_path_factory.mktemp("plain-preview"), harmless, offline=True)
    return composed_site(preview(root))


@pytest.fixture(scope="session")
def hostile_preview(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    """A preview of the full site with HTML in every field."""
    root = write_full(tmp_path_factory.mktemp("hostile-preview"), nasty, offline=True)
    return composed_site(preview(root))
