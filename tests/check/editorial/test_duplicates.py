"""Articles that repeat one another; the golden cases cover the messages."""

import datetime as dt
import random
from dataclasses import replace

import pytest

from generator.check.editorial.duplicates import (
    check_duplicates,
    compare,
    near_duplicates,
    same_events,
)
from generator.check.editorial.signature import Signature, sketch
from generator.diagnostics.diagnostics import Place, Report
from generator.model.limits import LIMITS

DAY = dt.date(2024, 5, 2).toordinal()


def words(seed: int, count: int = 300) -> list[str]:
    rng = random.Random(seed)
    return [f"w{rng.randrange(3_000)}" for _ in range(count)]


def changed(text: list[str], share: float, seed: int = 0) -> list[str]:
    rng = random.Random(seed)
    return [f"new{rng.randrange(9_999)}" if rng.random() < share else word for word in text]


def signed(name: str, text: str = "", **fields) -> Signature:
    values = {
        "path": f"{name}.md",
        "slug": name,
        "address": f"example.org/{name}",
        "place": Place(f"{name}.md", 4, 9),
        "outlet": name,
        "days": (DAY,),
        "leading": ("aq-ioi",),
        "names": (),
        "sketch": sketch(text),
        **fields,
    }
    return Signature(**values)


def told(signatures, texts=None, one=None) -> list[str]:
    """Every problem as `path: code other`."""
    report = Report()
    files = {
        f"{name}.md": f"---\ntitle: A\n---\n\n{text}\n" for name, text in (texts or {}).items()
    }
    text_of = lambda path: files.get(path, "")  # noqa: E731
    check_duplicates(signatures, text_of, LIMITS, report, only=one.path if one else "")
    return [f"{problem.place}: {problem.code}" for problem in report]


def both_ways(*signatures, texts=None) -> list[str]:
    """The problems of all articles together, which must equal those of the last against the others."""
    problems = told(signatures, texts)
    assert told(signatures, texts, one=signatures[-1]) == problems
    return problems


def test_same_source():
    one, other = signed("a", address="example.org/1"), signed("b", address="example.org/1")
    assert both_ways(one, other) == ["b.md:4:9: duplicate-source"]
    assert check_duplicates([other, one], lambda _: "", LIMITS, Report()) == {"b.md"}
    assert both_ways(signed("a", address=""), signed("b", address="")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(words(1), True, id="copy"),
        pytest.param(changed(words(1), 0.08), True, id="one-word-in-twelve-changed"),
        pytest.param(words(1)[:100], True, id="a-third-of-it"),
        pytest.param(words(2, 200) + words(1), True, id="it-and-more"),
        pytest.param(words(2), False, id="another"),
        pytest.param(words(1)[:60] + words(2), False, id="a-paragraph-in-common"),
        pytest.param(changed(words(1), 0.5), False, id="told-anew"),
        pytest.param(words(1)[:20], False, id="too-short-to-say"),
    ],
)
def test_near_duplicates(text, found):
    texts = {"a": " ".join(words(1)), "b": " ".join(text)}
    problems = both_ways(*(signed(name, text) for name, text in texts.items()), texts=texts)
    assert [problem.rpartition(" ")[2] for problem in problems] == (
        ["near-duplicate"] if found else []
    )


def test_the_passage_has_a_place():
    common = " ".join(words(1))
    texts = {"a": common, "b": f"Own words.\n\nMore of them, {common}"}
    assert told([signed(name, text) for name, text in texts.items()], texts) == [
        "b.md:7:15: near-duplicate"
    ]
    percent, passage = compare(texts["a"], texts["b"])
    assert percent == 100
    assert passage.count == 300


@pytest.mark.parametrize("share", [0.05, 0.1])
def test_light_rewrites(share):
    """Sketches find nearly all pairs over the limit for word-for-word copies."""
    originals = [words(seed) for seed in range(150)]
    texts = {}
    for seed, text in enumerate(originals):
        texts[f"{seed:03}a"] = " ".join(text)
        texts[f"{seed:03}b"] = " ".join(changed(text, share, seed))
    pairs = {
        (earlier.slug, other.slug)
        for earlier, other in near_duplicates([signed(*item) for item in texts.items()], 50)
    }
    alike = {
        (f"{seed:03}a", f"{seed:03}b")
        for seed in range(150)
        if compare(texts[f"{seed:03}a"], texts[f"{seed:03}b"])[0] > 50
    }
    assert len(alike) > 100
    assert len(alike - pairs) <= len(alike) // 50
    assert all(earlier[:3] == other[:3] for earlier, other in pairs)


NAMES = ("Readalot", "Fair", "Examplyev")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({}, True, id="same"),
        pytest.param({"days": (DAY + 1,)}, True, id="next-day"),
        pytest.param({"days": (DAY + 9, DAY)}, True, id="event-of-the-day"),
        pytest.param({"names": ("Readalot", "Exampliev")}, True, id="another-spelling"),
        pytest.param({"days": (DAY + 2,)}, False, id="another-day"),
        pytest.param({"leading": ("aq-moe",)}, False, id="another-term"),
        pytest.param({"names": ("Readalot",)}, False, id="one-name"),
        pytest.param({"outlet": "a"}, False, id="same-outlet"),
        pytest.param({"settled": True}, False, id="answered"),
        pytest.param({"settled": True, "linked": ("a",)}, False, id="linked"),
    ],
)
def test_same_event(changes, found):
    one, other = signed("a", names=NAMES), signed("b", **{"names": NAMES, **changes})
    assert both_ways(one, other) == (["b.md:1:1: same-event"] if found else [])


def test_one_link_is_enough():
    assert (
        both_ways(signed("a", names=NAMES, linked=("b",), settled=True), signed("b", names=NAMES))
        == []
    )


def test_common_names_are_ignored():
    others = [signed(f"o{n}", names=NAMES, days=(DAY + 10 * n,)) for n in range(9)]
    assert both_ways(*others, signed("p", names=NAMES)) == []


def test_a_copy_is_not_also_an_event():
    text = " ".join(words(1))
    signatures = [signed(name, text, names=NAMES) for name in "ab"]
    assert [line[-14:] for line in both_ways(*signatures, texts={"a": text, "b": text})] == [
        "near-duplicate"
    ]


def spread(count: int) -> list[Signature]:
    """Articles that share some terms, dates, hashes and names."""
    rng = random.Random(1)
    shared = [rng.randrange(2**32) for _ in range(50)]
    signatures = []
    for n in range(count):
        own = sorted([*(rng.randrange(2**32) for _ in range(61)), *rng.sample(shared, 3)])
        days, names = (
            (DAY + rng.randrange(3_000),),
            tuple(f"Name{rng.randrange(2_000)}" for _ in range(6)),
        )
        data = b"".join(number.to_bytes(4, "little") for number in own)
        signatures.append(
            replace(signed(f"{n:06}"), sketch=data, days=days, names=names, outlet=f"o{n % 30}")
        )
    return signatures


def test_unlike_articles_are_not_read():
    """Of 20,000 articles with a few hashes and names in common, none is read for comparison."""
    read = []
    check_duplicates(
        spread(20_000), lambda path: read.append(path) or "", LIMITS, report := Report()
    )
    assert (list(report), read) == ([], [])


@pytest.mark.parametrize("same", ["sketch", "event"])
def test_a_thousand_copies(same):
    """Of a thousand copies of one article, only the first 200 pairs are reported."""
    text = " ".join(words(1))
    if same == "sketch":
        signatures = [signed(f"{n:04}", text) for n in range(1_000)]
        assert len(told(signatures, {f"{n:04}": text for n in range(1_000)})) == 200
    else:
        signatures = [
            signed(f"{n:04}", names=("X", f"Name{n // 3}", f"Other{n // 3}")) for n in range(3_000)
        ]
        assert len(list(same_events(signatures))) == 3_000
