"""What a page says of its article in JSON-LD (schema.org), as claims.

Pages carry several objects; the article is the one of this page, not one of a list of others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.intake.address import identity
from generator.intake.raw import Claim
from generator.model.term import fold

_MOST_CHARACTERS, _MOST_NODES, _DEEPEST = 2_000_000, 20_000, 40
_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|PressRelease)\Z")
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|"
    r"//\s*\]\]>|\]\]>)\s*;?\s*\Z"
)
_ORGANISATIONS = re.compile(r"Organi[sz]ation|Corporation|NewsMedia|GovernmentO")


def articles(blocks: Iterator[str]) -> tuple[list[Mapping[str, Any]], dict[str, Mapping[str, Any]]]:
    """The articles of a page's JSON-LD blocks, those of the page first, and all objects by `@id`."""
    found: list[tuple[int, int, Mapping[str, Any]]] = []
    by_id: dict[str, Mapping[str, Any]] = {}
    for block in blocks:
        for depth, node in _nodes(_loaded(block)):
            if isinstance(key := node.get("@id"), str) and len(node) > 1:
                by_id.setdefault(key, node)
            kind = _kinds(node)
            if any(_ARTICLE.match(one) for one in kind) and (
                node.get("headline") or node.get("datePublished")
            ):
                found.append((depth, len(found), node))
            elif "WebPage" in kind and node.get("datePublished"):
                found.append((depth + 50, len(found), node))
    return [node for _, _, node in sorted(found, key=lambda one: one[:2])], by_id


def _loaded(block: str) -> object:
    if len(block) > _MOST_CHARACTERS:
        return None
    try:
        return json.loads(_WRAPPING.sub("", block), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    pending: list[tuple[int, object]] = [(0, data)]
    seen = 0
    while pending and seen < _MOST_NODES:
        depth, node = pending.pop()
        seen += 1
        if depth > _DEEPEST:
            continue
        if isinstance(node, dict):
            yield depth, node
            pending.extend(
                (depth + (key != "@graph"), value)
                for key, value in reversed(node.items())
                if isinstance(value, dict | list)
            )
        elif isinstance(node, list):
            pending.extend((depth, value) for value in reversed(node) if isinstance(value, dict | list))


def _kinds(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [str(one).rpartition("/")[2] for one in (kind if isinstance(kind, list) else [kind]) if one]


def choose(found: list[Mapping[str, Any]], address: str, title: str) -> Mapping[str, Any] | None:
    """The article of this page: by address, by title, else the first."""
    here = identity(address)
    for node in found:
        if here and any(identity(one) == here for one in _addresses(node)):
            return node
    for node in found:
        if title and fold(_text(node.get("headline")))[:60] == fold(title)[:60]:
            return node
    return found[0] if found else None


def _addresses(node: Mapping[str, Any]) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http:", "https:")):
            yield value.partition("#")[0]


def claims(node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[Claim]:
    """What an article's object says; an organisation is no author."""
    weak = 1.0 if any(map(_ARTICLE.match, _kinds(node))) else 0.75
    if title := _text(node.get("headline")) or _text(node.get("name")):
        yield Claim("title", title, 0.92 * weak, "JSON-LD headline")
    if published := _text(node.get("datePublished")):
        yield Claim("date", published, 0.96 * weak, "JSON-LD datePublished")
    elif created := _text(node.get("dateCreated")):
        yield Claim("date", created, 0.8 * weak, "JSON-LD dateCreated")
    for author in _listed(node.get("author")) or _listed(node.get("creator")):
        whole = _whole(author, by_id)
        organisation = isinstance(whole, dict) and any(map(_ORGANISATIONS.search, _kinds(whole)))
        if (name := _name(whole)) and not organisation:
            yield Claim("author", name, 0.94 * weak, "JSON-LD author")
    for publisher in _listed(node.get("publisher"))[:1] or _listed(node.get("sourceOrganization"))[:1]:
        if name := _name(_whole(publisher, by_id)):
            yield Claim("outlet", name, 0.88 * weak, "JSON-LD publisher")
    for address in _addresses(node):
        yield Claim("address", address, 0.84 * weak, "JSON-LD url")
    for language in _listed(node.get("inLanguage"))[:1]:
        tag = language.get("alternateName") if isinstance(language, dict) else language
        if isinstance(tag, str):
            yield Claim("language", tag, 0.75, "JSON-LD inLanguage")


def body(node: Mapping[str, Any]) -> str:
    """The running text that the object gives, as plain text."""
    text = re.sub(r"<[^<>]{0,500}>", " ", _text(node.get("articleBody")))
    return "\n\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _listed(value: object) -> list[Any]:
    return value[:20] if isinstance(value, list) else [value] if value else []


def _whole(value: object, by_id: Mapping[str, Mapping[str, Any]]) -> object:
    key = value.get("@id") if isinstance(value, dict) and not value.get("name") else None
    return by_id.get(key, value) if isinstance(key, str) else value


def _name(value: object) -> str:
    if isinstance(value, dict):
        name = value.get("name")
        whole = " ".join(filter(None, (_text(value.get("givenName")), _text(value.get("familyName")))))
        return _text(name[0] if isinstance(name, list) and name else name) or whole
    return _text(value)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
