from pathlib import Path

import pytest
import yaml
from tld import get_fld

from generator.read.links.hosts import is_public, public_suffixes, site_of

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


def test_sites_are_those_of_the_lists_own_reader():
    """Rules with an exception or a `*` are above; the reader takes some of these wrongly."""
    plain = [
        rule
        for rule in public_suffixes()
        if rule.isascii() and rule.replace("-", "").replace(".", "").isalnum()
    ]
    hosts = [f"{below}{rule}" for rule in plain for below in ("a.", "news.a.")]
    assert len(hosts) > 10_000
    assert not [
        (host, site_of(host)) for host in hosts if site_of(host) != get_fld(host, fix_protocol=True)
    ]
