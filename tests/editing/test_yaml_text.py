import pytest

from generator.diagnostics.failure import EditError
from generator.editing.yaml_text import Plain, read


def test_values():
    """Quoted values are texts; numbers, dates, flags and nothing are told from them."""
    text = "a: 'b'\nc: [NO, \"1\", 1, {d: true}]\n2: 2024-05-02\ne:\n"
    assert read(text).values == {
        "a": "b",
        "c": ["NO", "1", Plain("1"), {"d": Plain("true")}],
        Plain("2"): Plain("2024-05-02"),
        "e": Plain(""),
    }


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        pytest.param("# a\nb: c # d\n  #e  \n", ["# a", "# d", "# e"], id="around-entries"),
        pytest.param("a: [ # b\n  c, # d\n  ] # e\n", ["# b", "# d", "# e"], id="in-brackets"),
        pytest.param("a: [\n # none\n]\n", ["# none"], id="empty-list"),
        pytest.param("a: >- # b\n  # c\n  d\n# e\n", ["# b", "# e"], id="block-scalar"),
        pytest.param("a: b#c\nd: 'e # f'\ng: \"# h\"\n", [], id="not-a-comment"),
        pytest.param("Дөв: 日 # é\n", ["# é"], id="other-letters"),
    ],
)
def test_comments(text, comments):
    """All comments are read, and nothing else that contains a #."""
    written = read(text)
    assert written.comments_in(0, len(text)) == comments
    assert all(text[offset] == "#" for offset, _ in written.comments)


@pytest.mark.parametrize(
    "text",
    ["", "- a", "a: *b", "a: &b c", "a: !!str b", "a: [", "{a: b", "? [a]\n: b", "a", "a: b\na: c"],
)
def test_unreadable(text):
    with pytest.raises(EditError):
        read(text)
