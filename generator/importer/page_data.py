"""Machine-readable data of a page as claims: JSON-LD (schema.org) and meta elements.

Pages contain several objects; the article is the page's own, not one of a list of others. Dates of
change are ignored.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Any, cast

from generator.importer.claims import Claim, Field
from generator.importer.html_page import Element, text_of
from generator.importer.inert import one_line
from generator.importer.words import table
from generator.model.term import fold
from generator.read.web_addresses import identity

_META = {
    name: (cast("Field", field), kind)
    for (field, kind), names in ((key.split(" "), names) for key, names in table()["meta"].items())
    for name in names.split()
}
_MOST_METAS, _MOST_LISTED = 1_000, 20
_MOST_CHARACTERS, _MOST_NODES, _DEEPEST = 2_000_000, 20_000, 40
_ARTICLE = re.compile(
    r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|PressRelease)\Z"
)
_OF_OTHERS = frozenset(("itemListElement", "isRelatedTo", "mentions", "citation", "relatedLink"))
"""Properties of schema.org whose articles are not the page's own."""
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
            if name in _META and content:
                yield Claim(_META[name][0], content, _META[name][1], f"meta {name}")
    for link in islice(tree.iter("link"), _MOST_METAS):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield Claim("address", link.get("href") or "", "data/canonical", "link rel=canonical")
    if language := tree.get("lang") or tree.get("xml:lang"):
        yield Claim("language", language, "data", "html lang")


def articles(tree: Element) -> tuple[list[Node], dict[str, Node]]:
    """The articles in a page's JSON-LD, the page's own first, and all objects by `@id`."""
    ranked: list[tuple[int, Node]] = []
    by_id: dict[str, Node] = {}
    blocks = [
        each.text or ""
        for each in tree.iter("script")
        if "ld+json" in (each.get("type") or "").lower()
    ]
    for depth, node in (pair for block in blocks for pair in _nodes(_loaded(block))):
        if isinstance(key := node.get("@id"), str) and len(node) > 1:
            by_id.setdefault(key, node)
        if _is_article(node) and (node.get("headline") or node.get("datePublished")):
            ranked.append((depth, node))
        elif "WebPage" in _kinds(node) and node.get("datePublished"):
            ranked.append((depth + _DEEPEST, node))
    return [node for _, node in sorted(ranked, key=lambda pair: pair[0])], by_id


def _loaded(block: str) -> object:
    try:
        return (
            json.loads(_WRAPPING.sub("", block), strict=False)
            if len(block) <= _MOST_CHARACTERS
            else None
        )
    except (ValueError, RecursionError):
        return None


def _nodes(data: object) -> Iterator[tuple[int, Node]]:
    """Every object in a JSON value, with its depth; objects in a `@graph` belong to the page."""
    pending: list[tuple[int, object]] = [(0, data)]
    for _ in range(_MOST_NODES):
        if not pending:
            return
        depth, node = pending.pop()
        if isinstance(node, list):
            pending.extend((depth, value) for value in reversed(node))
        elif isinstance(node, dict) and depth < _DEEPEST:
            yield depth, node
            parts = [(key, value) for key, value in node.items() if key not in _OF_OTHERS]
            pending.extend((depth + (key != "@graph"), value) for key, value in reversed(parts))


def _kinds(node: Node) -> list[str]:
    return [str(kind).rpartition("/")[2] for kind in _listed(node.get("@type"))]


def _is_article(node: Node) -> bool:
    return any(map(_ARTICLE.match, _kinds(node)))


def choose(nodes: list[Node], address: str, title: str) -> Node | None:
    """The article of this page: matched by address, then by title, otherwise the first."""
    here, head = identity(address), fold(title)[:60]
    by_address = (node for node in nodes if here and here in map(identity, _addresses(node)))
    by_title = (node for node in nodes if head and fold(_text(node.get("headline")))[:60] == head)
    return next(by_address, None) or next(by_title, None) or next(iter(nodes), None)


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http:", "https:")):
            yield value.partition("#")[0]


def claims(node: Node, by_id: Mapping[str, Node]) -> Iterator[Claim]:
    """Claims of an article's object; an organisation is not an author."""
    kind = "data/article" if _is_article(node) else "data/other"
    if title := _text(node.get("headline")) or _text(node.get("name")):
        yield Claim("title", title, kind, "JSON-LD headline")
    if published := _text(node.get("datePublished")):
        weak = kind if _is_article(node) else "data/weak"
        yield Claim("date", published, weak, "JSON-LD datePublished")
    elif created := _text(node.get("dateCreated")):
        yield Claim("date", created, "data/other", "JSON-LD dateCreated")
    for author in _listed(node.get("author")) or _listed(node.get("creator")):
        person = _whole(author, by_id)
        organisation = isinstance(person, dict) and any(map(_ORGANISATIONS.search, _kinds(person)))
        if (name := _name(person)) and not organisation:
            yield Claim("author", name, kind, "JSON-LD author")
    for publisher in (_listed(node.get("publisher")) or _listed(node.get("sourceOrganization")))[
        :1
    ]:
        if name := _name(_whole(publisher, by_id)):
            yield Claim("outlet", name, "data/publisher", "JSON-LD publisher")
    for address in _addresses(node):
        yield Claim("address", address, "data/other", "JSON-LD url")
    for language in _listed(node.get("inLanguage"))[:1]:
        tag = language.get("alternateName") if isinstance(language, dict) else language
        if isinstance(tag, str):
            yield Claim("language", tag, "data", "JSON-LD inLanguage")


def body(node: Node) -> str:
    """The running text in the object, as plain text."""
    text = re.sub(r"<[^<>]{0,500}>", " ", _text(node.get("articleBody")))
    return "\n\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _listed(value: object) -> list[Any]:
    return value[:_MOST_LISTED] if isinstance(value, list) else [value] if value else []


def _whole(value: object, by_id: Mapping[str, Node]) -> object:
    """The object that another refers to by its `@id`."""
    key = value.get("@id") if isinstance(value, dict) and not value.get("name") else None
    return by_id.get(key, value) if isinstance(key, str) else value


def _name(value: object) -> str:
    if not isinstance(value, dict):
        return _text(value)
    parts = (_text(value.get(key)) for key in ("givenName", "familyName"))
    return _text(next(iter(_listed(value.get("name"))), None)) or " ".join(filter(None, parts))


def _text(value: object) -> str:
    """A string with HTML escapes decoded, since templates often escape once more than JSON-LD requires."""
    return unescape(unescape(value)).replace("\u00ad", "").strip() if isinstance(value, str) else ""


def headings(tree: Element) -> list[str]:
    """The texts of a page's `h1` elements."""
    return list(
        filter(None, (text_of(each, 400) for each in islice(tree.iter("h1"), _MOST_LISTED)))
    )
