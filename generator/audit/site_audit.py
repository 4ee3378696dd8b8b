"""Audit the digest's files in a built site on all cores, and report all problems together."""

import re
import stat
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.audit.built_page import Frame, read_page, read_part
from generator.audit.manifest import Manifest
from generator.audit.problem import HELP, Problem, hidden, placed
from generator.audit.site_addresses import MISSING, Addresses
from generator.diagnostics.diagnostics import Diagnostic, Place, Report
from generator.model.address import as_files
from generator.read.regular import is_regular, walk
from generator.system.workers import in_parts

MOST_SHOWN = 20
"""Maximum diagnostics listed for a code; the last gives the number of further ones."""
_MANY = 5
"""Files with the same problem from which on the cause is a template or a setting, not a page."""
_CANONICAL = re.compile(rb'<link rel="canonical" href="(https?://[^"]+/)"')
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

    def __init__(self, addresses: Addresses, manifest: Manifest) -> None:
        self._addresses = addresses
        self._manifest = manifest

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
        follow = partial(self._addresses.follow, path=path)
        if name.endswith(_PAGE):
            return read_page(text, self._frames(path), self._manifest.policy, follow)
        problems = list(hidden(text))
        if name.endswith(".svg"):  # the rules for pages apply to what browsers show
            problems += read_part(text, follow)
        return problems

    def _frames(self, path: str) -> Iterator[Frame]:
        """Yield the frame of a page, with its links as they are published and as in a preview."""
        frame = self._manifest.frames.get(path)
        if frame is not None:
            yield frame
            yield [as_files(text) for text in frame]


def audit_site(site_dir: Path, manifest: Manifest, shown: str) -> Report:
    """Audit the digest's files in a built site; its other files need only be listed.

    Files are named below `shown`, the folder as its reader would type it.

    Returns:
        All problems, at most `MOST_SHOWN` of each code.

    Raises:
        OSError: the site cannot be read.
    """
    report = Report()
    files = _regular_files(site_dir, shown, report)
    _audit_listed(files, manifest, shown, report)
    addresses = Addresses(files, _canonical_url(site_dir, manifest.path))
    audit = FileAudit(addresses, manifest)
    problems: dict[str, list[Problem]] = {}
    work = partial(_audit_files, audit, site_dir)
    owned = [path for path in files if path in manifest.owners]
    for part in in_parts(work, owned, label="files audited"):
        problems |= part
    report.extend(_placed(problems, site_dir, shown, manifest))
    return _shortened(report)


def _placed(
    problems: Mapping[str, Sequence[Problem]], site_dir: Path, shown: str, manifest: Manifest
) -> Iterator[Diagnostic]:
    """Find the place of each problem, and name the file that its page is made of.

    What comes from a template or a plugin is in many built files, and is shown once.
    """
    built: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    for path, listed in problems.items():
        text = (site_dir / path).read_bytes().decode("utf-8", "replace")
        source = manifest.owners[path]
        for problem in listed:
            found = placed(problem, f"{shown}/{path}", text)
            message = f"{found.message} (from {source})" if "/" in source else found.message
            built[problem.code, problem.message].append(replace(found, message=message))
    for alike in built.values():
        files = {found.place.path for found in alike}
        if len(files) <= _MANY:
            yield from alike
        else:
            message = f"{alike[0].message}, and {len(files) - 1} other files have the same problem"
            yield replace(alike[0], message=message)


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
    for entry in walk(site_dir, root, report):
        mode = entry.status.st_mode
        if not stat.S_ISDIR(mode) and is_regular(mode, Place(f"{root}/{entry.path}"), report):
            files.append(entry.path)
    return sorted(files)


def _audit_listed(files: Sequence[str], manifest: Manifest, root: str, report: Report) -> None:
    """Report files that no build may write, and a site without its front page or its 404 page."""
    for path in files:
        if not manifest.has(path):
            message = "this file is none of those that a build of the site may write"
            _add(report, Place(f"{root}/{path}"), "unexpected-file", message)
    always = {f"{manifest.path}index.html", MISSING}.intersection(manifest.owners)
    for path in sorted(always.difference(files)):
        _add(report, Place(f"{root}/{path}"), "missing-file-of-site", "this file is missing")


def _add(report: Report, place: Place, code: str, message: str) -> None:
    report.add(place, code, message, HELP[code])


def _audit_files(
    audit: FileAudit, site_dir: Path, paths: Sequence[str]
) -> dict[str, list[Problem]]:
    found = {}
    for path in paths:
        if problems := audit.audit(path, (site_dir / path).read_bytes()):
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
