"""Read a page as a browser does (the HTML Standard's parser, by lexbor) and apply the rules for pages."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.audit.data import read_json
from generator.audit.markup import DATA_BLOCK, Follow, dead, is_plain, judge, script_type
from generator.audit.problem import Problem, excerpt, referred
from generator.audit.site_addresses import Addresses, AuditedLink
from generator.model.policy import META

Anchor = tuple[str, str]
"""A part of a page that is linked to: its file and its id."""
_TOP = ("", "top")
"""Fragments that lead to the top of every page (HTML Standard, "scrolling to a fragment")."""
_SELECT = re.compile(r"(</?)select(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Findings:
    """Problems of a file, unsorted, and the anchors in other files that it links to."""

    problems: tuple[Problem, ...] = ()
    anchors: frozenset[Anchor] = frozenset()


def read_page(path: str, html: str, addresses: Addresses) -> Findings:
    """Find every problem in a page, which is named by its path from the root of the site."""
    anchors: set[Anchor] = set()
    ids: set[str] = set()

    def follow(href: str) -> AuditedLink:
        link = addresses.follow(href, path)
        if link.kind == "own" and link.fragment not in _TOP:
            anchors.add((link.file, link.fragment))
        return link

    tree = LexborHTMLParser(html, scripting=True)
    problems = [*_read(html, tree, follow, ids), *_beginning(html, tree), *referred(html)]
    missing = sorted(fragment for file, fragment in anchors if file == path and fragment not in ids)
    problems += [Problem(*dead("href of <a>", f"#{fragment}"), f"#{fragment}") for fragment in missing]
    others = frozenset(anchor for anchor in anchors if anchor[0] != path)
    return Findings(tuple(dict.fromkeys(problems)), others)


def read_fragment(html: str, addresses: Addresses) -> Iterator[Problem]:
    """Find every problem in the HTML of a feed entry, where links have no base page."""

    def follow(href: str) -> AuditedLink:
        if href.startswith("#"):
            return AuditedLink("own")
        link = addresses.follow(href, "")
        return link if link.kind != "own" or "://" in href else AuditedLink("dead")

    yield from _read(html, LexborHTMLParser(html, scripting=True), follow, set())
    yield from referred(html)


def _read(html: str, tree: LexborHTMLParser, follow: Follow, ids: set[str]) -> Iterator[Problem]:
    """Find the problems in every way of parsing a page, and add its ids to `ids`.

    With scripts enabled, `<noscript>` contains text, otherwise elements; old browsers drop elements within
    `<select>`, new ones keep them.
    """
    lower = html.lower()
    yield from _elements(tree, follow, ids)
    if "<noscript" in lower:
        yield from _elements(LexborHTMLParser(html, scripting=False), follow, ids)
    if "<select" in lower:
        yield from _elements(LexborHTMLParser(_SELECT.sub(r"\1span", html), scripting=True), follow, ids)


def _elements(tree: LexborHTMLParser, follow: Follow, ids: set[str]) -> Iterator[Problem]:
    tags: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for node in tree.root.traverse(include_text=False) if tree.root else ():
        if not node.is_element_node:
            continue
        tag, attributes = node.tag or "", node.attributes
        tags[tag] += 1
        if "id" in attributes:
            named[attributes["id"] or ""] += 1
        if not is_plain(tag, attributes):
            for problem in _problems(node, follow):
                yield replace(problem, nth=tags[tag])
    ids.update(named)
    for name, count in named.items():
        if count > 1:
            message = f"{count} elements have the id '{excerpt(name)}'"
            yield Problem("duplicate-id", message, f'id="{name}"', 2)


def _problems(node: LexborNode, follow: Follow) -> Iterator[Problem]:
    tag, attributes = (node.tag or "").lower(), _attributes(node)
    yield from judge(tag, attributes, follow)
    if tag == "script" and "src" not in attributes and script_type(attributes) == DATA_BLOCK:
        yield from (replace(problem, near="<script") for problem in read_json(node.text(deep=True)).problems)


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name.lower(): value or "" for name, value in node.attributes.items()}


def _beginning(html: str, tree: LexborHTMLParser) -> Iterator[Problem]:
    """Check that the head begins with the complete policy, given once, and then the encoding."""
    children = [node for node in tree.head.iter() if node.is_element_node] if tree.head else []
    first, second = [*map(_attributes, children[:2]), {}, {}][:2]
    message = ""
    if not html.lstrip().lower().startswith("<!doctype html>"):
        message = "the page does not begin with <!doctype html>"
    elif first.get("http-equiv", "").lower() != "content-security-policy":
        message = "the head does not begin with the policy"
    elif first.get("content") != META:
        message = "the policy differs from the site's"
    elif second.get("charset", "").lower() != "utf-8":
        message = "<meta charset=utf-8> does not follow the policy"
    if message:
        yield Problem("wrong-policy", message, "<head")
