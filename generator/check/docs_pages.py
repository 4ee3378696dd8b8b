"""Check the pages of documentation in docs_dir beside the digest, and `nav`, which lists them."""

import re
from collections.abc import Collection, Iterable
from collections.abc import Mapping as Map
from collections.abc import Sequence as List
from pathlib import Path
from urllib.parse import urlsplit

from pathspec import GitIgnoreSpec

from generator.check.material_settings import check_icon
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model.settings import LIMITS
from generator.read.docs_markdown import DocsSource
from generator.read.engine_config import EngineSettings
from generator.read.regular import FolderEntry, is_plain, read_regular
from generator.read.text import decode
from generator.read.yaml import Mapping, Node, Scalar, Sequence, parse, plain_values

_PAGE = re.compile(
    r"(?:(.*/)?(?:index|README)|(.*))\.(?:md|markdown|mdown|mkdn|mkd)", re.IGNORECASE
)
Folders = List[str]
_MOST_BYTES = 512 * 1024
"""The longest page of Material's own documentation has 60 kilobytes."""
_KIND_NAMES = (
    "avif gif ico jpeg jpg png svg webp css csv json txt yaml yml pdf zip m4a mp3 mp4 ogg ogv wav "
    "webm vtt otf ttf woff woff2"
)
_KINDS = _KIND_NAMES.split()
_SCRIPTS = ("js", "mjs", "cjs", "wasm")
_HTML = ("htm", "html", "xhtml", "shtml", "xht")
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]", re.IGNORECASE)
"""Names that Windows keeps for devices."""
_NAME = re.compile(r"[\w.@+()' &,!=~-]+(?:/[\w.@+()' &,!=~-]+)*")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_HEADER = re.compile(r" {0,3}[A-Za-z0-9_-]+:(?=\s|\w)")
"""A line of MultiMarkdown's metadata, which MkDocs reads without `---`."""
_MARKUP = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_TEXTS = ("title", "description", "subtitle", "icon", "status", "slug", "author", "image")
_LISTS = ("hide", "tags", "categories", "authors")


def docs_addresses(entries: Collection[FolderEntry]) -> dict[str, str]:
    """Map the address of each page of documentation to its file below docs_dir, as MkDocs does."""
    addresses = {}
    for entry in entries:
        if match := _PAGE.fullmatch(entry.path):
            folder, page = match.groups()
            addresses[(folder or "") if page is None else f"{page}/"] = entry.path
    return addresses


def docs_targets(entries: Collection[FolderEntry]) -> set[str]:
    """The addresses of all pages and files of documentation."""
    files = {entry.path for entry in entries if not is_page(entry.path)}
    return {*docs_addresses(entries), *files}


def is_page(path: str) -> bool:
    """Whether a file in docs_dir is a page."""
    return _PAGE.fullmatch(path) is not None


def published_docs(entries: Iterable[FolderEntry], engine: EngineSettings) -> list[FolderEntry]:
    """Leave out the files that MkDocs does not publish: hidden ones, and those excluded."""
    hidden = GitIgnoreSpec.from_lines([".*", "/templates/", *_lines(engine, "exclude_docs")])
    drafts = GitIgnoreSpec.from_lines(_lines(engine, "draft_docs"))
    return [
        entry
        for entry in entries
        if not hidden.match_file(entry.path) and not drafts.match_file(entry.path)
    ]


def _lines(engine: EngineSettings, key: str) -> list[str]:
    return [
        line for node in plain_values(engine.values.at(key)) for line in node.value.splitlines()
    ]


def check_docs_files(
    engine: EngineSettings, entries: Collection[FolderEntry], report: Report
) -> None:
    """Report files of documentation that no site needs, or that are code, and unusual names."""
    alike: dict[str, str] = {}
    scripts = {script.path for script in engine.scripts}
    for entry in entries:
        place = Place(f"{engine.docs}/{entry.path}")
        suffix = entry.path.rpartition(".")[2].lower()
        stem = entry.path.rpartition("/")[2].partition(".")[0]
        if _RESERVED.fullmatch(stem) or not _NAME.fullmatch(entry.path):
            message = f"'{entry.path[:80]}' is not a name that every system can store"
            help_line = "rename it; use letters, digits, hyphens, underscores and dots"
            report.add(place, "file-name", message, help_line)
        for name in docs_addresses([entry]) or [entry.path]:
            other = alike.setdefault(name.casefold(), entry.path)
            if other != entry.path:
                message = f"collides with {engine.docs}/{other}"
                report.add(place, "name-collision", message, "rename one of them")
        if is_page(entry.path) or suffix in _KINDS:
            continue
        if suffix in _SCRIPTS and entry.path in scripts:
            continue
        if suffix in _SCRIPTS:
            message = "this is a script, and pages load only those that mkdocs.yml lists"
            help_line = "list it in extra_javascript, or delete it"
        elif suffix in _HTML:
            message = "an HTML page is code: it would be published without the site's policy"
            help_line = "write the page in Markdown"
        else:
            message = f"files of the kind '{suffix[:20]}' are not published"
            help_line = f"use one of {', '.join(_KINDS)}; or name it in exclude_docs"
        report.add(place, "public-file", message, help_line)


def source_of_page(
    entry: FolderEntry, name: str, folders: Folders, report: Report
) -> DocsSource | None:
    """Read a page of documentation; None, after reporting why, if MkDocs must not read it.

    `folders` are those of the theme, in which a page may choose an icon and a template.
    """
    data = read_regular(entry.file, name, _MOST_BYTES, report)
    text = decode(data, name, report, may_show_conflicts=True)
    if text is None:
        return None
    front_matter = _FRONT_MATTER.match(text)
    if front_matter is None:
        if word := _HEADER.match(text):
            message = f"MkDocs takes '{word[0][:40]}' in the first line for metadata, not for text"
            help_line = "begin the page with an empty line; metadata goes between lines with ---"
            report.add(Place(name), "docs-metadata", message, help_line)
            return None
        return DocsSource(entry.path, "", text, text)
    errors = report.count("error")
    tree = parse(front_matter[1], name, report, LIMITS, 1)
    if tree is not None and not isinstance(tree, Mapping):
        message = "the front matter is not a set of keys"
        report.add(tree.place, "not-a-mapping", message, "write `key: value` lines")
    elif tree is not None:
        for key, (_, value) in tree.entries.items():
            _check_key(key, value, folders, report)
    if report.count("error") > errors:
        return None
    return DocsSource(entry.path, front_matter[1], text[front_matter.end() :], text)


def _check_key(key: str, value: Node, folders: Folders, report: Report) -> None:
    """Check what Material reads of front matter; a value of another type ends its templates."""
    wanted, form = "", f"{key}: <text>"
    if isinstance(value, Scalar) and value.kind == "empty":
        return
    if key in _TEXTS and not isinstance(value, Scalar):
        wanted = "text on one line"
    elif key in _LISTS and not _is_list_of_words(value):
        wanted, form = "a list of words without tags", f"{key}: [<word>]"
    elif key == "search" and not isinstance(value, Mapping):
        wanted, form = "a set of keys", "search: {exclude: true}"
    elif key == "template" and not (isinstance(value, Scalar) and _has(value.value, folders)):
        wanted, form = "a template of the theme", "template: main.html"
    elif key == "icon" and isinstance(value, Scalar) and folders:
        check_icon(value, folders, report)
    if wanted:
        report.add(value.place, "docs-metadata", f"'{key}' must be {wanted}", f"write `{form}`")


def _is_list_of_words(value: Node) -> bool:
    return isinstance(value, Sequence) and all(
        isinstance(item, Scalar) and not _MARKUP.search(item.value) for item in value.items
    )


def _has(template: str, folders: Folders) -> bool:
    """Whether the theme has a template that extends the frame: its main one, or one of the site."""
    own = [*folders[:1]] if template != "main.html" else folders
    return is_plain(template) and any(Path(folder, template).is_file() for folder in own)


def check_docs_addresses(
    engine: EngineSettings, docs: Map[str, str], digest: Collection[str], report: Report
) -> None:
    """Report pages of documentation at an address of the digest.

    Args:
        engine: The settings of mkdocs.yml.
        docs: Address → file below docs_dir.
        digest: The addresses of the digest's pages, below its path.
        report: Where problems are added.
    """
    for address, file in docs.items():
        below = address.removeprefix(engine.path)
        if not address.startswith(engine.path) or below not in digest:
            continue
        place = Place(f"{engine.docs}/{file}")
        if not address:
            message = "this page and the digest's front page have the same address"
            help_line = (
                "write `plugins: [{digest: {path: news}}]` in mkdocs.yml, or remove this page"
            )
        else:
            message = f"the digest already has a page at /{address}"
            help_line = "rename or move this file"
        report.add(place, "duplicate-address", message, help_line)


def check_nav(
    nav: Collection[Scalar],
    engine: EngineSettings,
    files: Collection[str],
    digest: Collection[str],
    report: Report,
) -> None:
    """Report entries of `nav` that name neither a file in docs_dir nor a page of the digest.

    Other plugins may make pages, so with them only addresses of the digest are checked.
    """
    known = {*files, *(engine.path + address for address in digest)}
    for entry in nav:
        target = entry.value.removeprefix("./")
        is_front_page = target in ("", ".") and not engine.path
        try:
            is_elsewhere = bool(urlsplit(entry.value).scheme) or entry.value.startswith("/")
        except ValueError as error:
            message = f"'{entry.value[:80]}' in nav is not an address: {error}"
            report.add(entry.place, "bad-url", message, "correct it, or delete it")
            continue
        if is_elsewhere or is_front_page or target.partition("#")[0] in known:
            continue
        is_own = bool(engine.path) and target.startswith(engine.path)
        if is_own or not engine.plugins:
            otherwise = f"name a file in {engine.docs or 'docs'}/, as <folder>/<file>.md"
            message = f"'{entry.value[:80]}' in nav is no page"
            help_line = did_you_mean(target, known, otherwise)
            report.add(entry.place, "broken-link", message, help_line)
