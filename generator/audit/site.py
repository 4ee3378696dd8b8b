"""The built site as a whole: every file that is there, on all cores, and all that is wrong at once."""

from __future__ import annotations

import multiprocessing
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from generator.audit.files import Files
from generator.audit.findings import Anchor
from generator.audit.links import Addresses
from generator.audit.manifest import Manifest, is_pinned
from generator.audit.problem import Problem, placed
from generator.audit.verdicts import Verdict, digest, read_verdicts, verdict_text, version
from generator.emit.files import write
from generator.parallel import die_with_parent
from generator.report.diagnostics import Diagnostic, Place, Report

MOST_SHOWN = 20
"""Diagnostics of one code that are listed; the last of them says how many more there are."""
_SMALL = 16_000_000
"""Bytes below which a second process costs more than it saves."""
_MOST_WORKERS = 8
_CANONICAL = re.compile(rb'<link rel="canonical" href="(https?://[^"]+/)"')
_HIDDEN_BUT_KNOWN = re.compile(r"\.nojekyll|\.well-known(?:/security\.txt)?")
_ID = re.compile(rb'\sid="([^"]*)"')


@dataclass(frozen=True, slots=True)
class _Looked:
    """What came of one file: its problems in place, or a verdict."""

    path: str
    found: tuple[Diagnostic, ...]
    verdict: Verdict


def audit_site(
    site_dir: Path,
    manifest: Manifest,
    *,
    shown: str = "",
    cache: Path | None = None,
    changed: Collection[str] | None = None,
    workers: int | None = None,
) -> Report:
    """Hold a built site against everything it must be.

    Args:
        site_dir: The site.
        manifest: What is expected of it.
        shown: The site's folder as its reader would type it; default: `site_dir`.
        cache: A file that remembers what was right, so that only changes are looked at; None looks
            at everything and remembers nothing.
        changed: Files that may differ from those of the last audit with this cache, by their paths
            from the root; the others are believed unread. None reads every file.
        workers: How many processes look at once; default: one for each core.

    Returns:
        Everything that is wrong, at most `MOST_SHOWN` of one kind.

    Raises:
        OSError: when the site cannot be read.
    """
    root = shown or str(site_dir)
    found: list[Diagnostic] = []
    files = _walk(site_dir, root, found)
    manifest = replace(manifest, url=manifest.url or _told_by(site_dir))
    addresses = Addresses(frozenset(files), manifest.url)
    key = version(manifest.url, manifest.secrets)
    known = read_verdicts(cache, key, files) if cache else {}
    found += _together(files, manifest, root)
    found += _copies(site_dir, files, manifest, root)
    believed = {} if changed is None else {path: known[path] for path in known if path not in changed}
    job = _Job(site_dir, root, addresses, manifest.secrets, known, cache is not None)
    looked = _look([path for path in files if path not in believed], job, workers)
    found += chain.from_iterable(one.found for one in looked)
    verdicts = {**believed, **{one.path: one.verdict for one in looked if not one.found}}
    anchors = {one.path: one.verdict.anchors for one in looked if one.verdict.anchors}
    anchors |= {path: one.anchors for path, one in believed.items() if one.anchors}
    found += _headings(site_dir, anchors, root)
    if cache and verdicts != known:
        cache.parent.mkdir(parents=True, exist_ok=True)
        write(cache, verdict_text(key, verdicts))
    report = Report()
    report.extend(_shortened(found))
    return report


def _told_by(site_dir: Path) -> str:
    """Where the front page says that the site stands."""
    try:
        match = _CANONICAL.search((site_dir / "index.html").read_bytes())
    except OSError:
        return ""
    return match[1].decode("utf-8", "replace") if match else ""


def _walk(site_dir: Path, root: str, found: list[Diagnostic]) -> list[str]:
    """Every ordinary file, by its path from the root; what is none is reported and not opened."""
    files = []
    folders = [""]
    while folders:
        prefix = folders.pop()
        with os.scandir(f"{site_dir}/{prefix}") as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.name.startswith(".") and not _HIDDEN_BUT_KNOWN.fullmatch(path):
                    found.append(_unfit(root, path, "unexpected-file", "this is a hidden file or folder"))
                elif entry.is_file(follow_symlinks=False):
                    files.append(path)
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                elif entry.is_symlink():
                    found.append(_unfit(root, path, "symlink", "a link stands in the place of a file"))
                else:
                    found.append(_unfit(root, path, "not-a-file", "this is no ordinary file"))
    return sorted(files)


def _unfit(root: str, path: str, code: str, message: str) -> Diagnostic:
    return Diagnostic(Place(f"{root}/{path}"), code, message, "delete it, and find out who made it")


def _together(files: Sequence[str], manifest: Manifest, root: str) -> Iterator[Diagnostic]:
    """Addresses that two files claim, and files that should be there."""
    claims: dict[str, list[str]] = defaultdict(list)
    for path in files:
        address = path.removesuffix("index.html").rstrip("/") if path.endswith("index.html") else path
        claims[unicodedata.normalize("NFC", address.removesuffix(".html")).casefold()].append(path)
    for paths in claims.values():
        for path in paths[1:]:
            message = f"{paths[0]} stands at the same address, on some hosts or on all"
            help_line = "let the addresses differ by more than capitals"
            yield Diagnostic(Place(f"{root}/{path}"), "address-collision", message, help_line)
    for path in sorted((manifest.written or frozenset(("index.html", "404.html"))) - set(files)):
        yield Diagnostic(
            Place(f"{root}/{path}"), "missing-file-of-site", "there is no such file", "build the site anew"
        )


def _copies(site_dir: Path, files: Iterable[str], manifest: Manifest, root: str) -> Iterator[Diagnostic]:
    """Files that are neither a copy of what they should be nor written by the digest."""
    copies = manifest.copies()
    for path in files:
        source = copies.get(path)
        if source is not None and source.read_bytes() == (site_dir / path).read_bytes():
            continue
        place = Place(f"{root}/{path}")
        if manifest.may_be_written(path):
            if path.endswith(".js") and not is_pinned(path, (site_dir / path).read_bytes()):
                message = "this script is not the one that the search engine's pinned release writes"
                help_line = "build the site anew; after an upgrade see docs/RELEASING.md"
                yield Diagnostic(place, "changed-file", message, help_line)
        elif source is not None:
            message = f"this is no longer a copy of {source.name} in {source.parent.name}/"
            yield Diagnostic(place, "changed-file", message, "build the site anew")
        else:
            message = "neither the digest nor the theme nor site_config/public/ has put this here"
            help_line = "delete it; a file that belongs to the site goes to site_config/public/"
            yield Diagnostic(place, "unexpected-file", message, help_line)


@dataclass(frozen=True, slots=True)
class _Job:
    """What a process must know to look at files."""

    site_dir: Path
    root: str
    addresses: Addresses
    secrets: tuple[bytes, ...]
    known: Mapping[str, Verdict]
    remembers: bool


_EYES: dict[str, tuple[_Job, Files]] = {}
"""Of this process, set when it starts: files must not each begin with an empty memory."""


def _start(job: _Job, parent: int) -> None:
    die_with_parent(parent)
    _EYES["own"] = (job, Files(job.addresses, job.secrets))


def _look(paths: Sequence[str], job: _Job, workers: int | None) -> list[_Looked]:
    """Look at files, in several processes when there is much to read."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    count = min(cores if workers is None else workers, _MOST_WORKERS)
    size = sum((job.site_dir / path).stat().st_size for path in paths) if count > 1 else 0
    if size < _SMALL:
        eyes = Files(job.addresses, job.secrets)
        return [_look_at(path, job, eyes) for path in paths]
    step = max(1, len(paths) // (count * 8))
    parts = [paths[start : start + step] for start in range(0, len(paths), step)]
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, context, _start, (job, os.getpid())) as pool:
        return list(chain.from_iterable(pool.map(_look_at_part, parts)))


def _look_at_part(paths: Sequence[str]) -> list[_Looked]:
    job, eyes = _EYES["own"]
    return [_look_at(path, job, eyes) for path in paths]


def _look_at(path: str, job: _Job, eyes: Files) -> _Looked:
    content = (job.site_dir / path).read_bytes()
    name = digest(content) if job.remembers else ""
    known = job.known.get(path)
    if known is not None and known.digest == name:
        return _Looked(path, (), known)
    findings = eyes.look(path, content)
    found = tuple(placed(findings.problems, f"{job.root}/{path}", content)) if findings.problems else ()
    return _Looked(path, found, Verdict(name, tuple(sorted(findings.anchors))))


def _headings(site_dir: Path, anchors: Mapping[str, Iterable[Anchor]], root: str) -> Iterator[Diagnostic]:
    """Links to headings of other pages that are not there."""
    wanted: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path, some in anchors.items():
        for file, fragment in some:
            wanted[file][fragment].append(path)
    for file, fragments in wanted.items():
        there = {name.decode("utf-8", "replace") for name in _ID.findall((site_dir / file).read_bytes())}
        for fragment in fragments.keys() - there:
            for path in fragments[fragment]:
                content = (site_dir / path).read_bytes()
                problem = Problem(
                    "dead-link",
                    f"{file} has no '{fragment}' to link to",
                    "name a heading that is there",
                    re.escape(f"#{fragment}"),
                )
                yield from placed([problem], f"{root}/{path}", content)


def _shortened(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first of each code, in the order of places; the last of them tells of the rest."""
    ordered = sorted(set(found), key=lambda one: (one.place, one.code, one.message))
    left = Counter(one.code for one in ordered)
    shown: Counter[str] = Counter()
    for one in ordered:
        shown[one.code] += 1
        if shown[one.code] < MOST_SHOWN or left[one.code] == MOST_SHOWN == shown[one.code]:
            yield one
        elif shown[one.code] == MOST_SHOWN:
            more = left[one.code] - MOST_SHOWN
            yield replace(one, message=f"{one.message}; {more} more of this kind are not listed")
