"""The built site as a whole: every file that is there, on all cores, and all that is wrong at once."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.audit.files import Files
from generator.audit.findings import Anchor
from generator.audit.links import Addresses
from generator.audit.manifest import Manifest, is_pinned
from generator.audit.problem import Problem, placed
from generator.audit.verdicts import Verdicts, keep_verdicts, read_verdicts, version
from generator.emit.finished import Index
from generator.parallel import cores, in_parts, meanwhile
from generator.report.diagnostics import Diagnostic, Place, Report

MOST_SHOWN = 20
"""Diagnostics of one code that are listed; the last of them says how many more there are."""
_CANONICAL = re.compile(rb'<link rel="canonical" href="(https?://[^"]+/)"')
_HIDDEN = "this is a hidden file or folder"
_HIDDEN_BUT_KNOWN = re.compile(r"\.nojekyll|\.well-known(?:/security\.txt)?")
_ID = re.compile(rb'\sid="([^"]*)"')


def audit_site(
    site_dir: Path,
    manifest: Manifest,
    *,
    shown: str = "",
    cache: Path | None = None,
    entries: Index | None = None,
    listed: bool = False,
    workers: int | None = None,
) -> Report:
    """Hold a built site against everything it must be.

    Args:
        site_dir: The site.
        manifest: What is expected of it.
        shown: The site's folder as its reader would type it; default: `site_dir`.
        cache: A file that remembers what was right; None remembers nothing.
        entries: Files whose state the caller has just seen. One that was right when it was last in
            that state is believed unread; all others are looked at.
        listed: Whether those are all files that there are, so that none need be searched for.
        workers: How many processes look at once; default: one for each core.

    Returns:
        Everything that is wrong, at most `MOST_SHOWN` of one kind.

    Raises:
        OSError: when the site cannot be read.
    """
    root = shown or str(site_dir)
    found: list[Diagnostic] = []
    entries = entries or {}
    files = _listed(entries, root, found) if listed else _walk(site_dir, root, found)
    manifest = replace(manifest, url=manifest.url or _told_by(site_dir))
    addresses = Addresses(frozenset(files), manifest.url)
    key = version(manifest.url, manifest.secrets)
    workers = workers or cores()
    with meanwhile(partial(_of_all, site_dir, files, manifest, root), workers) as of_all:
        known = read_verdicts(cache, key, addresses.files) if cache else Verdicts(key)
        believed = {path: entry for path, entry in entries.items() if known.files.get(path) == entry}
        looked = _Looked({}, {path: some for path, some in known.anchors.items() if path in believed})
        job = partial(_look_at, Files(addresses, manifest.secrets), site_dir)
        for part in in_parts(job, [path for path in files if path not in believed], workers):
            looked.problems.update(part.problems)
            looked.anchors.update(part.anchors)
        found += of_all()
    _forgive_content(looked.problems, manifest)
    for path, problems in looked.problems.items():
        found += placed(problems, f"{root}/{path}", (site_dir / path).read_bytes())
    found += _headings(site_dir, looked.anchors, root)
    right = {path: entries[path] for path in files if path in entries and path not in looked.problems}
    if cache and right != known.files:
        keep_verdicts(cache, Verdicts(key, right, looked.anchors))
    report = Report()
    report.extend(_shortened(found))
    return report


def _forgive_content(problems: dict[str, tuple[Problem, ...]], manifest: Manifest) -> None:
    """Drop paths of the machine that an article itself speaks of."""
    if not any(one.code == "machine-path" for some in problems.values() for one in some):
        return
    files = [
        file for folder in manifest.sources for end in ("md", "yml") for file in folder.rglob(f"*.{end}")
    ]
    texts = [file.read_bytes().replace(b"\\", b"") for file in files]
    spoken_of = {re.escape(one.decode()) for one in manifest.secrets if any(one in text for text in texts)}
    for path, some in list(problems.items()):
        kept = tuple(one for one in some if one.code != "machine-path" or one.near not in spoken_of)
        problems[path] = kept
        if not kept:
            del problems[path]


def _of_all(site_dir: Path, files: Sequence[str], manifest: Manifest, root: str) -> list[Diagnostic]:
    """What is wrong with which files there are."""
    return [*_together(files, manifest, root), *_copies(site_dir, files, manifest, root)]


def _told_by(site_dir: Path) -> str:
    """Where the front page says that the site stands."""
    try:
        match = _CANONICAL.search((site_dir / "index.html").read_bytes())
    except OSError:
        return ""
    return match[1].decode("utf-8", "replace") if match else ""


def _listed(entries: Iterable[str], root: str, found: list[Diagnostic]) -> list[str]:
    """What `_walk` would find of files that are known to be ordinary ones."""
    hidden = {path for path in entries if "/." in f"/{path}" and not _HIDDEN_BUT_KNOWN.fullmatch(path)}
    found += [_unfit(root, path, "unexpected-file", _HIDDEN) for path in sorted(hidden)]
    return sorted(hidden.symmetric_difference(entries))


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
                    found.append(_unfit(root, path, "unexpected-file", _HIDDEN))
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
        folder = path.endswith("/index.html") or path == "index.html"
        address = path.removesuffix("index.html").rstrip("/") if folder else path.removesuffix(".html")
        plain = address if address.isascii() else unicodedata.normalize("NFC", address)
        claims[plain.casefold()].append(path)
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
class _Looked:
    """What came of some files: what is wrong with them, and the headings elsewhere that they rely on."""

    problems: dict[str, tuple[Problem, ...]]
    anchors: dict[str, tuple[Anchor, ...]]


def _look_at(eyes: Files, site_dir: Path, paths: Sequence[str]) -> _Looked:
    """Look at some files. Each process has eyes of its own, which remember what they saw in earlier parts."""
    looked = _Looked({}, {})
    for path in paths:
        findings = eyes.look(path, _content(f"{site_dir}/{path}"))
        if findings.problems:
            looked.problems[path] = findings.problems
        if findings.anchors:
            looked.anchors[path] = tuple(sorted(findings.anchors))
    return looked


def _content(file: str) -> bytes:
    """What a file holds, in as few calls of the system as can be, for there are tens of thousands."""
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        size = os.fstat(handle).st_size
        content = os.read(handle, size)
    finally:
        os.close(handle)
    return content if len(content) == size else Path(file).read_bytes()


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
