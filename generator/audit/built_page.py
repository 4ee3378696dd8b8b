"""Read a page as a browser does (the HTML Standard's parser, by lexbor), and apply our rules."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.audit.documents import own_part, problems_of_part
from generator.audit.html_words import SPACE, keyword, lower
from generator.audit.inline_scripts import is_of_frame
from generator.audit.markup import Attributes, Element, Follow, is_plain, script_type
from generator.audit.problem import Problem, allowed, excerpt, referred
from generator.model.policy import META

_DOCUMENTS = allowed("documents")
_SELECT = re.compile(rf"(</?)select(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Rules:
    """The policy and the addresses by which the elements of a page are checked."""

    follow: Follow
    """Resolves an address."""
    policy: str = META
    """The content security policy that the page must have."""
    used: Callable[[str, Attributes], Problem | None] = lambda _tag, _attributes: None
    """Says what is wrong with the use of a file by an element."""
    is_document: bool = False
    """Whether the page is documentation, which could disturb the frame around it."""


def read_page(html: str, rules: Rules) -> list[Problem]:
    """Find every problem in a page."""
    tree = LexborHTMLParser(html, scripting=True)
    beginning = _beginning(html, tree, rules.policy)
    return list(dict.fromkeys([*_read(html, tree, rules), *beginning, *referred(html)]))


def read_part(html: str, follow: Follow) -> Iterator[Problem]:
    """Find every problem in markup that is no page, such as a drawing."""
    yield from _read(html, LexborHTMLParser(html, scripting=True), Rules(follow))


def _read(html: str, tree: LexborHTMLParser, rules: Rules) -> Iterator[Problem]:
    """Find the problems in a page, however a browser parses it.

    With scripts enabled, `<noscript>` contains text, otherwise elements; old browsers drop elements
    within `<select>`, new ones keep them.
    """
    small = lower(html)
    own = own_part(html) if rules.is_document else None
    if own is not None:
        yield from problems_of_part(own)
    rules = replace(rules, is_document=rules.is_document and own is None)
    yield from _elements(tree, html, rules)
    if "<noscript" in small:
        yield from _elements(LexborHTMLParser(html), html, rules)
    if "<select" in small:
        without = _SELECT.sub(r"\1span", html)
        yield from _elements(LexborHTMLParser(without, scripting=True), html, rules)


def _elements(tree: LexborHTMLParser, html: str, rules: Rules) -> Iterator[Problem]:
    if tree.root is None:
        return
    tags: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for node in tree.root.traverse(include_text=False):
        if not node.is_element_node:
            continue
        tag = node.tag or ""
        tags[tag] += 1
        found: list[Problem] = []
        if not is_plain(tag, node.attributes, rules.follow):
            found += _problems(node, html, rules)
        if rules.is_document:
            found += _of_frame(node, seen)
        for problem in found:
            yield replace(problem, nth=tags[tag])


def _problems(node: LexborNode, html: str, rules: Rules) -> Iterator[Problem]:
    tag, attributes = lower(node.tag or ""), _attributes(node)
    for problem in Element(tag, attributes, rules.follow).problems():
        if problem.code != "inline-script" or not _is_allowed(node, attributes, html, rules):
            yield problem
    source = attributes.get("src")
    if tag == "script" and source is not None and _is_in_drawing(node):
        message = "a script in a drawing runs its text, whatever its src is"
        yield Problem("inline-script", message, "<script")
    misused = rules.used(tag, attributes)
    if misused is not None:
        yield misused


def _of_frame(node: LexborNode, seen: Counter[str]) -> Iterator[Problem]:
    """Find what a page of documentation has in the place of the frame.

    `seen` counts the frame's own names in the page.
    """
    tag, attributes = lower(node.tag or ""), _attributes(node)
    kind = lower(attributes.get("type", "text"))
    if tag in _DOCUMENTS["refused"] or (tag == "input" and kind not in _DOCUMENTS["inputs"]):
        message = f"<{tag}> asks readers for something, which documentation does not"
        yield Problem("unexpected-markup", message, f"<{tag}")
    own = attributes.get("id", "")
    if not own.startswith("__") or own.startswith(tuple(_DOCUMENTS["content_ids"])):
        own = ""
    for name in filter(None, (own, attributes.get("data-md-component", ""))):
        seen[name] += 1
        if seen[name] > 1 and name not in _DOCUMENTS["repeated"]:
            message = f"a second element is called '{excerpt(name)}', as one of the frame is"
            yield Problem("unexpected-markup", message, f"<{tag}")


def _is_allowed(script: LexborNode, attributes: Attributes, html: str, rules: Rules) -> bool:
    """Whether an inline script is one of the frame's."""
    if "src" in attributes:
        return False
    return is_of_frame(script.text(deep=True), script_type(attributes), html, rules.policy)


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
