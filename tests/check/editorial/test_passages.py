from hypothesis import given
from hypothesis import strategies as st

from generator.check.editorial.passages import Wording, common

WORDS = st.lists(st.sampled_from("abc"), max_size=14)


def test_words_have_places():
    text = "One, two:\nthree! Four"
    passage = Wording(text).passage(1, 2)
    assert text[passage.start : passage.end] == "two:\nthree"
    assert Wording(text).phrases(3) == [("one", "two", "three"), ("two", "three", "four")]
    assert Wording(text).phrases(5) == []


def test_scripts_without_spaces():
    assert Wording("安全 ok").words == ["安", "全", "ok"]


def test_common_passages():
    text = "It was a dark and stormy night, and it was a dark day."
    known = set(Wording("a dark and stormy night; it was a dark night").phrases(3))
    passages = [text[passage.start : passage.end] for passage in common(Wording(text), known, 3)]
    assert passages == ["It was a dark and stormy night", "it was a dark"]


@given(WORDS, WORDS, st.integers(1, 4))
def test_every_common_phrase_is_in_one_passage(one, other, size):
    wording, known = Wording(" ".join(one)), set(Wording(" ".join(other)).phrases(size))
    rows = list(common(wording, known, size))
    inside = {start for row in rows for start in range(row.start, row.end) if row.end - start >= 2 * size - 1}
    starts = {2 * index for index, phrase in enumerate(wording.phrases(size)) if phrase in known}
    assert {start for start in inside if start % 2 == 0} == starts
    assert all(row.count >= size for row in rows)
