"""Audit a built site: check every file on all cores and report all problems together."""

import re
import stat
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.audit.built_page import Rules, read_page, read_part
from generator.audit.html_words import lower
from generator.audit.linked_parts import LinkedParts
from generator.audit.manifest import Manifest
from generator.audit.origins import Origins
from generator.audit.plain_page import PlainPages
from generator.audit.problem import HELP, Problem, excerpt, hidden, placed
from generator.audit.site_addresses import Addresses
from generator.audit.used_files import UsedFiles
from generator.diagnostics.diagnostics import Diagnostic, Place, Report
from generator.read.regular import is_regular, walk
from generator.read.style_sheets import loaded_from_elsewhere
from generator.system.workers import in_parts

MOST_SHOWN = 20
"""Maximum diagnostics listed for a code; the last gives the number of further ones."""
_MANY = 5
"""Files with the same problem from which on the cause is a template or a setting, not a page."""
_NO_ORIGINS = Origins(Path(), {})
_ALWAYS = ("index.html", "404.html")
_CANONICAL = re.compile(rb'<link rel="canonical" href="(https?://[^"]+/)"')
_KNOWN_HIDDEN = re.compile(r"\.nojekyll|\.well-known(?:/security\.txt)?")
_STYLE = ".css"
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
        self, addresses: Addresses, manifest: Manifest, parts: LinkedParts | None = None
    ) -> None:
        """Without `parts`, links may lead to any part of a page."""
        self._addresses = addresses
        self._manifest = manifest
        self._parts = parts
        usable = addresses.files if manifest.usable is None else manifest.usable
        found = [path for path in addresses.files if manifest.is_of_search(path)]
        self._used = UsedFiles(addresses, {*usable, *found})
        self._plain = PlainPages(addresses, self._used, manifest.path)

    def audit(self, path: str, content: bytes) -> list[Problem]:
        """Find every problem in a file, given its path from the root of the site."""
        name = path.lower()
        if not name.endswith((*_PAGE, *_TEXT, _STYLE)):
            return []
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            message = f"byte 0x{content[error.start]:02X} is not UTF-8 text"
            return [Problem("not-utf8", message)]
        if name.endswith(_STYLE):
            return self._of_style(text)
        if name.endswith(_PAGE):
            missing = self._parts.problems(path, text) if self._parts else ()
            return [*self._of_page(path, text), *missing]
        problems = list(hidden(text))
        if name.endswith(".svg"):  # the rules for pages apply to what browsers show
            problems += read_part(text, partial(self._addresses.follow, path=path))
        return problems

    def _of_style(self, css: str) -> list[Problem]:
        """Find what a style sheet loads from another site, or from an address nobody can read."""
        problems = []
        for offset, address in loaded_from_elsewhere(css, self._addresses.url):
            message = f"the style sheet loads '{excerpt(address)}'"
            near = css[offset : offset + 40].partition("\n")[0]
            nth = lower(css[:offset]).count(lower(near)) + 1
            problems.append(Problem("foreign-resource", message, near, nth))
        return problems

    def _of_page(self, path: str, html: str) -> list[Problem]:
        policy = self._manifest.policy
        is_document = path in self._manifest.documents
        if not is_document and self._plain.is_sound(path, html, policy):
            return []
        follow = partial(self._addresses.follow, path=path)
        rules = Rules(follow, policy, partial(self._used.problem, path=path), is_document)
        return [*hidden(html), *read_page(html, rules)]


def audit_site(
    site_dir: Path,
    manifest: Manifest,
    shown: str,
    passed: Collection[str] = (),
    origins: Origins = _NO_ORIGINS,
) -> Report:
    """Audit a built site.

    Its files are named below `shown`, the folder as its reader would type it, unless `origins` know
    the source of a problem.

    Returns:
        All problems, at most `MOST_SHOWN` of each code.

    Raises:
        OSError: the site cannot be read.
    """
    report = Report()
    files = _regular_files(site_dir, shown, report)
    _audit_missing(files, shown, report)
    addresses = Addresses(files, _canonical_url(site_dir, manifest.path))
    parts = LinkedParts(addresses, manifest.documents, partial(_html, site_dir))
    audit = FileAudit(addresses, manifest, parts)
    problems: dict[str, list[Problem]] = {}
    work = partial(_audit_files, audit, manifest, site_dir)
    unread = [path for path in files if path not in passed]
    for part in in_parts(work, unread):
        problems |= part
    for path in _with_old_links(files, unread, manifest.documents):
        if missing := list(parts.problems(path, _html(site_dir, path))):
            problems[path] = [*problems.get(path, ()), *missing]
    report.extend(_placed(problems, site_dir, shown, origins))
    return _shortened(report)


def _with_old_links(
    files: Iterable[str], unread: Collection[str], documents: Collection[str]
) -> Iterator[str]:
    """The unchanged pages whose links may lead to a part that is no longer there.

    Documentation may name parts of any page; any page may name parts of documentation. The check
    knows what pages of the digest name in each other.
    """
    is_changed = not set(documents).isdisjoint(unread)
    known = set(unread)
    for path in files:
        is_asked = path in documents or is_changed
        if is_asked and path not in known and path.endswith(".html"):
            yield path


def _html(site_dir: Path, path: str) -> str:
    return (site_dir / path).read_bytes().decode("utf-8", "replace")


def _placed(
    problems: Mapping[str, Sequence[Problem]], site_dir: Path, shown: str, origins: Origins
) -> Iterator[Diagnostic]:
    """Find the place of each problem: in the file that a person wrote, or in the built one.

    What comes from a setting, a template or a plugin is in many built files, and is shown once.
    """
    built: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    written: dict[tuple[str, int, str], Diagnostic] = {}
    for path, listed in problems.items():
        text = _html(site_dir, path)
        source = origins.source(path)
        for problem in listed:
            found, offset = placed(problem, f"{shown}/{path}", text)
            near = problem.near
            origin = None if offset is None else origins.place(path, text, near, offset)
            if origin is not None:
                line = origin.path, origin.line, problem.code
                written.setdefault(line, replace(found, place=origin))
            elif origins.is_document(path):
                built[problem.code, problem.message].append(replace(found, place=Place(source)))
            else:
                message = f"{found.message} (from {source})" if source else found.message
                common = path if offset is None else problem.message
                built[problem.code, common].append(replace(found, message=message))
    yield from written.values()
    known = {(found.code, found.message) for found in written.values()}
    for what, alike in built.items():
        files = {found.place.path for found in alike}
        if what in known:
            continue
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
