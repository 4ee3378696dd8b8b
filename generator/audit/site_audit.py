"""Audit a built site: check every file on all cores and report all problems together."""

import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from generator.audit.built_page import Findings, read_fragment, read_page
from generator.audit.data import Data, read_csv, read_json, read_xml
from generator.audit.manifest import Manifest
from generator.audit.markup import dead
from generator.audit.problem import HELP, Problem, hidden, machine_paths_in, placed
from generator.audit.site_addresses import Addresses
from generator.diagnostics.diagnostics import Diagnostic, Place, Report
from generator.model import address
from generator.model.policy import META
from generator.model.site import Site
from generator.read.regular import is_regular, walk
from generator.system.workers import cores, in_parts

MOST_SHOWN = 20
"""Maximum diagnostics listed for a code; the last gives the number of further ones."""
_ALWAYS = ("index.html", "404.html")
_CANONICAL = re.compile(rb'<link rel="canonical" href="(https?://[^"]+/)"')
_KNOWN_HIDDEN = re.compile(r"\.nojekyll|\.well-known(?:/security\.txt)?")
_ID = re.compile(rb"""\sid=["']?([^"'\s>]+)""")
"""Minified pages have no quotation marks."""
_PAGE = (".html", ".htm", ".xhtml")
_JSON = (".json", ".jsonld", ".webmanifest", ".map")
_XML = (".xml", ".opml", ".rss", ".atom")
_TEXT = (
    ".txt",
    ".md",
    ".bib",
    ".ris",
    ".ics",
    ".eml",
    ".jsonl",
    "_headers",
    "_redirects",
    ".csv",
    ".svg",
)
_REMEMBERED = 20_000
"""Maximum feed entries whose problems a process caches; most entries are in several feeds."""


class FileAudit:
    """Audits the files of a site. The result depends only on a file's path, its bytes and the addresses."""

    def __init__(
        self, addresses: Addresses, secrets: Sequence[bytes] = (), policy: str = META
    ) -> None:
        self._addresses = addresses
        self._policy = policy
        self._secrets = secrets
        self._in_fragment = lru_cache(_REMEMBERED)(
            lambda html: tuple(read_fragment(html, addresses))
        )

    def audit(self, path: str, content: bytes) -> Findings:
        """Find every problem in a file, given its path from the root of the site."""
        problems = [*machine_paths_in(content, self._secrets)]
        name = path.lower()
        if not name.endswith((*_PAGE, *_JSON, *_XML, *_TEXT)):
            return Findings(tuple(problems))
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            message = f"byte 0x{content[error.start]:02X} is not UTF-8 text"
            return Findings((*problems, Problem("not-utf8", message)))
        problems += hidden(text)
        if name.endswith(_PAGE):
            page = read_page(path, text, self._addresses, self._policy)
            return Findings((*problems, *page.problems), page.anchors)
        return Findings((*problems, *self._in_data(_read_data(name, content, text))))

    def _in_data(self, data: Data) -> Iterator[Problem]:
        yield from data.problems
        for html in data.html:
            yield from self._in_fragment(html)
        url = self._addresses.url
        for link in set(data.addresses) if url else ():
            if link.startswith(url) and self._addresses.follow(link, "").kind != "own":
                yield Problem(*dead("an address", link), link)


def _read_data(name: str, content: bytes, text: str) -> Data:
    if name.endswith(_JSON):
        return read_json(text)
    if name.endswith(_XML):
        return read_xml(content)
    if name.endswith(".svg"):  # browsers read it as XML; the rules for pages apply to it, too
        return Data(read_xml(content, "drawing_namespaces").problems, html=[text])
    return read_csv(text) if name.endswith(".csv") else Data()


def audit_site(
    site_dir: Path, manifest: Manifest, shown: str, workers: int | None = None
) -> Report:
    """Audit a built site.

    Its files are named below `shown`, the folder as its reader would type it. `workers` is the
    number of processes; by default one for each core.

    Returns:
        All problems, at most `MOST_SHOWN` of each code.

    Raises:
        OSError: the site cannot be read.
    """
    report = Report()
    files = _regular_files(site_dir, shown, report)
    _compare_files(files, shown, report)
    addresses = Addresses(frozenset(files), _canonical_url(site_dir, manifest.path))
    findings: dict[str, Findings] = {}
    job = partial(
        _audit_files, FileAudit(addresses, manifest.secrets, manifest.policy), manifest, site_dir
    )
    for part in in_parts(job, files, workers or cores()):
        findings.update(part)
    problems = {path: [*finding.problems] for path, finding in findings.items()}
    for path, problem in _missing_anchors(site_dir, findings):
        problems[path].append(problem)
    _forgive_content(problems, manifest)
    for path in filter(problems.get, problems):
        report.extend(placed(problems[path], f"{shown}/{path}", (site_dir / path).read_bytes()))
    shortened = Report()
    shortened.extend(_shortened(report))
    return shortened


def _canonical_url(site_dir: Path, path: str) -> str:
    """The address of the site, read from the digest's front page, which is at `path`."""
    try:
        match = _CANONICAL.search((site_dir / path / "index.html").read_bytes())
    except OSError:
        return ""
    return match[1].decode("utf-8", "replace").removesuffix(path) if match else ""


def _regular_files(site_dir: Path, root: str, report: Report) -> list[str]:
    """Every regular file, by its path from the root; anything else is reported and not opened."""
    files: list[str] = []
    hidden: tuple[str, ...] = ()
    for entry in walk(site_dir, root, report):
        place, name = Place(f"{root}/{entry.path}"), entry.path.rpartition("/")[2]
        if entry.path.startswith(hidden):
            continue
        if name.startswith(".") and not _KNOWN_HIDDEN.fullmatch(entry.path):
            hidden += (f"{entry.path}/",)
            report.add(
                place, "unexpected-file", "this is a hidden file or folder", HELP["unexpected-file"]
            )
        elif not stat.S_ISDIR(entry.status.st_mode) and is_regular(
            entry.status.st_mode, place, report
        ):
            files.append(entry.path)
    return sorted(files)


def _compare_files(files: Sequence[str], root: str, report: Report) -> None:
    """Report addresses claimed by two files, and missing files that every site needs."""
    claims: dict[str, list[str]] = defaultdict(list)
    for path in files:
        is_folder = path.endswith("/index.html") or path == "index.html"
        served_at = (
            path.removesuffix("index.html").rstrip("/") if is_folder else path.removesuffix(".html")
        )
        claims[unicodedata.normalize("NFC", served_at).casefold()].append(path)
    for first, *others in claims.values():
        for path in others:
            message = f"{first} has the same address, on some hosts or on all"
            report.add(
                Place(f"{root}/{path}"), "address-collision", message, HELP["address-collision"]
            )
    for path in set(_ALWAYS) - set(files):
        code = "missing-file-of-site"
        report.add(Place(f"{root}/{path}"), code, "this file is missing", HELP[code])


def _audit_files(
    audit: FileAudit, manifest: Manifest, site_dir: Path, paths: Sequence[str]
) -> dict[str, Findings]:
    """Audit some files; each process has its own `FileAudit`, which remembers feed entries."""
    findings = {}
    for path in paths:
        content = (site_dir / path).read_bytes()
        finding = audit.audit(path, content)
        if problem := manifest.problem_with(path, content):
            finding = replace(finding, problems=(problem, *finding.problems))
        if finding.problems or finding.anchors:
            findings[path] = finding
    return findings


def _missing_anchors(
    site_dir: Path, findings: Mapping[str, Findings]
) -> Iterator[tuple[str, Problem]]:
    """Links to anchors in other pages that do not exist."""
    linking: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path, finding in findings.items():
        for file, fragment in finding.anchors:
            linking[file][fragment].append(path)
    for file, fragments in linking.items():
        ids = {
            name.decode("utf-8", "replace") for name in _ID.findall((site_dir / file).read_bytes())
        }
        for fragment in fragments.keys() - ids:
            problem = Problem("dead-link", f"{file} has no '{fragment}' to link to", f"#{fragment}")
            yield from ((path, problem) for path in fragments[fragment])


def _forgive_content(problems: Mapping[str, list[Problem]], manifest: Manifest) -> None:
    """Drop machine paths that an article itself mentions."""
    if not any(
        problem.code == "machine-path" for listed in problems.values() for problem in listed
    ):
        return
    files = [file for folder in manifest.sources for file in folder.rglob("*") if file.is_file()]
    texts = [file.read_bytes().replace(b"\\", b"") for file in files]
    found = [path for path in manifest.secrets if any(path in text for text in texts)]
    mentioned = {path.decode("utf-8", "replace") for path in found}
    for listed in problems.values():
        listed[:] = [
            item for item in listed if item.code != "machine-path" or item.near not in mentioned
        ]


def _shortened(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first problems of each code, sorted by place; the last gives the number omitted."""
    by_code: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in sorted(
        set(diagnostics), key=lambda item: (item.place, item.code, item.message)
    ):
        by_code[diagnostic.code].append(diagnostic)
    for listed in by_code.values():
        *first, last = listed[:MOST_SHOWN]
        more = len(listed) - MOST_SHOWN
        yield from first
        suffix = f"; {more} more of this kind are not listed" if more > 0 else ""
        yield replace(last, message=last.message + suffix)


def sources_of(site: Site) -> Mapping[str, str]:
    """Address of a page → its content file."""
    return {
        **{article.address: article.path for article in site.published},
        **{page.address: page.path for page in site.documents},
        **{address.edition(*edition.week): edition.path for edition in site.editions},
        **{
            address.term(name, term.slug): f"{term.place.path}:{term.place.line}"
            for name, taxonomy in site.taxonomies.items()
            for term in taxonomy
        },
    }
