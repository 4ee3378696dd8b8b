"""Merged search bundles against the one that Pagefind makes of everything at once."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
from dataclasses import dataclass

import cbor2
import pytest
from pagefind.service import get_executable

from generator.emit import search
from generator.emit.bundle import _fewer_places, merge, open_batches
from tests.made import search_record

WORDS = [
    "security",
    "ministry",
    "Ştefan",
    "stefan",
    "report",
    "naïve",
    "naive",
    "attack",
    "attacks",
    "Токаев",
]
_RARE = [f"rare{number}" for number in range(60)]
_FIRST = dt.date(2020, 1, 1)


def make_records(count, seed=1):
    """Small articles, of which some words stand in many and some in one."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        date = _FIRST + dt.timedelta(number * 9 + rng.randrange(9))
        words = " ".join(rng.choices(WORDS, k=30) + rng.choices(_RARE, k=4))
        found.append(
            search_record(
                f"articles/{number}/",
                date,
                '<html lang="en"><body data-pagefind-body>'
                f'<span data-pagefind-sort="date[data-date]" data-date="{date}"></span>'
                f'<span data-pagefind-filter="year[data-value]" data-value="{date.year}"></span>'
                f'<span data-pagefind-filter="theme[data-value]" data-value="{rng.choice("abc")}"></span>'
                f'<h1>Title {number} {rng.choice(WORDS)}</h1><p data-pagefind-weight="3">{words[:80]}</p>'
                f"<p>{words}.</p></body></html>",
            )
        )
    return found


def read(file):
    """What a file of Pagefind's says."""
    data = gzip.decompress(file.read_bytes())
    assert data.startswith(b"pagefind_dcd")
    return cbor2.loads(data.removeprefix(b"pagefind_dcd"))


@dataclass
class Decoded:
    """A bundle by what it says of each address."""

    words: dict
    filters: dict
    sorts: dict
    pages: dict
    fields: list


def decode(folder):
    """Everything that a search can come to know, whatever the numbers of the pages are."""
    entry = json.loads((folder / "pagefind-entry.json").read_text())["languages"]["en"]
    _, pages, index, filters, sorts, fields = read(folder / f"pagefind.{entry['hash']}.pf_meta")
    assert entry["page_count"] == len(pages)
    urls, lengths = [], {}
    for name, words in pages:
        text = gzip.decompress((folder / "fragment" / f"{name}.pf_fragment").read_bytes())
        fragment = json.loads(text.removeprefix(b"pagefind_dcd"))
        urls.append(fragment["url"])
        lengths[fragment["url"]] = (words, fragment)

    def by_url(postings):
        at, found = 0, {}
        for step, *places in postings:
            at += step
            found[urls[at]] = places
        assert len(found) == len(postings)
        return found

    words, before = {}, ""
    for first, last, name in index:
        [entries] = read(folder / "index" / f"{name}.pf_index")
        assert (entries[0][0], entries[-1][0]) == (first, last)
        for word, postings, spellings in entries:
            assert before < word
            before = word
            words[word] = (by_url(postings), {spelled: by_url(found) for spelled, found in spellings})
    named = {}
    for name, file in filters:
        known, values = read(folder / "filter" / f"{file}.pf_filter")
        assert known == name
        named[name] = {value: {urls[page] for page in found} for value, found in values}
    ordered = {name: [urls[page] for page in found] for name, found in sorts}
    return Decoded(words, named, ordered, lengths, fields)


def index_of(records, folder):
    """One bundle of some records."""
    search._run(search.Batch(tuple(records), ""), folder, "en", get_executable())
    return folder


@pytest.fixture(scope="module")
def batches(tmp_path_factory):
    """Five batches, and the same records in one piece."""
    root = tmp_path_factory.mktemp("bundles")
    records = make_records(120)
    folders = [index_of(records[at : at + 24], root / f"batch-{at}") for at in range(0, 120, 24)]
    return folders, decode(index_of(records, root / "whole"))


def test_same_as_in_one_piece(batches, tmp_path):
    """Words with their places, spellings, filters, order and pages: nothing is lost, added or moved."""
    folders, whole = batches
    merge(folders, tmp_path / "merged", "en", 1)
    merged = decode(tmp_path / "merged")
    assert merged.words == whole.words
    assert {"secur", "rare7"} <= merged.words.keys()
    assert merged.filters == whole.filters
    assert merged.sorts == whole.sorts
    assert merged.pages == whole.pages
    assert merged.fields == whole.fields


def test_common_words(batches, tmp_path, monkeypatch):
    """Of a common word every article is kept, and in it the first places of each weight; of a rare one all."""
    monkeypatch.setattr("generator.emit.bundle._COMMON", 12)
    folders, whole = batches
    merge(folders, tmp_path / "merged", "en", 1)
    merged = decode(tmp_path / "merged").words
    assert merged.keys() == whole.words.keys()
    shortened = set()
    for word, (found, spellings) in whole.words.items():
        assert merged[word][0].keys() == found.keys()
        assert {spelled: urls.keys() for spelled, urls in merged[word][1].items()} == {
            spelled: urls.keys() for spelled, urls in spellings.items()
        }
        for url, (places, in_meta) in found.items():
            kept, also = merged[word][0][url]
            assert [n for n in kept if n < 0] == [n for n in places if n < 0]
            assert set(kept) <= set(places)
            assert also == in_meta
            if kept != places:
                shortened.add(word)
    assert {"attack", "secur"} <= shortened
    assert not any(word.startswith("rare") for word in shortened)


def test_small_chunks(batches, tmp_path, monkeypatch):
    """However finely the index is cut, it says the same."""
    folders, whole = batches
    monkeypatch.setattr("generator.emit.bundle._CHUNK_BYTES", 300)
    merge(folders, tmp_path / "merged", "en", 1)
    assert len(list((tmp_path / "merged" / "index").iterdir())) > 20
    assert decode(tmp_path / "merged").words == whole.words


def test_any_number_of_workers(batches, tmp_path):
    """The files are the same, byte for byte, however many processes made them."""
    folders, _ = batches
    made = []
    for workers in (1, 2):
        merge(folders, tmp_path / str(workers), "en", workers)
        made.append(
            {file.name: file.read_bytes() for file in (tmp_path / str(workers)).rglob("*") if file.is_file()}
        )
    assert made[0] == made[1]


def test_one_batch(batches, tmp_path):
    """A merger of one is that one."""
    folders, _ = batches
    merge(folders[:1], tmp_path / "merged", "en")
    assert decode(tmp_path / "merged") == decode(folders[0])


def test_numbers_follow(batches):
    """Each batch's pages are numbered from where the one before ended."""
    assert [batch.first_page for batch in open_batches(batches[0])] == [0, 24, 48, 72, 96]


def test_foreign_file(batches, tmp_path):
    """What is not Pagefind's is refused."""
    (tmp_path / "pagefind.en_1.pf_meta").write_bytes(gzip.compress(b"something else"))
    with pytest.raises(ValueError, match="not a file of Pagefind's"):
        open_batches([tmp_path])


def test_fewer_places():
    """Places count anew after each weight, so a title's place is never lost to a long text."""
    long = [-24, *range(1, 20), -168, 0, 3]
    assert _fewer_places(long) == [-24, 1, 2, 3, 4, 5, 6, -168, 0, 3]
    assert _fewer_places([-24, 5]) == [-24, 5]
