"""Whether links still lead to a page; asked only when someone wants it, since it needs the network.

A page that was taken down often leads to the front page of its site, where nothing says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from generator.check.own_words import without_code
from generator.read import yaml
from generator.read.document import Document
from generator.read.text import position
from generator.read.web_addresses import is_front_page
from generator.report.diagnostics import Place, Report

_LINK = re.compile(r"(?:\]\(<?|<|(?<![\w(<]))(https://[^\s<>()\"]+(?:\([^\s<>()]*\)[^\s<>()\"]*)*)")
_TRAILING = ".,;:!?'\"*_"
_AT_ONCE = 8
_MOST_LINKS = 500
"""Links asked for in one run."""

Resolve = Callable[[str], str]
"""An address → the one it leads to in the end, or nothing when no page answers."""


def links_of(document: Document) -> Iterator[tuple[str, Place]]:
    """The https addresses an article links to: its source, the stored copy, those in its text."""
    for key in ("source", "archive"):
        entry = document.front_matter.entries.get(key)
        url = entry[1].entries.get("url") if entry and isinstance(entry[1], yaml.Mapping) else None
        if url and isinstance(url[1], yaml.Scalar) and url[1].value.startswith("https://"):
            yield url[1].value, url[1].place
    for match in _LINK.finditer(without_code(document.body)):
        line, column = position(document.body, match.start(1))
        place = Place(document.path, document.body_line + line - 1, column)
        yield match.group(1).rstrip(_TRAILING), place


def check_online(links: Iterable[tuple[str, Place]], resolve: Resolve, report: Report) -> None:
    """Warn of links to a page that lead to a front page instead.

    Args:
        links: Addresses with the places where they are written; each address is asked for once.
        resolve: Follows an address; called from several threads, it must not raise and must end.
        report: Gains a warning for every place of such a link.
    """
    places: dict[str, list[Place]] = {}
    for address, place in links:
        if not is_front_page(address):
            places.setdefault(address, []).append(place)
    asked = dict(islice(places.items(), _MOST_LINKS))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for address, end in zip(asked, pool.map(resolve, asked), strict=True):
            if end and is_front_page(end):
                for place in asked[address]:
                    report.add(
                        place,
                        "link-to-home-page",
                        f"'{address[:80]}' leads to {end[:80]}",
                        "link to a stored copy of the page, or name the source without a link",
                    )
