"""The search index: division into bundles, re-indexing, and failures of Pagefind."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pagefind.service import get_executable

from generator.search.index import BUNDLE, RECENT, SearchError, divide, index
from generator.search.records import docs_page
from tests.command import printed
from tests.corpus import PROJECT
from tests.made import search_record

FIRST = dt.date(2020, 1, 1)


def record(name, day, text="Some words."):
    """A small record, dated the given number of days after `FIRST`."""
    return search_record(f"articles/{name}/", FIRST + dt.timedelta(day), text)


class TestDivide:
    """Division of articles into bundles."""

    @given(st.lists(st.integers(0, 4_000), max_size=3_000), st.integers(0, 4_000))
    def test_any_archive(self, days, another):
        """Each article is in one bundle, sorted by date; sizes are limited; an addition changes few."""
        records = [record(f"a{number}", day) for number, day in enumerate(days)]
        parts = divide(records[::-1])
        assert [article for part in parts for article in part] == sorted(
            records, key=lambda one: (one.date, one.address)
        )
        sizes = list(map(len, parts))
        assert all(0 < size <= BUNDLE for size in sizes)
        assert not sizes or sizes[-1] <= RECENT
        unchanged = [part for part in divide([*records, record("new", another)]) if part in parts]
        assert len(unchanged) >= len(parts) - 3 or max(map(days.count, days)) > RECENT

    @pytest.mark.slow
    def test_new_articles_change_the_newest_bundle(self):
        """New articles change only the newest bundle until it is full and older months move on."""
        records = [record(f"a{number}", number // 2) for number in range(5_000)]
        before, changes = divide(records[:4_000]), []
        for count in range(4_001, 5_001):
            after = divide(records[:count])
            changes.append(sum(part not in before for part in after))
            before = after
        assert set(changes) <= {1, 2}
        assert changes.count(2) <= 2 + 1_000 / (RECENT - 62)

    def test_one_day(self):
        """A day with very many articles is divided too."""
        parts = divide([record(f"b{number:05}", 0) for number in range(4_000)])
        assert [len(part) for part in parts] == [1_700, 1_700, 500, 100]

    def test_a_full_bundle(self):
        """Months that fill a bundle exactly are in it; one article more, and the last month is in the next."""
        for more, sizes in ((0, [BUNDLE, RECENT]), (1, [BUNDLE - 700, 701, RECENT])):
            months = (BUNDLE - 700, 700 + more, RECENT)
            records = [
                record(f"c{month}-{number:04}", 31 * month)
                for month, count in enumerate(months)
                for number in range(count)
            ]
            assert [len(part) for part in divide(records)] == sizes

    def test_large_archives(self):
        """A very large archive has bundles as large as 500 MB of memory allow, and no more."""
        records = [record(f"a{number}", number // 8) for number in range(20_000)]
        bundles = divide(records)
        assert len(bundles) <= 20_000 / BUNDLE + 3
        assert (
            max(map(len, bundles)) * 0.22 < 500
        )  # MB, of which Pagefind takes 0.22 for an article

    def test_nothing(self):
        """Without articles there are no bundles."""
        assert divide([]) == []


@pytest.fixture
def build(tmp_path):
    """Index records; return path in the site → content."""

    def built(records):
        files = index(records, {}, "en", tmp_path / "cache")
        assert all(file.is_relative_to(tmp_path / "cache") for file in files.values())
        return {path: file.read_bytes() for path, file in files.items()}

    return built


def some(count=410):
    """Records for two bundles, one of them with the newest articles."""
    return [record(f"m{number}", number) for number in range(count)]


def made(folder):
    """Modification times of the cached bundles."""
    return {bundle.name: bundle.stat().st_mtime_ns for bundle in folder.iterdir()}


def test_files(build, tmp_path):
    """The browser loads the newest bundle first, with the program; each other one has its own folder."""
    files = build(some())
    entries = {
        path: json.loads(text)["languages"]
        for path, text in files.items()
        if path.endswith("entry.json")
    }
    counts = {path: languages["en"]["page_count"] for path, languages in entries.items()}
    assert counts == {"pagefind/pagefind-entry.json": 44, "pagefind/1/pagefind-entry.json": 366}
    others = sorted(path for path in files if ".pf_" not in path and path not in entries)
    assert others == ["pagefind/pagefind.js", "pagefind/wasm.en.pagefind"]
    assert sum("/fragment/" in path for path in files) == 410
    assert build([]) == {}


def test_order_of_bundles(build, monkeypatch):
    """Older bundles are numbered from the oldest, as `engine.js` needs to sort their results."""
    monkeypatch.setattr("generator.search.index.BUNDLE", 62)
    monkeypatch.setattr("generator.search.index.RECENT", 31)
    records = some(200)
    files = build(records)
    sizes = [
        json.loads(files[f"pagefind/{name}pagefind-entry.json"])["languages"]["en"]["page_count"]
        for name in ("1/", "2/", "3/", "")
    ]
    assert sizes == list(map(len, divide(records)))
    assert sizes[0] != sizes[2]


def test_a_language_that_pagefind_does_not_know(tmp_path):
    """In a language without stemming, search still works."""
    files = index([record("a", 0)], {}, "az", tmp_path)
    assert "pagefind/wasm.unknown.pagefind" in files


def test_only_what_changed(build, tmp_path):
    """Only changed bundles are indexed again, and unused ones are removed."""
    records = some()
    first = build(records)
    kept = made(tmp_path / "cache")
    assert build(records) == first
    assert made(tmp_path / "cache") == kept
    build([*records, record("new", 409)])
    assert len(made(tmp_path / "cache").items() & kept.items()) == 1
    assert len(made(tmp_path / "cache")) == 2
    again = build([records[0], record("m1", 1, "Other words."), *records[2:]])
    assert {path for path in again if first.get(path) == again[path]} >= {"pagefind/pagefind.js"}
    assert len(made(tmp_path / "cache")) == 2


PARTS = ("*/files.json", "*/index/*", "*/pagefind.js", "*/pagefind-entry.json")
DAMAGES = [("", "lost"), ("*", "lost")]  # folders
DAMAGES += [(part, damage) for part in PARTS for damage in ("lost", "cut short", "replaced")]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The number of files of an index, and its cache."""
    cache = tmp_path_factory.mktemp("whole")
    return len(index(some(), {}, "en", cache)), cache


@pytest.mark.slow
@pytest.mark.parametrize(("part", "damage"), DAMAGES)
def test_damaged_cache(build, whole, tmp_path, part, damage):
    """With a missing or damaged cache the index is complete."""
    count, cache = whole
    shutil.copytree(cache, tmp_path / "cache")
    damaged = [*(tmp_path / "cache").glob(part)] if part else [tmp_path / "cache"]
    assert damaged
    for file in damaged:
        if file.is_dir():
            shutil.rmtree(file)
        else:
            data = file.read_bytes()
            file.unlink()
            if damage != "lost":
                file.write_bytes(
                    data[: len(data) // 2] if damage == "cut short" else b"something else"
                )
    files = build(some())
    assert len(files) == count
    assert files["pagefind/pagefind.js"].endswith((b"}", b"};"))
    assert all(files.values())


def test_leftovers_of_a_killed_build(build, tmp_path):
    """Leftover folders, stray files and links are removed without following links."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("mine")
    (tmp_path / "cache" / "tmpabc" / "site").mkdir(parents=True)
    (tmp_path / "cache" / "stray").write_text("x")
    (tmp_path / "cache" / "link").symlink_to(elsewhere)
    build(some(3))
    assert len(made(tmp_path / "cache")) == 1
    assert (elsewhere / "file").read_text() == "mine"


def placeholder(folder, monkeypatch, code):
    """Replace Pagefind with Python code, which may call `real()` to index into `made`."""
    program = folder / "pagefind"
    program.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, subprocess, sys, time\n"
        "made = pathlib.Path(sys.argv[sys.argv.index('--output-path') + 1])\n"
        f"def real():\n    subprocess.run([{str(get_executable())!r}, *sys.argv[1:]], check=True)\n"
        f"{code}\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))


CUT = (
    "real()\nfor file in made.glob({pattern!r}):\n    file.write_bytes(file.read_bytes()[:{bytes}])"
)
ONLY_LATER = "if len(list(pathlib.Path('site').rglob('*.html'))) > 1:\n    "
FAILURES = {
    "fails": ("print('no such option'); sys.exit(3)", "Pagefind failed: no such option"),
    "fails without a word": ("sys.exit(3)", "Pagefind failed: exit code 3"),
    "writes nothing": ("", "damaged index"),
    "no article": (
        "made.mkdir(); (made / 'pagefind-entry.json').write_text('{}')",
        "damaged index",
    ),
    "script cut short": (CUT.format(pattern="pagefind.js", bytes=40_000), "damaged index"),
    "script empty": (CUT.format(pattern="pagefind.js", bytes=0), "damaged index"),
    "webassembly cut short": (CUT.format(pattern="wasm.en.pagefind", bytes=9_000), "damaged index"),
    "webassembly empty": (CUT.format(pattern="wasm.en.pagefind", bytes=0), "damaged index"),
    "entry cut short": (CUT.format(pattern="*.json", bytes=30), "damaged index"),
    "metadata lost": ("real()\nfor file in made.glob('*.pf_meta'): file.unlink()", "damaged index"),
    "index cut short": (CUT.format(pattern="index/*", bytes=50), "damaged index"),
    "fragment empty": (CUT.format(pattern="fragment/*", bytes=0), "damaged index"),
    "fragment lost": ("real()\nnext(made.glob('fragment/*')).unlink()", "indexed 1 of 2 articles"),
    "articles lost": (
        ONLY_LATER + "next(pathlib.Path('site').rglob('*.html')).unlink()\nreal()",
        "indexed 1 of 2 articles",
    ),
}


@pytest.mark.parametrize(("code", "said"), FAILURES.values(), ids=FAILURES)
def test_pagefind_that_fails(build, tmp_path, monkeypatch, code, said):
    """A failing program or a full disk is a one-line error, and its output is discarded."""
    placeholder(tmp_path, monkeypatch, code)
    with pytest.raises(SearchError, match=said) as raised:
        build(some(2))
    assert "\n" not in str(raised.value)
    assert made(tmp_path / "cache") == {}
    monkeypatch.delenv("PAGEFIND_BINARY_PATH")
    assert len(build(some(2))) > 4


def test_pagefind_that_waits(tmp_path, monkeypatch):
    """Pagefind, which hangs if it cannot create a file, is killed after a timeout."""
    monkeypatch.setattr("generator.search.index.PATIENCE", 0.5)
    placeholder(tmp_path, monkeypatch, "time.sleep(600)")
    with pytest.raises(SearchError, match="did not end"):
        index(some(1), {}, "en", tmp_path / "cache")


def test_pagefind_that_is_missing(tmp_path, monkeypatch):
    """Without the program the error says what to install."""
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nothing"))
    with pytest.raises(SearchError, match="not installed; help: run `make site`"):
        index(some(1), {}, "en", tmp_path / "cache")


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv of util-linux")
def test_killed_build(tmp_path, monkeypatch):
    """A killed build leaves no Pagefind process behind."""
    placeholder(
        tmp_path, monkeypatch, f"open({str(tmp_path / 'started')!r}, 'w').close(); time.sleep(600)"
    )
    code = (
        "import pathlib, sys\n"
        "from tests.made import search_record\n"
        "from generator.search.index import index\n"
        "import datetime\n"
        "index([search_record('a/', datetime.date(2024, 1, 1))], {}, 'en', pathlib.Path(sys.argv[1]))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    build = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "cache")], env=environment)
    waited_for((tmp_path / "started").exists)
    [child] = Path(f"/proc/{build.pid}/task/{build.pid}/children").read_text().split()
    build.kill()
    build.wait()
    waited_for(lambda: not Path(f"/proc/{child}").exists())


def waited_for(condition):
    """Wait until a condition is true; fail after half a minute."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen")


def test_options_from_elsewhere(build, tmp_path, monkeypatch):
    """A configuration file in the checkout or the environment does not affect the index."""
    expected = {path for path in build(some(3)) if "/fragment/" not in path}
    shutil.rmtree(tmp_path / "cache")
    (tmp_path / "pagefind.yml").write_text("serve: true\nglob: nothing\noutput_path: elsewhere\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_GLOB", "nothing")
    monkeypatch.setenv("PAGEFIND_OUTPUT_PATH", str(tmp_path / "elsewhere"))
    assert {path for path in build(some(3)) if "/fragment/" not in path} == expected
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_rights(tmp_path):
    """A read-only folder raises the system's own error."""
    (tmp_path / "cache").mkdir(mode=0o500)
    with pytest.raises(OSError, match="Permission denied"):
        index(some(1), {}, "en", tmp_path / "cache")


def test_relative_program(tmp_path, monkeypatch):
    """The program's path may be relative to the current folder."""
    program = Path(str(get_executable()))
    monkeypatch.chdir(program.parent)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", program.name)
    assert index(some(1), {}, "en", tmp_path / "cache")


def test_the_service_is_not_loaded():
    """Pagefind's Python service loads asyncio, a tenth of a build's imports; its program is found without it."""
    find = "import sys; from generator.search.index import _program; _program(); print('asyncio' in sys.modules)"
    assert printed(sys.executable, "-c", find) == "False\n"


def test_documentation_is_a_bundle_of_its_own(tmp_path):
    """A changed page of documentation leaves the bundles of articles as they are; excluded files are removed."""
    articles = some(3)
    first = index(articles, {"guide/": docs_page("Guide", "Words.")}, "en", tmp_path)
    second = index(articles, {"guide/": docs_page("Guide", "Other words.")}, "en", tmp_path)
    ours = [path for path in first if not path.startswith("pagefind/docs/")]
    assert [first[path] for path in ours] == [second[path] for path in ours]
    assert "pagefind/docs/pagefind-entry.json" in first
    assert "pagefind/docs/pagefind.js" not in first
    assert len([*tmp_path.iterdir()]) == 2
    alone = index([], {"": docs_page("Home", "Words.")}, "en", tmp_path)
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json"} <= alone.keys()
