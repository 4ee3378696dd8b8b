"""An HTML page as a tree that is safe to walk, and the part of it that is the report.

Parsing costs memory for each tag, so pages of very many are refused before they are parsed. What
pages put around a report (menus, other headlines, comments) is cut away by the names that page
makers give it, unless most of the text lies in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree, html

from generator.intake.raw import MOST_TEXT, IntakeError

Element = Any
"""An element of lxml, which has no types."""
_MOST_TAGS = 150_000
_MOST_FOR_EXTRACTOR = 12_000
_LEAST_PROSE = 140
_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "form",
        "button",
        "select",
        "nav",
        "aside",
        "dialog",
        "canvas",
        "video",
        "audio",
        "math",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "address",
        "br",
        "hr",
        "body",
        "center",
    ]
)
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|side-?bar|rail|popular|trending|most-?(?:read|viewed|popular)|"
    r"newsletter|subscri\w+|"
    r"sharing|share\w*|social\w*|comments?|disqus\w*|respond|cookie\w*|consent|gdpr|promo\w*|advert\w*|"
    r"ads?|adv|sponsor\w*|"
    r"breadcrumbs?|menu|nav|navbar|navigation|widgets?|teasers?|also|read-?more|more-(?:news|from|"
    r"stories|on)|latest|outbrain|"
    r"taboola|banner|modal|pop-?up|pagination|footer|copyright|disclaimer|tags?|tag-?list|bio|calendar|"
    r"ticker|weather|see-also|"
    r"other-?news|similar|upcoming|events-?list|carousel|login|search|site-?header|topbar|top-?bar|"
    r"masthead)(?=$|[\s_-])",
    re.IGNORECASE,
)
_MARKED = frozenset(("span", "a", "time"))
_KEPT = frozenset(("html", "body", "main", "article", "h1"))
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,5}\)(https?://\S{4,1500})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")


def parse(text: str) -> Element:
    """A page as a tree.

    Raises:
        IntakeError: when it has too many tags, or nothing in it is a page.
    """
    tags = text.count("<")
    if tags > _MOST_TAGS:
        most = f"{_MOST_TAGS:,} are the most that import reads"
        raise IntakeError(f"the page has {tags:,} tags, and {most}: save the article alone")
    parser = html.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, remove_pis=True, huge_tree=False
    )
    data = _DECLARATION.sub("", text).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise IntakeError("the page holds no text") from error
    return tree


def saved_from(text: str) -> str:
    """The address that browsers write into the pages they save."""
    match = _SAVED_FROM.search(text[:4_000])
    return match[1].rstrip("->") if match else ""


def text_of(element: Element, most: int = 2_000) -> str:
    """The text of an element on one line."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece)
        if length > most:
            break
    return " ".join("".join(pieces).split())[:most]


def names_of(element: Element) -> str:
    """What a page's maker calls an element: its classes and its id."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def report_of(tree: Element) -> Element:
    """A copy of the page without what stands around the report."""
    copy = deepcopy(tree)
    etree.strip_elements(copy, *_DROPPED, etree.Comment, with_tail=False)
    weights = _weights(copy)
    whole = weights.get(copy, 0)
    for element in list(copy.iter(etree.Element)):
        parent = element.getparent()
        if parent is None or element.tag in _KEPT or weights.get(element, 0) * 2 > whole > 0:
            continue
        if _is_around(element) and element.find(".//h1") is None:
            _drop(element)
    return copy


def _is_around(element: Element) -> bool:
    if element.tag == "footer" or element.get("role") in (
        "navigation",
        "complementary",
        "banner",
        "contentinfo",
    ):
        return (
            not any(ancestor.tag == "article" for ancestor in element.iterancestors())
            or _AROUND.search(names_of(element)) is not None
        )
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return element.tag not in ("span", "i")
    return _AROUND.search(names_of(element)) is not None


def _weights(tree: Element) -> dict[Element, int]:
    """Characters of paragraphs in each element."""
    weights: dict[Element, int] = {}
    for element in tree.iter("p", "br"):
        own = len(text_of(element, 5_000)) if element.tag == "p" else len((element.tail or "").strip())
        for ancestor in (element, *element.iterancestors()):
            weights[ancestor] = weights.get(ancestor, 0) + own
    return weights


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


def lines_of(element: Element) -> Iterator[str]:
    """The text of an element, a line for each block."""
    pieces: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end", "comment")):
        if event == "comment":
            pieces.append(one.tail or "")
            continue
        if one.tag in _BLOCKS:
            yield from _line(pieces)
        pieces.append((one.text if event == "start" else one.tail if one is not element else None) or "")
        if event == "end" and one is not element and _touches_next(one):
            pieces.append(" | ")
    yield from _line(pieces)


def _touches_next(element: Element) -> bool:
    """Whether two marked pieces stand side by side, which a page sets apart by its looks alone."""
    following = element.getnext()
    return element.tag in _MARKED and not element.tail and following is not None and following.tag in _MARKED


def _line(pieces: list[str]) -> Iterator[str]:
    line = " ".join("".join(pieces).split())
    pieces.clear()
    if line:
        yield line


def main_text(report: Element, claimed: str) -> str:
    """The running text of a report, in paragraphs.

    Args:
        report: The page without what stands around the report.
        claimed: The text that the page's data gives for the report, or nothing.
    """
    found = _extracted(report) if sum(1 for _ in report.iter()) <= _MOST_FOR_EXTRACTOR else ""
    paragraphs = [
        text_of(one, 8_000)
        for one in _densest(report).iter("p", "li", "blockquote")
        if one.tag != "li" or one.find("p") is None
    ]
    own = "\n\n".join(filter(None, paragraphs))
    if len(found) < _LEAST_PROSE and len(own) > len(found):
        found = own
    if len(claimed) > _LEAST_PROSE and len(found) < len(claimed) / 2:
        found = claimed
    if len(found) < _LEAST_PROSE:
        lines = "\n\n".join(lines_of(report))
        found = lines if len(lines) > len(found) * 2 else found
    return found[:MOST_TEXT]


def _densest(report: Element) -> Element:
    """The smallest element that holds most of the paragraphs' text."""
    weights = _weights(report)
    whole = weights.get(report, 0)
    heavy = [one for one, weight in weights.items() if weight * 10 > whole * 8 and one.tag != "p"]
    return max(heavy, key=lambda one: sum(1 for _ in one.iterancestors()), default=report)


def _extracted(report: Element) -> str:
    """The text as trafilatura finds it; nothing when it finds none or gives up."""
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(
            deepcopy(report), fast=True, with_metadata=False, include_comments=False, include_tables=False
        )
    except Exception:  # noqa: BLE001 (a library's reading of a stranger's page: ours stands in for it)
        return ""
    text = getattr(document, "text", None)
    return "\n\n".join(line for line in (text or "").split("\n") if line.strip())
