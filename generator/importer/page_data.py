"""What a page says about itself for programs: JSON-LD (schema.org) and meta elements, as claims.

Pages carry several objects; the article is that of this page, not one of a list of others. Days of
change are no claims.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any, cast

from generator.importer.html_page import Element, text_of
from generator.importer.raw import Claim, Field, one_line
from generator.importer.words import table
from generator.model.term import fold
from generator.read.web_addresses import identity

_KINDS = {
    name: (cast("Field", field), kind)
    for (field, kind), names in ((key.split(" "), names) for key, names in table()["meta"].items())
    for name in names.split()
}
_MOST_METAS = 1_000
_MOST_CHARACTERS, _MOST_NODES, _DEEPEST = 2_000_000, 20_000, 40
_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|PressRelease)\Z")
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|"
    r"//\s*\]\]>|\]\]>)\s*;?\s*\Z"
)
_ORGANISATIONS = re.compile(r"Organi[sz]ation|Corporation|NewsMedia|GovernmentO")

Node = Mapping[str, Any]


def in_head(tree: Element) -> Iterator[Claim]:
    """Claims of the head: meta and link elements and the page's language."""
    for meta in islice(tree.iter("meta"), _MOST_METAS):
        content = one_line(unescape(meta.get("content") or ""), 1_000)
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if name in _KINDS and content:
                field, kind = _KINDS[name]
                value = content.replace("_", "-") if field == "language" else content
                yield Claim(field, value, kind, f"meta {name}")
    for link in islice(tree.iter("link"), _MOST_METAS):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield Claim("address", link.get("href") or "", "data/canonical", "link rel=canonical")
    if language := tree.get("lang") or tree.get("xml:lang"):
        yield Claim("language", language, "data", "html lang")


def articles(tree: Element) -> tuple[list[Node], dict[str, Node]]:
    """The articles of a page's JSON-LD, those of the page first, and all objects by `@id`."""
    found: list[tuple[int, int, Node]] = []
    by_id: dict[str, Node] = {}
    blocks = [one.text or "" for one in tree.iter("script") if "ld+json" in (one.get("type") or "").lower()]
    for depth, node in (pair for block in blocks for pair in _nodes(_loaded(block))):
        if isinstance(key := node.get("@id"), str) and len(node) > 1:
            by_id.setdefault(key, node)
        kinds = _kinds(node)
        if any(map(_ARTICLE.match, kinds)) and (node.get("headline") or node.get("datePublished")):
            found.append((depth, len(found), node))
        elif "WebPage" in kinds and node.get("datePublished"):
            found.append((depth + 50, len(found), node))
    return [node for _, _, node in sorted(found, key=lambda one: one[:2])], by_id


def _loaded(block: str) -> object:
    if len(block) > _MOST_CHARACTERS:
        return None
    try:
        return json.loads(_WRAPPING.sub("", block), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: object) -> Iterator[tuple[int, Node]]:
    pending: list[tuple[int, object]] = [(0, data)]
    seen = 0
    while pending and seen < _MOST_NODES:
        depth, node = pending.pop()
        seen += 1
        if depth > _DEEPEST:
            continue
        if isinstance(node, dict):
            yield depth, node
            inner = ((depth + (key != "@graph"), value) for key, value in reversed(node.items()))
            pending.extend((at, value) for at, value in inner if isinstance(value, dict | list))
        elif isinstance(node, list):
            pending.extend((depth, value) for value in reversed(node) if isinstance(value, dict | list))


def _kinds(node: Node) -> list[str]:
    return [str(one).rpartition("/")[2] for one in _listed(node.get("@type"))]


def choose(found: list[Node], address: str, title: str) -> Node | None:
    """The article of this page: by address, by title, else the first."""
    here = identity(address)
    for node in found:
        if here and any(identity(one) == here for one in _addresses(node)):
            return node
    for node in found:
        if title and fold(_text(node.get("headline")))[:60] == fold(title)[:60]:
            return node
    return found[0] if found else None


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http:", "https:")):
            yield value.partition("#")[0]


def claims(node: Node, by_id: Mapping[str, Node]) -> Iterator[Claim]:
    """What an article's object says; an organisation is no author."""
    is_article = any(map(_ARTICLE.match, _kinds(node)))
    kind = "data/article" if is_article else "data/other"
    if title := _text(node.get("headline")) or _text(node.get("name")):
        yield Claim("title", title, kind, "JSON-LD headline")
    if published := _text(node.get("datePublished")):
        yield Claim("date", published, kind if is_article else "data/weak", "JSON-LD datePublished")
    elif created := _text(node.get("dateCreated")):
        yield Claim("date", created, "data/other", "JSON-LD dateCreated")
    for author in _listed(node.get("author")) or _listed(node.get("creator")):
        whole = _whole(author, by_id)
        organisation = isinstance(whole, dict) and any(map(_ORGANISATIONS.search, _kinds(whole)))
        if (name := _name(whole)) and not organisation:
            yield Claim("author", name, kind, "JSON-LD author")
    for publisher in _listed(node.get("publisher"))[:1] or _listed(node.get("sourceOrganization"))[:1]:
        if name := _name(_whole(publisher, by_id)):
            yield Claim("outlet", name, "data/publisher", "JSON-LD publisher")
    for address in _addresses(node):
        yield Claim("address", address, "data/other", "JSON-LD url")
    for language in _listed(node.get("inLanguage"))[:1]:
        tag = language.get("alternateName") if isinstance(language, dict) else language
        if isinstance(tag, str):
            yield Claim("language", tag, "data", "JSON-LD inLanguage")


def body(node: Node) -> str:
    """The running text that the object gives, as plain text."""
    text = re.sub(r"<[^<>]{0,500}>", " ", _text(node.get("articleBody")))
    return "\n\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _listed(value: object) -> list[Any]:
    return value[:20] if isinstance(value, list) else [value] if value else []


def _whole(value: object, by_id: Mapping[str, Node]) -> object:
    key = value.get("@id") if isinstance(value, dict) and not value.get("name") else None
    return by_id.get(key, value) if isinstance(key, str) else value


def _name(value: object) -> str:
    if isinstance(value, dict):
        name = value.get("name")
        whole = " ".join(filter(None, (_text(value.get("givenName")), _text(value.get("familyName")))))
        return _text(name[0] if isinstance(name, list) and name else name) or whole
    return _text(value)


def _text(value: object) -> str:
    """A string as people read it: templates escape it once more than JSON-LD asks for."""
    return unescape(unescape(value)).replace("\u00ad", "").strip() if isinstance(value, str) else ""


def headings(tree: Element) -> list[str]:
    """The texts of a page's `h1` elements."""
    return list(filter(None, (text_of(one, 400) for one in islice(tree.iter("h1"), 20))))
