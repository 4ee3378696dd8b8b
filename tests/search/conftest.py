"""The full site in harmless words."""

import pytest

from generator.installed import installed
from generator.load.loading import load
from tests.full import harmless, write_full


@pytest.fixture(scope="package")
def plain(tmp_path_factory):
    return load(write_full(tmp_path_factory.mktemp("plain"), harmless), installed()).site
