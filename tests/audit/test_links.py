"""Links are resolved as a browser resolves them."""

from pathlib import Path

import pytest
import yaml

from generator.audit.site_addresses import Addresses
from tests.audit.conftest import ADDRESSES, ARTICLE, FILES

CASES = yaml.safe_load(Path(__file__).with_name("links.yml").read_text())


@pytest.mark.parametrize("href, expected", CASES["follow"])
def test_follow(href, expected):
    assert ADDRESSES.follow(href, ARTICLE) == expected


def test_in_a_folder_of_a_host():
    """If the site is in a folder, an address from the host's root is internal only below that folder."""
    there = Addresses(FILES, "https://example.org/digest/")
    assert there.follow("/digest/about/", "404.html") == "own"
    assert there.follow("/about/", "404.html") == "dead"
    assert there.follow("/digest/", "index.html") == "own"
