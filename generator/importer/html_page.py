"""An HTML page as a tree that is safe to walk, as lines, and as running text.

Each tag costs memory, so pages with too many tags are refused before they are parsed.
"""

import logging
import re
from copy import deepcopy
from typing import Any

from htmldate.extractors import get_external_parser
from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from generator.importer.claims import MOST_TEXT, IntakeError
from generator.importer.words import alternatives, table, word_set
from generator.read.written_days import first_day

Element = Any
"""An element of lxml, which has no type annotations."""
_MOST_TAGS = 150_000
_MOST_FOR_LIBRARY = 12_000
"""Maximum elements; up to this number, trafilatura takes less than a second of processor time."""
_LEAST_PROSE = 140
"""Minimum characters of a text; pages without one have shorter notices (`Enable JavaScript`)."""
_UNSEEN, _BLOCKS = word_set("html", "unseen"), word_set("html", "blocks")
_CONTAINERS = tuple(word_set("html", "containers"))
_AROUND = re.compile(
    rf"(?:^|[\s_-])(?:{alternatives('html', 'around')})(?=$|[\s_-])", re.IGNORECASE
)
_DATED_LANGUAGES = table()["html"]["dated_languages"].split()
"""Languages that htmldate's parser tries: all of its 205 take 1.1 seconds of processor time to load."""
_MARKED = frozenset(("span", "a", "time"))
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def parse(text: str) -> Element:
    """A page as a tree.

    Raises:
        IntakeError: when it has too many tags, or nothing in it is a page.
    """
    tags = text.count("<")
    if tags > _MOST_TAGS:
        raise IntakeError(
            f"the page has {tags:,} tags; import reads at most {_MOST_TAGS:,}. Save the article on its own"
        )
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True
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
    for element in list(copy.iter(*_CONTAINERS)):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        around = element.tag in ("nav", "aside", "footer") or _AROUND.search(names) is not None
        inside = around and element.getparent() is not None and element.find(".//h1") is None
        if inside and len(text_of(element, MOST_TEXT)) * 2 < whole:
            element.drop_tree()
    return copy


def text_of(element: Element, most: int = 2_000) -> str:
    """The text of an element on one line, without soft hyphens."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece)
        if length > most:
            break
    return _joined(pieces)[:most]


def _joined(pieces: list[str]) -> str:
    return " ".join("".join(pieces).replace("\u00ad", "").split())


def lines_of(element: Element) -> list[str]:
    """The visible text, a line for each block; a `time` without a date shows its attribute."""
    lines: list[str] = []
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if node.tag in _UNSEEN and event == "start":
            walk.skip_subtree()
            continue
        if node.tag in _BLOCKS:
            lines.append(_joined(pieces))
            pieces.clear()
        if event == "start":
            pieces.append(_stamp(node) or node.text or "")
        elif node is not element:
            pieces.append(node.tail or "")
            if _touches_next(node):
                pieces.append(" | ")
    return [line for line in (*lines, _joined(pieces)) if line]


def _stamp(element: Element) -> str:
    """The `datetime` of a `time` element, if its text names no day (`2 hours ago`)."""
    stamp = element.get("datetime") if element.tag == "time" else None
    return f"{stamp} " if stamp and not first_day(text_of(element, 80)) else ""


def _touches_next(element: Element) -> bool:
    """Whether two elements adjoin without white space, so that only styles separate them."""
    following = element.getnext()
    return (
        element.tag in _MARKED
        and not element.tail
        and following is not None
        and following.tag in _MARKED
    )


def main_text(tree: Element, claimed: str, lines: list[str]) -> str:
    """The running text of a page, in paragraphs.

    If trafilatura finds little, the text in the page's data for the report (`claimed`) or the
    visible lines are used.
    """
    text = _extracted(tree)
    if len(claimed) > _LEAST_PROSE and len(text) < len(claimed) / 2:
        text = claimed
    shown = "\n\n".join(lines)
    if len(text) < _LEAST_PROSE and len(shown) > len(text) * 2:
        text = shown
    return text[:MOST_TEXT]


def _is_small(tree: Element) -> bool:
    return sum(1 for _ in tree.iter()) <= _MOST_FOR_LIBRARY


def _extracted(tree: Element) -> str:
    """The text that trafilatura extracts; empty if it finds none or fails."""
    try:
        document = _is_small(tree) and bare_extraction(
            deepcopy(tree),
            fast=True,
            with_metadata=False,
            include_comments=False,
            include_tables=False,
        )
    except Exception:  # noqa: BLE001 (a library's failure on a stranger's page must not end the import)
        return ""
    lines = (getattr(document, "text", None) or "").split("\n")
    return "\n\n".join(line for line in lines if line.strip())


def library_metadata(tree: Element, today: str) -> dict[str, str]:
    """Title, author and date from trafilatura and htmldate; no date is after `today` (ISO 8601)."""
    get_external_parser().languages = _DATED_LANGUAGES
    dates = {"original_date": True, "extensive_search": True, "max_date": today}
    try:
        metadata = _is_small(tree) and extract_metadata(deepcopy(tree), date_config=dates)
    except Exception:  # noqa: BLE001 (as above)
        return {}
    values = {name: getattr(metadata, name, None) for name in ("title", "author", "date")}
    return {name: value for name, value in values.items() if isinstance(value, str) and value}
