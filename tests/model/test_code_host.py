"""Addresses on the host of the repository, read from `edit_url`."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from generator.model.code_host import code_host

CASES = yaml.safe_load(Path(__file__).with_name("code_host.yml").read_text())
TEXT = "---\ntitle: a & b #1 +\n---\n"


@pytest.mark.parametrize("edit_url, read", CASES["reading"])
def test_reading(edit_url, read):
    """GitHub and GitLab have addresses of their own form, on any host; others are not known."""
    assert code_host(edit_url) == (read and tuple(read))


def test_new_file_on_github():
    """The name and the text of a new file are parameters, whatever characters they have."""
    host = code_host("https://github.com/example/digest/edit/main/site/")
    address = urlsplit(host.new_file("content/articles/a.md", TEXT))
    assert address.path == "/example/digest/new/main"
    assert parse_qs(address.query) == {"filename": ["site/content/articles/a.md"], "value": [TEXT]}


def test_new_file_on_gitlab():
    """GitLab has a parameter for the name only."""
    host = code_host("https://gitlab.com/news/desk/digest/-/edit/main/")
    address = urlsplit(host.new_file("content/articles/a.md", TEXT))
    assert not host.takes_text
    assert address.path == "/news/desk/digest/-/new/main"
    assert parse_qs(address.query) == {"file_name": ["content/articles/a.md"]}
