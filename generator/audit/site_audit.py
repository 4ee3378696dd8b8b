"""Audit a built site: check every file on all cores and report all problems together."""

import re
import stat
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.audit.built_page import read_page, read_part
from generator.audit.manifest import Manifest
from generator.audit.plain_page import PlainPages
from generator.audit.problem import HELP, Problem, hidden, placed
from generator.audit.site_addresses import Addresses
from generator.diagnostics.diagnostics import Diagnostic, Place, Report
from generator.model import address
from generator.model.policy import META
from generator.model.site import Site
from generator.read.regular import is_regular, walk
from generator.system.workers import in_parts

MOST_SHOWN = 20
"""Maximum diagnostics listed for a code; the last gives the number of further ones."""
_ALWAYS = ("index.html", "404.html")
_CANONICAL = re.compile(rb'<link rel="canonical" href="(https?://[^"]+/)"')
_KNOWN_HIDDEN = re.compile(r"\.nojekyll|\.well-known(?:/security\.txt)?")
_PAGE = (".html", ".htm", ".xhtml")
_TEXT = (
    *(".json", ".jsonld", ".webmanifest", ".map", ".xml", ".opml", ".rss", ".atom"),
    *(".txt", ".md", ".bib", ".ris", ".ics", ".eml", ".jsonl", ".csv", ".svg"),
    *("_headers", "_redirects"),
)


class FileAudit:
    """Audits the files of a site.

    The result for a file depends only on its path, its bytes, and the addresses of the site.
    """

    def __init__(
        self,
        addresses: Addresses,
        policy: str = META,
        policies: Mapping[str, str] | None = None,
        passive: Collection[str] = (),
    ) -> None:
        self._addresses = addresses
        self._passive = Addresses(passive, addresses.url)
        self._policy = policy
        self._policies = policies or {}
        self._plain = PlainPages(addresses, self._passive)

    def audit(self, path: str, content: bytes) -> list[Problem]:
        """Find every problem in a file, given its path from the root of the site."""
        name = path.lower()
        if not name.endswith((*_PAGE, *_TEXT)):
            return []
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            message = f"byte 0x{content[error.start]:02X} is not UTF-8 text"
            return [Problem("not-utf8", message)]
        policy = self._policies.get(path, self._policy)
        if name.endswith(_PAGE) and self._plain.is_sound(path, text, policy):
            return []
        problems = list(hidden(text))
        if name.endswith(_PAGE):
            problems += read_page(path, text, self._addresses, policy, self._passive)
        elif name.endswith(".svg"):  # the rules for pages apply to what browsers show
            problems += read_part(text, partial(self._addresses.follow, path=path))
        return problems


def audit_site(
    site_dir: Path, manifest: Manifest, shown: str, passed: Collection[str] = ()
) -> Report:
    """Audit a built site.

    Its files are named below `shown`, the folder as its reader would type it.

    Returns:
        All problems, at most `MOST_SHOWN` of each code.

    Raises:
        OSError: the site cannot be read.
    """
    report = Report()
    files = _regular_files(site_dir, shown, report)
    _audit_missing(files, shown, report)
    addresses = Addresses(files, _canonical_url(site_dir, manifest.path))
    policies = {manifest.path + page: own for page, own in manifest.policies.items()}
    audit = FileAudit(addresses, manifest.policy, policies, manifest.passive)
    problems: dict[str, list[Problem]] = {}
    work = partial(_audit_files, audit, manifest, site_dir)
    unread = [path for path in files if path not in passed]
    for part in in_parts(work, unread):
        problems |= part
    for path, listed in problems.items():
        data = (site_dir / path).read_bytes()
        report.extend(placed(listed, f"{shown}/{path}", data))
    return _shortened(report)


def _canonical_url(site_dir: Path, path: str) -> str:
    """Read the address of the site from the digest's front page, which is at `path`."""
    try:
        match = _CANONICAL.search((site_dir / path / "index.html").read_bytes())
    except OSError:
        return ""
    if match is None:
        return ""
    return match[1].decode("utf-8", "replace").removesuffix(path)


def _regular_files(site_dir: Path, root: str, report: Report) -> list[str]:
    """List regular files by path from the root; anything else is reported and not opened."""
    files: list[str] = []
    hidden_folders: list[str] = []
    for entry in walk(site_dir, root, report):
        if entry.path.startswith(tuple(hidden_folders)):
            continue
        name = entry.path.rpartition("/")[2]
        mode = entry.status.st_mode
        place = Place(f"{root}/{entry.path}")
        if name.startswith(".") and not _KNOWN_HIDDEN.fullmatch(entry.path):
            hidden_folders.append(f"{entry.path}/")
            _add(report, place, "unexpected-file", "this is a hidden file or folder")
        elif not stat.S_ISDIR(mode) and is_regular(mode, place, report):
            files.append(entry.path)
    return sorted(files)


def _add(report: Report, place: Place, code: str, message: str) -> None:
    report.add(place, code, message, HELP[code])


def _audit_missing(files: Collection[str], root: str, report: Report) -> None:
    for path in set(_ALWAYS).difference(files):
        place = Place(f"{root}/{path}")
        _add(report, place, "missing-file-of-site", "this file is missing")


def _audit_files(
    audit: FileAudit, manifest: Manifest, site_dir: Path, paths: Sequence[str]
) -> dict[str, list[Problem]]:
    """Audit some files; each process has its own `FileAudit`, which remembers feed entries."""
    found = {}
    for path in paths:
        content = (site_dir / path).read_bytes()
        problems = audit.audit(path, content)
        unexpected = manifest.problem_with(path)
        if unexpected:
            problems.insert(0, unexpected)
        if problems:
            found[path] = problems
    return found


def _shortened(report: Report) -> Report:
    """Keep the first problems of each code, and add how many are left out."""
    by_code: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in report:
        by_code[diagnostic.code].append(diagnostic)
    shortened = Report()
    for listed in by_code.values():
        *first, last = listed[:MOST_SHOWN]
        more = len(listed) - MOST_SHOWN
        if more > 0:
            message = f"{last.message}; {more} more of this kind are not listed"
            last = replace(last, message=message)
        shortened.extend([*first, last])
    return shortened


def sources_of(site: Site) -> dict[str, str]:
    """Map the address of each page to its content file."""
    sources = {article.address: article.path for article in site.published}
    for page in site.documents:
        sources[page.address] = page.path
    for text in site.texts:
        sources[text.address] = text.path
    for name, taxonomy in site.taxonomies.items():
        for term in taxonomy:
            place = f"{term.place.path}:{term.place.line}"
            sources[address.term(name, term.slug)] = place
    return sources
