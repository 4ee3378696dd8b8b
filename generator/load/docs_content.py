"""Check pages and files of documentation as the audit will, before MkDocs sees any of them.

A page is rendered as MkDocs renders it, and held to the audit's rules about elements, attributes,
addresses and letters. Whatever the audit would refuse is reported here, at its line. Links between
these pages and the digest are resolved here, too, and the words of a page are taken from its HTML.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from html import escape, unescape
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.audit.built_page import read_part
from generator.audit.manifest import copies_of
from generator.audit.problem import Problem
from generator.audit.site_addresses import Addresses, Kind
from generator.audit.site_audit import FileAudit
from generator.check.docs_pages import docs_addresses, docs_targets, is_page, source_of_page
from generator.check.internal_links import path_of
from generator.check.site_files import MOST_BYTES
from generator.diagnostics.diagnostics import Place, Report
from generator.load.loaded import Loaded
from generator.model import address
from generator.model.address import ROOT
from generator.model.article import Article, Body, InternalLink
from generator.model.site import PlainPage, Site, Text
from generator.model.term import Taxonomy
from generator.pages.theme import surroundings
from generator.read.docs_markdown import DocsSource, MarkdownExtension, options_of, render
from generator.read.engine_config import EngineSettings
from generator.read.engine_rules import MATERIAL
from generator.read.known_plugins import rule_of
from generator.read.regular import read_regular
from generator.read.text import position
from generator.read.theme_names import theme_folders
from generator.read.yaml import Mapping as Keys
from generator.read.yaml import Sequence as Items
from generator.read.yaml import listed, plain_values

_EMPTY = DocsSource("index.md", "", "")
_CODES = {
    "dead-link": "broken-link",
    "active-link": "bad-url",
    "hidden-character": "forbidden-character",
    "not-utf8": "not-utf8",
}
"""A code of the audit → that of the same problem in content; the others are `docs-markup`."""
_HELP = {
    "broken-link": "name a file in docs_dir, or a page as /news/agencies/",
    "bad-url": "write an address that begins with https://, or one within the site",
    "forbidden-character": "delete it; it is invisible",
    "not-utf8": "save the file as UTF-8",
}
_OTHER_HELP = "delete it, or write it in Markdown"
_QUOTED = re.compile(r"'([^']{2,}?)…?'")
_ATTRIBUTE = re.compile(r"([\w-]+) (?:on|of) <")


def check_docs_content(
    loaded: Loaded, site: Site, answering: Callable[[], Collection[str]], report: Report
) -> None:
    """Report every page and file of documentation that the audit would refuse.

    `site` is the digest; `answering` lists the addresses of its pages and files, below its path.
    """
    others = loaded.others
    if others is None:
        return
    engine, docs = others.engine, others.docs
    files = {entry.path: entry.path for entry in docs if not is_page(entry.path)}
    files |= {file: address for address, file in docs_addresses(docs).items()}
    follow = _following(loaded, files.values(), answering)
    _check_settings(engine, follow, report)
    if not docs:
        return
    folders = theme_folders(loaded.root, engine)
    sources: list[DocsSource] = []
    diagrams: list[Place] = []
    for entry in docs:
        name = f"{engine.docs}/{entry.path}"
        if is_page(entry.path):
            source = source_of_page(entry, name, folders, report)
            if source is not None:
                sources.append(source)
        else:
            data = read_regular(entry.file, name, MOST_BYTES, report) or b""
            audit = FileAudit(Addresses(()))
            found = [item for item in audit.audit(entry.path, data) if item.code != "dead-link"]
            _report(found, name, data.decode("utf-8", "replace"), report)
    # Pages link to the sections of the digest as to files.
    sections = ["", *(section["address"] for section in surroundings(site)["menu"])]
    below = [loaded.path + section for section in sections]
    targets = {f"{section}index.md": section for section in below} | files
    extensions = _extensions(engine)
    named = [extension for extension, _ in extensions]
    empty, *rendered = render([_EMPTY, *sources], named, targets)
    if empty.problem:
        _report_unusable(extensions, report)
        rendered = render(sources, [], targets)
    for source, page in zip(sources, rendered, strict=True):
        name = f"{engine.docs}/{source.path}"
        if page.problem:
            problem = Problem("", f"this page cannot be rendered: {page.problem}")
            place = _place(problem, name, source.whole)
            help_line = "correct what the message names, or simplify the page"
            report.add(place, "docs-markup", problem.message, help_line)
            continue
        here = partial(follow, path=f"{files[source.path]}index.html")
        refused = read_part(page.html, here, is_framed=engine.frame == MATERIAL)
        _report([*refused, *_code_in(page.html)], name, source.whole, report)
        if engine.frame == MATERIAL and 'class="mermaid"' in page.html:
            diagrams.append(_place(Problem("", "", "mermaid"), name, source.whole))
    if diagrams:
        message = f"readers see the text of diagrams, here and on {len(diagrams) - 1} other pages: "
        message += "Material loads the program that draws them from another host, which is blocked"
        report.add(diagrams[0], "blocked", message, "publish a picture of the diagram instead")


def _check_settings(engine: EngineSettings, follow: Callable[..., Kind], report: Report) -> None:
    """Report what settings put into every page: HTML, and addresses of this site."""
    parts = [(node, node.value) for node in plain_values(engine.values.at("copyright"))]
    home = engine.values.at("extra", "homepage")
    parts += [(node, f'<a href="{escape(node.value)}"></a>') for node in plain_values(home)]
    others = engine.values.at("extra", "alternate")
    for item in others.items if isinstance(others, Items) else ():
        for node in plain_values(item.at("link")) if isinstance(item, Keys) else ():
            parts.append((node, f'<link rel="alternate" href="{escape(node.value)}">'))
    for node, html in parts:
        here = partial(follow, path="index.html")
        for problem in [*read_part(html, here, is_framed=True), *_code_in(html)][:1]:
            code = _CODES.get(problem.code, "docs-markup")
            report.add(node.place, code, problem.message, _HELP.get(code, _OTHER_HELP))


def _extensions(engine: EngineSettings) -> list[tuple[MarkdownExtension, Place]]:
    """The site's Markdown extensions, with their places."""
    extensions = []
    for name, options in listed(engine.values.at("markdown_extensions")):
        if not isinstance(rule_of("markdown_extensions", name.value), dict):
            continue  # code of other authors, which only builds run
        given = options_of(options, engine.tags) if options.kind == "mapping" else {}
        extensions.append((MarkdownExtension(name.value, given or {}), name.place))
    return extensions


def _report_unusable(extensions: Iterable[tuple[MarkdownExtension, Place]], report: Report) -> None:
    """Report the Markdown extensions that cannot be loaded."""
    for extension, place in extensions:
        [alone] = render([_EMPTY], [extension], {})
        if alone.problem:
            shown = extension.name[:60]
            message = f"the Markdown extension '{shown}' cannot be loaded: {alone.problem}"
            report.add(place, "bad-choice", message, "correct its name and its options")


def _following(
    loaded: Loaded, files: Collection[str], answering: Callable[[], Collection[str]]
) -> Callable[..., Kind]:
    """Make the function that tells where an address in a page leads.

    With other plugins, which may make pages, an address that does not exist counts as a page.
    """
    path = loaded.path
    engine = loaded.others.engine if loaded.others else EngineSettings()
    url = loaded.known.settings.url.removesuffix(path)
    others = [name for name, _ in engine.plugins if name != "search"]

    @cache
    def addresses(*, with_theme: bool) -> Addresses:
        served = [f"{path}{address}" for address in answering()]
        served += [*files, *(entry.path for entry in loaded.public)]
        served = [
            name if "." in name.rpartition("/")[2] else f"{name}index.html" for name in served
        ]
        copies = copies_of(theme_folders(loaded.root, engine), []) if with_theme else ()
        return Addresses([*served, *copies], url)

    def follow(href: str, path: str) -> Kind:
        kind = addresses(with_theme=False).follow(href, path)
        if kind == "dead":
            kind = addresses(with_theme=True).follow(href, path)
        return "own" if kind == "dead" and others else kind

    return follow


def _code_in(html: str) -> Iterator[Problem]:
    """Find scripts that a page loads: those of a site are in its settings."""
    for node in LexborHTMLParser(html).css("script[src]"):
        source = node.attributes.get("src") or ""
        message = f"the page loads the script '{source[:60]}', which would run in each browser"
        yield Problem("inline-script", message, "<script")


def _report(problems: Iterable[Problem], name: str, text: str, report: Report) -> None:
    for problem in dict.fromkeys([*problems]):
        code = _CODES.get(problem.code, "docs-markup")
        help_line = _HELP.get(code, _OTHER_HELP)
        if problem.code == "inline-script":
            help_line = "put it into a file, and list that in extra_javascript"
        report.add(_place(problem, name, text), code, problem.message, help_line)


def _place(problem: Problem, name: str, text: str) -> Place:
    """Find the place of what a problem names in the text of a page."""
    words = [*_QUOTED.findall(problem.message), *_ATTRIBUTE.findall(problem.message)]
    for word in (*words, problem.near):
        offset = text.lower().find(word.lower()) if word else -1
        if offset >= 0:
            return Place(name, *position(text, offset))
    return Place(name)


Written = TypeVar("Written", Article, PlainPage, Text)
_ADDRESS = ("https://", "http://")
_HREF = re.compile(f'(<a [^<>]*?href="){ROOT}([^"]*)')


def with_links_to_docs(loaded: Loaded, site_url: str) -> None:
    """Rewrite the links of all texts.

    `site_url` is the address of the site for a digest that is exported without documentation,
    otherwise "".
    """
    others = loaded.others
    if others is None or not (others.engine.path or site_url):
        return
    own = {article.address for article in (*loaded.articles, *loaded.left_out)}
    own.update(page.address for page in loaded.documents)
    own.update(entry.path for entry in others.public)
    way = f"{site_url.rstrip('/')}/" if site_url else address.up(others.engine.path)
    taxonomies = loaded.known.taxonomies
    around = WholeSite(others.engine.path, way, docs_targets(others.docs), own, taxonomies)
    loaded.context = replace(loaded.known, taxonomies=around.registries(taxonomies))
    loaded.documents = around.texts(loaded.documents)
    loaded.texts = around.texts(loaded.texts)
    loaded.left_out = around.texts(loaded.left_out)
    loaded.articles = around.texts(loaded.articles)


@dataclass(frozen=True, slots=True)
class WholeSite:
    """The addresses of a whole site: the digest's own, and those of the documentation around it."""

    path: str
    """The digest's path below the site's root, such as `news/`."""
    way: str
    """The way from the digest's root to the site's, such as `../`, or the address of the site."""
    docs: Collection[str]
    """The addresses of pages and files of documentation, below the site's root."""
    own: Collection[str]
    """Addresses of the digest that editors chose: of articles, plain pages and public files."""
    taxonomies: Collection[str]
    """The names of taxonomies, below which all addresses are the digest's."""

    def texts(self, texts: Iterable[Written]) -> list[Written]:
        """Rewrite the links of articles, plain pages or other texts."""
        rewritten = list(texts)
        for index, text in enumerate(rewritten):
            if text.body.links:
                rewritten[index] = replace(text, body=self.rewritten(text.body))
        return rewritten

    def registries(self, taxonomies: Mapping[str, Taxonomy]) -> dict[str, Taxonomy]:
        """Rewrite the links in descriptions of terms."""
        rewritten = {}
        for name, taxonomy in taxonomies.items():
            terms = dict(taxonomy.terms)
            for slug, term in terms.items():
                if term.links:
                    text = self.rewritten(Body(term.description, term.links))
                    terms[slug] = replace(term, description=text.html, links=text.links)
            rewritten[name] = replace(taxonomy, terms=terms)
        return rewritten

    def rewritten(self, body: Body) -> Body:
        """Rewrite the links of a text."""
        if not body.links:
            return body
        links = []
        for link in body.links:
            target = self._led(link.target.lstrip("/"))
            if not target.startswith(_ADDRESS):
                links.append(InternalLink(f"/{target}", link.place))
        return Body(_HREF.sub(self._link, body.html), tuple(links), body.text)

    def _link(self, found: re.Match[str]) -> str:
        target = self._led(found[2])
        root = "" if target.startswith(_ADDRESS) else ROOT
        return f"{found[1]}{root}{target}"

    def _led(self, target: str) -> str:
        """The relative link from the digest's root to an address.

        The address is returned unchanged if it needs no change; it may be written with entities.
        """
        path = path_of(unescape(target))
        if path in self.own or address.generated(path.strip("/"), self.taxonomies):
            return target
        if self.path and path.startswith(self.path):
            return target.removeprefix(self.path)
        if path in self.docs:
            return self.way + target
        return target


_INLINE_TAGS = (
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_WITHOUT_WORDS = (
    "script, style, template, svg, .headerlink, .footnote-backref, .linenos, .linenodiv"
)
"""Code, pictures, and signs beside the text that lead elsewhere."""


def words_of_page(html: str) -> str:
    """Return the words of rendered Markdown; each block is a line."""
    tree = LexborHTMLParser(html)
    for node in tree.css(_WITHOUT_WORDS):
        node.decompose()
    if tree.body is None:
        return ""
    pieces: list[str] = []
    for node in tree.body.traverse(include_text=True):
        if _begins_line(node) or (node.prev is not None and _begins_line(node.prev)):
            pieces.append("\n")
        if node.is_text_node:
            pieces.append((node.text_content or "").replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def _begins_line(node: LexborNode) -> bool:
    return not node.is_text_node and node.tag not in _INLINE
