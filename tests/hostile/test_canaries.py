"""Texts never reach a place that a program follows: build a site with a mark in every text, and look.

This finds a value that `places.yml` counts as text although a template puts it into an address.
"""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.command import succeed
from tests.corpus import write_engine
from tests.full import AWKWARD_ADDRESS, write_full

MARK = "Zqcanary"
FOLLOWED = ("href", "src", "srcset", "action", "data", "poster", "cite", "ping")
KEYS = re.compile(
    r"(?:.*_)?(?:url|uri|id|link|href|license|icon|image|feed|target)s?\Z|sameAs|@id|@context|isBasedOn"
)
KINDS = (".html", ".xml", ".opml", ".json", ".webmanifest")
RULES = ("_headers", "_redirects", "CNAME")
TAGS = ("link", "id", "uri", "loc", "guid", "icon", "logo", "url")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = write_full(
        write_engine(tmp_path_factory.mktemp("canaries")), lambda label: f"{label} {MARK}"
    )
    target = root.parent / "canaries-site"
    succeed(root, "build", "--site-dir", target)
    return target


def followed(file):
    """Every value in a built file that a program follows."""
    if file.suffix not in KINDS and file.name not in RULES:
        return
    text = file.read_text()
    if file.suffix == ".html":
        for node in LexborHTMLParser(text).css("*"):
            yield from (node.attributes[name] or "" for name in FOLLOWED if name in node.attributes)
    elif file.suffix in (".xml", ".opml"):
        for element in ET.fromstring(text).iter():
            tag = element.tag.rpartition("}")[2]
            yield from (
                value
                for name, value in element.attrib.items()
                if name.endswith(("href", "Url", "url"))
            )
            yield (element.text or "") if tag in TAGS else ""
    elif file.suffix in (".json", ".webmanifest"):
        yield from in_json(json.loads(text))
    else:
        yield text


def in_json(value, key=""):
    """The texts of JSON whose keys say that they are addresses."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from in_json(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from in_json(inner, key)
    elif isinstance(value, str) and KEYS.match(key):
        yield value


def test_no_text_is_followed(site):
    """A text is in no link, except as the subject of a mail or a query of the search, both encoded."""
    seen = 0
    for file in site.rglob("*"):
        for value in followed(file) if file.is_file() else ():
            seen += 1
            plain = re.sub(r"\?(?:subject|q)=[\w%.+~-]*\Z", "", value)
            assert MARK not in plain, (str(file.relative_to(site)), value)
    assert seen > 1_000


def test_texts_and_addresses_are_found(site):
    """The search would find a mark: the texts are in the pages, and addresses are among what is followed."""
    assert MARK in (site / "index.html").read_text()
    article = site / "articles/2024/05/everything/index.html"
    assert AWKWARD_ADDRESS in set(followed(article))
    assert "mailto:editors@digest.example.org" in {
        value.partition("?")[0] for value in followed(article)
    }
