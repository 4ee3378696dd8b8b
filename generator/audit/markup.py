"""The rules for one element of a page.

They follow browser behaviour rather than our templates; the allow-lists are in `rules.toml`.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from generator.audit.problem import Problem, allowed, excerpt
from generator.audit.site_addresses import AuditedLink, Kind

Attributes = Mapping[str, str]
Follow = Callable[[str], AuditedLink]
_Offences = Iterator[tuple[str, str]]
"""Codes and messages."""

_ALLOWED = allowed("markup")
_PLAIN = _ALLOWED["plain_attributes"]
_SIMPLE = _ALLOWED["elements"] - {"script", "meta"}
_PICTURE = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?['\"]?([^'\"]*)", re.IGNORECASE)
_ELSEWHERE_IN_DRAWING = re.compile(r"url\(\s*['\"]?\s*[^#'\"\s]|[\\]", re.IGNORECASE)
_CODE = ("", "module", "text/javascript", "application/javascript")
DATA_BLOCK = "application/ld+json"


def is_plain(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element, like most, has no links and loads nothing, so that it needs no further checks."""
    return tag in _SIMPLE and attributes.keys() <= _PLAIN


def script_type(attributes: Attributes) -> str:
    """A script's declared type, normalised."""
    return attributes.get("type", "").strip().lower()


def judge(tag: str, attributes: Attributes, follow: Follow) -> Iterator[Problem]:
    """Find problems in a single element; they point at its tag.

    Names are in lower case, character references in values are resolved; `follow` resolves an
    address.
    """
    for code, message in _element(tag, attributes, follow):
        yield Problem(code, message, f"<{tag}")


def _element(tag: str, attributes: Attributes, follow: Follow) -> _Offences:
    if tag in _ALLOWED["embedding"]:
        yield "foreign-resource", f"<{tag}> brings another document into the page"
    elif tag == "style":
        yield "inline-style", "the page has a <style> element"
    elif tag not in _ALLOWED["elements"]:
        yield "unexpected-markup", f"<{excerpt(tag)}> is not an element that the digest writes"
    else:
        for name, value in attributes.items():
            if name in _ALLOWED["address_attributes"]:
                yield from _address(tag, name, value, attributes, follow)
            elif name not in _PLAIN and not name.startswith(("data-", "aria-")):
                yield from _attribute(tag, name, value, follow)
        if tag == "script":
            yield from _script(attributes)
        elif tag == "meta":
            yield from _meta(attributes, follow)


def _attribute(tag: str, name: str, value: str, follow: Follow) -> _Offences:
    if name.startswith("on"):
        yield "event-handler", f"{excerpt(name)} on <{tag}> runs as a script"
    elif name == "style":
        yield "inline-style", f"<{tag}> has a style attribute"
    elif name in _ALLOWED["drawing_attributes"]:
        if _ELSEWHERE_IN_DRAWING.search(value):
            yield "foreign-resource", f"{name} of <{tag}> loads '{excerpt(value)}'"
    elif name == "cite" and tag in ("blockquote", "q", "del", "ins"):
        if follow(value).kind not in ("own", "elsewhere"):
            yield _misdirected("active", f"{name} of <{tag}>", value)
    else:
        yield "unexpected-markup", f"<{tag}> has '{excerpt(name)}', which the digest does not write"


def _address(tag: str, name: str, value: str, attributes: Attributes, follow: Follow) -> _Offences:
    """Check an attribute with addresses: most load a resource; `href` of an `a` is a link."""
    if name == "href" and tag == "a":
        yield from _link(value, attributes, follow)
    elif name == "href" and tag == "link":
        yield from _relation(value, attributes, follow)
    elif name in ("href", "xlink:href") and tag == "use" and value.startswith("#"):
        return
    elif name in ("srcset", "imagesrcset"):
        for part in filter(None, map(str.split, value.split(","))):
            yield from _resource(tag, name, part[0], follow)
    elif (name, tag) in (("src", tag), ("poster", "video"), ("action", "form")):
        yield from _resource(tag, name, value, follow)
    else:
        yield "unexpected-markup", f"<{tag}> has '{name}', which the digest does not write"


def _resource(tag: str, name: str, value: str, follow: Follow) -> _Offences:
    kind = follow(value).kind
    if kind == "data" and tag in ("img", "source") and _PICTURE.match(value):
        return
    if kind in ("dead", "active"):
        yield _misdirected(kind, f"{name} of <{tag}>", value)
    elif kind != "own":
        yield "foreign-resource", f"{name} of <{tag}> loads '{excerpt(value)}'"


def _link(value: str, attributes: Attributes, follow: Follow) -> _Offences:
    kind = follow(value).kind
    rels = attributes.get("rel", "").lower().split()
    if kind == "dead" and "external" in rels and value.startswith(("https://", "http://")):
        return  # contributors may use absolute links, even to pages this site never had
    if kind in ("dead", "active", "data"):
        yield _misdirected(kind, "href of <a>", value)
    elif kind == "elsewhere" and "noopener" not in rels:
        yield "missing-rel", f"the link to {excerpt(value)} leaves the site without rel=noopener"


def _relation(value: str, attributes: Attributes, follow: Follow) -> _Offences:
    rels = set(attributes.get("rel", "").lower().split())
    kind = follow(value).kind
    if not rels or rels - _ALLOWED["own_relations"] - _ALLOWED["other_relations"]:
        yield "unexpected-markup", f"<link> has a rel that is not allowed: {' '.join(sorted(rels))}"
    elif kind in ("dead", "active", "data", "mail"):
        yield _misdirected(kind, "href of <link>", value)
    elif kind == "elsewhere" and "canonical" in rels:
        yield "foreign-address", f"the page gives {excerpt(value)} as its address"
    elif kind == "elsewhere" and rels & _ALLOWED["own_relations"]:
        yield "foreign-resource", f"href of <link> loads '{excerpt(value)}'"


def _script(attributes: Attributes) -> _Offences:
    kind = script_type(attributes)
    if "src" in attributes:
        if kind not in _CODE:
            yield "inline-script", f"a script file has the type '{excerpt(kind)}'"
    elif kind != DATA_BLOCK:
        yield "inline-script", "a script is written into the page itself"


def _meta(attributes: Attributes, follow: Follow) -> _Offences:
    value = attributes.get("content", "")
    effect = attributes.get("http-equiv", "").strip().lower()
    if effect == "refresh":
        target = _REFRESH.match(value)
        kind = follow(target[1]).kind if target else "active"
        if kind == "dead":
            yield dead("content of <meta>", value)
        elif kind != "own":
            yield "active-link", f"the page redirects its readers to {excerpt(value)}"
    elif effect not in ("", "content-security-policy", "content-type"):
        yield "unexpected-markup", f"the digest does not write <meta http-equiv={excerpt(effect)}>"
    name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
    if name in _ALLOWED["own_properties"] and follow(value).kind != "own":
        yield (
            "foreign-address",
            f"{name} is {excerpt(value)}, which is not a page or file of this site",
        )


def _misdirected(kind: Kind, what: str, value: str) -> tuple[str, str]:
    if kind == "dead":
        return dead(what, value)
    return "active-link", f"{what} is '{excerpt(value)}', which is not the address of a page"


def dead(what: str, value: str) -> tuple[str, str]:
    """The code and message for an internal address that does not exist."""
    return "dead-link", f"{what} leads to '{excerpt(value)}', which does not exist"
