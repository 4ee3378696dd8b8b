"""A feed as reports, one an item: RSS, Atom (RFC 4287) and JSON Feed.

XML is parsed without entities of its own: a feed that declares some is refused, so that nothing in
it can grow (billion laughs) or reach for a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from lxml import etree

from generator.intake import markup
from generator.intake.address import canonical
from generator.intake.raw import MOST_TEXT, Claim, Field, IntakeError, Raw, one_line

_MOST_ITEMS, _MOST_TAGS = 500, 300_000
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_TAGGED = re.compile(r"<[a-zA-Z!/]")
_MAIL_NAME = re.compile(r"\S+@\S+\s*\(([^)]{1,100})\)")
_DATES = {"pubdate": 0.93, "published": 0.94, "issued": 0.9, "date": 0.85, "created": 0.8, "updated": 0.5}
_TEXTS = ("encoded", "content", "description", "summary")

_Node = Any  # lxml's elements, comments and entities


def read_xml(text: str) -> list[Raw]:
    """The items of an RSS or Atom feed.

    Raises:
        IntakeError: when it declares entities, has too many elements, or is no feed.
    """
    if _ENTITY.search(text):
        raise IntakeError("the feed declares entities of its own, which import does not read")
    if (tags := text.count("<")) > _MOST_TAGS:
        raise IntakeError(f"the feed has {tags:,} tags, and {_MOST_TAGS:,} are the most that import reads")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise IntakeError("the feed's XML cannot be read") from error
    if root is None:
        raise IntakeError("the feed's XML cannot be read")
    items = [one for one in root.iter() if _name(one) in ("item", "entry")]
    whole = next((one for one in root.iter() if _name(one) in ("channel", "feed")), root)
    about = list(_about(whole))
    base = _link(whole, "")
    return [
        Raw(_text_of_item(item), (*_claims(item, base), *about), "feed item") for item in items[:_MOST_ITEMS]
    ]


def _name(node: _Node) -> str:
    tag = getattr(node, "tag", None)
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _children(node: _Node) -> Iterator[tuple[str, _Node]]:
    for child in node:
        if name := _name(child):
            yield name, child


def _words(node: _Node, most: int = 2_000) -> str:
    """The text of an element as one line, without tags that it holds as text."""
    return _plain("".join(node.itertext())[: most * 4], most)


def _plain(text: str, most: int = 2_000) -> str:
    text = unescape(unescape(text)) if "&" in text else text
    return one_line(re.sub(r"<[^<>]{1,300}>", " ", text) if _TAGGED.search(text) else text, most)


def _about(whole: _Node) -> Iterator[Claim]:
    for name, child in _children(whole):
        if name == "title" and (title := _words(child, 200)):
            yield Claim("outlet", title, 0.72, "feed title")
        elif name == "language" and (language := _words(child, 40)):
            yield Claim("language", language, 0.7, "feed language")
    if language := whole.get("{http://www.w3.org/XML/1998/namespace}lang"):
        yield Claim("language", language, 0.7, "feed xml:lang")


def _link(node: _Node, base: str) -> str:
    found: dict[str, str] = {}
    for name, child in _children(node):
        if name == "link":
            rel = child.get("rel") or "alternate"
            found.setdefault(rel, child.get("href") or _words(child))
        elif name in ("guid", "id") and child.get("isPermaLink") != "false":
            found.setdefault("guid", _words(child))
        elif name == "origlink":
            found["alternate"] = _words(child)
    address = found.get("alternate") or found.get("guid") or ""
    return canonical(address, base)


def _claims(item: _Node, base: str) -> Iterator[Claim]:
    if address := _link(item, base):
        yield Claim("address", address, 0.95, "item link")
    for name, child in _children(item):
        where = f"item {name}"
        if name == "title" and (title := _words(child, 400)):
            yield Claim("title", title, 0.93, where)
        elif name in _DATES and (date := _words(child, 100)):
            yield Claim("date", date, _DATES[name], where)
        elif name in ("creator", "author"):
            inner = next((one for kind, one in _children(child) if kind == "name"), child)
            words = _words(inner, 300)
            match = _MAIL_NAME.search(words)
            yield Claim("author", match[1] if match else words, 0.9, where)
        elif name == "source" and (outlet := _words(child, 200)) and not len(child):
            yield Claim("outlet", outlet, 0.8, where)


def _text_of_item(item: _Node) -> str:
    """The longest of an item's texts."""
    texts = []
    for name, child in _children(item):
        if name not in _TEXTS:
            continue
        if child.get("type") == "xhtml":
            texts.append("\n\n".join(markup.lines_of(child)))
        else:
            texts.append(fragment("".join(child.itertext())))
    return max(texts, key=len, default="")[:MOST_TEXT]


def fragment(text: str) -> str:
    """A piece of HTML as the paragraphs of its text."""
    if not _TAGGED.search(text) and "&" not in text:
        return text.strip()
    try:
        return "\n\n".join(markup.lines_of(markup.parse(f"<div>{text}</div>")))
    except IntakeError:
        return _plain(text, MOST_TEXT)


def read_json(text: str) -> list[Raw]:
    """The items of a JSON Feed (versions 1 and 1.1).

    Raises:
        IntakeError: when it cannot be read.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise IntakeError("the feed's JSON cannot be read") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise IntakeError("the feed has no list of items")
    about = (
        [Claim("outlet", one_line(str(feed["title"])), 0.72, "feed title")]
        if isinstance(feed.get("title"), str)
        else []
    )
    return [_json_item(item, feed, about) for item in items[:_MOST_ITEMS] if isinstance(item, dict)]


def _json_item(item: Mapping[str, Any], feed: Mapping[str, Any], about: list[Claim]) -> Raw:
    def text(key: str) -> str:
        return item[key] if isinstance(item.get(key), str) else ""

    wanted: tuple[tuple[Field, str, float], ...] = (
        ("title", "title", 0.93),
        ("date", "date_published", 0.94),
    )
    claims = [
        Claim(field, _plain(text(key), 400), weight, f"item {key}")
        for field, key, weight in wanted
        if text(key)
    ]
    if address := next(filter(None, (canonical(text(key)) for key in ("external_url", "url", "id"))), ""):
        claims.append(Claim("address", address, 0.95, "item url"))
    authors = _authors(item) or _authors(feed)
    claims.extend(Claim("author", author, 0.9, "item authors") for author in authors)
    language = text("language") or feed.get("language")
    if isinstance(language, str):
        claims.append(Claim("language", language, 0.72, "item language"))
    body = fragment(text("content_html")) if text("content_html") else text("content_text") or text("summary")
    return Raw(body[:MOST_TEXT], tuple(claims + about), "feed item")


def _authors(node: Mapping[str, Any]) -> list[str]:
    several = node.get("authors")
    listed = several if isinstance(several, list) else [node.get("author")]
    names = [one.get("name") for one in listed[:20] if isinstance(one, dict)]
    return [one_line(name) for name in names if isinstance(name, str)]
