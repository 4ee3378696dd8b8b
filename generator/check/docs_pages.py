"""Check the pages of documentation in docs_dir beside the digest, and `nav`, which lists them."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.check.material_settings import check_icon, icon_in_page
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.read import yaml
from generator.read.engine_config import MATERIAL, EngineSettings
from generator.read.regular import FolderEntry, read_regular
from generator.read.theme_names import theme_folders

_PAGE = re.compile(
    r"(?:(.*/)?(?:index|README)|(.*))\.(?:md|markdown|mdown|mkdn|mkd)", re.IGNORECASE
)
_FENCE = re.compile(r"\s*(?:```|~~~)")
_SCRIPT = re.compile(r"<script\b|<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE)
_MOST_BYTES = 10 * 1024 * 1024


class NavEntry(NamedTuple):
    """A page or address in `nav`."""

    value: str
    place: Place


def docs_addresses(entries: Collection[FolderEntry]) -> dict[str, str]:
    """The address of each page of documentation → its file below docs_dir, as MkDocs names them."""
    addresses = {}
    for entry in entries:
        if match := _PAGE.fullmatch(entry.path):
            folder, page = match.groups()
            addresses[(folder or "") if page is None else f"{page}/"] = entry.path
    return addresses


def docs_targets(entries: Collection[FolderEntry]) -> set[str]:
    """The addresses of pages and other files of documentation that MkDocs publishes, for links to them.

    It leaves out hidden files and the folder `templates`.
    """
    published = []
    for entry in entries:
        is_hidden = any(part.startswith(".") for part in entry.path.split("/"))
        if not is_hidden and not entry.path.startswith("templates/"):
            published.append(entry)
    files = {entry.path for entry in published if not _PAGE.fullmatch(entry.path)}
    return {*docs_addresses(published), *files}


def check_docs_pages(
    root: Path, engine: EngineSettings, entries: Collection[FolderEntry], report: Report
) -> None:
    """Report icons of pages that Material lacks, and scripts in pages, which the policy does not let run."""
    folders = [Path(folder) for folder in theme_folders(root, engine)]
    for entry in entries:
        if not _PAGE.fullmatch(entry.path):
            continue
        name = f"{engine.docs}/{entry.path}"
        icon = icon_in_page(entry, name) if engine.frame == MATERIAL else None
        if icon is not None:
            check_icon(*icon, folders, report)
        text = (read_regular(Path(entry.file), name, _MOST_BYTES, Report()) or b"").decode(
            "utf-8", "replace"
        )
        for place in _scripts(text, name):
            help_line = "put it into a file and list that in extra_javascript"
            report.add(
                place,
                "inert-script",
                "the policy of the site does not let this script run",
                help_line,
            )


def _scripts(text: str, name: str) -> Iterator[Place]:
    """The places of scripts in Markdown, without those in code."""
    in_code = False
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            in_code = not in_code
        bare = re.sub(r"`[^`]*`", lambda code: " " * len(code[0]), line)
        if not in_code and not line.startswith(("    ", "\t")) and (match := _SCRIPT.search(bare)):
            yield Place(name, number, match.start() + 1)


def check_docs_addresses(
    engine: EngineSettings, docs: Mapping[str, str], digest: Collection[str], report: Report
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
    nav: Collection[NavEntry],
    engine: EngineSettings,
    files: Collection[str],
    digest: Collection[str],
    report: Report,
) -> None:
    """Report entries of `nav` that name neither a file in docs_dir nor a page of the digest.

    Other plugins may make pages, so with them only addresses of the digest are checked.
    """
    known = {*files, *(engine.path + address for address in digest)}
    for value, place in nav:
        target = value.removeprefix("./")
        is_elsewhere = bool(urlsplit(value).scheme) or value.startswith("/")
        if (
            is_elsewhere
            or target.partition("#")[0] in known
            or (target in ("", ".") and not engine.path)
        ):
            continue
        is_own = bool(engine.path) and target.startswith(engine.path)
        if engine.plugins and not is_own:
            continue
        help_line = did_you_mean(
            target, known, f"name a file in {engine.docs or 'docs'}/, as in guide/index.md"
        )
        report.add(place, "broken-link", f"'{value[:80]}' in nav is no page", help_line)


def entries_of(node: yaml.Node | None) -> Iterator[NavEntry]:
    """The pages and addresses in `nav`."""
    if isinstance(node, yaml.Scalar) and node.kind != "empty":
        yield NavEntry(node.value, node.place)
    elif isinstance(node, yaml.Sequence):
        for item in node.items:
            yield from entries_of(item)
    elif isinstance(node, yaml.Mapping):
        for _, value in node.entries.values():
            yield from entries_of(value)
