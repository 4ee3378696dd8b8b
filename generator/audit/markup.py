"""What elements and attributes of a page may be, as an allow-list.

Written against what browsers do and not against what templates say: whatever
is not named here is reported, so a new way of running a script or of loading
from elsewhere is refused before anybody has heard of it. A theme that needs
more adds it here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from generator.audit.links import Link
from generator.audit.problem import Problem, excerpt

Attributes = Mapping[str, str]
Follow = Callable[[str], Link]

ELEMENTS = frozenset(
    (
        *("html", "head", "body", "meta", "link", "title", "script", "noscript"),
        *("a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "button"),
        *("caption", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn"),
        *("dialog", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i", "input", "ins", "kbd"),
        *("label", "legend", "li", "main", "mark", "menu", "meter", "nav", "ol", "optgroup", "option"),
        *("output", "p", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "search", "section"),
        *("select", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td"),
        *("textarea", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"),
        *("img", "picture", "source", "audio", "video", "track"),
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("desc", "defs", "symbol", "use", "clippath", "lineargradient", "radialgradient", "stop"),
    )
)
_PAGES_WITHIN = frozenset(
    ("iframe", "frame", "frameset", "object", "embed", "applet", "portal", "fencedframe", "base")
)

PLAIN = frozenset(
    (
        *("id", "class", "lang", "dir", "title", "role", "tabindex", "hidden", "translate", "inert", "open"),
        *("charset", "content", "name", "property", "http-equiv", "media", "rel", "type", "hreflang"),
        *("as", "crossorigin", "integrity", "defer", "async", "nomodule", "target", "download", "sizes"),
        *("alt", "width", "height", "loading", "decoding", "fetchpriority", "referrerpolicy", "color"),
        *("value", "for", "form", "checked", "disabled", "selected", "required", "readonly", "multiple"),
        *("placeholder", "autocomplete", "autocapitalize", "autocorrect", "autofocus", "spellcheck"),
        *("inputmode", "enterkeyhint", "maxlength", "minlength", "min", "max", "step", "pattern", "size"),
        *(
            "rows",
            "cols",
            "wrap",
            "label",
            "list",
            "low",
            "high",
            "optimum",
            "method",
            "enctype",
            "novalidate",
        ),
        *("colspan", "rowspan", "scope", "headers", "abbr", "span", "start", "reversed", "datetime"),
        *("controls", "muted", "loop", "preload", "playsinline", "kind", "srclang", "default"),
        *("popover", "popovertarget", "popovertargetaction", "accesskey", "itemprop", "prefix"),
    )
)
_DRAWING = frozenset(
    (
        *("xmlns", "xmlns:xlink", "viewbox", "preserveaspectratio", "focusable", "version", "d", "points"),
        *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "fx", "fy", "fr"),
        *("transform", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-linecap"),
        *("stroke-linejoin", "stroke-dasharray", "stroke-opacity", "stroke-miterlimit", "opacity"),
        *("vector-effect", "shape-rendering", "text-anchor", "dominant-baseline", "alignment-baseline"),
        *("font-size", "font-weight", "font-family", "letter-spacing", "textlength", "lengthadjust"),
        *("offset", "stop-color", "stop-opacity", "gradientunits", "gradienttransform", "clip-path"),
        *("clip-rule", "clippathunits", "pathlength", "spreadmethod"),
    )
)
_LOADS = frozenset(
    ("src", "srcset", "imagesrcset", "poster", "data", "background", "action", "href", "xlink:href")
)
_QUOTES = ("blockquote", "q", "del", "ins")
_PICTURE = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?['\"]?([^'\"]*)", re.IGNORECASE)
_CODE = ("", "module", "text/javascript", "application/javascript")
DATA_BLOCK = "application/ld+json"

_OWN_RELS = frozenset(
    (
        *("stylesheet", "icon", "shortcut", "apple-touch-icon", "mask-icon", "manifest", "preload"),
        *("modulepreload", "prefetch", "search", "alternate", "canonical", "prev", "next", "first", "last"),
        *("up", "author", "help", "index", "contents"),
    )
)
_OTHER_RELS = frozenset(("license", "hub", "me", "describedby", "cite-as", "self", "external", "noopener"))
OWN_PROPERTIES = frozenset(
    (
        *("og:url", "og:image", "og:image:url", "og:image:secure_url", "og:audio", "og:video"),
        *("twitter:image", "twitter:url", "citation_public_url", "citation_fulltext_html_url"),
    )
)
_HERE = "put it into the site's own theme folder and say where it lies there"


def near(tag: str, text: str = "") -> str:
    """Where an element stands that has a text in its tag."""
    return rf"<{re.escape(tag)}\b[^<>]*?{re.escape(text)}" if text else rf"<{re.escape(tag)}\b"


def judge(tag: str, attributes: Attributes, follow: Follow) -> Iterator[Problem]:
    """What is wrong with an element by itself.

    Args:
        tag: Its name in lower case.
        attributes: Their values by their names in lower case, character references resolved.
        follow: Says where an address on this page leads.
    """
    if tag not in ELEMENTS:
        yield _unexpected(tag)
        return
    for name, value in attributes.items():
        if name in _LOADS:
            yield from _load(tag, name, value, attributes, follow)
        elif name not in PLAIN and not name.startswith(("data-", "aria-")):
            yield from _attribute(tag, name, value, follow)
    if tag == "script":
        yield from _script(attributes)
    elif tag == "meta":
        yield from _meta(attributes, follow)


def _unexpected(tag: str) -> Problem:
    if tag in _PAGES_WITHIN:
        return Problem("foreign-resource", f"<{tag}> brings something else into the page", _HERE, near(tag))
    if tag == "style":
        return Problem(
            "inline-style", "style stands in the page", "put it into a style sheet of the theme", near(tag)
        )
    return Problem(
        "unexpected-markup",
        f"<{excerpt(tag)}> is no element that the digest writes",
        "take it out of the template; what may stand there is in generator/audit/markup.py",
        near(tag),
    )


def _attribute(tag: str, name: str, value: str, follow: Follow) -> Iterator[Problem]:
    """An attribute that is not plain in every element."""
    where = near(tag, name)
    if name.startswith("on"):
        yield Problem(
            "event-handler", f"{excerpt(name)} on <{tag}> runs as a script", "use a script file", where
        )
    elif name == "style":
        yield Problem("inline-style", f"<{tag}> has a style of its own", "give it a class instead", where)
    elif name in _DRAWING:
        if re.search(r"url\(\s*['\"]?\s*[^#'\"\s]|[\\]", value, re.IGNORECASE):
            yield _elsewhere(tag, name, value)
    elif name == "cite" and tag in _QUOTES:
        if follow(value).kind not in ("own", "elsewhere"):
            yield _active(tag, name, value)
    else:
        yield Problem(
            "unexpected-markup",
            f"<{tag}> has '{excerpt(name)}', which the digest does not write",
            "take it out of the template; what may stand there is in generator/audit/markup.py",
            where,
        )


def _load(tag: str, name: str, value: str, attributes: Attributes, follow: Follow) -> Iterator[Problem]:
    """An attribute that holds addresses: most load what they name, `href` of an `a` leads there."""
    if name == "href" and tag == "a":
        yield from _link(value, attributes, follow)
        return
    if name == "href" and tag == "link":
        yield from _relation(value, attributes, follow)
        return
    if name in ("href", "xlink:href") and tag == "use" and value.startswith("#"):
        return
    if name in ("srcset", "imagesrcset"):
        addresses = [part.split()[0] for part in value.split(",") if part.split()]
    elif (name, tag) in (("src", tag), ("poster", "video"), ("action", "form")):
        addresses = [value]
    else:
        yield Problem(
            "unexpected-markup",
            f"<{tag}> has '{name}', which the digest does not write",
            "take it out of the template; what may stand there is in generator/audit/markup.py",
            near(tag, name),
        )
        return
    for address in addresses:
        kind = follow(address).kind
        if kind == "data" and tag in ("img", "source") and _PICTURE.match(address):
            continue
        if kind == "dead":
            yield dead(tag, name, address)
        elif kind == "active":
            yield _active(tag, name, address)
        elif kind != "own":
            yield _elsewhere(tag, name, address)


def _link(value: str, attributes: Attributes, follow: Follow) -> Iterator[Problem]:
    kind = follow(value).kind
    rels = attributes.get("rel", "").lower().split()
    if kind in ("active", "data"):
        yield _active("a", "href", value)
    elif kind == "dead" and not ("external" in rels and value.startswith(("https://", "http://"))):
        # a link that a writer gave as a whole address may name any page of any site, this one too
        yield dead("a", "href", value)
    elif kind == "elsewhere" and "noopener" not in rels:
        yield Problem(
            "missing-rel",
            f"the link to {excerpt(value)} leaves the site without rel=noopener",
            'write rel="external noopener"',
            near("a", value.replace("&", "&amp;")),
        )


def _relation(value: str, attributes: Attributes, follow: Follow) -> Iterator[Problem]:
    rels = set(attributes.get("rel", "").lower().split())
    kind = follow(value).kind
    if not rels or rels - _OWN_RELS - _OTHER_RELS:
        yield Problem(
            "unexpected-markup",
            f"<link> of rel '{excerpt(attributes.get('rel', ''))}' is none that the digest writes",
            "take it out of the template; what may stand there is in generator/audit/markup.py",
            near("link", value),
        )
    elif kind == "dead":
        yield dead("link", "href", value)
    elif kind in ("active", "data", "mail"):
        yield _active("link", "href", value)
    elif kind == "elsewhere" and "canonical" in rels:
        yield Problem(
            "foreign-address",
            f"the page says that it stands at {excerpt(value)}",
            "set site_url in mkdocs.yml to where the site stands",
            near("link", value),
        )
    elif kind == "elsewhere" and rels & _OWN_RELS:
        yield _elsewhere("link", "href", value)


def _script(attributes: Attributes) -> Iterator[Problem]:
    kind = attributes.get("type", "").strip().lower()
    if "src" in attributes:
        if kind not in _CODE:
            yield Problem(
                "inline-script",
                f"a script file of type '{excerpt(kind)}'",
                "leave the type out, or write module",
                near("script", "src"),
            )
    elif kind != DATA_BLOCK:
        yield Problem(
            "inline-script",
            "a script stands in the page itself",
            "put it into a file below site_config/theme/assets/ and list it in mkdocs.yml",
            near("script"),
        )


def _meta(attributes: Attributes, follow: Follow) -> Iterator[Problem]:
    value = attributes.get("content", "")
    effect = attributes.get("http-equiv", "").strip().lower()
    if effect == "refresh":
        target = _REFRESH.match(value)
        kind = follow(target[1]).kind if target else "active"
        if kind == "dead":
            yield dead("meta", "content", target[1] if target else value)
        elif kind != "own":
            yield Problem(
                "active-link",
                f"the page sends its readers to {excerpt(value)}",
                "redirect within the site only",
                near("meta", "http-equiv"),
            )
    elif effect not in ("", "content-security-policy", "content-type"):
        yield Problem(
            "unexpected-markup",
            f"<meta http-equiv={excerpt(effect)}> is none that the digest writes",
            "take it out of the template",
            near("meta", "http-equiv"),
        )
    name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
    if name in OWN_PROPERTIES and follow(value).kind != "own":
        yield Problem(
            "foreign-address",
            f"{name} is {excerpt(value)}, which is no page or file of this site",
            "set site_url in mkdocs.yml to where the site stands",
            near("meta", name),
        )


def dead(tag: str, name: str, value: str) -> Problem:
    """An address within the site at which nothing stands."""
    return Problem(
        "dead-link",
        f"{name} of <{tag}> leads to '{excerpt(value)}', where nothing stands",
        "name a page or a file of the site, or set site_url to where the site stands",
        near(tag, value.replace("&", "&amp;")),
    )


def _active(tag: str, name: str, value: str) -> Problem:
    return Problem(
        "active-link",
        f"{name} of <{tag}> is '{excerpt(value)}', which is no address of a page",
        "write an address that begins with https://, or one within the site",
        near(tag, name),
    )


def _elsewhere(tag: str, name: str, value: str) -> Problem:
    return Problem("foreign-resource", f"{name} of <{tag}> loads '{excerpt(value)}'", _HERE, near(tag, name))
