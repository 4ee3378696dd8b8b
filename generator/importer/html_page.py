"""An HTML page as a tree that is safe to walk, as lines, and as running text.

Parsing costs memory for each tag, so pages of very many are refused before they are parsed.
"""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import Any

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from generator.importer.raw import MOST_TEXT, IntakeError
from generator.importer.words import alternatives, word_set
from generator.importer.written_days import first_day

Element = Any
"""An element of lxml, which has no types."""
_MOST_TAGS = 150_000
_MOST_FOR_LIBRARY = 12_000
"""Elements up to which trafilatura stays under a second of processor time."""
_LEAST_PROSE = 140
_UNSEEN = word_set("html", "unseen")
_BLOCKS = word_set("html", "blocks")
_AROUND = re.compile(rf"(?:^|[\s_-])(?:{alternatives('html', 'around')})(?=$|[\s_-])", re.IGNORECASE)
_MARKED = frozenset(("span", "a", "time"))
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,5}\)(https?://\S{4,1500})", re.IGNORECASE)

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def parse(text: str) -> Element:
    """A page as a tree.

    Raises:
        IntakeError: when it has too many tags, or nothing in it is a page.
    """
    tags = text.count("<")
    if tags > _MOST_TAGS:
        most = f"import reads at most {_MOST_TAGS:,}"
        raise IntakeError(f"the page has {tags:,} tags, and {most}; save the article alone")
    parser = html.HTMLParser(
        encoding="utf-8",
        recover=True,
        no_network=True,
        remove_pis=True,
        remove_comments=True,
        huge_tree=False,
    )
    data = _DECLARATION.sub("", text).encode("utf-8", "replace")
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise IntakeError("the page has no text") from error


def without_surroundings(tree: Element) -> Element:
    """A copy of a page without menus, other reports and comments, unless most of the text is in them."""
    copy = deepcopy(tree)
    whole = len(text_of(copy, MOST_TEXT))
    for element in list(
        copy.iter(
            "div", "section", "ul", "ol", "li", "aside", "nav", "footer", "header", "table", "span", "p"
        )
    ):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        around = element.tag in ("nav", "aside", "footer") or _AROUND.search(names) is not None
        inside = around and element.getparent() is not None and element.find(".//h1") is None
        if inside and len(text_of(element, MOST_TEXT)) * 2 < whole:
            element.drop_tree()
    return copy


def saved_from(text: str) -> str:
    """The address that browsers write into the pages they save."""
    match = _SAVED_FROM.search(text[:4_000])
    return match[1].rstrip("->") if match else ""


def text_of(element: Element, most: int = 2_000) -> str:
    """The text of an element on one line, without soft hyphens."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece)
        if length > most:
            break
    return " ".join("".join(pieces).replace("\u00ad", "").split())[:most]


def lines_of(element: Element) -> list[str]:
    """The text that readers see, a line for each block; a `time` without a day shows its attribute."""
    lines: list[str] = []
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, one in walk:
        if one.tag in _UNSEEN:
            if event == "start":
                walk.skip_subtree()
            elif one is not element:
                pieces.append(one.tail or "")
            continue
        if one.tag in _BLOCKS:
            _end_line(pieces, lines)
        if event == "start":
            pieces.append(_stamp(one) or one.text or "")
        elif one is not element:
            pieces.append(one.tail or "")
            if _touches_next(one):
                pieces.append(" | ")
    _end_line(pieces, lines)
    return lines


def _stamp(element: Element) -> str:
    """The attribute of a `time` element whose text names no day (`2 hours ago`)."""
    stamp = element.get("datetime") if element.tag == "time" else None
    return f"{stamp} " if stamp and not first_day(text_of(element, 80)) else ""


def _touches_next(element: Element) -> bool:
    """Whether two marked pieces touch, which a page sets apart by its looks alone."""
    following = element.getnext()
    return element.tag in _MARKED and not element.tail and following is not None and following.tag in _MARKED


def _end_line(pieces: list[str], lines: list[str]) -> None:
    line = " ".join("".join(pieces).replace("\u00ad", "").split())
    pieces.clear()
    if line:
        lines.append(line)


def main_text(tree: Element, claimed: str, lines: list[str]) -> str:
    """The running text of a page, in paragraphs.

    Args:
        tree: The page.
        claimed: The text that the page's data gives for the report, or nothing.
        lines: The lines of the report, read where the library finds little.
    """
    found = _extracted(tree)
    if len(claimed) > _LEAST_PROSE and len(found) < len(claimed) / 2:
        found = claimed
    if len(found) < _LEAST_PROSE:
        shown = "\n\n".join(lines)
        found = shown if len(shown) > len(found) * 2 else found
    return found[:MOST_TEXT]


def _is_small(tree: Element) -> bool:
    return sum(1 for _ in tree.iter()) <= _MOST_FOR_LIBRARY


def _extracted(tree: Element) -> str:
    """The text as trafilatura finds it; nothing when it finds none or fails."""
    if not _is_small(tree):
        return ""
    try:
        document = bare_extraction(
            deepcopy(tree), fast=True, with_metadata=False, include_comments=False, include_tables=False
        )
    except Exception:  # noqa: BLE001 (a library's failure on a stranger's page must not end the import)
        return ""
    text = getattr(document, "text", None)
    return "\n\n".join(line for line in (text or "").split("\n") if line.strip())


def library_metadata(tree: Element, today: str) -> dict[str, str]:
    """Title, author, sitename and date as trafilatura and htmldate find them, as far as they do.

    Args:
        tree: The page.
        today: The last day that a date may name (ISO 8601).
    """
    if not _is_small(tree):
        return {}
    dates = {"original_date": True, "extensive_search": True, "max_date": today}
    try:
        found = extract_metadata(deepcopy(tree), date_config=dates)
    except Exception:  # noqa: BLE001 (as above)
        return {}
    named = {name: getattr(found, name, None) for name in ("title", "author", "sitename", "date")}
    return {name: value for name, value in named.items() if isinstance(value, str) and value}
