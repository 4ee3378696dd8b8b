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
from dataclasses import dataclass
from functools import partial
from html import unescape
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString

from generator.model.address import ROOT
from generator.read import links, plain
from generator.read.bounds import TooSlowError, within
from generator.read.complexity import find_excess
from generator.read.limits import Limits
from generator.read.text import find_forbidden, position
from generator.report.diagnostics import Place, Report

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
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<!\[|<[!?][A-Za-z]")


@dataclass(frozen=True, slots=True)
class InternalLink:
    """A link to another page of the site, to be checked when all pages are known."""

    target: str
    place: Place


@dataclass(frozen=True, slots=True)
class Body:
    """Sanitised HTML with `ROOT` before internal addresses, and those links."""

    html: str
    links: tuple[InternalLink, ...] = ()


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
    """Looks at the finished tree and mends or reports what a reader must not meet."""

    def begin(self, body: str, path: str, first_line: int, report: Report) -> None:
        self.body = body
        self.path = path
        self.first_line = first_line
        self.report = report
        self.looked_to = 0
        self.links: list[InternalLink] = []

    def place(self, needle: str) -> Place:
        """Where a piece of text stands in the file; the body's start when it was rewritten.

        The tree is walked in the order of the text, so the next one is looked for after the last.
        """
        offset = self.body.find(needle, self.looked_to)
        if offset < 0:
            offset = self.body.find(needle)
        self.looked_to = max(self.looked_to, offset + len(needle))
        line, column = position(self.body, offset) if offset >= 0 else (1, 1)
        return Place(self.path, line + self.first_line - 1, column)

    def add(self, needle: str, code: str, message: str, help_line: str) -> None:
        self.report.add(self.place(needle), code, message, help_line)

    def run(self, root: Element) -> None:
        if (levels := _levels(root)) > _MOST_LEVELS:
            message = f"marks nested {levels:,} deep (at most {_MOST_LEVELS})"
            self.add("", "too-complex", message, "close each * and _ before the next begins")
            root.clear()
        raw_html = False
        for element in root.iter():
            if element.tag == "a":
                self.link(element)
            elif element.tag == "img":
                self.image(element)
            elif element.tag == "h1":
                words = "".join(element.itertext()).strip()
                self.add(words, "heading-level", f"'{words[:60]}' is a heading of level 1", "use ##")
            elif element.tag in ("th", "td") and element.get("align"):
                element.set("class", f"align-{element.attrib.pop('align')}")
            if not raw_html and element.tag not in ("code", "pre"):
                raw_html = self.raw_html(element)

    def raw_html(self, element: Element) -> bool:
        texts = [element.text, *(child.tail for child in element)]
        for text in texts:
            if text and "<" in text and (match := _HTML.search(text)):
                self.add(
                    match.group(),
                    "raw-html",
                    f"'{match.group()[:40]}' is HTML, which is shown as text",
                    "use Markdown, or put it in `backticks` when the text is about HTML",
                )
                return True
        return False

    def link(self, element: Element) -> None:
        written = (element.get("href") or "").strip()
        href = _shown(written)
        if href.startswith("#fn"):
            element.set("href", f"#c-{written[1:]}")
            return
        if href.startswith("/") and not href.startswith("//"):
            self.links.append(InternalLink(href.partition("#")[0], self.place(written)))
            return
        text = _shown("".join(element.itertext())).strip()
        problem = links.problem_with(href, text, _shown(element.get("title", "")))
        if problem is not None:
            self.add(written or text, *problem)
            element.attrib.pop("href", None)
        elif not href.startswith("mailto:"):
            element.set("rel", "external noopener")

    def image(self, element: Element) -> None:
        source = (element.get("src") or "").strip()
        text = element.get("alt") or source
        self.add(
            source,
            "remote-image",
            "images are not shown in articles; a link stands in its place",
            f"write [{text[:40]}]({source[:60]}) to say so",
        )
        tail = element.tail
        element.clear()
        element.tag = "a"
        element.text = text
        element.tail = tail
        element.set("href", source)
        self.link(element)


class _PlainBlocks(ParagraphProcessor):
    """Takes at once what every other processor of blocks would look at and leave.

    All of them begin at the start of a line with a sign, a digit or a space, but for a table, which has
    bars; most of an article is neither.
    """

    def test(self, _parent: Element, block: str) -> bool:
        return "|" not in block and all(line[:1].isalpha() for line in block.split("\n"))


class _NeededPatterns(InlineProcessor):
    """Looks only through texts with a mark, and only for patterns whose sign is in one of them.

    What a pattern leaves of a text has no sign that was not there before, so the others find nothing.
    """

    signs = (
        *(("backtick", "`"), ("escape", "\\"), ("footnote", "[^"), ("reference", "["), ("link", "[")),
        *(("image_link", "!["), ("image_reference", "!["), ("short_reference", "[")),
        *(("short_image_ref", "!["), ("autolink", "<"), ("linebreak", "  \n")),
        *(("em_strong", "*"), ("em_strong", "_")),
    )
    every = frozenset(sign for _, sign in signs if sign not in ("[^", "!["))

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        found = []
        for element in tree.iter():
            if element.text and not isinstance(element.text, AtomicString):
                if any(sign in element.text for sign in self.every):
                    found.append(element.text)
                else:
                    element.text = AtomicString(element.text)
            if element.tail:
                found.append(element.tail)
        if not found:
            return tree
        text = "\0".join(found)
        needed = dict.fromkeys(name for name, sign in self.signs if sign in text)
        patterns = [self.md.inlinePatterns[name] for name in needed]
        self.inlinePatterns = patterns  # type: ignore[assignment]  # all that is asked of it is what a list has
        return super().run(tree, ancestors)


class _SmallMarkdown(Extension):
    """Takes out what lets an article write HTML, and puts the inspector last."""

    def __init__(self) -> None:
        super().__init__()
        self.inspector = _Inspector()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        md.inlinePatterns.deregister("entity")
        md.parser.blockprocessors.register(_PlainBlocks(md.parser), "plain", 110)
        md.treeprocessors.register(_NeededPatterns(md), "inline", 20)
        md.treeprocessors.register(self.inspector, "inspect", -100)


def _parser(extension: Extension) -> Markdown:
    return Markdown(
        extensions=["tables", "sane_lists", "fenced_code", "footnotes", extension],
        extension_configs={
            "tables": {"use_align_attribute": True},
            "footnotes": {"SEPARATOR": "-", "BACKLINK_TITLE": "Back to the text"},
        },
        output_format="html",
    )


_EXTENSION = _SmallMarkdown()
_MARKDOWN = _parser(_EXTENSION)


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


def _fits(body: str, path: str, first_line: int, limits: Limits, report: Report) -> bool:
    excess = find_excess(body, limits)
    if excess is None:
        return True
    reason, line = excess
    report.add(
        Place(path, first_line + line - 1),
        "too-complex",
        reason,
        "write it as plain paragraphs; an article summarises",
    )
    return False


def _convert(body: str, path: str, first_line: int, limits: Limits, report: Report) -> str | None:
    if not _fits(body, path, first_line, limits, report):
        return None
    _EXTENSION.inspector.begin(body, path, first_line, report)
    html = plain.convert(body, _EXTENSION.inspector.link)
    if html is None:
        _MARKDOWN.reset()
        html = _MARKDOWN.convert(body)
    if len(html) > _GROWTH * limits.file_size:
        message = f"{len(body):,} characters of text become {len(html):,} of HTML"
        report.add(
            Place(path, first_line), "too-complex", message, "use long links and wide tables less often"
        )
        return None
    return _CLEANER.clean(html).replace("<table>", _TABLE).replace("</table>", "</table></div>")


def render(body: str, path: str, first_line: int, limits: Limits, report: Report) -> Body | None:
    """Turn an article's Markdown into HTML that is safe on any page.

    Args:
        body: Markdown with LF line ends, free of forbidden characters.
        path: The file, for the places of problems.
        first_line: The line on which the body begins.
        limits: Caps that keep the Markdown parser linear.
        report: Gains what is wrong with links, images, headings and HTML.

    Returns:
        The HTML; None when the body is too complex to be read at all.
    """
    try:
        html = within(partial(_convert, body, path, first_line, limits, report))
    except TooSlowError:
        message, help_line = "reading the text takes too much time", "write it as plain paragraphs"
        report.add(Place(path, first_line), "too-complex", message, help_line)
        return None
    if html is None:
        return None
    for _, what in find_forbidden(_EMPHASIS.sub("", html.replace(_INTERNAL, "")))[:1]:
        report.add(
            Place(path, first_line),
            "forbidden-character",
            f"the text contains {what}, perhaps as an entity",
            "delete it, or the &…; that stands for it",
        )
    return Body(html, tuple(_EXTENSION.inspector.links))
