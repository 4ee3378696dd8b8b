"""A page as a report: what its head, its data and its marked elements claim, and what readers see.

The lines that a reader sees between headline and prose are read as those of a plain text, since
many pages mark nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.intake import linked, markup, metadata, plain
from generator.intake.address import canonical, is_front_page
from generator.intake.outlet import Outlets, looks_like_outlet
from generator.intake.raw import Claim, Raw, one_line
from generator.model.term import fold

_SEEN = 0.9
_MOST_SEEN = 60
_SUFFIX = re.compile(r"\s+(?:[|•·–—»:]|-|::|//)\s+")


def read(text: str, outlets: Outlets, address: str = "") -> Raw:
    """Read a page.

    Args:
        text: The whole HTML.
        outlets: The registry of outlets.
        address: Where the page stands, when the one who gave it knows.

    Raises:
        IntakeError: when there is no page to read.
    """
    tree = markup.parse(text)
    claims = list(metadata.in_head(tree))
    report = markup.report_of(tree)
    claims.extend(metadata.in_text(report))
    data, by_id = linked.articles(_data(tree))
    here = address or next((one.value for one in claims if one.field == "address"), "")
    title = next((one.value for one in claims if one.field == "title"), "")
    article = linked.choose(data, here, title)
    if article is not None:
        claims.extend(linked.claims(article, by_id))
    if saved := markup.saved_from(text):
        claims.append(Claim("address", saved, 0.83, "saved from"))
    body = markup.main_text(report, linked.body(article) if article is not None else "")
    claims.extend(_seen(report, outlets, claims))
    claims = [_placed(one, address or saved) for one in _told_apart(claims)]
    return Raw(_without_title(body, claims), tuple(one for one in claims if one.value), "page")


def _data(tree: markup.Element) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield script.text or ""


def _seen(report: markup.Element, outlets: Outlets, claims: list[Claim]) -> Iterator[Claim]:
    """What the lines about the prose say, from shortly before the headline on."""
    lines = [line for line in markup.lines_of(report) if line]
    heading = fold(next((one.value for one in claims if one.where == "h1"), ""))
    titles = {heading or fold(one.value) for one in _told_apart(claims) if one.field == "title"}
    at = next((index for index, line in enumerate(lines) if fold(line) in titles), 0)
    shown = plain.read("\n\n".join(lines[max(0, at - 2) : at + _MOST_SEEN]), outlets)
    for one in shown.claims:
        if one.field != "title" or not heading:
            where = one.where if "(" in one.where else "beside the text"
            yield Claim(
                one.field,
                one.value,
                round(one.weight * _SEEN, 3),
                re.sub(r"\Aline \d+", "beside the text", where),
            )


def _told_apart(claims: list[Claim]) -> Iterator[Claim]:
    """Titles without the outlet's name behind them; that name as a claim of its own."""
    sites = {fold(one.value) for one in claims if one.field == "outlet"}
    headings = {fold(one.value) for one in claims if one.field == "title" and one.where == "h1"}
    for one in claims:
        parts = _SUFFIX.split(one_line(one.value, 400)) if one.field == "title" else []
        if len(parts) > 1:
            head = one.value[: one.value.rfind(parts[-1])]
            head = re.sub(r"\s+(?:[|•·–—»:]|-|::|//)\s*\Z", "", head.rstrip())
            if fold(parts[0]) in headings:
                head = parts[0]
            if (
                fold(parts[-1]) in sites
                or fold(head) in headings
                or (one.where == "title element" and len(parts[-1].split()) <= 4)
            ):
                yield Claim("title", head, one.weight, one.where)
                if one.where == "title element":
                    named = fold(head) in headings or looks_like_outlet(parts[-1])
                    yield Claim("outlet", parts[-1], 0.62 if named else 0.5, "title element")
                continue
        yield one


def _placed(claim: Claim, base: str) -> Claim:
    """An address that is whole, and is not the outlet's front page."""
    if claim.field != "address":
        return claim
    whole = canonical(claim.value, base)
    good = whole and not is_front_page(whole)
    return Claim("address", whole if good else "", claim.weight, claim.where)


def _without_title(body: str, claims: list[Claim]) -> str:
    titles = {fold(one.value) for one in claims if one.field == "title"}
    first, _, rest = body.partition("\n\n")
    return rest if fold(first) in titles and rest else body
