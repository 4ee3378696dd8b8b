"""The part of a built page that a page of documentation wrote, and what it may not have there.

The frame around it is the site's: an element, attribute, name or id of the page could change it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.audit.problem import Problem, allowed, excerpt

_DOCUMENTS = allowed("documents")
_COLUMNS = (
    (
        "article",
        re.compile(
            r"<article class=[\"']?md-content__inner\b[^>]*>(.*)</article>",
            re.DOTALL | re.IGNORECASE,
        ),
    ),
    (
        "div",
        re.compile(
            r"<div class=[\"']?prose\b[^>]*>(.*)</div>\s*</div>\s*</main>",
            re.DOTALL | re.IGNORECASE,
        ),
    ),
)
"""The column of each frame, whatever the page has in it: from the first tag that opens a column to
the last that closes it, both of which the frame writes."""
_WHOLE = ("html", "head", "body")
_TAG = re.compile(r"<([a-z][a-z0-9]*)(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a built page within the frame's column."""

    html: str
    column: str
    """The element that is the column."""
    before: str
    """The HTML before the part."""


def own_part(html: str) -> Part | None:
    """Find what a page of documentation wrote; None if the page has neither frame's column."""
    for column, pattern in _COLUMNS:
        match = pattern.search(html)
        if match:
            return Part(match[1], column, html[: match.start(1)])
    return None


def problems_of_part(part: Part) -> Iterator[Problem]:
    """Find what could change the frame, with scripts and, for `<noscript>`, without them."""
    column = part.column
    within = f"<main><div><{column}>{part.html}</{column}></div></main><span></span>"
    yield from _in_tree(LexborHTMLParser(within, scripting=True), part)
    if "<noscript" in within.lower():
        yield from _in_tree(LexborHTMLParser(within), part)


def _in_tree(tree: LexborHTMLParser, part: Part) -> Iterator[Problem]:
    if not _is_closed(tree.body, part.column):
        message = "the page closes elements of the frame, or leaves its own open"
        yield Problem("unexpected-markup", message)
    tags = Counter(tag.lower() for tag in _TAG.findall(part.before))
    tags.subtract(("main", "div", part.column))
    for node in tree.root.traverse(include_text=False) if tree.root else ():
        tag = (node.tag or "").lower()
        if tag in _WHOLE:
            if node.attributes:
                message = f"documentation may not have a second <{tag}>"
                yield Problem("unexpected-markup", message, f"<{tag}", 2)
        elif node.is_element_node:
            tags[tag] += 1
            for message in _offences(tag, node.attributes):
                yield Problem("unexpected-markup", message, f"<{tag}", tags[tag])


def _is_closed(body: LexborNode | None, column: str) -> bool:
    """Whether the part is within its column, and what follows it is not within the part."""
    path = [body]
    for tag in ("main", "div", column):
        above = path[-1]
        if above is None:
            return False
        children = [node for node in above.iter() if node.is_element_node]
        expected = [tag, "span"] if tag == "main" else [tag]
        if [node.tag for node in children] != expected:
            return False
        path.append(children[0])
    return True


def _offences(tag: str, raw: Mapping[str, str | None]) -> Iterator[str]:
    """What an element has that documentation may not have, in words."""
    attributes = {name.lower(): value or "" for name, value in raw.items()}
    kind = attributes.get("type", "text").strip().lower()
    if tag in _DOCUMENTS["refused"] | _DOCUMENTS["in_frame_only"]:
        yield f"<{tag}> is not an element that documentation may have"
    elif tag == "input" and kind not in _DOCUMENTS["inputs"]:
        yield f"<{tag}> asks readers for something, which documentation does not"
    for name in attributes:
        is_refused = name in _DOCUMENTS["refused_attributes"] and not _is_written(name, attributes)
        if is_refused or name.startswith(tuple(_DOCUMENTS["refused_data"])):
            yield f"<{tag}> has '{excerpt(name)}', which documentation may not have"
    for name in sorted(
        _DOCUMENTS["refused_classes"].intersection(attributes.get("class", "").split())
    ):
        yield f"<{tag}> has the class '{name}', which is the frame's"
    if re.fullmatch(r"\s*\+?0*[1-9]\d*.*", attributes.get("tabindex", ""), re.DOTALL):
        yield f"<{tag}> has a tabindex above 0, which takes focus before the frame"
    for name in ("id", "for"):
        value = attributes.get(name, "")
        if value.startswith("__") and not value.startswith(tuple(_DOCUMENTS["content_ids"])):
            yield f"<{tag}> uses '{excerpt(value)}', a name of the frame"
    own = attributes.get("id", "")
    if tag in _DOCUMENTS["clobbering"] and own in _DOCUMENTS["properties"]:
        yield f"the id '{own}' of <{tag}> is a name that scripts use"


def _is_written(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether Python-Markdown's extensions write this name: of tabs, and of numbered lines."""
    value, own = attributes.get("name", ""), attributes.get("id", "")
    return (
        name == "name"
        and value.startswith(tuple(_DOCUMENTS["content_ids"]))
        and own.startswith(value)
    )
