"""Check one element of a page.

The rules follow browser behaviour rather than our templates; the allow-lists are in `rules.toml`.
Valid HTML is not their concern: the Nu Html Checker looks for that.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.audit.html_words import SPACE, keyword, words
from generator.audit.problem import Problem, allowed, excerpt
from generator.audit.site_addresses import Kind

Attributes = Mapping[str, str]
Follow = Callable[[str], Kind]
_Offences = Iterator[tuple[str, str]]
"""Codes and messages."""

_ALLOWED = allowed("markup")
_PLAIN = _ALLOWED["plain_attributes"]
_SIMPLE = _ALLOWED["elements"] - {"script", "meta"}
_OF_LINKS = _PLAIN | {"href"}
_NO_LINK = ("dead", "active", "data")
_PICTURE = re.compile(rf"[{SPACE}]*data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_REFRESH = re.compile(
    rf"[{SPACE}]*[0-9.]+[{SPACE}]*[;,]?[{SPACE}]*(?:url[{SPACE}]*=[{SPACE}]*)?['\"]?([^'\"]*)",
    re.IGNORECASE,
)
_ELSEWHERE_IN_DRAWING = re.compile(
    rf"url\([{SPACE}]*['\"]?[{SPACE}]*[^#'\"{SPACE}]|[\\]", re.IGNORECASE
)
_SILENT = ("no-referrer", "same-origin")
"""Referrer policies that tell other sites nothing (Referrer Policy, section 3)."""
_CODE = ("", "module", "text/javascript", "application/javascript")
_DATA_BLOCK = "application/ld+json"


def is_plain(tag: str, attributes: Mapping[str, str | None], follow: Follow) -> bool:
    """Whether an element loads nothing and, if it is a link, leads where a link may lead.

    Most elements are like this, and need no further checks.
    """
    if tag == "a" and "href" in attributes:
        is_good = follow(attributes["href"] or "") not in _NO_LINK
        return is_good and attributes.keys() <= _OF_LINKS
    return tag in _SIMPLE and attributes.keys() <= _PLAIN


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a page.

    Names are in lower case, and character references in values are resolved.
    """

    tag: str
    attributes: Attributes
    follow: Follow
    """Resolves an address."""

    def problems(self) -> Iterator[Problem]:
        """Find problems in this element alone; they point at its tag."""
        for code, message in self._offences():
            yield Problem(code, message, f"<{self.tag}")

    def _offences(self) -> _Offences:
        tag = self.tag
        if tag in _ALLOWED["embedding"]:
            yield "foreign-resource", f"<{tag}> brings another document into the page"
        elif tag == "style":
            yield "inline-style", "the page has a <style> element"
        elif tag not in _ALLOWED["elements"]:
            yield "unexpected-markup", f"<{excerpt(tag)}> is not an element that the digest writes"
        else:
            for name, value in self.attributes.items():
                yield from self._attribute(name, value)
            if tag == "script":
                yield from self._script()
            elif tag == "meta":
                yield from self._meta()

    def _attribute(self, name: str, value: str) -> _Offences:
        tag = self.tag
        if name in _ALLOWED["address_attributes"]:
            yield from self._address(name, value)
        elif name in _PLAIN or name.startswith(("data-", "aria-")):
            return
        elif name.startswith("on"):
            yield "event-handler", f"{excerpt(name)} on <{tag}> runs as a script"
        elif name == "style":
            yield "inline-style", f"<{tag}> has a style attribute"
        elif name in _ALLOWED["drawing_attributes"]:
            if _ELSEWHERE_IN_DRAWING.search(value):
                yield self._loads(name, value)
        elif name == "cite" and tag in ("blockquote", "q", "del", "ins"):
            if self.follow(value) not in ("own", "elsewhere"):
                yield _misdirected("active", f"{name} of <{tag}>", value)
        else:
            yield self._unexpected(name)

    def _address(self, name: str, value: str) -> _Offences:
        """Check an attribute with addresses.

        Most of them load a resource; `href` of an `a` is a link.
        """
        tag = self.tag
        if name == "href" and tag == "a":
            yield from self._link(value)
        elif name == "href" and tag == "link":
            rels = self._rels()
            kind = self.follow(value)
            if not rels or rels - _ALLOWED["own_relations"] - _ALLOWED["other_relations"]:
                listed = " ".join(sorted(rels))
                yield "unexpected-markup", f"<link> has a rel that is not allowed: {listed}"
            elif kind in ("dead", "active", "data", "mail"):
                yield _misdirected(kind, "href of <link>", value)
            elif kind == "elsewhere" and "canonical" in rels:
                yield "foreign-address", f"the page gives {excerpt(value)} as its address"
            elif kind == "elsewhere" and rels & _ALLOWED["own_relations"]:
                yield self._loads("href", value)
        elif name in ("href", "xlink:href") and tag == "use" and value.startswith("#"):
            return
        elif name in ("srcset", "imagesrcset"):
            for part in value.split(","):
                if address := part.strip(SPACE):
                    yield from self._resource(name, re.split(f"[{SPACE}]", address)[0])
        elif name == "src" or (name, tag) in (("poster", "video"), ("action", "form")):
            yield from self._resource(name, value)
        else:
            yield self._unexpected(name)

    def _unexpected(self, name: str) -> tuple[str, str]:
        what = f"<{self.tag}> has '{excerpt(name)}'"
        return "unexpected-markup", f"{what}, which the digest does not write"

    def _loads(self, name: str, value: str) -> tuple[str, str]:
        return "foreign-resource", f"{name} of <{self.tag}> loads '{excerpt(value)}'"

    def _resource(self, name: str, value: str) -> _Offences:
        kind = self.follow(value)
        if kind == "data" and self.tag in ("img", "source") and _PICTURE.match(value):
            return
        if kind in ("dead", "active"):
            yield _misdirected(kind, f"{name} of <{self.tag}>", value)
        elif kind != "own":
            yield self._loads(name, value)

    def _rels(self) -> set[str]:
        return set(words(self.attributes.get("rel", "")))

    def _link(self, value: str) -> _Offences:
        kind = self.follow(value)
        is_whole = value.startswith(("https://", "http://"))
        if kind == "dead" and is_whole and "external" in self._rels():
            # Contributors may use absolute links, even to pages that this site never had.
            return
        if kind in _NO_LINK:
            yield _misdirected(kind, "href of <a>", value)

    def _script(self) -> _Offences:
        kind = keyword(self.attributes.get("type", ""))
        if "src" in self.attributes:
            if kind not in _CODE:
                yield "inline-script", f"a script file has the type '{excerpt(kind)}'"
        elif kind != _DATA_BLOCK:
            yield "inline-script", "a script is written into the page itself"

    def _meta(self) -> _Offences:
        value = self.attributes.get("content", "")
        effect = keyword(self.attributes.get("http-equiv", ""))
        if effect == "refresh":
            kind: Kind = "active"
            target = _REFRESH.match(value)
            if target:
                kind = self.follow(target[1])
            if kind == "dead":
                yield dead("content of <meta>", value)
            elif kind != "own":
                yield "active-link", f"the page redirects its readers to {excerpt(value)}"
        elif effect not in ("", "content-security-policy", "content-type"):
            what = f"<meta http-equiv={excerpt(effect)}>"
            yield "unexpected-markup", f"the digest does not write {what}"
        name = self.attributes.get("property") or self.attributes.get("name") or ""
        name = keyword(name)
        if name == "referrer" and keyword(value) not in _SILENT:
            yield "unexpected-markup", "<meta name=referrer> tells other sites what readers read"
        if name in _ALLOWED["own_properties"] and self.follow(value) != "own":
            message = f"{name} is {excerpt(value)}, which is not a page or file of this site"
            yield "foreign-address", message


def _misdirected(kind: Kind, what: str, value: str) -> tuple[str, str]:
    if kind == "dead":
        return dead(what, value)
    return "active-link", f"{what} is '{excerpt(value)}', which is not the address of a page"


def dead(what: str, value: str) -> tuple[str, str]:
    """The code and message for an internal address that does not exist."""
    return "dead-link", f"{what} leads to '{excerpt(value)}', which does not exist"
