"""Pages in bulk: what is plainly written and right, found without building a tree.

The generator writes plain markup: every `<` begins a whole tag on one line,
every value is quoted and holds neither `<` nor `>`, titles and scripts hold no
tags. Such a line means the same to every parser in every state, so it is
checked by itself and remembered: most lines of a site stand on many pages, and
a page costs little more than splitting it. What is not plain or not right is no
answer here: `page` reads it as a browser does, and has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, filterfalse

from generator.audit import characters
from generator.audit.data import is_json
from generator.audit.findings import ALWAYS_THERE, Anchor
from generator.audit.links import MISSING, Addresses, Link
from generator.audit.markup import ELEMENTS, OWN_PROPERTIES, PLAIN, judge
from generator.model.policy import META

_BEGINNING = re.compile(
    rb'\s*+<!doctype html>\s*+<html(?: [^<>]*+)?>\s*+<head>\s*+<meta http-equiv="Content-Security-Policy"'
    rb' content="' + re.escape(META.encode()) + rb'">\s*+<meta charset="utf-8">'
)
_ID = re.compile(r' id="([^"]*+)"')
_TOKEN = re.compile(r"<[^<>\n]*+>")
_TAG = re.compile(
    r'<([a-z][a-z0-9]*+)((?: ++[a-zA-Z][a-zA-Z0-9:-]*+(?:="[^"]*+")?+)*+) *+/?>'
    r"|</[a-zA-Z][a-zA-Z0-9]*+ *+>|<!doctype html>"
)
_ATTRIBUTE = re.compile(r' ([a-zA-Z0-9:-]++)(?:="([^"]*+)")?+')
_MIXED_CASE = frozenset(("viewBox", "preserveAspectRatio"))
_REFERENCE = re.compile(r"&[^;]{0,8};?")
_MEANS = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&#39;": "'", "&#x27;": "'"}
_NUMBERED = re.compile(r"&#[^;]{0,8};?")
_USUAL = frozenset(("&#34;", "&#39;", "&#x27;"))
_DATA = re.compile(r'<script type="application/ld\+json">([^<\n]*+)</script>')
_SCRIPT = re.compile(r"<script(?: [^<>\n]*+)?></script>")
_TITLE = re.compile(r"<title>[^<\n]*+</title>")
_SPECIAL_ELEMENTS = frozenset(("textarea",))
_SPECIAL_ATTRIBUTES = frozenset(("srcset", "imagesrcset", "poster", "action", "cite", "xlink:href"))
_OUTSIDE = re.compile(r"https?://[a-z0-9]")
_OWN = Link("own")
_ELSEWHERE = Link("elsewhere")
_KEPT = 100_000
"""Lines remembered of one kind; some tens of megabytes."""
_Apart = tuple[tuple[str, ...], tuple[str, ...]]


def _any_of(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(names))})"


_ATTRIBUTES = rf' (?:{_any_of(PLAIN - {"id", "rel"})}|data-[a-z-]++|aria-[a-z]++)(?:="[^"<>\n]*+")?+'
_SOME = rf'(?:{_ATTRIBUTES})*+(?: id="[^"<>\n]++")?+(?:{_ATTRIBUTES})*+'


def _tags(prefixes: Iterable[str], url: str) -> re.Pattern[str]:
    """Finds all tags, most of which are right as they are: most must not be looked at one by one.

    Its first group is what follows the root in a link within the site; its second, a tag that is
    neither such a link nor right wherever it stands.

    Args:
        prefixes: Ways to the root, without the slash that ends them.
        url: Where the site stands.
    """
    ways = "|".join(map(re.escape, prefixes))
    harmless = _any_of(ELEMENTS - _SPECIAL_ELEMENTS - {"script", "meta"})
    described = rf'meta (?:name|property)="(?!{_any_of(OWN_PROPERTIES)})[a-z:_]++" content="[^"<>\n]*+"'
    own = rf'a{_SOME} href="(?:{ways})(/[^"#&?<>\n]*+)"(?: rel="[a-z ]*+")?+{_SOME}'
    away = rf'(?!{re.escape(url)})https?://[a-z0-9][^"#&<>\s\\]*+'
    outside = rf'a{_SOME} href="{away}" rel="[a-z ]*\bnoopener"{_SOME}'
    return re.compile(
        rf"<(?:/[a-z][a-z0-9]*+|{harmless}{_SOME}|{own}|{outside}|{described})>|({_TOKEN.pattern})"
    )


@dataclass(slots=True)
class _Known:
    """Lines and tags that were found right, for pages of one depth.

    Attributes:
        way: How a link begins that means the same on all of them: the way to the root.
        pattern: Finds their tags; see `_tags`.
        others: Finds links that may mean something else on each of them.
        lines: Right wherever they stand.
        tags: The same.
        followed: Tags with links that may mean something else on each page.
        apart: What of some lines must be looked at on each page: their ids, and those links.
    """

    way: str
    pattern: re.Pattern[str]
    others: re.Pattern[str]
    lines: set[bytes] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    followed: set[str] = field(default_factory=set)
    apart: dict[bytes, _Apart] = field(default_factory=dict)

    @classmethod
    def of(cls, path: str, addresses: Addresses) -> _Known:
        way = addresses.base if path == MISSING else "../" * path.count("/") or "./"
        simple = rf'(?:{re.escape(way)}|https?://|mailto:)[^"#]*+"'
        prefixes = [one[:-1] for one in (way, addresses.url) if one]
        pattern = _tags(prefixes, addresses.url or "\0")
        return cls(way, pattern, re.compile(rf'(?:href|src)="(?!{simple})([^"]*+)"'))

    @classmethod
    def of_feeds(cls, addresses: Addresses) -> _Known:
        url = addresses.url or "\0"
        return cls(url, _tags([url[:-1]], url), re.compile(r'(?:href|src)="(?!https?://|mailto:|#)([^"]*+)"'))

    def set_apart(self, lines: Iterable[tuple[bytes, str]]) -> None:
        """Remember what each page must look at in some lines."""
        for data, line in lines:
            ids = tuple(_ID.findall(line)) if ' id="' in line else ()
            tags = filter(self.followed.__contains__, _TOKEN.findall(line))
            links = tuple(_value(link) for tag in tags for link in self.others.findall(tag))
            if ids or links:
                self.apart[data] = ids, links

    def forget_some(self) -> None:
        """Keep memory within bounds."""
        if len(self.lines) > _KEPT:
            for kept in (self.lines, self.tags, self.followed, self.apart):
                kept.clear()


class PlainPages:
    """Knows plain pages of one site; what it remembers makes it fast and changes no answer."""

    def __init__(self, addresses: Addresses, secrets: Sequence[bytes] = ()) -> None:
        self._addresses = addresses
        self._secrets = secrets
        self._known: dict[str, _Known] = {}
        self._targets = addresses.targets
        self._url = addresses.url or "\0"

    def right(self, path: str, data: bytes) -> frozenset[Anchor] | None:
        """Headings of other pages that a page relies on, if it is plain and right; else None."""
        if not _BEGINNING.match(data):
            return None
        kind = MISSING if path == MISSING else str(path.count("/"))
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = _Known.of(path, self._addresses)
        known.forget_some()
        lines = data.split(b"\n")
        new = set(filterfalse(known.lines.__contains__, lines))
        if new and not self._learn(path, known, list(new)):
            return None
        apart = [known.apart[line] for line in filter(known.apart.__contains__, lines)]
        ids = list(chain.from_iterable(some for some, _ in apart))
        if len(set(ids)) != len(ids):
            return None
        anchors = set()
        for href in set(chain.from_iterable(some for _, some in apart)):
            link = self._addresses.follow(href, path)
            if link.kind == "elsewhere" and _OUTSIDE.match(href):
                continue
            if link.kind != "own":
                return None
            if link.fragment in ALWAYS_THERE:
                continue
            if link.file != path:
                anchors.add((link.file, link.fragment))
            elif link.fragment not in ids:
                return None
        return frozenset(anchors)

    def right_fragment(self, html: str) -> bool:
        """Whether a piece of HTML in a feed is plain and right."""
        known = self._known.get("feed")
        if known is None:
            known = self._known["feed"] = _Known.of_feeds(self._addresses)
        known.forget_some()
        lines = html.encode("utf-8", "replace").split(b"\n")
        new = set(filterfalse(known.lines.__contains__, lines))
        if new and not self._learn("", known, list(new)):
            return False
        return not any(known.apart[line][1] for line in filter(known.apart.__contains__, lines))

    def _learn(self, path: str, known: _Known, new: list[bytes]) -> bool:
        """Check lines that no page before had; True when all are plain and right, and they are known then."""
        data = b"\n".join(new)
        if characters.holds_hidden(data) or b"\r" in data:
            return False
        if any(secret in data for secret in self._secrets):
            return False
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return False
        if "&#" in text and not _USUAL.issuperset(_NUMBERED.findall(text)):
            return False
        tokens = _TOKEN.findall(text)
        if not text.count("<") == text.count(">") == len(tokens):
            return False
        blocks = _DATA.findall(text)
        if text.count("<script") != len(blocks) + len(_SCRIPT.findall(text)):
            return False
        if text.count("<title") != len(_TITLE.findall(text)) or not all(map(is_json, blocks)):
            return False
        tags = set(tokens) - known.tags
        found = known.pattern.findall("".join(tags))
        own, others = {rest[1:] for rest, _ in found if rest}, {tag for _, tag in found if tag}
        if not all(rest in self._targets or self._leads(known.way + rest, path) for rest in own):
            return False
        if not all(self._right_tag(tag, path, known.way) for tag in others):
            return False
        known.followed |= set(filter(known.others.search, others))
        if ' id="' in text or not known.followed.isdisjoint(tokens):
            known.set_apart(zip(new, text.split("\n"), strict=True))
        known.lines.update(new)
        known.tags |= tags
        return True

    def _leads(self, href: str, path: str) -> bool:
        return self._addresses.follow(href, path).kind == "own"

    def _right_tag(self, tag: str, path: str, way: str) -> bool:
        """Whether a tag is plain, and right but for links that each page must follow itself."""
        match = _TAG.fullmatch(tag)
        if match is None:
            return False
        name = match[1]
        if name is None:
            return True
        try:
            attributes = dict(_attributes(match[2]))
        except (KeyError, ValueError):
            return False
        if name in _SPECIAL_ELEMENTS or _SPECIAL_ATTRIBUTES & attributes.keys():
            return False

        def follow(href: str) -> Link:
            if href.startswith(way) and href[len(way) :] in self._targets:
                return _OWN
            if href.startswith(self._url):
                if href[len(self._url) :] in self._targets:
                    return _OWN
            elif _OUTSIDE.match(href):
                return _ELSEWHERE
            if "#" not in href and href.startswith((way, "http://", "https://", "mailto:")):
                return self._addresses.follow(href, path)
            return _OWN if name in ("a", "link", "script", "img") else Link("dead")

        return next(judge(name, attributes, follow), None) is None


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    """Names and values in a plain tag.

    Raises:
        ValueError: for what parsers might read in several ways.
        KeyError: for references that the digest does not write.
    """
    seen = set()
    for name, written in _ATTRIBUTE.findall(text):
        lower = name.lower()
        if lower in seen or (lower != name and name not in _MIXED_CASE):
            raise ValueError(name)
        seen.add(lower)
        yield lower, _value(written) if "&" in written else written


def _value(text: str) -> str:
    """A value with its character references resolved.

    Raises:
        KeyError: for references that the digest does not write.
    """
    return _REFERENCE.sub(lambda match: _MEANS[match[0]], text) if "&" in text else text
