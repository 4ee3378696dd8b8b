"""Bundles of many batches against one that Pagefind makes of everything at once."""

from __future__ import annotations

import datetime as dt
import random

import cbor2
import pytest

from generator.compose.search import FIELDS
from generator.emit import search
from generator.emit.indexing import read
from generator.emit.placing import sync
from generator.emit.postings import Places
from generator.emit.words import Vocabulary
from tests.made import document, search_record
from tests.pagefind import bundle_of, decode

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
        made = document(
            f"Title {number} {rng.choice(WORDS)}",
            words[:80],
            f"<p>{words}</p>",
            filters=[("year", str(date.year)), ("theme", rng.choice("abc"))],
        )
        found.append(search_record(f"articles/{number}/", date, made))
    return found


RECORDS = make_records(120)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """What Pagefind makes of the records in one piece."""
    return decode(bundle_of(RECORDS, tmp_path_factory.mktemp("bundles") / "whole", "en"))


@pytest.fixture
def joined(tmp_path, monkeypatch):
    """What the bundle of five batches says; the newest record would stand apart, so there is one more."""

    def join(workers=1, where="site"):
        batches = [RECORDS[at : at + 24] for at in range(0, 120, 24)]
        late = search_record("articles/late/", dt.date(2030, 1, 1), document("Late"))
        monkeypatch.setattr(search, "divide", lambda _: [*map(tuple, batches), (late,)])
        folder = tmp_path / where
        folder.mkdir()
        sync(folder, search.index([*RECORDS, late], "en", tmp_path / f"cache-{where}", workers), {})
        return folder / "pagefind"

    return join


def test_same_as_in_one_piece(joined, whole):
    """Words with their places, spellings, filters, order and pages: nothing is lost, added or moved."""
    found = decode(joined())
    assert found.words == whole.words
    assert {"secur", "rare7"} <= found.words.keys()
    assert found.filters == whole.filters
    assert found.sorts == whole.sorts
    assert found.pages == whole.pages


def test_common_words(joined, whole, monkeypatch):
    """Of a common word every article is kept, and in it the first places of each weight; of a rare one all."""
    monkeypatch.setattr("generator.emit.bundle._COMMON", 12)
    monkeypatch.setattr("generator.emit.postings._PLACES", 3)
    found = decode(joined()).words
    assert found.keys() == whole.words.keys()
    shortened = set()
    for word, (said, spellings) in whole.words.items():
        assert found[word][1] == spellings
        assert found[word][0].keys() == said.keys()
        for url, (places, in_meta) in said.items():
            kept, also = found[word][0][url]
            assert [n for n in kept if n < 0] == [n for n in places if n < 0]
            assert set(kept) <= set(places)
            assert also == in_meta
            if kept != places:
                shortened.add(word)
    assert {"attack", "secur"} <= shortened
    assert not any(word.startswith("rare") for word in shortened)


@pytest.mark.parametrize(("name", "value"), [("_CHUNK_BYTES", 300), ("_RANGE_BYTES", 1_000)])
def test_small_pieces(joined, whole, monkeypatch, name, value):
    """However finely the index is cut, it says the same."""
    monkeypatch.setattr(f"generator.emit.bundle.{name}", value)
    monkeypatch.setattr("generator.emit.batch._BLOCK", 10)
    found = decode(joined())
    assert found.words == whole.words
    assert found.chunks > 8


def test_any_number_of_workers(joined):
    """The files are the same, byte for byte, however many processes made them."""
    made = [
        {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (joined(1, "one"), joined(3, "three"))
    ]
    assert made[0] == made[1]


def test_fewer_places():
    """Places count anew for each weight, so a title's place is never lost to a long text."""
    found_by = document("word", "", f"<p>{'word ' * 20}</p>")
    found = Places()
    found.add(0, found_by, read(found_by)[0])
    *_, said, few = dict(found.said(Vocabulary("en")))["word"]
    places, in_meta = cbor2.loads(b"\x82" + few)
    assert (places, in_meta) == ([-25, 1, 1, 1, 1, 1, 1, -169, 0], [-FIELDS.index("title") - 1, 0])
    assert cbor2.loads(b"\x82" + said)[0] == [-25, *[1] * 20, -169, 0]
