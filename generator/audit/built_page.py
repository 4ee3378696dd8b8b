"""Read a page as a browser does (the HTML Standard's parser, by lexbor), and apply our rules."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.audit.markup import Attributes, Element, Follow, is_plain, script_type
from generator.audit.problem import Problem, referred
from generator.audit.site_addresses import Addresses
from generator.model.policy import META, source_of

_SELECT = re.compile(r"(</?)select(?=[\s/>])", re.IGNORECASE)


def read_page(
    path: str, html: str, addresses: Addresses, policy: str = META, passive: Addresses | None = None
) -> list[Problem]:
    """Find every problem in a page, which is named by its path from the root of the site.

    `policy` is the content security policy that the page must have. It must not run what is at the
    `passive` addresses.
    """
    tree = LexborHTMLParser(html, scripting=True)
    is_framed = tree.css_first("header.md-header") is not None
    runs = partial(passive.follow, path=path) if passive else None
    rules = _Rules(partial(addresses.follow, path=path), policy, is_framed, runs)
    problems = [*_read(html, tree, rules), *_beginning(html, tree, policy), *referred(html)]
    return list(dict.fromkeys(problems))


def read_part(html: str, follow: Follow) -> Iterator[Problem]:
    """Find every problem in markup that is no page, such as a drawing."""
    yield from _read(html, LexborHTMLParser(html, scripting=True), _Rules(follow))


@dataclass(frozen=True, slots=True)
class _Rules:
    """The policy and the addresses by which the elements of a page are checked."""

    follow: Follow
    policy: str = META
    is_framed: bool = False
    """Whether the page is in Material's frame, whose markup is not ours."""
    passive: Follow | None = None
    """Resolves an address among the files that are not scripts of the site."""


def _read(html: str, tree: LexborHTMLParser, rules: _Rules) -> Iterator[Problem]:
    """Find the problems in a page, however a browser parses it.

    With scripts enabled, `<noscript>` contains text, otherwise elements; old browsers drop elements
    within `<select>`, new ones keep them.
    """
    lower = html.lower()
    yield from _elements(tree, rules)
    if "<noscript" in lower:
        yield from _elements(LexborHTMLParser(html), rules)
    if "<select" in lower:
        without = _SELECT.sub(r"\1span", html)
        yield from _elements(LexborHTMLParser(without, scripting=True), rules)


def _elements(tree: LexborHTMLParser, rules: _Rules) -> Iterator[Problem]:
    if tree.root is None:
        return
    tags: Counter[str] = Counter()
    for node in tree.root.traverse(include_text=False):
        if not node.is_element_node:
            continue
        tag = node.tag or ""
        tags[tag] += 1
        if not is_plain(tag, node.attributes, rules.follow):
            for problem in _problems(node, rules):
                yield replace(problem, nth=tags[tag])


def _problems(node: LexborNode, rules: _Rules) -> Iterator[Problem]:
    tag, attributes = (node.tag or "").lower(), _attributes(node)
    for problem in Element(tag, attributes, rules.follow).problems():
        if problem.code == "unexpected-markup" and rules.is_framed and not _is_in_digest(node):
            continue
        if problem.code == "inline-script" and _is_allowed(node, attributes, rules):
            continue
        yield problem
    source = attributes.get("src")
    if tag == "script" and source is not None and rules.passive and rules.passive(source) == "own":
        message = f"the page runs '{source[:60]}', which extra_javascript does not list"
        yield Problem("inline-script", message, "<script")


def _is_allowed(script: LexborNode, attributes: Attributes, rules: _Rules) -> bool:
    """Whether a script is data of the frame, or is allowed by its hash in the policy."""
    if "src" in attributes or _is_in_digest(script):
        return False
    is_data = script_type(attributes) == "application/json"
    return is_data or source_of(script.text(deep=True)) in rules.policy


def _is_in_digest(node: LexborNode) -> bool:
    """Whether an element is in the digest's part of a page, and not in the frame."""
    above: LexborNode | None = node
    while above is not None:
        if above.attributes.get("id") == "content":
            return True
        above = above.parent
    return False


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name.lower(): value or "" for name, value in node.attributes.items()}


def _beginning(html: str, tree: LexborHTMLParser, policy: str) -> Iterator[Problem]:
    """Check that the head begins with the complete policy, given once, then the encoding."""
    children: list[dict[str, str]] = []
    if tree.head:
        children += [_attributes(node) for node in tree.head.iter() if node.is_element_node]
    first, second = [*children, {}, {}][:2]
    message = ""
    if not re.match(r"\s*<!doctype html>", html, re.IGNORECASE):
        message = "the page does not begin with <!doctype html>"
    elif first.get("http-equiv", "").lower() != "content-security-policy":
        message = "the head does not begin with the policy"
    elif first.get("content") != policy:
        message = "the policy differs from the site's"
    elif second.get("charset", "").lower() != "utf-8":
        message = "<meta charset=utf-8> does not follow the policy"
    if message:
        yield Problem("wrong-policy", message, "<head")
