from pathlib import Path

import pytest
import yaml

from generator.read.links.hosts import is_public

CASES = yaml.safe_load(Path(__file__).with_name("hosts.yml").read_text())


@pytest.mark.parametrize("address, public", CASES["is public"])
def test_is_public(address, public):
    assert is_public(address) is public
