"""What elements and attributes of a page may be, as an allow-list.

Written against what browsers do and not against what templates say: whatever
is not named here is reported, so a new way of running a script or of loading
from elsewhere is refused before anybody has heard of it. A theme that needs
more adds it here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from generator.audit.problem import Problem, excerpt
from generator.audit.site_addresses import AuditedLink, Kind

Attributes = Mapping[str, str]
Follow = Callable[[str], AuditedLink]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _words(
    """
    html head body meta link title script noscript a abbr address article aside b bdi bdo blockquote br
    button caption cite code col colgroup data datalist dd del details dfn dialog div dl dt em fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li
    main mark menu meter nav ol optgroup option output p picture pre progress q rp rt ruby s samp search
    section select small source span strong sub summary sup table tbody td textarea tfoot th thead time
    tr u ul var wbr audio video track svg g path rect circle ellipse line polyline polygon text tspan
    desc defs symbol use clippath lineargradient radialgradient stop
    """
)
_PAGES_WITHIN = _words("iframe frame frameset object embed applet portal fencedframe base")
_PLAIN = _words(
    """
    id class lang dir title role tabindex hidden translate inert open charset content name property
    http-equiv media rel type hreflang as crossorigin integrity defer async nomodule target download
    sizes alt width height loading decoding fetchpriority referrerpolicy color value for form checked
    disabled selected required readonly multiple placeholder autocomplete autocapitalize autocorrect
    autofocus spellcheck inputmode enterkeyhint maxlength minlength min max step pattern size rows cols
    wrap label list low high optimum method enctype novalidate colspan rowspan scope headers abbr span
    start reversed datetime controls muted loop preload playsinline kind srclang default popover
    popovertarget popovertargetaction accesskey itemprop prefix
    """
)
_DRAWING = _words(
    """
    xmlns xmlns:xlink viewbox preserveaspectratio focusable version d points x y x1 y1 x2 y2 cx cy r rx
    ry dx dy fx fy fr transform fill fill-opacity fill-rule stroke stroke-width stroke-linecap
    stroke-linejoin stroke-dasharray stroke-opacity stroke-miterlimit opacity vector-effect
    shape-rendering text-anchor dominant-baseline alignment-baseline font-size font-weight font-family
    letter-spacing textlength lengthadjust offset stop-color stop-opacity gradientunits
    gradienttransform clip-path clip-rule clippathunits pathlength spreadmethod
    """
)
_LOADS = _words("src srcset imagesrcset poster data background action href xlink:href")
_SIMPLE = ELEMENTS - {"script", "meta"}
_PICTURE = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?['\"]?([^'\"]*)", re.IGNORECASE)
_ELSEWHERE_IN_DRAWING = re.compile(r"url\(\s*['\"]?\s*[^#'\"\s]|[\\]", re.IGNORECASE)
_CODE = ("", "module", "text/javascript", "application/javascript")
DATA_BLOCK = "application/ld+json"
_OWN_RELS = _words(
    """
    stylesheet icon shortcut apple-touch-icon mask-icon manifest preload modulepreload prefetch search
    alternate canonical prev next first last up author help index contents
    """
)
_OTHER_RELS = _words("license hub me describedby cite-as self external noopener")
_OWN_PROPERTIES = _words(
    """
    og:url og:image og:image:url og:image:secure_url og:audio og:video twitter:image twitter:url
    citation_public_url citation_fulltext_html_url
    """
)


def is_plain(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is right wherever it leads nowhere and loads nothing; most are."""
    return tag in _SIMPLE and attributes.keys() <= _PLAIN


def script_type(attributes: Attributes) -> str:
    """What a script says it is."""
    return attributes.get("type", "").strip().lower()


def judge(tag: str, attributes: Attributes, follow: Follow) -> Iterator[Problem]:
    """What is wrong with an element by itself; the problems point at its tag.

    Args:
        tag: Its name in lower case.
        attributes: Their values by their names in lower case, character references resolved.
        follow: Says where an address on this page leads.
    """
    for code, message in _element(tag, attributes, follow):
        yield Problem(code, message, f"<{tag}")


_Said = Iterator[tuple[str, str]]


def _element(tag: str, attributes: Attributes, follow: Follow) -> _Said:
    if tag in _PAGES_WITHIN:
        yield "foreign-resource", f"<{tag}> brings another document into the page"
    elif tag == "style":
        yield "inline-style", "the page has a <style> element"
    elif tag not in ELEMENTS:
        yield "unexpected-markup", f"<{excerpt(tag)}> is no element that the digest writes"
    else:
        for name, value in attributes.items():
            if name in _LOADS:
                yield from _address(tag, name, value, attributes, follow)
            elif name not in _PLAIN and not name.startswith(("data-", "aria-")):
                yield from _attribute(tag, name, value, follow)
        if tag == "script":
            yield from _script(attributes)
        elif tag == "meta":
            yield from _meta(attributes, follow)


def _attribute(tag: str, name: str, value: str, follow: Follow) -> _Said:
    """An attribute that is not plain in every element."""
    if name.startswith("on"):
        yield "event-handler", f"{excerpt(name)} on <{tag}> runs as a script"
    elif name == "style":
        yield "inline-style", f"<{tag}> has a style of its own"
    elif name in _DRAWING:
        if _ELSEWHERE_IN_DRAWING.search(value):
            yield "foreign-resource", f"{name} of <{tag}> loads '{excerpt(value)}'"
    elif name == "cite" and tag in ("blockquote", "q", "del", "ins"):
        if follow(value).kind not in ("own", "elsewhere"):
            yield "active-link", f"{name} of <{tag}> is '{excerpt(value)}', which is no address of a page"
    else:
        yield "unexpected-markup", f"<{tag}> has '{excerpt(name)}', which the digest does not write"


def _address(tag: str, name: str, value: str, attributes: Attributes, follow: Follow) -> _Said:
    """An attribute that holds addresses: most load what they name, `href` of an `a` leads there."""
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


def _resource(tag: str, name: str, value: str, follow: Follow) -> _Said:
    kind = follow(value).kind
    if kind == "data" and tag in ("img", "source") and _PICTURE.match(value):
        return
    if kind in ("dead", "active"):
        yield from _wrong(kind, tag, name, value)
    elif kind != "own":
        yield "foreign-resource", f"{name} of <{tag}> loads '{excerpt(value)}'"


def _wrong(kind: Kind, tag: str, name: str, value: str) -> _Said:
    if kind == "dead":
        yield dead(f"{name} of <{tag}>", value)
    else:
        yield "active-link", f"{name} of <{tag}> is '{excerpt(value)}', which is no address of a page"


def _link(value: str, attributes: Attributes, follow: Follow) -> _Said:
    kind = follow(value).kind
    rels = attributes.get("rel", "").lower().split()
    if kind == "dead" and "external" in rels and value.startswith(("https://", "http://")):
        return  # a link that a writer gave as a whole address may name any page of any site, this one too
    if kind in ("dead", "active", "data"):
        yield from _wrong(kind, "a", "href", value)
    elif kind == "elsewhere" and "noopener" not in rels:
        yield "missing-rel", f"the link to {excerpt(value)} leaves the site without rel=noopener"


def _relation(value: str, attributes: Attributes, follow: Follow) -> _Said:
    rels = set(attributes.get("rel", "").lower().split())
    kind = follow(value).kind
    if not rels or rels - _OWN_RELS - _OTHER_RELS:
        yield (
            "unexpected-markup",
            f"<link> has a rel that is not allowed: {' '.join(sorted(rels))}",
        )
    elif kind in ("dead", "active", "data", "mail"):
        yield from _wrong(kind, "link", "href", value)
    elif kind == "elsewhere" and "canonical" in rels:
        yield "foreign-address", f"the page gives {excerpt(value)} as its address"
    elif kind == "elsewhere" and rels & _OWN_RELS:
        yield "foreign-resource", f"href of <link> loads '{excerpt(value)}'"


def _script(attributes: Attributes) -> _Said:
    kind = script_type(attributes)
    if "src" in attributes:
        if kind not in _CODE:
            yield "inline-script", f"a script file has the type '{excerpt(kind)}'"
    elif kind != DATA_BLOCK:
        yield "inline-script", "a script is written into the page itself"


def _meta(attributes: Attributes, follow: Follow) -> _Said:
    value = attributes.get("content", "")
    effect = attributes.get("http-equiv", "").strip().lower()
    if effect == "refresh":
        target = _REFRESH.match(value)
        kind = follow(target[1]).kind if target else "active"
        if kind == "dead":
            yield dead("content of <meta>", value)
        elif kind != "own":
            yield "active-link", f"the page sends its readers to {excerpt(value)}"
    elif effect not in ("", "content-security-policy", "content-type"):
        yield "unexpected-markup", f"<meta http-equiv={excerpt(effect)}> is not what the digest writes"
    name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
    if name in _OWN_PROPERTIES and follow(value).kind != "own":
        yield "foreign-address", f"{name} is {excerpt(value)}, which is no page or file of this site"


def dead(what: str, value: str) -> tuple[str, str]:
    """An address within the site that nothing answers at."""
    return "dead-link", f"{what} leads to '{excerpt(value)}', where nothing is"
