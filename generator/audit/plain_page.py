"""Pass pages by their tags alone, in a fraction of the time that parsing them takes.

If each `<` of a page begins a tag of lower-case names and quoted values that ends in its line,
these tags are all that any browser can make elements of, whatever it drops or moves. So a page is
sound if each tag is. In doubt, `built_page` parses the page and says what is wrong.
"""

import re
from html import unescape

from generator.audit.html_words import lower
from generator.audit.inline_scripts import without_scripts
from generator.audit.markup import Element, is_plain
from generator.audit.problem import hidden, referred
from generator.audit.site_addresses import Addresses, Kind
from generator.audit.used_files import UsedFiles

_DRAWING = re.compile(
    r"<svg[^<>]*>(?:[^<]|<title>[^<]*</title>|</?(?:g|path|rect|circle|line|polyline|polygon|text)"
    r"(?=[ />])[^<>]*>)*</svg>"
)
"""Matches a complete drawing without scripts and without anything that could leave it open.

In one that does not end, a script's text would be read as markup; in a drawing, text runs even
beside a `src`.
"""
_TAG = re.compile(r"<[^<>\n]*>")
_VALUE = '[^"&]*(?:&(?:amp|lt|gt|quot|#34|#39|#x27);[^"&]*)*'
"""Matches a value that all parsers read alike; other references are in doubt."""
_ATTRIBUTE = rf'[ \t]+(viewBox|[a-z][a-z:-]*)(?:="({_VALUE})")?'
_START = re.compile(rf"<([a-z][a-z0-9]*)((?:{_ATTRIBUTE})*)[ \t]*/?>")
_END = re.compile(r"</[a-z][a-z0-9]*>")
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_DOCTYPE = "<!doctype html>"
_SPACE = r"[ \t\r\n]*"
"""Matches white space of HTML; any other, such as U+00A0, begins the body and voids the policy."""
_BEGINNING = re.compile(
    rf"{_SPACE}{_DOCTYPE}{_SPACE}<html[^<>]*>{_SPACE}<head>{_SPACE}<meta "
    rf'http-equiv="Content-Security-Policy" content="([^"]*)">{_SPACE}<meta charset="utf-8">'
)
_MOST = 200_000
"""Maximum lines and tags that a process remembers of the pages of one section and depth."""


class PlainPages:
    """Finds pages without problems, and remembers their lines and tags.

    Those that passed on a page of the same section and depth lead to the same places.
    """

    def __init__(self, addresses: Addresses, used: UsedFiles, path: str = "") -> None:
        """`path` is the digest's in the site, such as `news/`: sections are below it."""
        self._addresses = addresses
        self._used = used
        self._levels = path.count("/") + 1
        self._passed: dict[tuple[tuple[str, ...], int], set[str]] = {}

    def is_sound(self, path: str, html: str, policy: str) -> bool:
        """Whether a page certainly has no problem; `policy` is the one that it must have."""
        beginning = _BEGINNING.match(html)
        *folders, name = path.split("/")
        if name != "index.html" or beginning is None or beginning[1] != policy:
            return False
        section = tuple(folders[: self._levels])
        passed = self._passed.setdefault((section, len(folders)), set())
        lines = set(without_scripts(html, policy).split("\n")).difference(passed)
        text = "\n".join(lines)
        found = _TAG.findall(text)
        tags = set(found).difference(passed, (_DOCTYPE,))
        if (
            text.count("<") != len(found)
            or not all(self._is_sound_tag(tag, path) for tag in tags)
            or not all(map(_has_whole_drawings, lines))
            or any(hidden(text))
            or any(referred(text))
        ):
            return False
        if len(passed) > _MOST:
            passed.clear()
        passed.update(tags, lines)
        return True

    def _is_sound_tag(self, tag: str, path: str) -> bool:
        """Whether a tag has no problem on any page of the same section and depth."""
        start = _START.fullmatch(tag)
        if start is None:
            return _END.fullmatch(tag) is not None
        pairs = _ATTRIBUTES.findall(start[2])
        attributes = {lower(name): unescape(value) for name, value in pairs}
        section = "../" * (path.count("/") - self._levels)

        def follow(href: str) -> Kind:
            is_same = href.startswith((section, "#", "?", "https://", "http://", "mailto:"))
            return self._addresses.follow(href, path) if is_same or href == "./" else "dead"

        if len(attributes) != len(pairs):
            return False
        if is_plain(start[1], attributes, follow):
            return True
        if self._used.problem(start[1], attributes, path):
            return False
        return not any(Element(start[1], attributes, follow).problems())


def _has_whole_drawings(line: str) -> bool:
    return "<svg" not in line or "<svg" not in _DRAWING.sub("", line)
