"""Check pages and files of documentation as the audit will, before MkDocs sees any of them.

A page is rendered as MkDocs renders it, and held to the audit's rules about elements, attributes,
addresses and letters. Whatever the audit would refuse is reported here, at its line.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from html import escape

from selectolax.lexbor import LexborHTMLParser

from generator.audit.built_page import read_part
from generator.audit.manifest import copies_of
from generator.audit.problem import Problem
from generator.audit.site_addresses import Addresses, Kind
from generator.audit.site_audit import FileAudit
from generator.check.docs_pages import docs_addresses, is_page, source_of_page
from generator.check.site_files import MOST_BYTES
from generator.diagnostics.diagnostics import Place, Report
from generator.load.loaded import Loaded
from generator.model.site import Site
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
    loaded: Loaded, site: Site, answering: Collection[str], report: Report
) -> None:
    """Report every page and file of documentation that the audit would refuse.

    `site` is the digest; `answering` are the addresses of its pages and files, below its path.
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
    extensions = _load(engine, report)
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
    rendered = render(sources, extensions, _with_sections(loaded.path, site, files))
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


def _load(engine: EngineSettings, report: Report) -> list[MarkdownExtension]:
    """Return the site's Markdown extensions, after reporting those that cannot be loaded."""
    extensions = _extensions(engine)
    [together] = render([_EMPTY], [extension for extension, _ in extensions], {})
    for extension, place in extensions if together.problem else ():
        [alone] = render([_EMPTY], [extension], {})
        if alone.problem:
            name = extension.name[:60]
            message = f"the Markdown extension '{name}' cannot be loaded: {alone.problem}"
            report.add(place, "bad-choice", message, "correct its name and its options")
    return [] if together.problem else [extension for extension, _ in extensions]


def _with_sections(path: str, site: Site, files: Mapping[str, str]) -> dict[str, str]:
    """Add the sections of the digest, to which pages link as to files."""
    sections = ["", *(section["address"] for section in surroundings(site)["menu"])]
    return {f"{path}{section}index.md": f"{path}{section}" for section in sections} | dict(files)


def _following(
    loaded: Loaded, files: Iterable[str], answering: Collection[str]
) -> Callable[..., Kind]:
    """Make the function that tells where an address in a page leads.

    With other plugins, which may make pages, an address that does not exist counts as a page.
    """
    path = loaded.path
    engine = loaded.others.engine if loaded.others else EngineSettings()
    served = [f"{path}{address}" for address in answering]
    served += [*files, *(entry.path for entry in loaded.public)]
    served = [name if "." in name.rpartition("/")[2] else f"{name}index.html" for name in served]
    url = loaded.known.settings.url.removesuffix(path)
    others = [name for name, _ in engine.plugins if name != "search"]
    addresses = Addresses(served, url)
    theme = cache(
        lambda: Addresses([*served, *copies_of(theme_folders(loaded.root, engine), [])], url)
    )

    def follow(href: str, path: str) -> Kind:
        kind = addresses.follow(href, path)
        if kind == "dead":
            kind = theme().follow(href, path)
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
