from hypothesis import given
from hypothesis import strategies as st

from newsroom.verify.passages import common, phrases

WORDS = st.lists(st.sampled_from("abc"), max_size=14)


def words_of(text, size):
    return [words for words, _, _ in phrases(text, size)]


def test_phrases_have_places():
    text = "One, two:\nthree! Four"
    assert [text[start:end] for _, start, end in phrases(text, 2)] == [
        "One, two",
        "two:\nthree",
        "three! Four",
    ]
    assert words_of(text, 3) == [("one", "two", "three"), ("two", "three", "four")]
    assert words_of(text, 5) == []


def test_scripts_without_spaces():
    assert words_of("安全 ok", 1) == [("安",), ("全",), ("ok",)]


def test_common_passages():
    text = "It was a dark and stormy night, and it was a dark day."
    known = set(words_of("a dark and stormy night; it was a dark night", 3))
    passages = [text[passage.start : passage.end] for passage in common(text, known, 3)]
    assert passages == ["It was a dark and stormy night", "it was a dark"]


@given(WORDS, WORDS, st.integers(1, 4))
def test_every_common_phrase_is_in_one_passage(one, other, size):
    text, known = " ".join(one), set(words_of(" ".join(other), size))
    rows = list(common(text, known, size))
    inside = {
        start
        for row in rows
        for start in range(row.start, row.end)
        if row.end - start >= 2 * size - 1
    }
    starts = {2 * index for index, phrase in enumerate(words_of(text, size)) if phrase in known}
    assert {start for start in inside if start % 2 == 0} == starts
    assert all(row.count >= size for row in rows)
