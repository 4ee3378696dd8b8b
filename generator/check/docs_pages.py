"""Check the pages of documentation in docs_dir beside the digest, and `nav`, which lists them."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from generator.check.material_settings import check_icon, icon_in_page
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.read.engine_config import MATERIAL, EngineSettings
from generator.read.regular import FolderEntry, read_regular
from generator.read.theme_names import theme_folders
from generator.read.yaml import Scalar

_PAGE = re.compile(
    r"(?:(.*/)?(?:index|README)|(.*))\.(?:md|markdown|mdown|mkdn|mkd)", re.IGNORECASE
)
_FENCE = re.compile(r"\s*(?:```|~~~)")
_CODE = re.compile(r"`[^`]*`")
_SCRIPT = re.compile(r"<script\b|<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE)
_MOST_BYTES = 10 * 1024 * 1024


def docs_addresses(entries: Collection[FolderEntry]) -> dict[str, str]:
    """Map the address of each page of documentation to its file below docs_dir, as MkDocs does."""
    addresses = {}
    for entry in entries:
        if match := _PAGE.fullmatch(entry.path):
            folder, page = match.groups()
            addresses[(folder or "") if page is None else f"{page}/"] = entry.path
    return addresses


def docs_targets(entries: Collection[FolderEntry]) -> set[str]:
    """The addresses of all pages and files of documentation that MkDocs publishes.

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
    """Report icons that Material lacks, and scripts in pages, which the policy does not let run."""
    folders = [Path(folder) for folder in theme_folders(root, engine)]
    for entry in entries:
        if not _PAGE.fullmatch(entry.path):
            continue
        name = f"{engine.docs}/{entry.path}"
        data = read_regular(Path(entry.file), name, _MOST_BYTES, Report()) or b""
        text = data.decode("utf-8", "replace")
        icon = icon_in_page(text, name) if engine.frame == MATERIAL else None
        if icon is not None:
            check_icon(*icon, folders, report)
        for place in _scripts(text, name):
            message = "the policy of the site does not let this script run"
            help_line = "put it into a file and list that in extra_javascript"
            report.add(place, "inert-script", message, help_line)


def _scripts(text: str, name: str) -> Iterator[Place]:
    """The places of scripts in Markdown, without those in code."""
    in_code = False
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            in_code = not in_code
        is_code = in_code or line.startswith(("    ", "\t"))
        match = _SCRIPT.search(_CODE.sub(lambda code: " " * len(code[0]), line))
        if match and not is_code:
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
        is_elsewhere = bool(urlsplit(entry.value).scheme) or entry.value.startswith("/")
        if is_elsewhere or is_front_page or target.partition("#")[0] in known:
            continue
        is_own = bool(engine.path) and target.startswith(engine.path)
        if is_own or not engine.plugins:
            otherwise = f"name a file in {engine.docs or 'docs'}/, as <folder>/<file>.md"
            message = f"'{entry.value[:80]}' in nav is no page"
            help_line = did_you_mean(target, known, otherwise)
            report.add(entry.place, "broken-link", message, help_line)
