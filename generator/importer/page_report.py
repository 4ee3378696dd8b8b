"""A page as a report: its data, its visible lines, and two libraries as witnesses.

Many pages mark nothing, so the lines that a reader sees about the prose are read as those of a plain
text. trafilatura and htmldate find what our reading misses; a value that only they give is believed
as often as it was right, and only when the page shows it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from generator.importer import byline, html_page, page_data, text_report
from generator.importer.html_page import Element, text_of
from generator.importer.line_shapes import MARGIN, is_date_line, is_prose, looks_like_outlet
from generator.importer.outlet import Outlets
from generator.importer.publication_date import claims_in_line
from generator.importer.raw import Claim, Raw, one_line
from generator.importer.written_days import first_day
from generator.model.term import fold
from generator.read.web_addresses import canonical, is_front_page

_MOST_SEEN, _MOST_LINES, _AFTER_PROSE = 60, 600, 4
_SUFFIX = re.compile(r"\s+(?:[|•·–—»:]|-|::|//)\s+|: ")
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline\w*|author\w*|writer|reporter|contributor|autor\w*|auteur|автор|yazar\w*|"
    r"muhabir\w*|m[uü]xbir\w*|redakteur\w*|signature|m[uü][eə]llif)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NOT_BYLINE = re.compile(
    r"comment|bio\b|avatar|image|photo|social|follow|share|related|credit|date|time|tag", re.IGNORECASE
)
_CHANGED = re.compile(r"modif|updat|revis|expir", re.IGNORECASE)
_MODIFIED = re.compile(r'"date(?:Modified|Updated)"\s*:\s*"[^"]{0,60}"')
_LONGEST_LINE, _MOST_ELEMENTS, _MOST_AUTHORS = 160, 40_000, 12


def read(text: str, outlets: Outlets, address: str = "", today: dt.date | None = None) -> Raw:
    """Read a page.

    Args:
        text: The whole HTML.
        outlets: The registry of outlets.
        address: The page's address, when the one who gave it knows.
        today: The last day that a date may name.

    Raises:
        IntakeError: when there is no page to read.
    """
    tree = html_page.parse(text)
    claims = list(page_data.in_head(tree))
    data, by_id = page_data.articles(tree)
    here = address or next((one.value for one in claims if one.field == "address"), "")
    title = next((one.value for one in claims if one.field == "title"), "")
    article = page_data.choose(data, here, title)
    if article is not None:
        claims.extend(page_data.claims(article, by_id))
    saved = html_page.saved_from(text)
    if saved:
        claims.append(Claim("address", saved, "data/other", "saved from"))
    claims = list(_titles(tree, claims))
    tree = html_page.without_surroundings(tree)
    lines = html_page.lines_of(tree)[:_MOST_LINES]
    above, shown = _about_report(lines, {fold(one.value) for one in claims if one.field == "title"})
    body = html_page.main_text(tree, page_data.body(article) if article is not None else "", shown)
    language = next((one.value for one in claims if one.field == "language"), "")
    claims.extend(_above(above, language))
    headings = {fold(text_of(one, 400)) for one in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")}
    claims.extend(_seen(shown, outlets, claims, language, headings))
    claims.extend(_marked_authors(tree))
    claims.extend(_library(tree, lines, shown, str(today or dt.date.today()), language))
    placed = [_placed(one, address or saved) for one in claims]
    return Raw(_without_title(body, claims), tuple(one for one in placed if one.value), "page")


def _titles(tree: Element, claims: list[Claim]) -> Iterator[Claim]:
    """The claims, their titles without the outlet's name, and those of headings and title element."""
    sites = {fold(one.value) for one in claims if one.field == "outlet"}
    headings = page_data.headings(tree)
    element = next((text_of(one, 400) for one in tree.iter("title")), "")
    parts = _SUFFIX.split(element)
    said = {fold(one.value) for one in claims if one.field == "title"}
    real = [one for one in headings if fold(one) not in sites and not _is_site(one, parts, said)] or headings[
        :1
    ]
    known = {fold(one) for one in real} | said
    for one in claims:
        yield (
            Claim("title", _bare(one.value, sites, known)[0], one.kind, one.where)
            if one.field == "title"
            else one
        )
    for number, heading in enumerate(real):
        yield Claim("title", heading, "shown/second" if number else "shown/heading", "h1")
    if element:
        bare, site = _bare(element, sites, known)
        yield Claim("title", bare, "title", "title element")
        if site and (fold(bare) in known or looks_like_outlet(site)):
            yield Claim("outlet", site, "title", "title element")


def _is_site(heading: str, parts: list[str], said: set[str]) -> bool:
    """Whether a heading is the part of the title element that names the site."""
    named = fold(heading) in {fold(part) for part in parts} and len(parts) > 1
    return named and fold(heading) not in said and any(fold(part) in said for part in parts)


def _bare(title: str, sites: set[str], known: set[str]) -> tuple[str, str]:
    """A title without the site's name before or after it, and that name."""
    for match in _SUFFIX.finditer(title):
        before, after = title[: match.start()].strip(), title[match.end() :].strip()
        if fold(after) in sites or (fold(before) in known and len(after.split()) <= 6):
            return before, _SUFFIX.split(after)[-1]
        if fold(before) in sites or (fold(after) in known and len(before.split()) <= 6):
            return after, before
    parts = list(_SUFFIX.finditer(title))
    last = parts[-1] if parts else None
    if last and last.group() != ": " and fold(title) not in known and len(title[last.end() :].split()) <= 4:
        return title[: last.start()].strip(), title[last.end() :].strip()
    return title, ""


def _about_report(lines: list[str], titles: set[str]) -> tuple[list[str], list[str]]:
    """The two lines before the headline, and those from it to shortly after the prose."""
    at = next((index for index, line in enumerate(lines) if fold(line) in titles), 0)
    near = lines[at : at + _MOST_SEEN]
    margin = next((index for index, line in enumerate(near) if index > 2 and MARGIN.match(line)), len(near))
    near = near[:margin]
    last = max((index for index, line in enumerate(near) if is_prose(line)), default=len(near))
    return lines[max(0, at - 2) : at], near[: last + _AFTER_PROSE]


def _above(lines: list[str], language: str) -> Iterator[Claim]:
    """The days of lines of little but a day above the headline."""
    for line in lines:
        for one in (
            claims_in_line(line, "above the headline", language) if is_date_line(line, language) else ()
        ):
            yield Claim(
                "date", one.value, "shown/other" if one.kind == "text/other" else "shown/above", one.where
            )


def _seen(
    shown: list[str], outlets: Outlets, claims: list[Claim], language: str, headings: set[str]
) -> Iterator[Claim]:
    """What the lines about the prose say; a heading that looks like a name is no writer's."""
    headed = any(one.field == "title" for one in claims)
    for one in text_report.read("\n\n".join(shown), outlets, language, of_page=True).claims:
        is_heading = one.kind == "text/name" and fold(one.value) in headings
        if not is_heading and (one.field != "title" or not headed):
            where = re.sub(r"\Aline \d+", "beside the text", one.where)
            kind = one.kind.replace("text", "shown")
            yield Claim(one.field, one.value, kind, where)


def _marked_authors(tree: Element) -> Iterator[Claim]:
    """Elements that are called author and come before the prose."""
    found = 0
    for count, element in enumerate(tree.iter()):
        if count > _MOST_ELEMENTS or found > _MOST_AUTHORS:
            return
        if element.tag == "p" and is_prose(text_of(element, 400)):
            return
        line = text_of(element, _LONGEST_LINE + 1) if _is_byline(element) else ""
        if not 3 < len(line) <= _LONGEST_LINE or not byline.names(line):
            continue
        if not any(_is_byline(one) and byline.names(text_of(one)) for one in element.iterdescendants()):
            found += 1
            yield Claim("author", line, "shown/marked", f"element '{one_line(_names_of(element), 40)}'")


def _names_of(element: Element) -> str:
    """What a page's maker calls an element."""
    return " ".join(element.get(one) or "" for one in ("class", "id", "rel", "itemprop")).strip()


def _is_byline(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("meta", "link", "html", "body"):
        return False
    names = _names_of(element)
    return _BYLINE.search(names) is not None and not _NOT_BYLINE.search(names)


def _library(tree: Element, lines: list[str], shown: list[str], today: str, language: str) -> Iterator[Claim]:
    """What trafilatura and htmldate find and the page shows."""
    found = html_page.library_metadata(tree, today)
    if title := found.get("title"):
        yield Claim("title", title, "library", "trafilatura")
    for name in found.get("author", "").split("; "):
        if name:
            yield Claim("author", name, "library", "trafilatura")
    if date := found.get("date"):
        kind, where = _place_of(date, tree, lines, shown, language)
        if kind:
            yield Claim("date", date, kind, where)


def _place_of(date: str, tree: Element, lines: list[str], shown: list[str], language: str) -> tuple[str, str]:
    """How well htmldate's day is founded: in the page's data, beside the text, or elsewhere.

    A day that the page names nowhere was made of a month, a year or a copyright line, and one that
    only follows words such as `licence` or `joined` is the day of something else: neither counts.
    """
    day = first_day(date)
    for line in lines:
        for claim in claims_in_line(line[:_LONGEST_LINE], "", language):
            if first_day(claim.value, language) == day and claim.kind != "text/other":
                kind = "library" if line in shown and not is_prose(line) else "library/elsewhere"
                return kind, f"htmldate ({one_line(line, 80)})"
    year, month, dom = date.split("-")
    written = re.compile(rf"{year}[-/.]?0?{int(month)}[-/.]?0?{int(dom)}(?!\d)")
    for element in tree.iter("meta", "script", "link"):
        name = f"{element.get('name') or ''} {element.get('property') or ''} {element.get('itemprop') or ''}"
        text = f"{element.get('content') or ''} {element.get('href') or ''} {element.text or ''}"
        if not _CHANGED.search(name) and written.search(_MODIFIED.sub("", text[:200_000])):
            return "library", f"htmldate ({element.tag} element)"
    return "", ""


def _placed(claim: Claim, base: str) -> Claim:
    """An address that is whole, and is not the outlet's front page."""
    if claim.field != "address":
        return claim
    whole = canonical(claim.value, base)
    good = whole and not is_front_page(whole)
    return Claim("address", whole if good else "", claim.kind, claim.where)


def _without_title(body: str, claims: list[Claim]) -> str:
    titles = {fold(one.value) for one in claims if one.field == "title"}
    first, _, rest = body.partition("\n\n")
    return rest if fold(first) in titles and rest else body
