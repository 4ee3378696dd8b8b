"""Build the addresses of all pages, which never change once published.

An address is a path from the site's root without a leading slash, ending in a
slash: `agencies/az-sss/`. In composed HTML it is preceded by `ROOT`, a character
that content must not contain; each page replaces it with the path up (`../../`).
"""

import datetime as dt
import re
from collections.abc import Collection
from functools import cache

from anyascii import anyascii

CONTENT = "c-"
"""Begins the name of every part that a text of content has, such as `c-fn-1`, a footnote."""
ROOT = "\x01"
EDITIONS = "editions/"
"""The list of weekly editions."""
ADDED = "added/"
"""The most recently added articles."""
DRAFTS = "drafts/"
"""The articles that only previews show."""
DESK = "desk/"
"""The editors' desk, which only previews have."""
NAMES = "names/"
"""The A–Z index of all registered names."""
REPORT = "report/"
"""The state of the digest, which earlier versions published."""
CORRECTIONS = "corrections/"
"""The log of corrections and retractions."""
SEARCH = "search/"
SUBSCRIBE = "subscribe/"
"""The page with feeds and newsletters."""
DATA = "data/"
"""The digest as data, with documentation."""
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_DATED = re.compile(r"\A\d{4}-\d{2}-\d{2}-")


def slugify(text: str, most: int = 0) -> str:
    """Turn any text into an ASCII slug, by transliteration: `Dövlət` gives `dovlet`.

    It has at most `most` characters, if this is not 0, and is cut between words where possible.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")
    if not 0 < most < len(slug):
        return slug
    whole_words, _, _ = slug[: most + 1].rpartition("-")
    return whole_words or slug[:most]


def slug_of_file(stem: str) -> str:
    """A file's default slug: its name without a leading date."""
    return _DATED.sub("", stem) or stem


@cache
def article(date: dt.date, slug: str) -> str:
    """The address of an article, by the year and month of its date."""
    return f"articles/{date.year:04d}/{date.month:02d}/{slug}/"


def taxonomy(name: str) -> str:
    """The address of the page that lists all terms of a taxonomy."""
    return f"{name}/"


def term(taxonomy_name: str, slug: str) -> str:
    """The address of a term's page."""
    return f"{taxonomy_name}/{slug}/"


def former_term(taxonomy_name: str, old: str) -> str:
    """A term's earlier page: `old` is its old slug, or its old taxonomy and slug, as in `a/b`."""
    return f"{old}/" if "/" in old else term(taxonomy_name, old)


def crossing(taxonomy_name: str, row: str, column: str) -> str:
    """The address of the page of two terms, below the first term's page."""
    return f"{taxonomy_name}/{row}/{column}/"


def archive(year: int | None = None, month: int | None = None) -> str:
    """The address of the whole archive, of a year, or of a month."""
    parts = ["archive"]
    if year is not None:
        parts.append(f"{year:04d}")
    if month is not None:
        parts.append(f"{month:02d}")
    return "/".join(parts) + "/"


def edition(year: int, week: int) -> str:
    """The address of a weekly edition, by ISO 8601 year and week."""
    return f"editions/{year:04d}-W{week:02d}/"


_FIXED = {
    "": "the front page",
    "404": "the page for missing addresses",
    "added": "the newest additions",
    "api": "data files",
    "articles": "articles",
    "assets": "the theme's files",
    "atom": "feeds",
    "data": "data files",
    "desk": "the editors' desk",
    "drafts": "the list of drafts",
    "feed": "feeds",
    "feeds": "feeds",
    "index": "the front page",
    "matrix": "the table of crossings",
    "names": "the index of names",
    "pagefind": "the search index",
    "report": "the state of the digest",
    "robots": "search engines",
    "rss": "feeds",
    "schema": "data files",
    "search": "the search page and its files",
    "sitemap": "sitemaps",
    "subscribe": "the page about feeds",
}
FOLDERS = ("404", "api", "assets", "data", "matrix", "pagefind", "schema", "search")
"""First parts of addresses that are reserved for the generator."""
_BY_TIME = re.compile(
    r"(?:(archive|articles)(?:/\d{4}(?:/\d{2})?)?|(corrections)(?:/\d{4})?|"
    r"(editions)(?:/\d{4}-w\d{2})?)\Z"
)


def generated(path: str, taxonomies: Collection[str]) -> str:
    """The purpose for which the generator reserves an address; "" if it is free.

    Plain pages and redirects may only have addresses for which this returns nothing: a redirect at
    `agencies/az-sss/ransomware` would block the page of that crossing as soon as there is one.

    Args:
        path: An address without the slashes around it. Capitals and a final `.html` make no
            difference, because they make none on many hosts.
        taxonomies: The names of the site's taxonomies.
    """
    path = path.casefold().removesuffix(".html")
    first, *rest = path.split("/")
    if first in taxonomies and len(rest) <= 2 and all(map(SLUG.match, rest)):
        purposes = (f"the list of {first}", f"pages of {first}", f"years and crossings of {first}")
        return purposes[len(rest)]
    if first in _FIXED and (not rest or first in FOLDERS):
        return _FIXED[first]
    by_time = _BY_TIME.match(path)
    if by_time:
        return f"pages of the {by_time[by_time.lastindex or 0]}"
    return ""


def up(address: str) -> str:
    """The relative path from a page to the site's root: `./`, or `../` for each level."""
    return "../" * address.count("/") or "./"


def resolve(html: str, address: str) -> str:
    """Make every internal link in HTML relative to its page."""
    return html.replace(ROOT, up(address))


_WAY = re.compile(rf"{ROOT}((?:\.\./)*)")


def with_base(html: str, base: str) -> str:
    """Make every internal link in HTML absolute.

    `base` is the address of the digest with a final slash. `../` leads out of a digest that is
    below a path, to the other pages of its site.
    """
    if f"{ROOT}../" not in html:
        return html.replace(ROOT, base)
    folder = base.rstrip("/")

    def parent(way: re.Match[str]) -> str:
        levels = way[1].count("/")
        return f"{folder.rsplit('/', levels)[0]}/" if levels else base

    return _WAY.sub(parent, html)


_LINK = re.compile(
    r"""(<[^<>]*\s(?:href|action)="|<meta http-equiv="refresh" content="0; url=)([^"?#]*)"""
)
"""Matches the path of a link. A text cannot match, because its `<` is written as an entity."""


def as_files(html: str) -> str:
    """Change links in a finished page from folders, `x/`, to files, `x/index.html`.

    So a site works when it is opened from a folder, without a server that serves index.html for a
    folder.
    """
    return _LINK.sub(lambda found: found[1] + _file(found[2]), html)


def _file(path: str) -> str:
    is_relative = ":" not in path and not path.startswith("/")
    last = path.rpartition("/")[2]
    if not is_relative or not path or last not in ("", ".", ".."):
        return path
    return f"{path.removesuffix('/')}/index.html"
