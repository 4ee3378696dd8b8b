"""Signatures of articles: data for comparing an article with thousands of others without reading them.

A text is sketched by the smallest hashes of its phrases (bottom-k of MinHash: Broder, 1997). The
share of hashes that two texts have in common is about that of their phrases. A sketch is the same
on every machine, so it can be stored between runs.
"""

import re
import struct
from contextlib import suppress
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from urllib.parse import quote, urlsplit
from zlib import crc32

from generator.check.editorial import spellings
from generator.check.editorial.lexicon import words
from generator.check.editorial.own_words import prose
from generator.diagnostics.diagnostics import Place
from generator.model.article import Article
from generator.model.term import fold
from generator.read.document import Document
from generator.read.web_addresses import identity, is_front_page

PHRASE = 4
"""Number of words in a phrase."""
_TITLE_CASE = 0.7
"""Maximum share of capitalised words in a title; above it the title is in title case and shows no names."""
_LEAST_WORDS = 40
"""Minimum number of words for a text to count as a copy."""
_HASHES = 64
_BYTES = 4
_NUMBERED = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d_])\w+(?:-\w+)*\b")
"""Names such as APT40 and CVE-2024-1234."""
_AMP_CACHE = re.compile(
    r"https?://(?:[a-z0-9-]+\.cdn\.ampproject\.org/(?:[a-z]/)?(?:s/)?|(?:www\.)?google\.[a-z.]+/amp/(?:s/)?)"
    r"(?=[\w-]+\.)",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?:)", re.IGNORECASE)
_AMP_FILE = re.compile(r"\.amp(?=\.html?\Z|\Z)")
_ESCAPED = re.compile(r"(?:%[0-9a-f]{2})+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signature:
    """The data of an article for comparisons."""

    path: str
    slug: str
    address: str
    """A key that all addresses of the report share; empty for a front page, which is not a report."""
    place: Place
    """The place of that address in the file."""
    outlet: str
    days: tuple[int, ...]
    """The days of publication and of the events' beginnings, as proleptic Gregorian ordinals."""
    leading: tuple[str, ...]
    """Its terms in the site's leading taxonomy."""
    names: tuple[str, ...]
    """Words of names in its title and summary, and unregistered people."""
    sketch: bytes
    """The smallest hashes of its phrases, sorted; empty if the text is too short."""
    linked: tuple[str, ...] = ()
    """Slugs in `same_event`."""
    settled: bool = False
    """Whether front matter has that list, even an empty one."""

    def hashes(self, most: int = _HASHES) -> tuple[int, ...]:
        """The hashes of its sketch."""
        count = min(most, len(self.sketch) // _BYTES)
        return struct.unpack_from(f"<{count}I", self.sketch)


def signature(article: Article, document: Document, leading: str) -> Signature | None:
    """The signature of an article; None for a retracted one, whose news may be reported again.

    `leading` is the taxonomy whose terms two reports on one event share.
    """
    if article.retracted:
        return None
    url = document.front_matter.at("source", "url")
    listed = chain.from_iterable(article.unlisted.values())
    return Signature(
        path=article.path,
        slug=article.slug,
        address=source_key(article.source.url) if not is_front_page(article.source.url) else "",
        place=url.place if url else Place(article.path),
        outlet=fold(article.source.name),
        days=tuple(
            {article.date.toordinal(), *(event.date.toordinal() for event in article.events)}
        ),
        leading=article.terms.get(leading, ()),
        names=tuple(dict.fromkeys((*_names(article.title, article.summary), *listed))),
        sketch=sketch(document.body),
        linked=article.same_event,
        settled="same_event" in document.front_matter.entries,
    )


def sketch(markdown: str) -> bytes:
    """The smallest hashes of a text's phrases, as little-endian 32-bit numbers."""
    said = words(prose(markdown))
    if len(said) < _LEAST_WORDS:
        return b""
    encoded = " ".join(said).encode().split(b" ")
    rows = zip(*(encoded[start:] for start in range(PHRASE)), strict=False)
    hashes = nsmallest(_HASHES, set(map(crc32, map(b" ".join, rows))))
    return struct.pack(f"<{len(hashes)}I", *hashes)


def source_key(address: str) -> str:
    """A key shared by all addresses of a page, including AMP and archived copies."""
    address = _AMP_CACHE.sub("https://", _ARCHIVED.sub("", address))
    # Percent-encoding is normalised (RFC 3986, 6.2.2): letters are decoded, other bytes are in
    # capitals.
    address = _ESCAPED.sub(
        lambda found: quote(bytes.fromhex(found[0].replace("%", "")), safe="~"), address
    )
    if not address.isascii():
        address = _in_ascii(address)
    whole, sign, rest = identity(address).partition("?")
    return f"{_AMP_FILE.sub('', whole)}{sign}{rest}"


def _in_ascii(address: str) -> str:
    """An address with its host in ASCII form (RFC 3490)."""
    with suppress(ValueError):
        host = urlsplit(address).hostname or ""
        return address.replace(host, host.encode("idna").decode("ascii"), 1) if host else address
    return address


def _names(title: str, summary: str) -> list[str]:
    """Words of names; none in a title in title case."""
    heads = [word[0] for word in title.split()]
    if sum(map(str.isupper, heads)) > _TITLE_CASE * len(heads):
        title = ""
    text = f"{title}\n\n{summary}"
    found = [
        word
        for name in spellings.names(text)
        if len(name.words) > 1 or not spellings.begins_sentence(text, name.start)
        for word in name.words
        if len(word) > 2
    ]
    return found + _NUMBERED.findall(text)
