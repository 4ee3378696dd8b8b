"""Words that an article has in the same order as its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.verify.passages import borrowed

SOURCE = "The tool, which nobody has seen so far, reads tests at night and forgets them by day."
WORDS = st.lists(st.sampled_from("abc"), max_size=14)


@pytest.mark.parametrize(
    "body, starts",
    [
        ("They say nobody has seen the tool.", []),
        ("A tool which nobody\nhas SEEN, so far.", [2]),
        ("It is one “which nobody has seen so far”, they say.", []),
        ("> which nobody has seen so far", []),
        ("which nobody has seen\n\nreads tests at night and", [0, 23]),
        ("", []),
    ],
)
def test_copied_passages(body, starts):
    """Case, line breaks and punctuation make no difference, and a quotation may be copied."""
    assert [start for start, _ in borrowed(body, SOURCE, 3)] == starts


def test_message():
    """It counts the words, and quotes the first twelve."""
    body = f"They wrote: {SOURCE}"
    passage = "'The tool, which nobody has seen so far, reads tests at night …'"
    message = f"17 consecutive words match the source: {passage}"
    assert list(borrowed(body, SOURCE, 12)) == [(12, message)]


def test_an_empty_source_has_no_words():
    assert not list(borrowed(SOURCE, "", 12))


def test_scripts_without_spaces():
    """Each letter of such a script is a word."""
    assert [start for start, _ in borrowed("很安全的", "安全", 1)] == [1]


@given(WORDS, WORDS, st.integers(0, 3))
def test_every_common_run_is_in_one_passage(one, other, most):
    """Passages cover exactly the runs of more than `most` words that both texts have."""
    size = most + 1
    runs = {tuple(other[at : at + size]) for at in range(len(other) - size + 1)}
    common = [at for at in range(len(one) - size + 1) if tuple(one[at : at + size]) in runs]
    covered = set()
    for start, message in borrowed(" ".join(one), " ".join(other), most):
        count = int(message.split()[0])
        covered.update(range(start // 2, start // 2 + count - most))
    assert sorted(covered) == common
