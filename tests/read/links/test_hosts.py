from pathlib import Path

import pytest
import yaml

from generator.read.links.hosts import is_public, site_of

CASES = yaml.safe_load(Path(__file__).with_name("hosts.yml").read_text())


@pytest.mark.parametrize("address, public", CASES["is public"])
def test_is_public(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    "host, site",
    [
        ("news.example.co.uk", "example.co.uk"),
        ("EXAMPLE.co.uk.", "example.co.uk"),
        ("co.uk", "co.uk"),
        ("writer.github.io", "writer.github.io"),
        ("a.b.city.kawasaki.jp", "city.kawasaki.jp"),
        ("a.b.other.kawasaki.jp", "b.other.kawasaki.jp"),
        ("a.b.com.ck", "b.com.ck"),
        ("a.www.ck", "www.ck"),
        ("news.example.unknown", "example.unknown"),
        ("localhost", "localhost"),
    ],
)
def test_the_site_of_a_host(host, site):
    assert site_of(host) == site
