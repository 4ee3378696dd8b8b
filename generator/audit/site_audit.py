"""The built site as a whole: every file that is there, on all cores, and all that is wrong at once."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.audit.audited_files import Files
from generator.audit.built_page import Findings
from generator.audit.manifest import Manifest
from generator.audit.problem import HELP, Problem, placed
from generator.audit.site_addresses import Addresses
from generator.diagnostics.diagnostics import Diagnostic, Place, Report
from generator.read.regular import is_regular, walk
from generator.system.workers import cores, in_parts

MOST_SHOWN = 20
"""Diagnostics of one code that are listed; the last of them says how many more there are."""
_ALWAYS = ("index.html", "404.html")
_CANONICAL = re.compile(rb'<link rel="canonical" href="(https?://[^"]+/)"')
_HIDDEN_BUT_KNOWN = re.compile(r"\.nojekyll|\.well-known(?:/security\.txt)?")
_ID = re.compile(rb'\sid="([^"]*)"')


def audit_site(site_dir: Path, manifest: Manifest, *, shown: str = "", workers: int | None = None) -> Report:
    """Compare a built site with everything it must be.

    Args:
        site_dir: The site.
        manifest: What is expected of it.
        shown: The site's folder as its reader would type it; default: `site_dir`.
        workers: How many processes look at once; default: one for each core.

    Returns:
        Everything that is wrong, at most `MOST_SHOWN` of one kind.

    Raises:
        OSError: when the site cannot be read.
    """
    root = shown or str(site_dir)
    report = Report()
    files = _regular_files(site_dir, root, report)
    found = [*report, *_together(files, root)]
    addresses = Addresses(frozenset(files), manifest.url or _told_by(site_dir))
    findings: dict[str, Findings] = {}
    job = partial(_look_at, Files(addresses, manifest.secrets), manifest, site_dir)
    for part in in_parts(job, files, workers or cores()):
        findings.update(part)
    problems = {path: [*one.problems] for path, one in findings.items()}
    for path, problem in _anchors(site_dir, findings):
        problems[path].append(problem)
    _forgive_content(problems, manifest)
    for path in filter(problems.get, problems):
        found += placed(problems[path], f"{root}/{path}", (site_dir / path).read_bytes())
    shortened = Report()
    shortened.extend(_shortened(found))
    return shortened


def _told_by(site_dir: Path) -> str:
    """Where the front page says that the site is published."""
    try:
        match = _CANONICAL.search((site_dir / "index.html").read_bytes())
    except OSError:
        return ""
    return match[1].decode("utf-8", "replace") if match else ""


def _regular_files(site_dir: Path, root: str, report: Report) -> list[str]:
    """Every regular file, by its path from the root; anything else is reported and not opened."""
    files: list[str] = []
    hidden: tuple[str, ...] = ()
    for entry in walk(site_dir, root, report):
        place, name = Place(f"{root}/{entry.path}"), entry.path.rpartition("/")[2]
        if entry.path.startswith(hidden):
            continue
        if name.startswith(".") and not _HIDDEN_BUT_KNOWN.fullmatch(entry.path):
            hidden += (f"{entry.path}/",)
            report.add(place, "unexpected-file", "this is a hidden file or folder", HELP["unexpected-file"])
        elif not stat.S_ISDIR(entry.status.st_mode) and is_regular(entry.status.st_mode, place, report):
            files.append(entry.path)
    return sorted(files)


def _of_file(root: str, path: str, code: str, message: str) -> Diagnostic:
    return Diagnostic(Place(f"{root}/{path}"), code, message, HELP[code])


def _together(files: Sequence[str], root: str) -> Iterator[Diagnostic]:
    """Addresses that two files claim, and files that every site has."""
    claims: dict[str, list[str]] = defaultdict(list)
    for path in files:
        is_folder = path.endswith("/index.html") or path == "index.html"
        address = path.removesuffix("index.html").rstrip("/") if is_folder else path.removesuffix(".html")
        claims[unicodedata.normalize("NFC", address).casefold()].append(path)
    for first, *others in claims.values():
        for path in others:
            message = f"{first} has the same address, on some hosts or on all"
            yield _of_file(root, path, "address-collision", message)
    for path in sorted(set(_ALWAYS) - set(files)):
        yield _of_file(root, path, "missing-file-of-site", "there is no such file")


def _look_at(eyes: Files, manifest: Manifest, site_dir: Path, paths: Sequence[str]) -> dict[str, Findings]:
    """Look at some files. Each process has eyes of its own, which remember what they saw in earlier parts."""
    looked = {}
    for path in paths:
        content = (site_dir / path).read_bytes()
        findings = eyes.look(path, content)
        if problem := manifest.problem_with(path, content):
            findings = replace(findings, problems=(problem, *findings.problems))
        if findings.problems or findings.anchors:
            looked[path] = findings
    return looked


def _anchors(site_dir: Path, findings: Mapping[str, Findings]) -> Iterator[tuple[str, Problem]]:
    """Links to parts of other pages that are not there."""
    wanted: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path, one in findings.items():
        for file, fragment in one.anchors:
            wanted[file][fragment].append(path)
    for file, fragments in wanted.items():
        there = {name.decode("utf-8", "replace") for name in _ID.findall((site_dir / file).read_bytes())}
        for fragment in fragments.keys() - there:
            message = f"{file} has no '{fragment}' to link to"
            problem = Problem("dead-link", message, f"#{fragment}")
            yield from ((path, problem) for path in fragments[fragment])


def _forgive_content(problems: dict[str, list[Problem]], manifest: Manifest) -> None:
    """Drop paths of the machine that an article itself speaks of."""
    if not any(one.code == "machine-path" for some in problems.values() for one in some):
        return
    files = [file for folder in manifest.sources for file in folder.rglob("*") if file.is_file()]
    texts = [file.read_bytes().replace(b"\\", b"") for file in files]
    spoken_of = {one.decode() for one in manifest.secrets if any(one in text for text in texts)}
    for some in problems.values():
        some[:] = [one for one in some if one.code != "machine-path" or one.near not in spoken_of]


def _shortened(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first of each code, in the order of places; the last of them tells of the rest."""
    by_code: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in sorted(set(found), key=lambda one: (one.place, one.code, one.message)):
        by_code[one.code].append(one)
    shown = Counter({code: min(len(some), MOST_SHOWN) for code, some in by_code.items()})
    for code, some in by_code.items():
        *first, last = some[: shown[code]]
        more = len(some) - MOST_SHOWN
        yield from first
        yield (
            replace(last, message=f"{last.message}; {more} more of this kind are not listed")
            if more > 0
            else last
        )
