"""Pass pages by their tags alone, in a fraction of the time that parsing them takes.

If each `<` of a page begins a tag of lower-case names and quoted values that ends in its line,
these tags are all that any browser can make elements of, whatever it drops or moves. So a page is
sound if each tag is. In doubt, `built_page` parses the page and says what is wrong.
"""

import re
from functools import lru_cache
from html import unescape

from generator.audit.markup import Element
from generator.audit.problem import hidden, referred
from generator.audit.site_addresses import MISSING, Addresses, Kind
from generator.audit.used_files import UsedFiles
from generator.model.policy import source_of

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_CONFIG = re.compile(r'<script id="__config" type="application/json">[^<]*</script>')
"""Matches the settings of Material's script, which are data, below the content."""
_DRAWING = re.compile(r"<svg[^<>]*>(?:<(?!/?svg|script)[^<>]*>|[^<])*</svg>")
"""Matches a complete drawing without scripts.

In one that does not end, a script's text would be read as markup; in a drawing, text runs even
beside a `src`.
"""
_TAG = re.compile(r"<[^<>\n]*>")
_VALUE = '(?:[^"&]|&(?:amp|lt|gt|quot|#34|#39|#x27);)*'
"""Matches a value that all parsers read alike; other references are in doubt."""
_ATTRIBUTE = rf'[ \t]+([a-zA-Z][a-zA-Z:-]*)(?:="({_VALUE})")?'
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

    def __init__(self, addresses: Addresses, used: UsedFiles) -> None:
        self._addresses = addresses
        self._used = used
        self._passed: dict[tuple[str, int], set[str]] = {}

    def is_sound(self, path: str, html: str, policy: str) -> bool:
        """Whether a page certainly has no problem; `policy` is the one that it must have."""
        beginning = _BEGINNING.match(html)
        if path == MISSING or beginning is None or beginning[1] != policy:
            return False
        around = path.partition("/")[0], path.count("/")
        passed = self._passed.setdefault(around, set())
        lines = set(_without_scripts(html, policy).split("\n")).difference(passed)
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
        attributes = {name.lower(): unescape(value) for name, value in pairs}
        section = "../" * (path.count("/") - 1)

        def follow(href: str) -> Kind:
            is_same = href.startswith((section, "#", "https://", "http://", "mailto:"))
            return self._addresses.follow(href, path) if is_same or href == "./" else "dead"

        if self._used.problem(start[1], attributes, path):
            return False
        problems = Element(start[1], attributes, follow).problems()
        return len(attributes) == len(pairs) and not any(problems)


def _without_scripts(html: str, policy: str) -> str:
    """Put a line break in the place of each script that the policy allows by its hash.

    If one is there twice, all stay: the frame has each once, and the digest's part may have none.
    """
    scripts = _SCRIPT.findall(html)
    if len(set(scripts)) == len(scripts):
        html = _SCRIPT.sub(
            lambda found: "<br>" if _is_allowed(found[1], policy) else found[0], html
        )
    before, end, after = html.rpartition("</main>")
    if end and html.count("__config") == 1:
        after = _CONFIG.sub("<br>", after)
    return f"{before}{end}{after}"


@lru_cache
def _is_allowed(script: str, policy: str) -> bool:
    # `<!--` in a script may move its end (HTML standard, 13.2.5.17).
    return source_of(script) in policy and "<!--" not in script


def _has_whole_drawings(line: str) -> bool:
    return "<svg" not in line or "<svg" not in _DRAWING.sub("", line)
