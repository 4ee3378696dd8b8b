"""The data files of the full site, by path."""

import pytest

from generator.extras.data_files import extension
from tests.pages.conftest import hostile, plain

__all__ = ["hostile", "plain"]


def files_of(loaded) -> dict[str, str | bytes]:
    """Path → content of every data file of a site."""
    files: dict[str, str | bytes] = {}
    for recipe in extension.recipes(loaded, None):
        files.update(zip(recipe.paths, map(bytes.decode, recipe.contents()), strict=True))
    return files


@pytest.fixture(scope="session")
def data(hostile) -> dict[str, str | bytes]:
    """The data files of the full site with HTML in every field."""
    return files_of(hostile.loaded)
