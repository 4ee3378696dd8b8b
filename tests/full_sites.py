"""The full site, built once in harmless words and once with HTML in every field."""

from pathlib import Path

import pytest

from tests.command import succeed
from tests.corpus import write_engine
from tests.full import Say, harmless, nasty, write_full


def _build(folder: Path, say: Say) -> Path:
    write_full(write_engine(folder), say)
    succeed(folder, "build")
    return folder


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Root of the full site in harmless words; built in its `site/`."""
    return _build(tmp_path_factory.mktemp("plain"), harmless)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Root of the full site with HTML in every field; built in its `site/`."""
    return _build(tmp_path_factory.mktemp("hostile"), nasty)
