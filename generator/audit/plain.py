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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.audit import characters
from generator.audit.data import json_problems
from generator.audit.findings import ALWAYS_THERE, Anchor
from generator.audit.links import MISSING, Addresses, Link
from generator.audit.markup import OWN_PROPERTIES, judge
from generator.model.policy import META

_BEGINNING = re.compile(
    rb'\s*+<!doctype html>\s*+<html(?: [^<>]*+)?>\s*+<head>\s*+<meta http-equiv="Content-Security-Policy"'
    rb' content="' + re.escape(META.encode()) + rb'">\s*+<meta charset="utf-8">'
)
_ID = re.compile(rb' id="([^"]*+)"')
_TOKEN = re.compile(rb"<[^<>\n]*+>")
_TAG = re.compile(
    r'<([a-z][a-z0-9]*+)((?: ++[a-zA-Z][a-zA-Z0-9:-]*+(?:="[^"]*+")?+)*+) *+/?>'
    r"|</[a-zA-Z][a-zA-Z0-9]*+ *+>|<!doctype html>"
)
_ATTRIBUTE = re.compile(r' ([a-zA-Z0-9:-]++)(?:="([^"]*+)")?+')
_MIXED_CASE = frozenset(("viewBox", "preserveAspectRatio"))
_REFERENCE = re.compile(r"&[^;]{0,8};?")
_MEANS = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&#39;": "'", "&#x27;": "'"}
_NUMBERED = re.compile(rb"&#[^;]{0,8};?")
_USUAL = frozenset((b"&#34;", b"&#39;", b"&#x27;"))
_DATA = re.compile(rb'<script type="application/ld\+json">([^<\n]*+)</script>')
_SCRIPT = re.compile(rb"<script(?: [^<>\n]*+)?></script>")
_TITLE = re.compile(rb"<title>[^<\n]*+</title>")
_SPECIAL_ELEMENTS = frozenset(("textarea",))
_SPECIAL_ATTRIBUTES = frozenset(("srcset", "imagesrcset", "poster", "action", "cite", "xlink:href"))
_DESCRIBES = re.compile(
    r'<meta (?:name|property)="(?!' + "|".join(sorted(OWN_PROPERTIES)) + r')[a-z:_]++" content="[^"]*+">'
)
_ANCHOR = re.compile(
    r'<a(?: (?:class|dir|lang|title|aria-label)="[^"]*+")*+ href="([^"#&]*+)"( rel="[a-z ]*\bnoopener")?+'
    r'(?: (?:class|dir|lang|title|hreflang)="[^"]*+")*+>'
)
_OUTSIDE = re.compile(r"https?://[a-z0-9]")
_OWN = Link("own")
_ELSEWHERE = Link("elsewhere")
_KEPT = 200_000
"""Lines remembered of one kind; some tens of megabytes."""


@dataclass(slots=True)
class _Known:
    """Lines and tags that were found right, for pages of one depth.

    Attributes:
        way: How a link begins that means the same on all of them: the way to the root.
        others: Finds the other links within the site in a line, unless they go nowhere else.
        lines: Right wherever they stand.
        tags: The same.
        links: Lines whose links must be followed from each page anew, with those links.
    """

    way: str
    others: re.Pattern[bytes]
    lines: set[bytes] = field(default_factory=set)
    tags: set[bytes] = field(default_factory=set)
    links: dict[bytes, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, path: str, base: str) -> _Known:
        way = base if path == MISSING else "../" * path.count("/") or "./"
        simple = rf'(?:{re.escape(way)}|https?://|mailto:)[^"#]*+"'
        return cls(way, re.compile(rf'(?:href|src)="(?!{simple})([^"]*+)"'.encode()))

    @classmethod
    def of_feeds(cls) -> _Known:
        return cls("https://", re.compile(rb'(?:href|src)="(?!https?://|mailto:|#)([^"]*+)"'))

    def add(self, lines: set[bytes], tags: set[bytes], links: dict[bytes, tuple[str, ...]]) -> None:
        if len(self.lines) > _KEPT:
            self.lines.clear()
            self.tags.clear()
            self.links.clear()
        self.lines |= lines
        self.tags |= tags
        self.links.update(links)


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
        ids = _ID.findall(data)
        if not _BEGINNING.match(data) or len(set(ids)) != len(ids):
            return None
        kind = MISSING if path == MISSING else str(path.count("/"))
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = _Known.of(path, self._addresses.base)
        lines = set(data.split(b"\n"))
        new = lines - known.lines
        if new and not self._learn(path, known, new):
            return None
        anchors = set()
        for line in known.links.keys() & lines:
            for href in known.links[line]:
                link = self._addresses.follow(href, path)
                if link.kind == "elsewhere" and _OUTSIDE.match(href):
                    continue
                if link.kind != "own":
                    return None
                if link.fragment in ALWAYS_THERE:
                    continue
                if link.file != path:
                    anchors.add((link.file, link.fragment))
                elif link.fragment.encode() not in ids:
                    return None
        return frozenset(anchors)

    def right_fragment(self, html: str) -> bool:
        """Whether a piece of HTML in a feed is plain and right."""
        known = self._known.setdefault("feed", _Known.of_feeds())
        lines = set(html.encode("utf-8", "replace").split(b"\n"))
        new = lines - known.lines
        return (not new or self._learn("", known, new)) and not known.links.keys() & lines

    def _learn(self, path: str, known: _Known, new: set[bytes]) -> bool:
        """Check lines that no page before had; True when all are plain and right, and they are known then."""
        text = b"\n".join(new)
        tokens = _TOKEN.findall(text)
        if not text.count(b"<") == text.count(b">") == len(tokens) or not self._clean(text):
            return False
        blocks = _DATA.findall(text)
        if text.count(b"<script") != len(blocks) + len(_SCRIPT.findall(text)):
            return False
        if text.count(b"<title") != len(_TITLE.findall(text)) or not all(map(_right_data, blocks)):
            return False
        tags = set(tokens) - known.tags
        if not all(self._right_tag(tag.decode(), path, known) for tag in tags):
            return False
        links = {
            line: found
            for line in new
            if (b'href="' in line or b'src="' in line) and (found := known.others.findall(line))
        }
        try:
            known.add(new, tags, {line: tuple(map(_value, found)) for line, found in links.items()})
        except KeyError:
            return False
        return True

    def _clean(self, text: bytes) -> bool:
        """True without characters, marks or paths that may not be there, and when it is UTF-8."""
        if characters.holds_hidden(text) or characters.MARK in text or b"\r" in text:
            return False
        if not _USUAL.issuperset(_NUMBERED.findall(text)) or any(one in text for one in self._secrets):
            return False
        try:
            text.decode()
        except UnicodeDecodeError:
            return False
        return True

    def _right_tag(self, tag: str, path: str, known: _Known) -> bool:
        """Whether a tag is plain, and right but for links that each page must follow itself."""
        match = _TAG.fullmatch(tag)
        if match is None:
            return False
        name = match[1]
        if name is None or _DESCRIBES.fullmatch(tag) or (name == "a" and self._leads(tag, known.way)):
            return True
        try:
            attributes = dict(_attributes(match[2]))
        except (KeyError, ValueError):
            return False
        if name in _SPECIAL_ELEMENTS or _SPECIAL_ATTRIBUTES & attributes.keys():
            return False

        way = known.way

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

    def _leads(self, tag: str, way: str) -> bool:
        """Whether a tag is a right link of the commonest kinds: to a page, or out with its rel."""
        match = _ANCHOR.fullmatch(tag)
        if match is None:
            return False
        href = match[1]
        if href.startswith(way):
            return href[len(way) :] in self._targets
        return bool(match[2] and _OUTSIDE.match(href) and not href.startswith(self._url))


def _right_data(block: bytes) -> bool:
    return next(json_problems(block.decode()), None) is None


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


def _value(written: str | bytes) -> str:
    """A value with its character references resolved.

    Raises:
        KeyError: for references that the digest does not write.
    """
    text = written.decode() if isinstance(written, bytes) else written
    return _REFERENCE.sub(lambda match: _MEANS[match[0]], text) if "&" in text else text
