"""After any fault in a build, readers have one complete version, and the next build is correct.

`--turns 20` runs the random tests for longer.
"""

import gzip
import itertools
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.publish import publishing
from generator.publish import run as stamps
from tests.command import files, printed
from tests.faults.forged import FORGERIES, forge_all
from tests.faults.kills import delete_caches, kill_builds
from tests.faults.sizes import builds_in_small_folders
from tests.faults.subject import SMALL, Subject, ended, expected, fill, remount, small_disk

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Every version as a clean build makes it."""
    return expected(tmp_path_factory.mktemp("cold"))


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    """A subject shared by tests; each may leave another version behind."""
    subject = Subject(tmp_path_factory.mktemp("lasting") / "digest")
    subject.build()
    return subject


def test_kills(turn, tmp_path, whole):
    """A kill leaves no process; readers have one version; the next build succeeds."""
    tally = kill_builds(Subject(tmp_path / "digest"), whole, 8, random.Random())
    assert (tally.killed, tally.torn, tally.wrong, tally.left) == (8, [], [], [])


def test_cache_deleted_under_a_build(turn, lasting, whole):
    """A build whose cache is deleted starts again without one."""
    delete_caches(lasting, whole, 2, random.Random())


@pytest.mark.parametrize("placed", [0, 1, 40])
def test_cache_deleted_while_files_are_published(tmp_path, whole, monkeypatch, placed):
    """Files that the first attempt has put into the next site are a build's own in the second."""
    subject = Subject(tmp_path / "digest")
    place, calls = publishing.place, itertools.count()

    def place_until_the_cache_is_deleted(source, target):
        if next(calls) == placed:
            shutil.rmtree(subject.cache)
        place(source, target)

    monkeypatch.setattr(publishing, "place", place_until_the_cache_is_deleted)
    subject.build()
    assert next(calls) > placed + 1
    assert subject.published() == whole[0]


def test_worker_killed(lasting, whole):
    """If a worker is killed, the build either succeeds or ends with a message."""
    lasting.put(0)
    lasting.build()
    lasting.put(2)
    process = lasting.start()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and not (workers := children.read_text().split()):
        time.sleep(0.001)
    if workers:
        os.kill(int(workers[-1]), signal.SIGKILL)
    code, output = ended(process)
    assert code == 0 or "ended" in output or "could not render" in output, output
    assert lasting.published() == whole[2 if code == 0 else 0]
    lasting.build()
    assert lasting.published() == whole[2]


def test_two_builds_of_one_site(lasting, whole):
    """One of two simultaneous builds may be refused; the site is complete."""
    lasting.put(1)
    results = [ended(process) for process in [lasting.start(), lasting.start()]]
    assert {code for code, _ in results} <= {0, 1}
    assert [
        output for code, output in results if code and "another build is at work" not in output
    ] == []
    assert lasting.published() == whole[1]


def test_two_builds_of_two_sites(tmp_path, lasting, whole):
    """Two simultaneous builds of one digest into different folders succeed."""
    lasting.put(2)
    first = lasting.start()
    second, second_site = lasting.start("--site-dir", tmp_path / "other"), tmp_path / "other"
    assert [ended(process)[0] for process in (first, second)] == [0, 0]
    lasting.site, first_site = second_site, lasting.site
    other = lasting.published()
    lasting.site = first_site
    assert other == lasting.published() == whole[2]


def test_full_disk_of_the_site(tmp_path, whole):
    """If the disk is full, one line says so and the old site stays; with space the build succeeds."""
    with small_disk(tmp_path / "disk", "96m") as disk:
        subject = Subject(tmp_path / "digest", disk / "site")
        subject.build()
        filler = fill(disk, leave=1 << 20)
        subject.put(2)
        code, output = subject.run()
        assert code == 1
        assert output.splitlines()[-1].endswith("No space left on device")
        assert subject.published() == whole[0]
        filler.unlink()
        subject.build()
        assert subject.published() == whole[2]


def _articles_found(subject):
    """The number of articles in the search index, whose files must all be intact."""
    parts = list((subject.site / "pagefind").rglob("*.pf_*"))
    assert [file.name for file in parts if not gzip.decompress(file.read_bytes())] == []
    return sum(file.suffix == ".pf_fragment" for file in parts)


@pytest.mark.parametrize("leave", [0, 7_000_000])
def test_full_disk_of_the_cache(tmp_path, whole, leave):
    """If the cache's disk is full, site and search are still built."""
    subject = Subject(tmp_path / "digest")
    with small_disk(subject.cache, "32m") as disk:
        fill(disk, leave=leave)
        code, output = subject.run()
        assert code == 0, output
        assert output.endswith(f"\nbuilt {subject.site}\n")
        assert subject.published() == whole[0]
        assert _articles_found(subject) == SMALL.articles
        subject.put(1)
        subject.build()
        assert subject.published() == whole[1]
        assert _articles_found(subject) == SMALL.articles + 1
    assert [entry.name for entry in subject.root.glob(".site-work*")] == []


def test_read_only_cache(tmp_path, whole):
    """A cache that becomes read-only does no harm."""
    subject = Subject(tmp_path / "digest")
    with small_disk(subject.cache, "96m") as disk:
        for version in (0, 1, 2):
            subject.put(version)
            subject.build()
        remount(disk, "ro")
        for version in (1, 2):
            subject.put(version)
            subject.build()
            assert subject.published() == whole[version]
        remount(disk, "rw")
        subject.put(0)
        subject.build()
        assert subject.published() == whole[0]


def test_read_only_target(tmp_path, whole):
    """A read-only target is reported, and its content stays."""
    with small_disk(tmp_path / "disk", "96m") as disk:
        subject = Subject(tmp_path / "digest", disk / "site")
        subject.build()
        remount(disk, "ro")
        subject.put(1)
        code, output = subject.run()
        assert code == 1
        assert (
            output.splitlines()[-1] == f"Error: {disk}: cannot be written to: Read-only file system"
        )
        assert subject.published() == whole[0]


def test_small_temporary_folders(tmp_path, whole):
    """If the temporary folder is too small, the error is one line and nothing is published."""
    assert list(builds_in_small_folders(tmp_path, whole, [64, 1_024, 40_000])) == []


def test_permissions(tmp_path):
    """Missing permissions cause no traceback, and a build that reports success has published.

    The test needs root, to give files to another user, and drops root's right to ignore permissions.
    """
    command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", sys.executable]
    if os.geteuid() or not shutil.which("setpriv"):
        pytest.skip("files of other users can be made by root only")
    command += ["-W", "ignore", "-m", "tests.faults.permissions", str(tmp_path)]
    assert len(printed(*command).splitlines()) >= 25


def _halved(file):
    os.truncate(file, file.stat().st_size // 2)


def _emptied(file):
    os.truncate(file, 0)


def _zeroed(file):
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.write(bytes(size))


def _foreign(file):
    rng = random.Random(file.name)
    with file.open("r+b") as opened:
        opened.seek(rng.randrange(max(1, file.stat().st_size)))
        opened.write(rng.randbytes(64))


DAMAGES: list[Callable[[Path], None]] = [_halved, _zeroed, _foreign, _emptied, Path.unlink]


def _damage(found, turn):
    """Apply the kinds of damage to files in rotation, beginning with the kind numbered `turn`."""
    kinds = itertools.islice(itertools.cycle(DAMAGES), turn, None)
    for file, damage in zip(found, kinds, strict=False):
        damage(file)


PARTS = ("articles/*", "files.index", "files/**/*", "theme", "search/**/*")


@pytest.mark.parametrize("part", PARTS)
def test_damaged_cache(lasting, whole, part):
    """A build uses the intact files of a damaged cache and makes the others again."""
    version = 0
    lasting.put(version)
    lasting.build()
    for turn in range(1 if "/" in part else 3):
        cached = sorted(file for file in lasting.cache.glob(part) if file.is_file())
        assert cached, part
        _damage(cached, turn)
        version = (version + 1) % len(whole)
        lasting.put(version)
        lasting.build()
        assert lasting.published() == whole[version]


def test_cache_damaged_as_a_whole(lasting, whole):
    """Damage to every file of the cache is repaired even if the site has not changed."""
    lasting.put(0)
    lasting.build()
    for turn in range(2):
        cached = sorted(file for file in lasting.cache.rglob("*") if file.is_file())
        _damage(cached, turn)
        lasting.build()
        assert lasting.published() == whole[0]


def test_wrong_types_in_the_cache(lasting, whole):
    """Files instead of folders, folders instead of files, and values of other types do no harm."""
    cache = lasting.cache

    def other_packed_values():
        for file in (cache / "files.index", cache / "theme", *cache.glob("articles/*")):
            file.write_bytes(b"\x93\x01\xc0\xa1x")

    def folders_for_files():
        for file in [*cache.glob("files/*/*")][:5]:
            file.unlink()
            (file / "folder").mkdir(parents=True)

    def files_for_folders():
        for folder in [*cache.glob("files/*")][:5]:
            shutil.rmtree(folder)
            folder.touch()

    def file_for(name):
        def replace():
            shutil.rmtree(cache / name)
            (cache / name).touch()

        return replace

    changes = [other_packed_values, folders_for_files, files_for_folders]
    changes += [file_for(name) for name in ("articles", "files", "search")]
    for number, change in enumerate(changes, start=1):
        lasting.put(number % len(whole))
        change()
        lasting.build()
        assert lasting.published() == whole[number % len(whole)], change.__name__
        shutil.rmtree(cache)
        lasting.put(0)
        lasting.build()
    shutil.rmtree(cache)
    cache.touch()
    lasting.put(0)
    lasting.build()
    cache.unlink()
    assert lasting.published() == whole[0]


def test_clock_set_back(lasting, whole, monkeypatch):
    """Changes are detected whatever time stamps say: future, past or unchanged."""
    lasting.put(0)
    articles = sorted((lasting.root / "content/articles").rglob("*.md"))
    for file in articles:
        os.utime(file, (time.time() + 86_400,) * 2)
    lasting.build()
    assert lasting.published() == whole[0]
    for file in articles:
        os.utime(file, (time.time() - 86_400,) * 2)
    lasting.build()
    before = articles[0].stat()
    text = articles[0].read_text()
    lasting.put(1)
    edited = articles[0].read_text()
    articles[0].write_text(text.replace("Made", "Mode"))
    articles[0].write_text(edited)
    os.utime(articles[0], ns=(before.st_mtime_ns, before.st_mtime_ns))
    now = time.time_ns
    for days in (-400, 0):
        monkeypatch.setattr(stamps.time, "time_ns", lambda days=days: now() + days * 86_400 * 10**9)
        lasting.build()
        assert lasting.published() == whole[1]


@pytest.mark.slow
@pytest.mark.parametrize("forgery", FORGERIES)
def test_forged_cache(tmp_path, whole, forgery):
    """Whatever is put into a cache, a build ends with a site or one line, and changes nothing else.

    A build with a new cache then makes the right site.
    """
    subject = Subject(tmp_path / "digest")
    subject.put(1)
    subject.build()
    outside = tmp_path / "outside"
    outside.write_text("somebody's file")
    for share in (1.0, 0.3):
        rng = random.Random(f"{forgery} {share}")
        assert forge_all(subject.cache, forgery, share, rng) or share < 1
        subject.put(2)
        code, output = subject.run("--site-dir", tmp_path / f"site {share}")
        assert code in (0, 1), output
        assert output.count("Error") == code, output
        assert outside.read_text() == "somebody's file"
        subject.build_with_cache(tmp_path / f"fresh {share}", tmp_path / "true site")
        assert files(tmp_path / "true site", but="pagefind") == whole[2]
