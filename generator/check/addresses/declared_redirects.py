"""Old addresses that articles, terms and pages list in `redirect_from`.

An old address redirects to the page that lists it, in any number of steps. It must not be the
address of a page, even on hosts that ignore case or omit `.html`.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from generator.check.fields import ARTICLE, Fields
from generator.diagnostics.diagnostics import Place, Report
from generator.model import address
from generator.model.article import Article
from generator.model.site import Site

_OLD_ADDRESS = re.compile(
    r"[a-z0-9][a-z0-9-]*(?:\.(?:html?|php|aspx?|jsp|cgi))?"
    r"(?:/[a-z0-9][a-z0-9-]*(?:\.(?:html?|php|aspx?|jsp|cgi))?)*\Z"
)
"""An old address of a page; it may end in `.html`, as in an earlier system."""

Locate = Callable[[str, str, str], Place]
"""Path of a file, front matter key, value of the key → its place."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address, the address it redirects to, and the place in a file that lists it."""

    old: str
    new: str
    path: str
    place: Place | None = None
    """None if it must be looked up in the file."""


def old_addresses(fields: Fields, taxonomies: Collection[str]) -> Iterator[str]:
    """Yield the valid paths in `redirect_from`, each with a final slash; report the others.

    An address is invalid if it is no path of this site, or one that only the generator uses.
    """
    for value, place in fields.texts_of("redirect_from", ARTICLE["redirect_from"]):
        path = value.strip("/").removesuffix("/index.html")
        if not _OLD_ADDRESS.match(path):
            help_line = "write the old path: articles/YYYY/MM/<slug>/"
            fields.report.add(
                place, "bad-slug", f"'{value[:60]}' is not a path of this site", help_line
            )
        elif use := address.generated(path, taxonomies):
            message = f"'/{path[:60]}' is reserved for {use}"
            help_line = (
                "remove it; a renamed term has `redirect_from: [<old slug>]` in its registry"
            )
            fields.report.add(place, "reserved-address", message, help_line)
        else:
            yield f"{path}/"


def of_articles(articles: Iterable[Article]) -> Iterator[Redirect]:
    """The old addresses that articles list."""
    for article in articles:
        for old in article.redirect_from:
            yield Redirect(old, article.address, article.path)


def declared(site: Site) -> Iterator[Redirect]:
    """Every old address that a public article, term or page lists.

    A draft may be a copy of a public article, so those of drafts have no effect in previews either.
    """
    yield from of_articles(article for article in site.published if article.public)
    for name, taxonomy in site.taxonomies.items():
        for term in taxonomy:
            for former in term.redirect_from:
                old, new = address.former_term(name, former), address.taxonomy(name)
                own = address.term(name, term.slug)
                # A slug that is listed as its own old one is a loop, even before it has a page.
                if site.has_page(name, term.slug) or old == own:
                    new = own
                yield Redirect(old, new, term.place.path, term.place)
    for document in site.documents:
        for old in document.redirect_from:
            yield Redirect(old, document.address, document.path)


def check_redirects(
    declared: Iterable[Redirect], live: Collection[str], locate: Locate, report: Report
) -> dict[str, str]:
    """Resolve redirects to `live` pages; report loops, old addresses of two pages, and live ones.

    Returns:
        Old address → the final page, without addresses that were reported.
    """
    by_old: dict[str, Redirect] = {}
    by_host: dict[str, Redirect] = {}
    for entry in sorted(declared, key=lambda redirect: redirect.path):
        first = by_host.setdefault(_on_hosts(entry.old), entry)
        if first.new == entry.new:
            by_old.setdefault(entry.old, entry)
        else:
            message = f"/{entry.old} already redirects to /{first.new}, as set in {first.path}"
            help_line = "keep it in one of them: an old address redirects to only one page"
            report.add(_place(entry, locate), "duplicate-redirect", message, help_line)
    # Remove redirects that lead back to themselves from `by_old`, and report each circle once.
    ways = [_way(old, by_old) for old in by_old]
    for circle in ways:
        start = circle[0]
        if circle[-1].new != start.old:
            continue
        del by_old[start.old]
        if start is not min(circle, key=lambda entry: (entry.path, entry.old)):
            continue
        way = " → ".join(f"/{entry.old}" for entry in (*circle, start))
        message = f"the redirects {way} never reach a page"
        help_line = "remove the page's own address from `redirect_from`"
        report.add(_place(start, locate), "redirect-loop", message, help_line)
    pages = {page.casefold(): page for page in live}
    for old, entry in list(by_old.items()):
        page = pages.get(_on_hosts(old))
        if page is not None:
            del by_old[old]
            message = f"many hosts serve the page at /{page} for /{old}"
            if page == old:
                message = f"/{page} is the address of a page"
            help_line = "remove it from `redirect_from`, or give that page another address first"
            report.add(_place(entry, locate), "redirect-over-page", message, help_line)
    return {old: _way(old, by_old)[-1].new for old in by_old}


def _on_hosts(old: str) -> str:
    """An address as seen by hosts that omit `.html`: `old.html/` is `old/`."""
    return f"{old.rstrip('/').removesuffix('.html')}/"


def _way(old: str, by_old: dict[str, Redirect]) -> list[Redirect]:
    """Follow redirects from an old address; return them in order, each once."""
    way: list[Redirect] = []
    while (entry := by_old.get(old)) and entry not in way:
        way.append(entry)
        old = entry.new
    return way


def _place(entry: Redirect, locate: Locate) -> Place:
    return entry.place or locate(entry.path, "redirect_from", entry.old)
