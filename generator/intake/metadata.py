"""What a page says of itself in its head and in marked elements: Open Graph, Highwire, Dublin Core, HTML.

Each way of saying has a weight, how often it is right on real pages. Days of change are no claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from generator.intake import byline
from generator.intake.markup import Element, names_of, text_of
from generator.intake.published import claims_in_line, is_of_something_else
from generator.intake.raw import Claim, Field, one_line

_META: dict[str, tuple[Field, float]] = {
    "og:title": ("title", 0.9),
    "citation_title": ("title", 0.93),
    "twitter:title": ("title", 0.8),
    "dc.title": ("title", 0.85),
    "dcterms.title": ("title", 0.85),
    "parsely-title": ("title", 0.85),
    "sailthru.title": ("title", 0.8),
    "article:published_time": ("date", 0.95),
    "og:article:published_time": ("date", 0.94),
    "og:published_time": ("date", 0.9),
    "citation_publication_date": ("date", 0.93),
    "citation_online_date": ("date", 0.9),
    "citation_date": ("date", 0.88),
    "datepublished": ("date", 0.93),
    "parsely-pub-date": ("date", 0.92),
    "sailthru.date": ("date", 0.88),
    "pubdate": ("date", 0.9),
    "publishdate": ("date", 0.9),
    "publish-date": ("date", 0.9),
    "publish_date": ("date", 0.9),
    "published_at": ("date", 0.9),
    "publication_date": ("date", 0.9),
    "originalpublicationdate": ("date", 0.9),
    "article.published": ("date", 0.9),
    "article_date_original": ("date", 0.9),
    "cxenseparse:recs:publishtime": ("date", 0.9),
    "dc.date.issued": ("date", 0.88),
    "dcterms.issued": ("date", 0.88),
    "dc.date.created": ("date", 0.82),
    "dcterms.created": ("date", 0.82),
    "dc.date": ("date", 0.75),
    "dcterms.date": ("date", 0.75),
    "date": ("date", 0.72),
    "citation_author": ("author", 0.93),
    "parsely-author": ("author", 0.86),
    "byl": ("author", 0.86),
    "author": ("author", 0.8),
    "dc.creator": ("author", 0.8),
    "dcterms.creator": ("author", 0.8),
    "sailthru.author": ("author", 0.8),
    "article:author": ("author", 0.75),
    "og:article:author": ("author", 0.75),
    "og:site_name": ("outlet", 0.86),
    "dc.publisher": ("outlet", 0.8),
    "citation_journal_title": ("outlet", 0.7),
    "publisher": ("outlet", 0.7),
    "application-name": ("outlet", 0.66),
    "apple-mobile-web-app-title": ("outlet", 0.62),
    "og:url": ("address", 0.88),
    "citation_public_url": ("address", 0.85),
    "citation_abstract_html_url": ("address", 0.85),
    "twitter:url": ("address", 0.8),
    "content-language": ("language", 0.6),
    "dc.language": ("language", 0.7),
    "dcterms.language": ("language", 0.7),
    "citation_language": ("language", 0.75),
    "og:locale": ("language", 0.55),
}
_DATED = re.compile(
    r"(?:^|[\s_-])(?:pub\w*|date\w*|time|timestamp|posted\w*|datum|data|tarix|tarih|дата)(?=$|[\s_-])|"
    r"(?:post|entry|article|news|story)Date|publish",
    re.IGNORECASE,
)
_NOT_DATED = re.compile(
    r"updat|modif|event|copyright|calendar|deadline|comment|change|edit|expir|reading", re.IGNORECASE
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline\w*|author\w*|writer|reporter|contributor|autor\w*|auteur|автор|yazar\w*|"
    r"muhabir\w*|muxbir\w*|müxbir\w*|redakteur\w*|signature|muellif|müəllif)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NOT_BYLINE = re.compile(
    r"comment|bio\b|avatar|image|photo|social|follow|share|related|credit|date|time", re.IGNORECASE
)
_ANY_DATE = re.compile(
    r"(?:publi\w*|issued?|article)[-_.:]?(?:date|time|on|at)\b|date[-_.:]?(?:publi|issued)", re.IGNORECASE
)
_ANY_AUTHOR = re.compile(
    r"(?:\A|[-_.:]|article|page|post)(?:author|writer|byline)(?:[-_.:]?name)?\Z", re.IGNORECASE
)
_MOST_ELEMENTS, _MOST_METAS = 40_000, 1_000
_LONGEST_LINE = 160
_LIKELY = 0.5
_PROSE = 160


def in_head(tree: Element) -> Iterator[Claim]:
    """Claims of the head: meta and link elements, the title, the page's language."""
    label: dict[str, str] = {}
    for meta in islice(tree.iter("meta"), _MOST_METAS):
        content = one_line(meta.get("content") or "", 1_000)
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if not name or not content:
                continue
            if name.startswith(("twitter:label", "twitter:data")):
                label[name] = content
            if found := _field_of(name):
                field, weight = found
                yield Claim(
                    field,
                    content.replace("_", "-") if field == "language" else content,
                    weight,
                    f"meta {name}",
                )
    yield from _labelled(label)
    for link in islice(tree.iter("link"), _MOST_METAS):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield Claim("address", link.get("href") or "", 0.95, "link rel=canonical")
    if (
        language := tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or tree.get("xml:lang")
    ):
        yield Claim("language", language, 0.7, "html lang")
    title = next((text_of(one, 400) for one in tree.iter("title")), "")
    if title:
        yield Claim("title", title, 0.7, "title element")


def _field_of(name: str) -> tuple[Field, float] | None:
    """What a meta element's name stands for: a known name, or one that says it in another way."""
    if name in _META:
        return _META[name]
    if _ANY_DATE.search(name) and not _NOT_DATED.search(name):
        return "date", 0.85
    if _ANY_AUTHOR.search(name) and not _NOT_BYLINE.search(name):
        return "author", 0.76
    return None


def _labelled(label: dict[str, str]) -> Iterator[Claim]:
    """Twitter's free pairs, which blogs use for the writer."""
    for number in ("1", "2"):
        if re.match(
            r"written by|author|verfasst von|écrit par|автор",
            label.get(f"twitter:label{number}", ""),
            re.IGNORECASE,
        ):
            yield Claim("author", label.get(f"twitter:data{number}", ""), 0.75, f"meta twitter:data{number}")


def in_text(report: Element) -> Iterator[Claim]:
    """Claims of marked elements about the text: headings, times, bylines, microdata."""
    dates = authors = 0
    started = False
    headings = 0
    for count, element in enumerate(report.iter()):
        if count > _MOST_ELEMENTS:
            return
        if not isinstance(element.tag, str):
            continue
        if element.tag == "h1" and (title := text_of(element, 400)):
            headings += 1
            yield Claim("title", title, 0.88 if headings == 1 else 0.5, "h1")
        prose = element.tag == "p" and len(text_of(element, 400)) > _PROSE
        started = started or prose
        found = [] if prose else list(_date(element, late=dates > 0 or started))
        dates += any(one.weight > _LIKELY for one in found)
        yield from found
        if not prose and authors < 12:
            named = list(_author(element, late=started))
            authors += len(named)
            yield from named


def _date(element: Element, *, late: bool) -> Iterator[Claim]:
    item, names = (element.get("itemprop") or "").lower(), names_of(element)
    stamp = element.get("datetime") or (element.get("content") if item == "datepublished" else None)
    if element.tag == "meta" or item == "datemodified" or _NOT_DATED.search(names):
        return
    marked = item == "datepublished" or element.get("pubdate") is not None
    if element.tag == "time" or marked:
        published = marked or "publish" in names.lower()
        weight = 0.93 if published else 0.45 if late else 0.84
        if is_of_something_else(_before(element)):
            weight = 0.3
        shown = f"{element.tag} element ({text_of(element, 80)})"
        yield Claim("date", stamp or text_of(element, 120), weight, shown)
        return
    line = text_of(element, _LONGEST_LINE + 1)
    if _DATED.search(names) and 5 < len(line) <= _LONGEST_LINE and element.find(".//time") is None:
        yield from claims_in_line(line, f"element '{one_line(names, 40)}'", scale=0.5 if late else 0.92)


def _before(element: Element) -> str:
    """The words just before an element, in its own and its parent's text."""
    own = (element.text or "")[:40] if re.search(r"\D{5}", element.text or "") else ""
    before = element.getprevious()
    parent = element.getparent()
    said = (
        before.tail or text_of(before, 60)
        if before is not None
        else parent.text
        if parent is not None
        else ""
    ) or ""
    return f"{said[-50:]} {re.split(r'[0-9]', own)[0]}"


def _author(element: Element, *, late: bool) -> Iterator[Claim]:
    item, rel, names = (element.get("itemprop") or "").lower(), element.get("rel") or "", names_of(element)
    if element.tag in ("meta", "link", "html", "body") or _NOT_BYLINE.search(names):
        return
    marked = "author" in rel.split() or item in ("author", "creator")
    if not marked and not _BYLINE.search(names):
        return
    if any(_is_byline(inner) for inner in element.iterdescendants()):
        return
    line = text_of(element, _LONGEST_LINE + 1)
    if not 3 < len(line) <= _LONGEST_LINE or not byline.names(line):
        return
    weight = 0.84 if marked else 0.78
    yield Claim(
        "author",
        line,
        weight * (0.75 if late else 1),
        "rel=author" if marked else f"element '{one_line(names, 40)}'",
    )


def _is_byline(element: Element) -> bool:
    names = names_of(element)
    if not isinstance(element.tag, str) or _NOT_BYLINE.search(names):
        return False
    marked = "author" in (element.get("rel") or "").split() or element.get("itemprop") in (
        "author",
        "creator",
    )
    return (marked or _BYLINE.search(names) is not None) and bool(
        byline.names(text_of(element, _LONGEST_LINE))
    )
