"""The few values of an article that are compared with those of all others, to find duplicates.

They are stored with the checked article, so that no other file is read for a comparison.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from generator.check.editorial.lexicon import words
from generator.diagnostics.diagnostics import Place
from generator.model.article import Article
from generator.read.document import Document
from generator.read.web_addresses import identity, is_front_page

_AMP_CACHE = re.compile(
    r"https?://(?:[a-z0-9-]+\.cdn\.ampproject\.org/(?:[a-z]/)?(?:s/)?|"
    r"(?:www\.)?google\.[a-z.]+/amp/(?:s/)?)"
    r"(?=[\w-]+\.)",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?:)", re.IGNORECASE)
_AMP_FILE = re.compile(r"\.amp(?=\.html?\Z|\Z)")
_ESCAPED = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Compared:
    """The values of one article that comparisons with other articles need."""

    path: str
    slug: str
    source: str
    """A key that all addresses of the source share; "" for a front page, which is no report."""
    source_place: Place
    """The place of that address in the file."""
    day: int
    """The date of publication, as a proleptic Gregorian ordinal."""
    title_place: Place
    title_words: tuple[str, ...] = ()
    """The different words of the title, in lower case."""
    same_event: tuple[str, ...] | None = None
    """The slugs in `same_event`; None if front matter does not have it, even empty."""


def compared(article: Article, document: Document) -> Compared | None:
    """Take the values for comparisons from an article.

    The result is None for a retracted article: its news may be reported again.
    """
    if article.retracted:
        return None
    front_matter = document.front_matter
    url = front_matter.at("source", "url") or front_matter
    title = front_matter.at("title") or front_matter
    source = article.source.url
    same_event = article.same_event if "same_event" in front_matter.entries else None
    return Compared(
        path=article.path,
        slug=article.slug,
        source="" if is_front_page(source) else source_key(source),
        source_place=url.place,
        day=article.date.toordinal(),
        title_place=title.place,
        title_words=tuple(dict.fromkeys(words(article.title))),
        same_event=same_event,
    )


def source_key(address: str) -> str:
    """Return a key that all addresses of one page share, including AMP and archived copies."""
    address = _AMP_CACHE.sub("https://", _ARCHIVED.sub("", address))
    address = _ESCAPED.sub(_normal_escapes, address)
    if not address.isascii():
        address = _in_ascii(address)
    whole, sign, rest = identity(address).partition("?")
    return f"{_AMP_FILE.sub('', whole)}{sign}{rest}"


def _normal_escapes(match: re.Match[str]) -> str:
    """Normalise percent-encoded bytes (RFC 3986): decode letters, put others in capitals."""
    return quote(bytes.fromhex(match[0].replace("%", "")), safe="~")


def _in_ascii(address: str) -> str:
    """Return an address with its host in ASCII form (RFC 3490)."""
    with suppress(ValueError):
        host = urlsplit(address).hostname or ""
        if host:
            return address.replace(host, host.encode("idna").decode("ascii"), 1)
    return address
