"""Check whether links still lead to a page; only on request, because this needs the network.

The address of a page that was taken down often redirects to the front page of its site.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from generator.check.keys import written
from generator.diagnostics.diagnostics import Place, Report
from generator.extras.advice.own_words import without_code
from generator.load.context import read_context
from generator.load.other_texts import parsed_files
from generator.model.layout import ARTICLES
from generator.read.document import Document
from generator.read.folder import list_path
from generator.read.web_addresses import is_front_page

_LINK = re.compile(r"(?:\]\(<?|<|(?<![\w(<]))(https://[^\s<>()\"]+(?:\([^\s<>()]*\)[^\s<>()\"]*)*)")
_TRAILING = ".,;:!?'\"*_"
_AT_ONCE = 8
_MOST_LINKS = 500
"""Maximum addresses requested in a run, since editors will not wait longer."""

Resolve = Callable[[str], str]
"""An address → its final address after redirects; empty if there is no response."""


def links_of(document: Document) -> Iterator[tuple[str, Place]]:
    """The https addresses an article links to: its source, the archived copy, those in its text."""
    for key in ("source", "archive"):
        url = document.front_matter.at(key, "url")
        if url is not None and written(url).startswith("https://"):
            yield written(url), url.place
    for match in _LINK.finditer(without_code(document.body)):
        address = match[1].rstrip(_TRAILING)
        yield address, document.place(match.start(1))


def check_online(links: Iterable[tuple[str, Place]], resolve: Resolve, report: Report) -> None:
    """Warn about links to a page that redirect to a front page.

    Each address is requested once. `resolve` is called from several threads, must not raise and
    must end.
    """
    places: dict[str, list[Place]] = {}
    for address, place in links:
        if not is_front_page(address):
            places.setdefault(address, []).append(place)
    asked = dict(islice(places.items(), _MOST_LINKS))
    help_line = "link to an archived copy of the page, or name the source without a link"
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        ends = pool.map(resolve, asked)
        for address, end in zip(asked, ends, strict=True):
            if not end or not is_front_page(end):
                continue
            message = f"'{address[:80]}' redirects to the front page {end[:80]}"
            for place in asked[address]:
                report.add(place, "link-to-home-page", message, help_line)


def check_links_online(root: Path, paths: Iterable[Path], resolve: Resolve, report: Report) -> None:
    """Report links that redirect to a front page, in some files, by default in all articles."""
    context = read_context(root, Report())
    if context is not None:
        whole = [root / ARTICLES]
        files = [file for path in paths or whole for file in list_path(path, root, Report())]
        documents = parsed_files(files, context, Report())
        links = [link for document in documents for link in links_of(document)]
        check_online(links, resolve, report)
