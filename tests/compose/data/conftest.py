"""The data files of the full site, by their path."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline
from generator.pipeline.data import DataFiles


def files_of(builder: pipeline.Builder, cache: Path) -> dict[str, str | bytes]:
    """Path → content of every data file of a site."""
    files = DataFiles(builder.site, builder.prints, cache)
    return {
        path: content
        for product in (*files.whole(), *files.others())
        for path, content in zip(product.paths, product.make(), strict=True)
    }


@pytest.fixture(scope="session")
def data(hostile, tmp_path_factory) -> dict[str, str | bytes]:
    """Of the site in words that would like to be HTML."""
    return files_of(pipeline.Builder(hostile.loaded), tmp_path_factory.mktemp("cache"))
