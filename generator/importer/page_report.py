"""A page as a report: its data, its visible lines, and the results of two libraries.

Many pages have no markup for their metadata, so the visible lines around the prose are read like
those of a plain text. trafilatura and htmldate find values that we miss. A value that only they
give gets the confidence measured for it, and counts only if the page shows it.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from generator.importer import html_page, page_data, text_report
from generator.importer.claims import Claim, IntakeError, Raw
from generator.importer.html_page import Element, text_of
from generator.importer.inert import one_line
from generator.importer.line_shapes import MARGIN, OUTLET, is_date_line, is_prose
from generator.importer.outlet import Outlets
from generator.importer.publication_date import claims_in_line
from generator.importer.words import alternatives
from generator.model.term import fold
from generator.read.web_addresses import canonical, is_front_page
from generator.read.written_days import first_day

_MOST_SEEN, _MOST_LINES, _AFTER_PROSE = 60, 600, 4
"""Maximum lines after the headline, on the page, and after the prose: all training bylines are within."""
_SUFFIX = re.compile(r"\s+(?:[|•·–—»:]|-|::|//)\s+|: ")
_LONGEST_SITE = 6
"""Maximum words of a site's name beside a title."""
_NOTICE = re.compile(alternatives("html", "notices"), re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,5}\)(https?://\S{4,1500})", re.IGNORECASE)
_CHANGED = re.compile(r"modif|updat|revis|expir", re.IGNORECASE)
_MODIFIED = re.compile(r'"date(?:Modified|Updated)"\s*:\s*"[^"]{0,60}"')
_LONGEST_LINE = 160


def read(text: str, outlets: Outlets, address: str = "", today: dt.date | None = None) -> Raw:
    """Read a page from its HTML, its address if known, and the last possible date.

    Raises:
        IntakeError: the input is not a page or has no text.
    """
    tree = html_page.parse(text)
    claims = list(page_data.in_head(tree))
    nodes, by_id = page_data.articles(tree)
    article = page_data.choose(nodes, address or _first(claims, "address"), _first(claims, "title"))
    if article is not None:
        claims.extend(page_data.claims(article, by_id))
    comment = _SAVED_FROM.search(
        text[:4_000]
    )  # the address that browsers write into the pages they save
    saved = comment[1].rstrip("->") if comment else ""
    if saved:
        claims.append(Claim("address", saved, "data/other", "saved from"))
    claims = list(_titles(tree, claims))
    tree = html_page.without_surroundings(tree)
    lines = html_page.lines_of(tree)[:_MOST_LINES]
    titles = {fold(claim.value) for claim in claims if claim.field == "title"}
    above, shown = _about_report(lines, titles)
    body = html_page.main_text(tree, page_data.body(article) if article is not None else "", shown)
    language = _first(claims, "language").replace("_", "-")
    headings = {
        fold(text_of(heading, 400)) for heading in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")
    }
    for line in (line for line in above if is_date_line(line, language)):
        for claim in claims_in_line(line, "above the headline", language):
            kind = (
                "shown/above" if claim.kind == "text/line" else claim.kind.replace("text", "shown")
            )
            claims.append(replace(claim, kind=kind))
    claims.extend(_seen(shown, outlets, bool(titles), language, headings))
    claims.extend(_library(tree, lines, shown, str(today or dt.date.today()), language))
    first, _, rest = body.partition("\n\n")
    headed = rest and fold(first) in {
        fold(claim.value) for claim in claims if claim.field == "title"
    }
    body = rest if headed else body
    if not any(
        is_prose(line) and not _NOTICE.search(line[:_LONGEST_LINE]) for line in body.split("\n")
    ):
        raise IntakeError(
            "the page has no text of a report; a page that scripts build must be saved from a browser"
        )
    return Raw(body, tuple(_placed(claims, address or saved)))


def _first(claims: list[Claim], field: str) -> str:
    return next((claim.value for claim in claims if claim.field == field), "")


def _placed(claims: list[Claim], base: str) -> Iterator[Claim]:
    """The claims with absolute addresses, without those that give the outlet's front page."""
    for claim in claims:
        value = canonical(claim.value, base) if claim.field == "address" else claim.value
        if value and not (claim.field == "address" and is_front_page(value)):
            yield replace(claim, value=value)


def _titles(tree: Element, claims: list[Claim]) -> Iterator[Claim]:
    """The claims, with the outlet's name removed from titles, and those of headings and title element."""
    sites = {fold(claim.value) for claim in claims if claim.field == "outlet"}
    headings = page_data.headings(tree)
    element = next((text_of(title, 400) for title in tree.iter("title")), "")
    parts = {fold(part) for part in _SUFFIX.split(element)}
    in_data = {fold(claim.value) for claim in claims if claim.field == "title"}
    if parts & in_data:  # so the other parts of the title element name the site
        sites |= parts - in_data
    real = [heading for heading in headings if fold(heading) not in sites] or headings[:1]
    known = {fold(heading) for heading in real} | in_data
    for claim in claims:
        bare = (
            _without_site(claim.value, sites, known)[0] if claim.field == "title" else claim.value
        )
        yield replace(claim, value=bare)
    for number, heading in enumerate(real):
        yield Claim("title", heading, "shown/second" if number else "shown/heading", "h1")
    if element:
        bare, site = _without_site(element, sites, known)
        yield Claim("title", bare, "title", "title element")
        if site and (fold(bare) in known or OUTLET.search(site)):
            yield Claim("outlet", site, "title", "title element")


def _without_site(title: str, sites: set[str], known: set[str]) -> tuple[str, str]:
    """A title without the site's name before or after it, and the site's name."""
    match = None
    for match in _SUFFIX.finditer(title):
        before, after = title[: match.start()].strip(), title[match.end() :].strip()
        if fold(after) in sites or (fold(before) in known and len(after.split()) <= _LONGEST_SITE):
            return before, _SUFFIX.split(after)[-1]
        if fold(before) in sites or (fold(after) in known and len(before.split()) <= _LONGEST_SITE):
            return after, before
    short = match and match.group() != ": " and len(title[match.end() :].split()) <= 4
    if match and short and fold(title) not in known:
        return title[: match.start()].strip(), title[match.end() :].strip()
    return title, ""


def _about_report(lines: list[str], titles: set[str]) -> tuple[list[str], list[str]]:
    """The two lines before the headline, and those from the headline to shortly after the prose."""
    at = next((index for index, line in enumerate(lines) if fold(line) in titles), 0)
    near = lines[at : at + _MOST_SEEN]
    margin = next(
        (index for index, line in enumerate(near) if index > 2 and MARGIN.match(line)), len(near)
    )
    near = near[:margin]
    last = max((index for index, line in enumerate(near) if is_prose(line)), default=len(near))
    return lines[max(0, at - 2) : at], near[: last + _AFTER_PROSE]


def _seen(
    shown: list[str], outlets: Outlets, headed: bool, language: str, headings: set[str]
) -> Iterator[Claim]:
    """Claims from the lines around the prose; a heading that looks like a name is not an author."""
    for claim in text_report.read("\n\n".join(shown), outlets, language, of_page=True).claims:
        is_heading = claim.kind == "text/name" and fold(claim.value) in headings
        if not is_heading and not (claim.field == "title" and headed):
            where = re.sub(r"\Aline \d+", "beside the text", claim.where)
            yield replace(claim, kind=claim.kind.replace("text", "shown"), where=where)


def _library(
    tree: Element, lines: list[str], shown: list[str], today: str, language: str
) -> Iterator[Claim]:
    """Values that trafilatura and htmldate return and the page shows."""
    metadata = html_page.library_metadata(tree, today)
    if title := metadata.get("title"):
        yield Claim("title", title, "library", "trafilatura")
    for name in filter(None, metadata.get("author", "").split("; ")):
        yield Claim("author", name, "library", "trafilatura")
    if date := metadata.get("date"):
        kind, where = _place_of(date, tree, lines, shown, language)
        if kind:
            yield Claim("date", date, kind, where)


def _place_of(
    date: str, tree: Element, lines: list[str], shown: list[str], language: str
) -> tuple[str, str]:
    """The source of htmldate's date: the page's data, text beside the report, or elsewhere.

    A date that the page does not contain is ignored: it comes from a month, a year or a copyright
    line. So is a date that occurs only after words such as `licence` or `joined`.
    """
    day = first_day(date)
    for line in lines:
        for claim in claims_in_line(line[:_LONGEST_LINE], "", language):
            if first_day(claim.value, language) == day and claim.kind != "text/other":
                kind = "library" if line in shown and not is_prose(line) else "library/elsewhere"
                return kind, f"htmldate ({one_line(line, 80)})"
    year, month, number = date.split("-")
    written = re.compile(rf"{year}[-/.]?0?{int(month)}[-/.]?0?{int(number)}(?!\d)")
    for element in tree.iter("meta", "script", "link"):
        name = " ".join(element.get(key) or "" for key in ("name", "property", "itemprop"))
        text = f"{element.get('content') or ''} {element.get('href') or ''} {element.text or ''}"
        if "itemListElement" in text:  # the days of other reports
            continue
        if not _CHANGED.search(name) and written.search(_MODIFIED.sub("", text[:200_000])):
            return "library", f"htmldate ({element.tag} element)"
    return "", ""
