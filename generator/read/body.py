"""Markdown to safe HTML, exactly once.

The Markdown is small on purpose: no raw HTML, no attribute lists, no
abbreviations, no includes. What Python-Markdown makes of it is checked as a
tree (links, images, headings), and nh3 has the last word on every tag,
attribute and scheme. The HTML made here serves the page, the feed and the data.

Links within the site carry `ROOT` where the way to the site's root goes; the
emitter knows how deep a page lies and puts it in.
"""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from generator.diagnostics.diagnostics import Place, Report
from generator.model.address import ROOT
from generator.model.limits import Limits
from generator.model.rendered_text import Body, InternalLink
from generator.read import written_links as links
from generator.read.complexity import find_excess
from generator.read.footnotes import Footnotes, without_dead_ends
from generator.read.text import find_forbidden, position
from generator.system.bounds import TooSlowError, within

_TAGS = {
    *("p", "br", "hr", "em", "strong", "del", "a", "sup", "code", "pre", "blockquote", "div"),
    *("ul", "ol", "li", "h2", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "title", "rel", "class"},
    "li": {"id"},
    "sup": {"id"},
    "div": {"class"},
    "code": {"class"},
    "th": {"class"},
    "td": {"class"},
    "ol": {"start"},
}
_CLASSES = re.compile(
    r"(language-[a-z0-9+#-]{1,30}|footnote|footnote-ref|footnote-backref|align-(left|right|center))\Z"
)
_INTERNAL = f'<a href="{ROOT}'
_EMPHASIS = re.compile("</?(?:em|strong|del|sup|code)>")
"""Tags between which marks still pile up on one letter."""
_GROWTH = 4
"""How many times longer than the longest file HTML may be; honest text grows by a third."""
_MOST_LEVELS = 60
"""Elements within elements; eight lists in quotations need less than half."""
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);", re.IGNORECASE)
_FOOTNOTE = re.compile(r"#(?=fn(?:ref\d*)?-)")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<!\[|<[!?][A-Za-z]")


def _shown(text: str) -> str:
    """Text as a browser shows it: entities, which the serialiser leaves alone, decoded."""
    return _ENTITY.sub(lambda found: unescape(found.group()), text)


def _levels(root: Element) -> int:
    """How deep a tree is, found without recursion, since it may be too deep for that."""
    levels, row = 0, [root]
    while row := [child for element in row for child in element]:
        levels += 1
    return levels


class _Inspector(Treeprocessor):
    """Looks at the finished tree of a text, mends what it can and reports what a reader must not meet."""

    def __init__(self, footnotes: Footnotes) -> None:
        super().__init__()
        self.footnotes = footnotes

    def begin(self, body: str, begins: Place, address: str, report: Report) -> None:
        self.body = body
        self.begins = begins
        self.address = address
        self.report = report
        self.looked_to = 0
        self.links: list[InternalLink] = []

    def place(self, offset: int) -> Place:
        """Where an offset of the body is in the file; of -1, where the body begins."""
        line, column = position(self.body, offset) if offset >= 0 else (1, 1)
        return Place(self.begins.path, line + self.begins.line - 1, column)

    def find(self, needle: str) -> Place:
        """Where a piece of text is in the file; the body's start when it was rewritten.

        The tree is walked in the order of the text, so the next one is looked for after the last.
        """
        offset = self.body.find(needle, self.looked_to)
        if offset < 0:
            offset = self.body.find(needle)
        self.looked_to = max(self.looked_to, offset + len(needle))
        return self.place(offset)

    def run(self, root: Element) -> None:
        if (levels := _levels(root)) > _MOST_LEVELS:
            message = f"marks nested {levels:,} deep (at most {_MOST_LEVELS})"
            self.report.add(self.begins, "too-complex", message, "close each * and _ before the next begins")
            root.clear()
        for offset, code, message, help_line in self.footnotes.problems(self.body, root):
            self.report.add(self.place(offset), code, message, help_line)
        without_dead_ends(root)
        raw_html = False
        for element in root.iter():
            if element.tag == "a":
                self.link(element)
            elif element.tag == "img":
                self.image(element)
            elif element.tag == "h1":
                words = "".join(element.itertext()).strip()
                message = f"'{words[:60]}' is a heading of level 1"
                self.report.add(self.find(words), "heading-level", message, "use ##")
            elif element.tag in ("th", "td") and element.get("align"):
                element.set("class", f"align-{element.attrib.pop('align')}")
            if not raw_html and element.tag not in ("code", "pre"):
                raw_html = self.raw_html(element)

    def raw_html(self, element: Element) -> bool:
        """Report the first HTML in an element's text; returns whether there is any."""
        for text in (element.text, *(child.tail for child in element)):
            if text and (match := _HTML.search(text)):
                message = f"'{match.group()[:40]}' is HTML, which is shown as text"
                help_line = "use Markdown, or put it in `backticks` when the text is about HTML"
                self.report.add(self.find(match.group()), "raw-html", message, help_line)
                return True
        return False

    def link(self, element: Element) -> None:
        """Make a link absolute or safe; one that leads nowhere becomes text."""
        written = (element.get("href") or "").strip()
        if element.get("class"):  # which only the links of footnotes have
            element.set("href", f"#c-{written[1:]}")
            return
        href = _shown(written)
        if target := self.internal(href):
            self.links.append(InternalLink(target, self.find(written)))
            element.set("href", written if target == href else target)
            return
        text = _shown("".join(element.itertext())).strip()
        problem = links.problem_with(href, text, _shown(element.get("title", "")))
        if problem is not None:
            self.report.add(self.find(written or text), *problem)
            element.attrib.pop("href", None)
        elif not href.startswith("mailto:"):
            element.set("rel", "external noopener")

    def internal(self, href: str) -> str:
        """The path and fragment that an address within the site means on this page; "" for others."""
        if href.startswith("//") or not href.startswith(("/", "#", "?", "./", "../")):
            return ""
        # The sanitiser puts this prefix before the ids of footnotes.
        return "/" + urljoin(f"/{self.address}", _FOOTNOTE.sub("#c-", href)).lstrip("/")

    def image(self, element: Element) -> None:
        """Put a link in the place of an image."""
        source = (element.get("src") or "").strip()
        text, tail = element.get("alt") or source, element.tail
        message = "images are not shown in articles; a link is shown instead"
        help_line = f"write [{text[:40]}]({source[:60]}) to say so"
        self.report.add(self.find(source), "remote-image", message, help_line)
        element.clear()
        element.tag, element.text, element.tail = "a", text, tail
        element.set("href", source)
        self.link(element)


class _SmallMarkdown(Extension):
    """Takes out what lets an article write HTML, and puts the inspector last."""

    def __init__(self, footnotes: Footnotes) -> None:
        super().__init__()
        self.inspector = _Inspector(footnotes)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.preprocessors.deregister("html_block")
        for name in ("html", "automail", "entity"):
            md.inlinePatterns.deregister(name)
        md.treeprocessors.register(self.inspector, "inspect", -100)


_FOOTNOTES = Footnotes()
_EXTENSION = _SmallMarkdown(_FOOTNOTES)
_MARKDOWN = Markdown(
    extensions=["tables", "sane_lists", "fenced_code", _FOOTNOTES, _EXTENSION],
    extension_configs={"tables": {"use_align_attribute": True}},
    output_format="html",
)


def _filter_attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "href" and value.startswith("/") and not value.startswith("//"):
        return ROOT + value[1:]
    if name == "class":
        kept = [word for word in value.split() if _CLASSES.match(word)]
        return " ".join(kept) or None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_filter_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    id_prefix="c-",
    strip_comments=True,
)


# A wide table can be scrolled, by keyboard too; what the sanitiser leaves as "<table>" is a tag.
_TABLE = '<div class="table" role="region" aria-label="Table" tabindex="0"><table>'


def _convert(body: str, begins: Place, address: str, limits: Limits, report: Report) -> str | None:
    if excess := find_excess(body, limits):
        reason, line = excess
        help_line = "write it as plain paragraphs; an article summarises"
        report.add(Place(begins.path, begins.line + line - 1), "too-complex", reason, help_line)
        return None
    _EXTENSION.inspector.begin(body, begins, address, report)
    _MARKDOWN.reset()
    html = _MARKDOWN.convert(body)
    if len(html) > _GROWTH * limits.file_size:
        message = f"{len(body):,} characters of text become {len(html):,} of HTML"
        report.add(begins, "too-complex", message, "use long links and wide tables less often")
        return None
    return _CLEANER.clean(html).replace("<table>", _TABLE).replace("</table>", "</table></div>")


def render(
    body: str, path: str, first_line: int, limits: Limits, report: Report, address: str = ""
) -> Body | None:
    """Turn an article's Markdown into HTML that is safe on any page.

    Args:
        body: Markdown with LF line ends, free of forbidden characters.
        path: The file, for the places of problems.
        first_line: The line on which the body begins.
        limits: Caps that keep the Markdown parser linear.
        report: Gains what is wrong with links, images, headings, footnotes and HTML.
        address: The page's own address, to which relative links and fragments are relative.

    Returns:
        The HTML; None when the body is too complex to be read at all.
    """
    begins = Place(path, first_line)
    try:
        html = within(partial(_convert, body, begins, address, limits, report))
    except TooSlowError:
        message, help_line = "reading the text takes too much time", "write it as plain paragraphs"
        report.add(begins, "too-complex", message, help_line)
        return None
    if html is None:
        return None
    for _, what in find_forbidden(_EMPHASIS.sub("", html.replace(_INTERNAL, "")))[:1]:
        message = f"the text contains {what}, perhaps as an entity"
        report.add(begins, "forbidden-character", message, "delete it, or the &…; that stands for it")
    return Body(html, tuple(_EXTENSION.inspector.links))
