"""A small generated digest in several versions, built by real processes, for tests of faults."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.system.cache_folder import cache_location
from tests import corpus
from tests.command import files, succeed

LARGE = corpus.Size(articles=60, agencies=8, themes=5, people=6, sources=5, words=60)
SMALL = corpus.Size(articles=20, agencies=3, themes=2, people=1, sources=2, words=40)
VERSIONS = 3
"""0: as generated; 1: one article edited and one added; 2: a new site title, so every page changes."""
PATIENCE = 120
"""Seconds after which a build counts as hung."""

Files = dict[str, bytes]


def unlike(some: Files, others: Files) -> str:
    """A short description of the differences between two sites."""
    paths = sorted(
        path for path in some.keys() | others.keys() if some.get(path) != others.get(path)
    )
    return f"{len(paths)} files differ: {' '.join(paths[:5])}"


class Digest:
    """A digest on disk and the folder it is published to."""

    def __init__(self, root: Path, site: Path | None = None) -> None:
        self.root = root
        self.site = site or root / "site"
        self.cache = cache_location(root)

    def start(self, *options: object, **environment: str) -> subprocess.Popen[str]:
        """Start a build in its own process group."""
        command = [sys.executable, "-m", "generator", "-f", self.root / "mkdocs.yml", "build"]
        command += ["--site-dir", self.site, *options]
        values = {**os.environ, "PYTHONPATH": str(corpus.PROJECT), **environment}
        return subprocess.Popen(
            [str(part) for part in command],
            env=values,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *options: object, **environment: str) -> tuple[int, str]:
        """Exit code and output of a build in its own process."""
        return ended(self.start(*options, **environment))

    def build(self, *options: object) -> None:
        """Build in this process, which saves a second; it must succeed."""
        succeed(self.root, "build", "--site-dir", self.site, *options)

    def build_with_cache(self, cache: Path, site: Path) -> None:
        """Build another site with another cache folder than the user's; it must succeed."""
        cache.mkdir()
        config = self.root / "mkdocs.yml"
        succeed("--cache-dir", cache, "-f", config, "build", "--site-dir", site)

    def published(self, *, search: bool = False) -> Files:
        """The published files; the search index only on request."""
        return files(self.site, but="" if search else "pagefind")


class Subject(Digest):
    """A generated digest that can be switched between versions."""

    def __init__(self, root: Path, site: Path | None = None, size: corpus.Size = SMALL) -> None:
        """Write the first version into a new folder."""
        super().__init__(corpus.make(root, size), site)
        corpus.write_overrides(root, style="body { margin: 0 }\n")
        self._articles = sorted((root / "content/articles").rglob("*.md"))
        self._first = self._articles[0].read_text()
        self._settings = (root / "site_config/site.yml").read_text()

    def put(self, version: int) -> None:
        """Switch the files to a version."""
        first = self._articles[0]
        more = first.with_name("2020-02-02-one-more.md")
        if version == 1:
            first.write_text(f"{self._first}\nThis is version {version}.\n")
            front, _, _ = self._articles[1].read_text().partition("\n---\n")
            front = front.replace('title: "', 'title: "More ').replace("/news/", "/more/")
            more.write_text(f"{front}\n---\n\nAnother text, of ten made-up words in all.\n")
        else:
            first.write_text(self._first)
            more.unlink(missing_ok=True)
        title = "Made-up digest" if version < 2 else "Renamed digest"
        settings = self._settings.replace("Made-up digest", title)
        (self.root / "site_config/site.yml").write_text(settings)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a build; return exit code and output, which must not contain a traceback."""
    try:
        output, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    assert "Traceback" not in output, output
    return process.returncode, output


def expected(folder: Path) -> list[Files]:
    """Every version as a clean build makes it."""
    versions = []
    for version in range(VERSIONS):
        subject = Subject(folder / f"cold{version}")
        subject.put(version)
        subject.build()
        versions.append(subject.published())
        shutil.rmtree(subject.root)
    return versions


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a file system of the given size on a folder; skip the test where mounting is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount")
    if done.returncode:
        pytest.skip(f"a small disk takes a right to mount: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def remount(folder: Path, how: str) -> None:
    """Make a small disk read-only (`ro`) or writable (`rw`)."""
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


def fill(folder: Path, *, leave: int) -> Path:
    """Write a file that fills a disk up to the given number of free bytes."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1 << 16))
        except OSError:
            pass
        file.truncate(max(0, file.tell() - leave))
    return filler
