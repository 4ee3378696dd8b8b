"""The search index: what is divided, what is made anew, and what is kept."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from pathlib import Path

import pytest

from generator.emit import search
from generator.emit.finished import Entry
from generator.emit.placing import sync
from tests.made import document, search_record


def record(address, date):
    """A small record."""
    return search_record(f"articles/{address}/", date, document(f"Title {address}", "Some words."))


def days(count, first=dt.date(2020, 1, 1), step=1):
    """So many records, one a day."""
    return [record(f"a{number}", first + dt.timedelta(number * step)) for number in range(count)]


class TestDivide:
    """Records in periods."""

    @pytest.mark.parametrize("limit", [1, 2, 5, 31, 90, 365, 4000])
    def test_every_record_once_and_in_order(self, monkeypatch, limit):
        """Nothing is lost or doubled, periods ascend, and none is above the limit."""
        monkeypatch.setattr(search, "_FULL", limit)
        records = days(1200)
        parts = search.divide(records[::-1])
        assert [one for part in parts for one in part] == records
        assert max(map(len, parts)) <= limit

    def test_one_day(self, monkeypatch):
        """What is of one day stays together, however much it is."""
        monkeypatch.setattr(search, "_FULL", 3)
        day = dt.date(2024, 5, 1)
        records = [record(f"b{number}", day) for number in range(7)]
        parts = search.divide([*records, record("c", dt.date(2024, 5, 2))])
        assert [len(part) for part in parts] == [7, 1]

    def test_as_coarse_as_can_be(self, monkeypatch):
        """Few articles are one part; years are only divided when they are full."""
        monkeypatch.setattr(search, "_FULL", 100)
        assert [len(part) for part in search.divide(days(100))] == [100]
        sparse = days(60, dt.date(2021, 1, 1), step=6)
        assert [len(part) for part in search.divide([*days(80), *sparse])] == [80, 60]

    def test_nothing(self):
        """No articles, no parts."""
        assert search.divide([]) == []


@pytest.fixture
def runs(monkeypatch):
    """How many records each batch that was made had."""
    made = []
    make = search._make

    def counted(shelf, language, parts):
        made.extend(len(part.records) for part in parts)
        make(shelf, language, parts)

    monkeypatch.setattr(search, "_make", counted)
    monkeypatch.setattr(search, "_FULL", 10)
    return made


@pytest.fixture
def build(tmp_path):
    """Indexes records and gives what lies in the site then."""

    def built(records):
        (tmp_path / "site").mkdir(exist_ok=True)
        files = search.index(records, "en", tmp_path / "cache", 1)
        sync(tmp_path / "site", files, dict.fromkeys(contents(tmp_path / "site"), Entry(b"", 0, 0)))
        return contents(tmp_path / "site")

    return built


def contents(folder):
    """Files that do not hold the moment of their making."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def monthly(count=4, each=8):
    """A few months of a few articles each: one batch a month."""
    return [
        record(f"m{month}-{day}", dt.date(2024, month, day))
        for month in range(1, count + 1)
        for day in range(1, each + 1)
    ]


def test_only_what_changed(runs, build):
    """A second build runs nothing; a changed article has its own period indexed, and no other."""
    records = monthly()
    first = build(records)
    assert runs == [8, 8, 8, 8]
    assert build(records) == first
    assert len(runs) == 4
    changed = [*records]
    changed[9] = search_record(changed[9].address, changed[9].date, document("Title", "Other words."))
    second = build(changed)
    assert runs[4:] == [8]
    fragments = [name for name in first if "/fragment/" in name]
    assert {name for name in second if "/fragment/" in name} == {*fragments}
    assert sum(first[name] != second[name] for name in fragments) == 1
    build([*changed, record("new", dt.date(2024, 4, 20))])
    assert runs[5:] == [9]


def test_some_of_it_beside_other_work(build, runs, tmp_path):
    """Of many periods the first are indexed ahead; of one there is the whole index, as it would be."""
    records = monthly()
    assert search.index_some(records, "en", tmp_path / "cache") is None
    assert runs == [8, 8]
    first = build(records)
    assert runs == [8] * 4
    more = [*records, record("new", dt.date(2024, 4, 20))]
    files = search.index_some(more, "en", tmp_path / "cache")
    assert runs[4:] == [9]
    assert {path: Path(file.source).read_bytes() for path, file in files.items()} == build(more)
    assert runs[4:] == [9]
    assert build(records) == first


def test_newest_apart(build, runs, tmp_path):
    """The newest period is a bundle of its own, all others are one."""
    build(monthly())
    assert runs == [8] * 4
    counted = [
        json.loads((tmp_path / "site" / "pagefind" / where / "pagefind-entry.json").read_text())["languages"][
            "en"
        ]
        for where in ("", "recent")
    ]
    assert [one["page_count"] for one in counted] == [24, 8]
    assert search.about(monthly()) == {"recent": True, "empty": False}


def test_few_articles(build):
    """One period is one bundle; none is none."""
    files = build(monthly(1))
    assert search.about(monthly(1)) == {"recent": False, "empty": False}
    assert not [name for name in files if "recent/" in name]
    assert build([]) == {}
    assert search.about([]) == {"recent": False, "empty": True}


@pytest.mark.parametrize(
    ("lost", "made"),
    [
        pytest.param("", [8] * 4, id="all"),
        pytest.param("files.index", [8] * 4, id="index"),
        pytest.param("batch/*", [8] * 4, id="batches"),
        pytest.param("fragment/*", [8] * 4, id="fragments"),
        pytest.param("index/*", [], id="chunks"),
        pytest.param("bundle/*", [], id="listings"),
        pytest.param("entry/*", [], id="entries"),
        pytest.param("program/*/*", [], id="program"),
    ],
)
@pytest.mark.parametrize("damage", ["lost", "cut off", "foreign"])
def test_cache_may_go(build, runs, tmp_path, lost, made, damage):
    """Without the cache, or a part of it, the same site comes out."""
    first = build(monthly())
    assert len(runs) == 4
    found = [*(tmp_path / "cache").glob(lost)] if lost else [tmp_path / "cache"]
    assert found
    for file in found:
        if file.is_dir():
            shutil.rmtree(file)
        elif damage == "lost":
            file.unlink()
        elif damage == "cut off":
            data = file.read_bytes()
            file.unlink()  # it is the site's too
            file.write_bytes(data[: len(data) // 2])
        else:
            file.unlink()
            file.write_bytes(b"something else")
    assert build(monthly()) == first
    assert runs[4:] == made


def test_batch_that_is_not_whole(build, runs, tmp_path, monkeypatch):
    """A batch that is not what it was, though it looks so, is made again before it is joined to others."""
    first = build(monthly())
    for file in [*(tmp_path / "cache/batch").iterdir(), *(tmp_path / "cache/bundle").iterdir()]:
        status = file.stat()
        file.write_bytes(bytes(status.st_size))
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    (tmp_path / "cache/index").rename(tmp_path / "gone")
    with monkeypatch.context() as forgetful:
        forgetful.setattr(search, "FORMAT", search.FORMAT + 1)
        assert build(monthly()) == first
    assert runs[4:] == [8] * 4


def test_cache_is_swept(build, tmp_path, runs):
    """What a build did not use is dropped."""
    build(monthly())
    build(monthly(2))
    kept = {str(file.relative_to(tmp_path)) for file in (tmp_path / "cache").rglob("*") if file.is_file()}
    assert len(runs) == 4
    shutil.rmtree(tmp_path / "cache")
    build(monthly(2))
    assert {
        str(file.relative_to(tmp_path)) for file in (tmp_path / "cache").rglob("*") if file.is_file()
    } == kept


def test_half_written(build, runs, tmp_path, monkeypatch):
    """What a build that was broken off has left is made anew."""
    records = monthly()
    with monkeypatch.context() as broken:

        def breaks(shelf, language, parts):
            (shelf.folder / "batch").mkdir(parents=True)
            (shelf.folder / parts[0].file).write_bytes(b"half")
            raise OSError("no space left")

        broken.setattr(search, "_make", breaks)
        with pytest.raises(OSError, match="no space left"):
            build(records)
    files = build(records)
    assert runs == [8] * 4
    assert json.loads(files["pagefind/pagefind-entry.json"])["languages"]["en"]["page_count"] == 24


class TestNames:
    """Names of fragments."""

    def test_of_one_day(self):
        """Articles of one day have names of their own, whatever they are called."""
        records = [record(f"b{number}", dt.date(2024, 5, 1)) for number in range(300)]
        [part] = search.periods(records[:300], "en")
        assert len({*part.names}) == 300

    def test_of_others_stay(self):
        """Another article on another day changes no name."""
        old, new = days(20), record("new", dt.date(2020, 1, 5))
        [before], [after] = search.periods(old, "en"), search.periods([*old, new], "en")
        known = {one.address: name for one, name in zip(after.records, after.names, strict=True)}
        assert [known[one.address] for one in before.records if one.date != new.date] == [
            name for one, name in zip(before.records, before.names, strict=True) if one.date != new.date
        ]


def test_no_indexer(build, monkeypatch):
    """Without Pagefind the error says what to install."""
    monkeypatch.setattr(search, "get_executable", lambda: None)
    with pytest.raises(search.SearchError, match="make site"):
        build(monthly(1))
