"""Read a page as a browser does (the HTML Standard's parser, by lexbor), and apply our rules.

A page of the digest is its frame with some slots filled. The frame is the site owner's; what is in
the slots is judged. A page without a known frame is judged whole.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.audit.html_words import SPACE, keyword, lower
from generator.audit.markup import Element, Follow, is_plain
from generator.audit.problem import Problem, hidden, places, referred

Frame = Sequence[str]
"""A frame split at its slots: text, slot, text, … text."""
_OF_TEXT = ("title", "description")
"""Slots that hold text, without markup."""
_SELECT = re.compile(rf"(</?)select(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)


def read_page(html: str, frames: Iterable[Frame], policy: str, follow: Follow) -> list[Problem]:
    """Find every problem in a page.

    Args:
        html: The page.
        frames: The frames that it may have.
        policy: The content security policy of a page without a frame.
        follow: Resolves an address.
    """
    for frame in frames:
        slots = _slots(html, frame)
        if slots is not None:
            return [problem for slot in slots for problem in _of_slot(html, slot, follow)]
    tree = LexborHTMLParser(html, scripting=True)
    beginning = _beginning(html, tree, policy)
    found = [*_read(html, tree, follow), *beginning, *referred(html)]
    return [*hidden(html), *dict.fromkeys(found)]


def read_part(html: str, follow: Follow) -> Iterator[Problem]:
    """Find every problem in markup that is no page, such as a drawing."""
    yield from _read(html, LexborHTMLParser(html, scripting=True), follow)


def _slots(html: str, frame: Frame) -> list[slice] | None:
    """Find what fills the slots of a frame; None if the page is not in this frame."""
    first, *others = frame
    if not html.startswith(first):
        return None
    slots, start = [], len(first)
    for name, text in zip(others[::2], others[1::2], strict=True):
        end = html.find(text, start)
        if end < 0 or (name in _OF_TEXT and re.search('[<>"]', html[start:end])):
            return None
        slots.append(slice(start, end))
        start = end + len(text)
    return slots if start == len(html) else None


def _of_slot(html: str, slot: slice, follow: Follow) -> Iterator[Problem]:
    """Find the problems in a slot, and count their places from the beginning of the page."""
    part = html[slot]
    found = [*hidden(part), *dict.fromkeys([*read_part(part, follow), *referred(part)])]
    for problem in found:
        before = sum(1 for _ in places(problem.near, html[: slot.start]))
        yield replace(problem, nth=before + problem.nth)


def _read(html: str, tree: LexborHTMLParser, follow: Follow) -> Iterator[Problem]:
    """Find the problems in a page, however a browser parses it.

    With scripts enabled, `<noscript>` contains text, otherwise elements; old browsers drop elements
    within `<select>`, new ones keep them.
    """
    small = lower(html)
    yield from _elements(tree, follow)
    if "<noscript" in small:
        yield from _elements(LexborHTMLParser(html), follow)
    if "<select" in small:
        without = _SELECT.sub(r"\1span", html)
        yield from _elements(LexborHTMLParser(without, scripting=True), follow)


def _elements(tree: LexborHTMLParser, follow: Follow) -> Iterator[Problem]:
    if tree.root is None:
        return
    tags: Counter[str] = Counter()
    for node in tree.root.traverse(include_text=False):
        if not node.is_element_node:
            continue
        tag = node.tag or ""
        tags[tag] += 1
        if not is_plain(tag, node.attributes, follow):
            for problem in _problems(node, follow):
                yield replace(problem, nth=tags[tag])


def _problems(node: LexborNode, follow: Follow) -> Iterator[Problem]:
    tag, attributes = lower(node.tag or ""), _attributes(node)
    yield from Element(tag, attributes, follow).problems()
    if tag == "script" and "src" in attributes and _is_in_drawing(node):
        message = "a script in a drawing runs its text, whatever its src is"
        yield Problem("inline-script", message, "<script")


def _is_in_drawing(node: LexborNode) -> bool:
    return any(above.tag == "svg" for above in _upwards(node))


def _upwards(node: LexborNode) -> Iterator[LexborNode]:
    """An element, the one around it, and so on."""
    above: LexborNode | None = node
    while above is not None:
        yield above
        above = above.parent


def _attributes(node: LexborNode) -> dict[str, str]:
    return {lower(name): value or "" for name, value in node.attributes.items()}


def _beginning(html: str, tree: LexborHTMLParser, policy: str) -> Iterator[Problem]:
    """Check that the head begins with the complete policy, then the encoding."""
    children: list[dict[str, str]] = []
    if tree.head:
        children += [_attributes(node) for node in tree.head.iter() if node.is_element_node]
    first, second = [*children, {}, {}][:2]
    message = ""
    if not re.match(rf"[{SPACE}]*<!doctype html>", html, re.IGNORECASE):
        message = "the page does not begin with <!doctype html>"
    elif lower(first.get("http-equiv", "")) != "content-security-policy":
        message = "the head does not begin with the policy"
    elif first.get("content") != policy:
        message = "the policy differs from the site's"
    elif keyword(second.get("charset", "")) != "utf-8":
        message = "<meta charset=utf-8> does not follow the policy"
    if message:
        yield Problem("wrong-policy", message, "<head")
