"""The data files of the full site, by path."""

import pytest

from generator.recipes.data_files import DataFiles
from tests.pages.conftest import compose, empty, hostile, plain

__all__ = ["compose", "empty", "hostile", "plain"]


def files_of(site) -> dict[str, str | bytes]:
    """Path → content of every data file of a site."""
    files = DataFiles(site)
    return {
        path: content
        for product in (*files.whole(), *files.others())
        for path, content in zip(product.paths, product.prepare()[1](), strict=True)
    }


@pytest.fixture(scope="session")
def data(hostile) -> dict[str, str | bytes]:
    """The data files of the full site with HTML in every field."""
    return files_of(hostile.loaded.site)
