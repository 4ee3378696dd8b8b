"""Finished HTML as a tree, parsed as browsers do, for tests to inspect."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_BASE = "https://site.invalid/"
_OUR_SCRIPT = re.compile(r"(\./|(\.\./)+)assets/[\w/-]+\.js")
_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "xlink:href")


@dataclass(eq=False)
class Element:
    """An element: its name, attributes, and texts and child elements in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        """Every element below this one, in document order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    @property
    def classes(self) -> list[str]:
        """The element's classes."""
        return self.attributes.get("class", "").split()

    def all(self, tag: str = "", *, css: str = "", **attributes: str) -> "list[Element]":
        """Descendants with the given name, class and attributes."""
        return [
            element
            for element in self.walk()
            if (not tag or element.tag == tag)
            and (not css or css in element.classes)
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def first(self, tag: str = "", *, css: str = "", **attributes: str) -> "Element":
        """The first such descendant; an error if there is none."""
        return self.all(tag, css=css, **attributes)[0]

    @property
    def text(self) -> str:
        """The visible text, with single spaces."""
        return " ".join(self._raw().split())

    def _raw(self) -> str:
        return "".join(child if isinstance(child, str) else child._raw() for child in self.children)

    def links(self) -> list[str]:
        """The targets of all links, as written."""
        return [
            element.attributes["href"] for element in self.all("a") if "href" in element.attributes
        ]

    def shape(self) -> list[tuple[str, ...]]:
        """Names of elements and attributes, without values."""
        return [(element.tag, *sorted(element.attributes)) for element in self.walk()]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]
        self.unbalanced: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()
            return
        self.unbalanced.append(tag)
        if tag in [element.tag for element in self.open]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """Parse a page or a fragment."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def unbalanced(html: str) -> list[str]:
    """Tags that are closed but not open, or never closed."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.unbalanced + [element.tag for element in builder.open[1:]]


def dangers(page: Element) -> list[str]:
    """Everything on a page that could run: foreign scripts and styles, handlers, active schemes."""
    active = []
    for element in page.walk():
        harmless = element.attributes.get("type") == "application/ld+json" or (
            _OUR_SCRIPT.fullmatch(element.attributes.get("src", "")) and not element.children
        )
        if element.tag in ("iframe", "object", "embed", "base", "style") or (
            element.tag == "script" and not harmless
        ):
            active.append(f"<{element.tag}>")
        for name, value in element.attributes.items():
            scheme = re.sub(r"[\s\x00-\x20]", "", value).partition(":")[0].lower()
            if name.startswith("on") or name in ("style", "srcdoc"):
                active.append(f"<{element.tag} {name}>")
            elif name in _ADDRESSES and scheme in ("javascript", "data", "vbscript"):
                active.append(f"<{element.tag} {name}={value}>")
    return active


def target(address: str, href: str) -> str | None:
    """Resolve a link to an address within the site, with its fragment; None if it leaves the site.

    Args:
        address: The page's address from the site's root, `agencies/az-sss/`.
        href: The link as written there.
    """
    whole = urljoin(_BASE + address, href)
    if not whole.startswith(_BASE):
        return None
    parts = urlsplit(whole)
    return unquote(parts.path[1:]) + (f"#{unquote(parts.fragment)}" if parts.fragment else "")
