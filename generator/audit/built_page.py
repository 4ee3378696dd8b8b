"""A page as a browser reads it (the HTML Standard's parser, by lexbor) against the rules for pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.audit import characters
from generator.audit.data import json_problems
from generator.audit.markup import DATA_BLOCK, Follow, dead, is_plain, judge, script_type
from generator.audit.problem import Problem, excerpt
from generator.audit.site_addresses import Addresses, AuditedLink
from generator.model.policy import META

Anchor = tuple[str, str]
"""A part of a page that is linked to: its file and its id."""
_TOP = ("", "top")
"""Fragments that lead to the top of every page (HTML Standard, "scrolling to a fragment")."""
_SELECT = re.compile(r"(</?)select(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong in a page, in no particular order, and the anchors elsewhere that it relies on."""

    problems: tuple[Problem, ...] = ()
    anchors: frozenset[Anchor] = frozenset()


def read_page(path: str, html: str, addresses: Addresses) -> Findings:
    """Everything that is wrong with a page.

    Args:
        path: The file, from the root of the site.
        html: What it says.
        addresses: Which file answers where on the site.
    """
    anchors: set[Anchor] = set()
    ids: set[str] = set()

    def follow(href: str) -> AuditedLink:
        link = addresses.follow(href, path)
        if link.kind == "own" and link.fragment not in _TOP:
            anchors.add((link.file, link.fragment))
        return link

    tree = LexborHTMLParser(html, scripting=True)
    found = [*_read(html, tree, follow, ids), *_beginning(html, tree), *characters.referred(html)]
    problems = list(dict.fromkeys(found))
    inner = sorted(fragment for file, fragment in anchors if file == path and fragment not in ids)
    problems += [Problem(*dead("href of <a>", f"#{one}"), f"#{one}") for one in inner]
    return Findings(tuple(problems), frozenset(anchor for anchor in anchors if anchor[0] != path))


def read_fragment(html: str, addresses: Addresses) -> Iterator[Problem]:
    """Everything that is wrong with a piece of HTML in a feed, whose readers know no page around it."""

    def follow(href: str) -> AuditedLink:
        if href.startswith("#"):
            return AuditedLink("own")
        link = addresses.follow(href, "")
        return link if link.kind != "own" or "://" in href else AuditedLink("dead")

    yield from _read(html, LexborHTMLParser(html, scripting=True), follow, set())
    yield from characters.referred(html)


def _read(html: str, tree: LexborHTMLParser, follow: Follow, ids: set[str]) -> Iterator[Problem]:
    """The problems in every way of reading a page.

    With scripts on, `<noscript>` holds text, without them elements; old browsers drop elements within
    `<select>`, new ones keep them.

    Args:
        html: The page.
        tree: The page as it is read with scripts on.
        follow: Says where an address leads.
        ids: Gains every id.
    """
    lower = html.lower()
    trees = [tree]
    trees += [LexborHTMLParser(html, scripting=False)] if "<noscript" in lower else []
    trees += [LexborHTMLParser(_SELECT.sub(r"\1span", html), scripting=True)] if "<select" in lower else []
    for one in trees:
        yield from _elements(one, follow, ids)


def _elements(tree: LexborHTMLParser, follow: Follow, ids: set[str]) -> Iterator[Problem]:
    counted: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for node in tree.root.traverse(include_text=False) if tree.root else ():
        if not node.is_element_node:
            continue
        tag, attributes = node.tag or "", node.attributes
        counted[tag] += 1
        if "id" in attributes:
            named[attributes["id"] or ""] += 1
        if not is_plain(tag, attributes):
            for problem in _problems(node, follow):
                yield replace(problem, nth=counted[tag])
    ids.update(named)
    for name in [name for name, count in named.items() if count > 1]:
        message = f"{named[name]} elements have the id '{excerpt(name)}'"
        yield Problem("duplicate-id", message, f'id="{name}"', 2)


def _problems(node: LexborNode, follow: Follow) -> Iterator[Problem]:
    """What is wrong with one element, and with JSON in it."""
    tag, attributes = (node.tag or "").lower(), _attributes(node)
    yield from judge(tag, attributes, follow)
    if tag == "script" and "src" not in attributes and script_type(attributes) == DATA_BLOCK:
        yield from (replace(problem, near="<script") for problem in json_problems(node.text(deep=True)))


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name.lower(): value or "" for name, value in node.attributes.items()}


def _beginning(html: str, tree: LexborHTMLParser) -> Iterator[Problem]:
    """The policy is the first thing in the head, once and whole; the encoding follows."""
    children = [node for node in tree.head.iter() if node.is_element_node] if tree.head else []
    first, second = [*map(_attributes, children[:2]), {}, {}][:2]
    rules = (
        (html.lstrip().lower().startswith("<!doctype html>"), "the page does not begin with <!doctype html>"),
        (
            first.get("http-equiv", "").lower() == "content-security-policy",
            "the head does not begin with the policy",
        ),
        (first.get("content") == META, "the policy is another than the site's"),
        (second.get("charset", "").lower() == "utf-8", "<meta charset=utf-8> does not follow the policy"),
    )
    for _, message in [rule for rule in rules if not rule[0]][:1]:
        yield Problem("wrong-policy", message, "<head")
