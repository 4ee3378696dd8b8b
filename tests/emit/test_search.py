"""The search index: what is divided, what is made anew, and what is kept."""

from __future__ import annotations

import datetime as dt
import json
import shutil

import pytest

from generator.emit import search
from generator.emit.finished import Entry
from generator.emit.publish import sync
from tests.made import search_record


def record(address, date):
    """A small record."""
    html = (
        '<html lang="en"><body data-pagefind-body>'
        f'<span data-pagefind-sort="date[data-date]" data-date="{date}"></span>'
        f"<h1>Title {address}</h1><p>Some words.</p></body></html>"
    )
    return search_record(f"articles/{address}/", date, html)


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
    """How many records each run of the indexer had."""
    made = []
    run = search._run

    def counted(batch, *arguments):
        made.append(len(batch.records))
        return run(batch, *arguments)

    monkeypatch.setattr(search, "_run", counted)
    monkeypatch.setattr(search, "_FULL", 10)
    return made


@pytest.fixture
def build(tmp_path):
    """Indexes records and gives what lies in the site then."""

    def built(records):
        (tmp_path / "site").mkdir(exist_ok=True)
        files = search.index(records, "en", tmp_path / "cache")
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
    other = changed[9].html().replace("Some", "Other")
    changed[9] = search_record(changed[9].address, changed[9].date, other)
    build(changed)
    assert runs[4:] == [8]
    build([*changed, record("new", dt.date(2024, 4, 20))])
    assert runs[5:] == [9]


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


def test_cache_may_go(build, runs, tmp_path):
    """Without the cache, or a part of it, the same site comes out."""
    first = build(monthly())
    shutil.rmtree(tmp_path / "cache")
    assert contents(tmp_path / "site") == first
    assert build(monthly()) == first
    assert len(runs) == 8
    shutil.rmtree(next(entry for entry in (tmp_path / "cache").glob("batch-*") if entry.is_dir()))
    assert build(monthly()) == first
    assert len(runs) == 9
    shutil.rmtree(next(entry for entry in (tmp_path / "cache").glob("merged-*") if entry.is_dir()))
    assert build(monthly()) == first
    assert len(runs) == 9


def test_cache_is_swept(build, tmp_path, runs):
    """What a build did not use is dropped."""
    build(monthly())
    build(monthly(2))
    kept = {entry.name for entry in (tmp_path / "cache").iterdir()}
    assert len(runs) == 4
    shutil.rmtree(tmp_path / "cache")
    build(monthly(2))
    assert {entry.name for entry in (tmp_path / "cache").iterdir()} == kept


def test_half_written(build, runs, tmp_path, monkeypatch):
    """A bundle whose making was broken off is made anew."""
    records = monthly()
    with monkeypatch.context() as broken:

        def breaks(batch, output, *arguments):
            output.mkdir()
            (output / "pagefind-entry.json").write_text("{}")
            raise search.SearchError("no space left")

        broken.setattr(search, "_run", breaks)
        with pytest.raises(search.SearchError):
            build(records)
    assert not list((tmp_path / "cache").glob("batch-*"))
    (tmp_path / "cache" / "making-killed" / "out").mkdir(parents=True)
    files = build(records)
    assert runs == [8] * 4
    assert json.loads(files["pagefind/pagefind-entry.json"])["languages"]["en"]["page_count"] == 24


def test_no_indexer(build, monkeypatch):
    """Without Pagefind the error says what to install."""
    monkeypatch.setattr(search, "get_executable", lambda: None)
    with pytest.raises(search.SearchError, match="make site"):
        build(monthly(1))
