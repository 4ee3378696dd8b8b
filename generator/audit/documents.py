"""The part of a built page that a page of documentation wrote, and what it may have there.

The frame around it is the site's: an element, attribute, name or id of the page could change it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.audit.html_words import SPACE, lower, words
from generator.audit.problem import Problem, allowed, excerpt

_MARKUP = allowed("markup")
_DOCUMENTS = allowed("documents")
_OF_ELEMENT = allowed("document_attributes")
_OF_ANY = _DOCUMENTS["attributes"] | _MARKUP["drawing_attributes"]
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
            r"<div class=[\"']?md-content__inner\b[^>]*>(.*)</div>\s*</div>\s*"
            r"(?:<script>[^<]*</script>\s*)?</div>\s*(?:<button(?:(?!</button).)*</button>\s*)?</main>",
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
"""The column of each frame, and of Material's lists of posts, whatever the page has in it: from the
first tag that opens a column to the last that closes it, both of which the frame writes."""
_WHOLE = ("html", "head", "body")
_TAG = re.compile(
    rf"<(/?)([a-z][a-z0-9]*)(?=[{SPACE}/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_UNQUOTABLE = re.compile(r'^$|["\\\n]')
"""Matches what a script cannot put between the quotes of a selector."""
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a built page within the frame's column."""

    html: str
    column: str
    """The element that is the column."""
    before: str
    """The HTML before the part."""
    is_in_material: bool = False
    """Whether Material's script reads the part."""


def own_part(html: str) -> Part | None:
    """Find what a page of documentation wrote; None if the page has no column of a frame."""
    for column, pattern in _COLUMNS:
        match = pattern.search(html)
        if match:
            is_in_material = "md-content__inner" in pattern.pattern
            return Part(match[1], column, html[: match.start(1)], is_in_material)
    return None


def problems_of_part(part: Part) -> Iterator[Problem]:
    """Find what could change the frame."""
    column = part.column
    within = f"<main><div><{column}>{part.html}</{column}></div></main><span></span>"
    tree = LexborHTMLParser(within, scripting=True)
    if not _is_closed(tree.body, column):
        yield _unclosed(part)
    tags = _tags(part.before)
    tags.subtract(("main", "div", column))
    yield from _in_tree(tree, tags)
    if part.is_in_material:
        yield from _stopping(tree)


def problems_without_column(html: str) -> Iterator[Problem]:
    """Find what only a frame has in a page without its column, where nothing keeps its text in.

    A page without a frame, such as a redirect, has nothing that it could change.
    """
    tree = LexborHTMLParser(html, scripting=True)
    for node in tree.body.traverse(include_text=False) if tree.body else ():
        tag = lower(node.tag or "")
        if node.is_element_node and tag not in _WHOLE and any(_offences(tag, node.attributes)):
            message = (
                "the template puts the page's text into no column of the frame: into no "
                '<article class="md-content__inner"> or <div class="prose">'
            )
            yield Problem("unexpected-markup", message)
            return


def _in_tree(tree: LexborHTMLParser, tags: Counter[str]) -> Iterator[Problem]:
    """Judge the elements of a part; `tags` counts those before it in the page."""
    for node in tree.root.traverse(include_text=False) if tree.root else ():
        tag = lower(node.tag or "")
        if tag in _WHOLE:
            if node.attributes:
                message = f"documentation may not have a second <{tag}>"
                yield Problem("unexpected-markup", message, f"<{tag}", 2)
        elif node.is_element_node:
            tags[tag] += 1
            for message in _offences(tag, node.attributes):
                yield Problem("unexpected-markup", message, f"<{tag}", tags[tag])


def _stopping(tree: LexborHTMLParser) -> Iterator[Problem]:
    """Find what Material's script stops at, with which colours and search stop too.

    It looks for the labels of tabs, for the note of a footnote, and for the heading of a preview.
    """
    labels = {node.attributes.get("for") for node in tree.css("label[for]")}
    ids = {node.attributes.get("id") for node in tree.css("[id]")}
    for node in tree.css("[data-tabs]"):
        boxes = [one.attributes.get("id") or "" for one in node.iter() if one.tag == "input"]
        is_known = boxes and labels.issuperset(boxes) and not any(map(_UNQUOTABLE.search, boxes))
        if not is_known or not node.css_first(".tabbed-labels"):
            message = (
                f"<{node.tag}> has 'data-tabs' without tabs that Material's script can read; "
                "with pymdownx.tabbed they need `alternate_style: true`"
            )
            yield Problem("unexpected-markup", message, "data-tabs")
    for node in tree.css(".footnote-ref"):
        href = node.attributes.get("href") or ""
        if node.tag != "a" or unquote(href.partition("#")[2]) not in ids:
            message = f"<{node.tag}> has the class 'footnote-ref' without a footnote of this page"
            yield Problem("unexpected-markup", message, "footnote-ref")
    for node in tree.css("[data-preview]"):
        href = node.attributes.get("href") or ""
        if node.tag != "a" or _UNQUOTABLE.search(href):
            message = f"<{node.tag}> has 'data-preview' and is no link to a page"
            yield Problem("unexpected-markup", message, "data-preview")


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


def _unclosed(part: Part) -> Problem:
    """Say which tag of a part leaves the column, or is left open; of several, the first."""
    tags = _tags(part.before)
    ends = Counter(lower(tag) for end, tag in _TAG.findall(part.before) if end)
    open_tags: list[tuple[str, int]] = []
    for end, name in _TAG.findall(_COMMENT.sub("", part.html)):
        tag = lower(name)
        if not end:
            tags[tag] += 1
            open_tags.append((tag, tags[tag]))
            continue
        ends[tag] += 1
        while open_tags and open_tags[-1][0] in _DOCUMENTS["left_open"] - {tag}:
            open_tags.pop()
        if open_tags and open_tags[-1][0] == tag:
            open_tags.pop()
        elif tag not in [opened for opened, _ in open_tags]:
            message = f"</{tag}> closes an element of the frame, or none"
            return Problem("unexpected-markup", message, f"</{tag}", ends[tag])
    for tag, number in open_tags:
        if tag not in _DOCUMENTS["left_open"]:
            return Problem("unexpected-markup", f"<{tag}> is not closed", f"<{tag}", number)
    message = "the page closes elements of the frame, or leaves its own open"
    return Problem("unexpected-markup", message)


def _tags(html: str) -> Counter[str]:
    """Count the elements that begin in HTML."""
    return Counter(lower(tag) for end, tag in _TAG.findall(html) if not end)


def _offences(tag: str, raw: Mapping[str, str | None]) -> Iterator[str]:
    """What an element has that documentation may not have, in words.

    What no page may have (`markup`) is reported by the rules for all pages.
    """
    attributes = {lower(name): value or "" for name, value in raw.items()}
    if tag not in _DOCUMENTS["elements"]:
        if tag in _MARKUP["elements"]:
            yield f"<{tag}> is not an element that documentation may have"
        return
    kind = lower(attributes.get("type", "text"))
    if tag == "input" and kind not in _DOCUMENTS["inputs"]:
        yield f"<{tag}> asks readers for something, which documentation does not"
    for name in attributes:
        if _is_elsewhere(name) and not _is_listed(tag, name, attributes):
            yield f"<{tag}> has '{excerpt(name)}', which documentation may not have"
    classes = words(attributes.get("class", ""))
    for name in sorted(_DOCUMENTS["refused_classes"].intersection(classes)):
        yield f"<{tag}> has the class '{name}', which is the frame's"
    if re.fullmatch(rf"[{SPACE}]*\+?0*[1-9].*", attributes.get("tabindex", ""), re.DOTALL):
        yield f"<{tag}> has a tabindex above 0, which takes focus before the frame"
    for name in ("id", "for"):
        value = attributes.get(name, "")
        if value.startswith("__") and _NUMBER.sub("N", value) not in _DOCUMENTS["ids"]:
            yield f"<{tag}> uses '{excerpt(value)}', a name of the frame"
    own = attributes.get("id", "")
    if tag in _DOCUMENTS["clobbering"] and own in _DOCUMENTS["properties"]:
        yield f"the id '{own}' of <{tag}> is a name that scripts use"


def _is_elsewhere(name: str) -> bool:
    """Whether some page of a site may have an attribute."""
    is_known = name in _MARKUP["plain_attributes"] or name in _MARKUP["address_attributes"]
    return is_known or name.startswith(("data-", "aria-"))


def _is_listed(tag: str, name: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element of documentation may have an attribute."""
    if tag == "input" and name == "name":  # of tabs
        return _NUMBER.sub("N", attributes[name]) in _DOCUMENTS["names"]
    return name in _OF_ANY or name in _OF_ELEMENT.get(tag, ())
