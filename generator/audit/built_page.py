"""Read a page as a browser does (the HTML Standard's parser, by lexbor) and apply the rules for pages."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.audit.data import read_json
from generator.audit.markup import (
    DATA_BLOCK,
    Attributes,
    Follow,
    dead,
    is_plain,
    judge,
    script_type,
)
from generator.audit.problem import Problem, excerpt, referred
from generator.audit.site_addresses import Addresses, AuditedLink
from generator.model.policy import META, source_of

Anchor = tuple[str, str]
"""A part of a page that is linked to: its file and its id."""
_TOP = ("", "top")
"""Fragments that lead to the top of every page (HTML Standard, "scrolling to a fragment")."""
_FRAME_MAY = ("unexpected-markup", "missing-rel")
"""Problems that count only in what the digest writes: a frame has markup of its own."""
_SELECT = re.compile(r"(</?)select(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Findings:
    """Problems of a file, unsorted, and the anchors in other files that it links to."""

    problems: tuple[Problem, ...] = ()
    anchors: frozenset[Anchor] = frozenset()


def read_page(path: str, html: str, addresses: Addresses, policy: str = META) -> Findings:
    """Find every problem in a page, which is named by its path from the root of the site.

    `policy` is the content security policy that the page must have.
    """
    anchors: set[Anchor] = set()
    ids: set[str] = set()

    def follow(href: str) -> AuditedLink:
        link = addresses.follow(href, path)
        if link.kind == "own" and link.fragment not in _TOP:
            anchors.add((link.file, link.fragment))
        return link

    tree = LexborHTMLParser(html, scripting=True)
    rules = _Rules(follow, policy, frame=tree.css_first("header.md-header") is not None)
    problems = [*_read(html, tree, rules, ids), *_beginning(html, tree, policy), *referred(html)]
    missing = sorted(fragment for file, fragment in anchors if file == path and fragment not in ids)
    problems += [
        Problem(*dead("href of <a>", f"#{fragment}"), f"#{fragment}") for fragment in missing
    ]
    others = frozenset(anchor for anchor in anchors if anchor[0] != path)
    return Findings(tuple(dict.fromkeys(problems)), others)


def read_fragment(html: str, addresses: Addresses) -> Iterator[Problem]:
    """Find every problem in the HTML of a feed entry, where links have no base page."""

    def follow(href: str) -> AuditedLink:
        if href.startswith("#"):
            return AuditedLink("own")
        link = addresses.follow(href, "")
        return link if link.kind != "own" or "://" in href else AuditedLink("dead")

    yield from _read(html, LexborHTMLParser(html, scripting=True), _Rules(follow), set())
    yield from referred(html)


@dataclass(frozen=True, slots=True)
class _Rules:
    """Rules by which the elements of a document are judged."""

    follow: Follow
    policy: str = META
    frame: bool = False
    """Whether the page is in Material's frame, whose markup is not ours."""


def _read(html: str, tree: LexborHTMLParser, rules: _Rules, ids: set[str]) -> Iterator[Problem]:
    """Find the problems in every way of parsing a page, and add its ids to `ids`.

    With scripts enabled, `<noscript>` contains text, otherwise elements; old browsers drop elements
    within `<select>`, new ones keep them.
    """
    lower = html.lower()
    yield from _elements(tree, rules, ids)
    if "<noscript" in lower:
        yield from _elements(LexborHTMLParser(html, scripting=False), rules, ids)
    if "<select" in lower:
        yield from _elements(
            LexborHTMLParser(_SELECT.sub(r"\1span", html), scripting=True), rules, ids
        )


def _elements(tree: LexborHTMLParser, rules: _Rules, ids: set[str]) -> Iterator[Problem]:
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
            for problem in _problems(node, rules):
                yield replace(problem, nth=tags[tag])
    ids.update(named)
    for name, count in named.items():
        if count > 1:
            message = f"{count} elements have the id '{excerpt(name)}'"
            yield Problem("duplicate-id", message, f'id="{name}"', 2)


def _problems(node: LexborNode, rules: _Rules) -> Iterator[Problem]:
    tag, attributes = (node.tag or "").lower(), _attributes(node)
    is_data = tag == "script" and "src" not in attributes and script_type(attributes) == DATA_BLOCK
    for problem in judge(tag, attributes, rules.follow):
        if problem.code in _FRAME_MAY and rules.frame and not _is_in_digest(node):
            continue
        if problem.code == "inline-script" and _is_allowed(node, attributes, rules):
            continue
        yield problem
    if is_data:
        yield from (
            replace(problem, near="<script") for problem in read_json(node.text(deep=True)).problems
        )


def _is_allowed(script: LexborNode, attributes: Attributes, rules: _Rules) -> bool:
    """Whether a script in the page is data of the frame, or is allowed by its hash in the policy."""
    if "src" in attributes or _is_in_digest(script):
        return False
    return (
        script_type(attributes) == "application/json"
        or source_of(script.text(deep=True)) in rules.policy
    )


def _is_in_digest(node: LexborNode) -> bool:
    """Whether an element is in the part of a page that the digest writes."""
    above: LexborNode | None = node
    while above is not None:
        if above.attributes.get("id") == "content":
            return True
        above = above.parent
    return False


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name.lower(): value or "" for name, value in node.attributes.items()}


def _beginning(html: str, tree: LexborHTMLParser, policy: str) -> Iterator[Problem]:
    """Check that the head begins with the complete policy, given once, and then the encoding."""
    children = [node for node in tree.head.iter() if node.is_element_node] if tree.head else []
    first, second = [*map(_attributes, children[:2]), {}, {}][:2]
    message = ""
    if not html.lstrip().lower().startswith("<!doctype html>"):
        message = "the page does not begin with <!doctype html>"
    elif first.get("http-equiv", "").lower() != "content-security-policy":
        message = "the head does not begin with the policy"
    elif first.get("content") != policy:
        message = "the policy differs from the site's"
    elif second.get("charset", "").lower() != "utf-8":
        message = "<meta charset=utf-8> does not follow the policy"
    if message:
        yield Problem("wrong-policy", message, "<head")
