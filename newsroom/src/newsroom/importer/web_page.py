"""Read a page as a report: trafilatura and htmldate find the values, and we ask who agrees.

A title is confirmed by the heading, an author by a byline, a day by the page's data and by the
short lines beside the text, which are read like those of a plain text.
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
from trafilatura import bare_extraction, load_html
from trafilatura.metadata import extract_metadata

from generator.model.term import fold
from generator.read.links.web_addresses import canonical, is_front_page
from newsroom.importer import page_data
from newsroom.importer.claims import LIBRARY, MOST_TEXT, Claim, IntakeError, Place, Raw
from newsroom.importer.inert import one_line
from newsroom.importer.languages import detect
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
_TAGS = re.compile(
    r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_WALL = re.compile(alternatives("html", "walls"), re.IGNORECASE)
_LONGEST_WALL = 1_500
"""Most characters of a page that asks a question in place of the report."""
_SUFFIX = re.compile(r"\s+(?:[|•·–—»«:]|-{1,2}|::|//)\s+|: ")
"""What separates a title from the names of a site and its sections."""
_LONGEST_SITE = 6
"""Most words of a site's name beside a known title."""
_MOST_HEADINGS = 200
_HEADED = 4
"""Lines after a headline among which one that is only a name is that of its author."""
_LABEL = re.compile(
    rf"(?:[\w ]{{0,12}})(?:{alternatives('date', 'labels')}|{alternatives('date', 'decoys')})\W*",
    re.IGNORECASE,
)
"""A line that only says what the day in the next one is."""
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,5}\)(https?://[^\s>]{4,1500})", re.IGNORECASE)
"""The address that browsers write into the pages they save."""
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
        claims.append(Claim("address", saved, "data", "saved from"))
    found = by_libraries(tree, address, today)
    claims = [*_library_authors(found), *_titles(tree, claims, found.get("title", ""))]
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
    reader = Reader(outlets, language.replace("_", "-") or detect(body)[0])
    titles = {fold(claim.value) for claim in claims if claim.field == "title"}
    authors = {fold(claim.value) for claim in claims if claim.field == "author"}
    claims += _shown(_beside_report(lines, titles), reader, titles, authors)
    claims += _library_day(found, claims, reader.language)
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
    tree = load_html(f"<!doctype html>\n{text}")
    if tree is None:
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
    """Yield all claims; titles lose the site's name, and trafilatura's `best` comes first.

    It often copies the heading, so only with the page's data or title element is it a second place.
    """
    data = [claim for claim in claims if claim.field == "title"]
    element = next(map(text_of, tree.iter("title")), "")
    names = [name for name in (best, *(claim.value for claim in data)) if name]
    tops = list(filter(None, map(text_of, tree.iter("h1"))))
    shown = [*tops, *map(text_of, tree.iter("h2", "h3"))][:_MOST_HEADINGS]
    sites = {fold(claim.value) for claim in claims if claim.field == "outlet"}
    pairs = ((name, each) for name in (*names, element) for each in shown)
    heading = next((each for name, each in pairs if _has(name, each, sites)), "")
    if not heading and len(tops) == 1 and fold(tops[0]) not in sites:
        heading = tops[0]  # the first of several may be anything
    yield from _best_title(best, element, heading, data, sites)
    if heading:
        yield Claim("title", heading, "shown", "h1")
    for claim in data:
        yield replace(claim, value=_without_site(claim.value, heading, sites))
    known = {fold(_without_site(name, heading, sites)) for name in (*names, heading)} - {""}
    for match in _SUFFIX.finditer(element):
        sides = element[: match.start()], element[match.end() :]
        for own, other in (sides, sides[::-1]):
            if fold(own) in known and len(other.split()) <= _LONGEST_SITE:
                yield Claim("outlet", _SUFFIX.split(other)[-1], "near", "title element")
    yield from (claim for claim in claims if claim.field != "title")


def _best_title(
    best: str, element: str, heading: str, data: list[Claim], sites: set[str]
) -> Iterator[Claim]:
    """Yield trafilatura's title, or else that of the title element."""
    if not best and data:
        return
    others = {_without_site(claim.value, heading, sites) for claim in data}
    title = _without_site(best or element, heading, sites)
    is_most = element.startswith(title) and len(title) * 2 > len(element)
    is_backed = title in others or (not others and is_most)
    place: Place = "data" if is_backed and best else "near"
    if title:
        yield Claim("title", title, place, LIBRARY if best else "title element")


def _has(title: str, heading: str, sites: set[str]) -> bool:
    """Whether a title is a heading, perhaps with the names of a site and its sections."""
    if not title or not heading or fold(heading) in sites:
        return False
    return fold(_without_site(title, heading, sites)) == fold(heading)


def _without_site(title: str, heading: str, sites: set[str]) -> str:
    """Return the heading that a title has or begins, or else the title without a site's name."""
    own = one_line(title)
    start = own.rstrip(".… ")
    rest = heading.removeprefix(start)
    is_cut = own.endswith(("…", "...")) or re.match(r"\s+[^\W\d_A-ZÀ-Þ]", rest)
    if start and rest != heading and is_cut:
        return heading
    for match in _SUFFIX.finditer(own):
        sides = own[: match.start()].strip(), own[match.end() :].strip()
        for side, other in (sides, sides[::-1]):
            if (heading and fold(side) == fold(heading)) or fold(other) in sites:
                return heading if fold(side) == fold(heading) else side
    return heading if fold(own) == fold(heading) else own


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
    """Yield claims of the short lines beside the text; a line of a name confirms an author."""
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
            is_bare = claim.field == "author" and claim.place == "near"
            is_known = fold(claim.value) in authors or (not authors and number < _HEADED)
            if is_bare and not is_known:  # sections and links are written like names
                continue
            counts = claim.place == "labelled" or not is_after
            if counts and claim.field in ("date", "author", "outlet"):
                place: Place = "weak" if claim.place == "weak" else "shown"
                yield replace(claim, place=place, where=f"beside the text ({one_line(line, 80)})")
        is_after = is_after or is_prose(line)


def _library_authors(found: dict[str, str]) -> Iterator[Claim]:
    """Yield trafilatura's authors, whom it mostly takes from the page's data."""
    for part in filter(None, found.get("author", "").split("; ")):
        yield Claim("author", part, "data", LIBRARY)


def _library_day(found: dict[str, str], claims: list[Claim], language: str) -> Iterator[Claim]:
    """Yield htmldate's day, which counts little if the page shows it only in another place."""
    best = first_day(found.get("date", ""))
    if best:
        days = [claim for claim in claims if claim.field == "date" and claim.place != "weak"]
        seen = [first_day(claim.value, language) for claim in days]
        known = [day for day in seen if day and day.year]
        is_known = not known or any(day.covers(best) for day in known)
        yield Claim("date", found["date"], "library" if is_known else "weak", "htmldate")


def _placed(claims: list[Claim], base: str) -> Iterator[Claim]:
    """Yield the claims with absolute addresses.

    Those that give the outlet's front page as the report's address are left out.
    """
    for claim in claims:
        value = canonical(claim.value, base) if claim.field == "address" else claim.value
        if value and not (claim.field == "address" and is_front_page(value)):
            yield replace(claim, value=value)
