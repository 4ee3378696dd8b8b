"""Read a page as a report, with trafilatura and htmldate for values and our rules for trust.

Many pages have no markup for day and author, so the short lines beside the text are read like those
of a plain text. A value that a page's data or a library gives is sure only if such a line agrees.
"""

import datetime as dt
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from html import unescape

from htmldate.extractors import get_external_parser
from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from generator.model.term import fold
from generator.read.web_addresses import canonical, is_front_page
from newsroom.importer import page_data
from newsroom.importer.claims import MOST_TEXT, Claim, IntakeError, Raw
from newsroom.importer.inert import one_line
from newsroom.importer.outlet import Outlets
from newsroom.importer.page_data import Element
from newsroom.importer.plain_text import Reader
from newsroom.importer.text_lines import MARGIN, TextLine, dateline_claims, is_prose
from newsroom.importer.words import alternatives, table, word_set
from newsroom.importer.written_days import first_day

_MOST_TAGS = 150_000
"""Each tag costs memory, so pages with more are refused before they are parsed."""
_MOST_FOR_LIBRARY = 12_000
"""Most elements; up to this number, trafilatura takes less than a second of processor time."""
_MOST_SEEN, _AFTER_PROSE, _LONGEST_LINE = 60, 4, 160
"""Most lines after the headline, and after the prose: all training bylines are within them."""
_UNSEEN, _BLOCKS = word_set("html", "unseen"), word_set("html", "blocks")
_CONTAINERS = word_set("html", "containers")
_AROUND = re.compile(
    rf"(?:^|[\s_-])(?:{alternatives('html', 'around')})(?=$|[\s_-])", re.IGNORECASE
)
_DATED_LANGUAGES = table()["html"]["dated_languages"].split()
"""Languages that htmldate's parser tries: all of its 205 take 1.1 seconds to load."""
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_CLOSED = re.compile(r"(<(?:html|head|body)\b[^>]{0,500})/>", re.IGNORECASE)
"""Elements that say they are empty, which ends the page for libxml2."""
_TAGS = re.compile(
    r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_WALL = re.compile(alternatives("html", "walls"), re.IGNORECASE)
_LONGEST_WALL = 1_500
"""Most characters of a page that asks a question in place of the report."""
_SUFFIX = re.compile(r"\s+(?:[|•·–—»:]|-|::|//)\s+|: ")
_LONGEST_SITE, _SHORT_SITE = 6, 4
"""Most words of a site's name beside a known title, and at the end of any title."""
_LABEL = re.compile(
    rf"(?:[\w ]{{0,12}})(?:{alternatives('date', 'labels')}|{alternatives('date', 'decoys')})\W*",
    re.IGNORECASE,
)
"""A line that only says what the day in the next one is."""
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,5}\)(https?://[^\s>]{4,1500})", re.IGNORECASE)
"""The address that browsers write into the pages they save."""
_AFTER_TEXT = frozenset(("text/labelled", "text/byline"))
"""Kinds of claims that count after the prose, where other people's reports begin."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read(text: str, outlets: Outlets, address: str, today: dt.date) -> Raw:
    """Read a page from its HTML; `today` is the last day that it can be from.

    Raises:
        IntakeError: the page has too many tags, or is a wall before a report.
    """
    tree = parse(text)
    claims = list(page_data.claims(tree))
    for saved in _SAVED_FROM.findall(text[:4_000]):
        address = address or saved
        claims.append(Claim("address", saved, "data/other", "saved from"))
    found = by_libraries(tree, address, today)
    claims = list(_titles(tree, claims, found.get("title", "")))
    lines = lines_of(tree, around=found.get("text", "")[:60])
    body = found.get("text") or "\n\n".join(lines)
    if not body.strip():  # all of it is beside a report, or nested too deeply
        body = one_line(unescape(_TAGS.sub(" ", text)), MOST_TEXT)
    body = body[:MOST_TEXT]
    heads = (text_of(each) for each in (*tree.iter("title"), *tree.iter("h1")))
    head = next(filter(None, heads), "")  # a heading below the title may be of a banner
    if len(body) < _LONGEST_WALL and _WALL.search(head):
        how = "open it in a browser, and save the report"
        raise IntakeError(f"the site shows a question or a check in place of the report; {how}")
    language = next((claim.value for claim in claims if claim.field == "language"), "")
    reader = Reader(outlets, language.replace("_", "-"))
    titles = {fold(claim.value) for claim in claims if claim.field == "title"}
    authors = {fold(claim.value) for claim in claims if claim.field == "author"}
    claims += _shown(_beside_report(lines, titles), reader, titles, authors)
    claims += _of_libraries(found, claims)
    first, _, rest = body.partition("\n\n")
    if rest and fold(first) in titles:  # `verify` would take the title for a sentence of the text
        body = rest
    return Raw(body, tuple(_placed(claims, address)))


def parse(text: str) -> Element:
    """Parse a page into a tree, which is empty if nothing in it is a page.

    Raises:
        IntakeError: when it has too many tags.
    """
    tags = text.count("<")
    if tags > _MOST_TAGS:
        limit = f"import reads at most {_MOST_TAGS:,}. Save the article on its own"
        raise IntakeError(f"the page has {tags:,} tags; {limit}")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_pis=True, remove_comments=True
    )
    data = _CLOSED.sub(r"\1>", _DECLARATION.sub("", text)).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        tree = html.document_fromstring("<html/>")
    for script in tree.iter("script"):
        if "json" not in (script.get("type") or ""):  # numbers of programs are no days
            script.text = None
    return tree


def by_libraries(tree: Element, address: str, today: dt.date) -> dict[str, str]:
    """Get title, author, date and text from trafilatura and htmldate.

    The text is in paragraphs.
    """
    if sum(1 for _ in tree.iter()) > _MOST_FOR_LIBRARY:
        return {}
    get_external_parser().languages = _DATED_LANGUAGES
    dates = {"original_date": True, "extensive_search": True, "max_date": str(today)}
    found: dict[str, str] = {}
    try:
        metadata = extract_metadata(deepcopy(tree), address or None, date_config=dates)
        document = bare_extraction(
            deepcopy(tree), fast=True, include_comments=False, include_tables=False
        )
    except Exception:  # noqa: BLE001 (no failure on a stranger's page ends the import)
        return {}
    for name in ("title", "author", "date"):
        found[name] = getattr(metadata, name) or ""
    text = getattr(document, "text", None) or ""
    found["text"] = re.sub(r"\s*\n\s*", "\n\n", text.strip())
    return found


def text_of(element: Element) -> str:
    """The text of an element on one line, without soft hyphens.

    It has at most 400 characters.
    """
    return _joined(element.itertext())[:400]


def _joined(pieces: Iterator[str]) -> str:
    return " ".join("".join(pieces).replace("\u00ad", "").split())


def lines_of(element: Element, around: str = "") -> list[str]:
    """The visible text, with a line for each block; adjoining elements do not join words.

    Menus, other reports and comments are left out, but not what is around a text.
    """
    lines: list[str] = []
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start" and (node.tag in _UNSEEN or _is_beside(node, around)):
            walk.skip_subtree()
            continue
        if node.tag in _BLOCKS:
            lines.append(_joined(iter(pieces)))
            pieces.clear()
        elif node.tag in ("span", "a", "time"):
            pieces.append(" ")
        if event == "start":
            pieces.append(node.text or "")
        elif node is not element:
            pieces.append(node.tail or "")
    lines.append(_joined(iter(pieces)))
    return [line for line in lines if line]


def _is_beside(element: Element, text: str) -> bool:
    """Whether an element holds a menu, other reports or comments."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    is_named = element.tag in _CONTAINERS and _AROUND.search(names)
    if not is_named and element.tag not in ("nav", "aside", "footer"):
        return False
    whole = _joined(element.itertext())
    return element.find(".//h1") is None and not (text and _joined(iter(text)) in whole)


def _titles(tree: Element, claims: list[Claim], best: str) -> Iterator[Claim]:
    """Yield all claims; titles lose the site's name, but nothing of trafilatura's `best`.

    The heading and the title element add claims of their own.
    """
    element = next(map(text_of, tree.iter("title")), "")
    parts = {fold(part) for part in _SUFFIX.split(element)}
    titles = [claim for claim in claims if claim.field == "title"]
    known = {fold(claim.value) for claim in titles} | {fold(best)} - {""}
    sites = {fold(claim.value) for claim in claims if claim.field == "outlet"}
    if parts & known:  # so the other parts of the title element name the site
        sites |= parts - known
    titles.append(Claim("title", element, "data/element", "title element"))
    titles.append(Claim("title", best, "data/library", "trafilatura"))
    starts = {fold(element[: match.start()]) for match in _SUFFIX.finditer(element)}
    shown = [text_of(each) for each in tree.iter("h1", "h2", "h3")]
    tops = [text_of(each) for each in tree.iter("h1")]
    headings = [text for text in shown if fold(text) in (parts | starts | known) - sites]
    alone = [text for text in tops if text and fold(text) not in sites]
    if not headings and len(alone) == 1:  # the first of several may be anything
        headings = alone
    for heading in headings[:1]:
        known.add(fold(heading))
        yield Claim("title", heading, "shown/heading", "h1")
        titles = [replace(title, value=_uncut(title.value, heading)) for title in titles]
    for claim in titles:
        title, site = _without_site(claim.value, sites, known)
        yield replace(claim, value=title)
        if site and claim.kind == "data/element" and fold(title) in known:
            yield replace(claim, field="outlet", value=site)
    yield from (claim for claim in claims if claim.field != "title")


def _uncut(title: str, heading: str) -> str:
    """Return the heading of which a title is only the beginning, or else the title.

    One that ends where the heading has a colon or a capital is a short title of its own.
    """
    start = title.rstrip(".… ")
    rest = heading.removeprefix(start)
    is_cut = title.endswith(("…", "...")) or re.match(r"\s+[^\W\d_A-ZÀ-Þ]", rest)
    return heading if start and rest != heading and is_cut else title


def _without_site(title: str, sites: set[str], known: set[str]) -> tuple[str, str]:
    """Split a title into the title itself and the site's name before or after it."""
    for match in _SUFFIX.finditer(title):
        sides = title[: match.start()].strip(), title[match.end() :].strip()
        for own, other in (sides, sides[::-1]):
            is_short = len(other.split()) <= _LONGEST_SITE
            if fold(other) in sites or (fold(own) in known and is_short):
                return own, _SUFFIX.split(other)[-1]
    bars = [match for match in _SUFFIX.finditer(title) if match.group() != ": "]
    if bars and fold(title) not in known:
        end = title[bars[-1].end() :]
        if 0 < len(end.split()) <= _SHORT_SITE:
            return title[: bars[-1].start()], end
    return title, ""


def _beside_report(lines: list[str], titles: set[str]) -> list[str]:
    """The lines from the headline to shortly after the prose."""
    headings = [index for index, line in enumerate(lines) if fold(line) in titles]
    at = headings[0] if headings else 0
    near: list[str] = []
    for line in lines[at : at + _MOST_SEEN]:
        if len(near) > 2 and MARGIN.match(line):
            break
        near.append(line)
    prose = [index for index, line in enumerate(near) if is_prose(line)]
    return near[: prose[-1] + _AFTER_PROSE] if prose else near


def _shown(near: list[str], reader: Reader, titles: set[str], authors: set[str]) -> Iterator[Claim]:
    """Yield claims of the short lines beside the text; an author of the data makes a byline."""
    is_after = False
    label = ""
    for number, text in enumerate(near):
        claims: list[Claim] = []
        line = f"{label}{text}"
        label = f"{text}: " if _LABEL.fullmatch(text) else ""
        if is_prose(line) and not is_after:
            claims += dateline_claims(line, reader.outlets, reader.language)
        elif len(line) <= _LONGEST_LINE and fold(line) not in titles:
            claims += reader.line(TextLine(number + 1, line))
        for claim in claims:
            counts = claim.kind in _AFTER_TEXT or not is_after
            if counts and claim.field in ("date", "author", "outlet"):
                kind = claim.kind.replace("text/", "shown/")
                if kind == "shown/name" and fold(claim.value) in authors:
                    kind = "shown/byline"
                yield replace(claim, kind=kind, where=f"beside the text ({one_line(line, 80)})")
        is_after = is_after or is_prose(line)


def _of_libraries(found: dict[str, str], claims: list[Claim]) -> Iterator[Claim]:
    """Yield claims of trafilatura and htmldate.

    A day that the page shows only in another place counts less.
    """
    for name in filter(None, found.get("author", "").split("; ")):
        yield Claim("author", name, "data/library", "trafilatura")
    if found.get("date"):
        days = [claim for claim in claims if claim.field == "date" and claim.kind != "shown/other"]
        is_known = first_day(found["date"]) in [first_day(claim.value) for claim in days]
        kind = "library" if is_known else "library/elsewhere"
        yield Claim("date", found["date"], kind, "htmldate")


def _placed(claims: list[Claim], base: str) -> Iterator[Claim]:
    """Yield the claims with absolute addresses.

    Those that give the outlet's front page as the report's address are left out.
    """
    for claim in claims:
        value = canonical(claim.value, base) if claim.field == "address" else claim.value
        if value and not (claim.field == "address" and is_front_page(value)):
            yield replace(claim, value=value)
