import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.model.settings import LIMITS
from generator.read.yaml import Mapping, Node, Scalar, Sequence, parse
from tests.said import placed


def plain(node: Node | None) -> object:
    """A tree as plain values, without places and kinds."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value if node else None


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param("", None, id="empty"),
        pytest.param("# only a comment", None, id="comment"),
        pytest.param("a: 1\nb: [x, 'y', \"z\"]", {"a": "1", "b": ["x", "y", "z"]}, id="flow"),
        pytest.param("a:\n  - x\n  - b: c\n", {"a": ["x", {"b": "c"}]}, id="block"),
        pytest.param(
            "a: >-\n  one\n  two\nb: |\n  one\n  two\n",
            {"a": "one two", "b": "one\ntwo\n"},
            id="folded",
        ),
        pytest.param(
            "a: NO\nb: 012\nc: 12:30:00\nd: yes",
            {"a": "NO", "b": "012", "c": "12:30:00", "d": "yes"},
            id="as-written",
        ),
        pytest.param("a: x # comment", {"a": "x"}, id="comment-after"),
        pytest.param("a: Дөвлəт 日本", {"a": "Дөвлəт 日本"}, id="letters"),
        pytest.param("a:", {"a": ""}, id="no-value"),
    ],
)
def test_trees(text, tree, report):
    assert plain(parse(text, "a.md", report, LIMITS)) == tree
    assert placed(report) == []


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("plain text", "text"),
        ("2024-05-02 in numbers", "text"),
        ("1.2.3", "text"),
        ("NO", "text"),
        ("yes", "text"),
        ("12:30:00", "text"),
        ('"2024"', "text"),
        ("''", "text"),
        ("2024", "number"),
        ("-1_000", "number"),
        ("1.5e3", "number"),
        (".nan", "number"),
        ("0x1F", "number"),
        ("2024-05-02", "date"),
        ("2024-5-2", "date"),
        ("2024-05-02T10:00:00Z", "date"),
        ("2024-05-02 10:00", "date"),
        ("true", "true or false"),
        ("FALSE", "true or false"),
        ("~", "empty"),
        ("null", "empty"),
        ("", "empty"),
    ],
)
def test_kinds(written, kind, report):
    """The kind of a value depends only on how it is written."""
    tree = parse(f"a: {written}", "a.md", report, LIMITS)
    assert tree.entries["a"][1].kind == kind


def test_places_count_characters_from_one(report):
    tree = parse("é: [ä, 日本, x]\n  \nb:\n  c: d", "a.md", report, LIMITS, line_offset=1)
    items = tree.entries["é"][1].items
    assert [(item.place.line, item.place.column) for item in items] == [(2, 5), (2, 8), (2, 12)]
    inner = tree.entries["b"][1]
    assert (inner.place.line, inner.place.column) == (5, 3)
    assert (inner.entries["c"][0].place.column, inner.entries["c"][1].place.column) == (3, 6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("a: 1\nb: 2\na: 3", ["3:1 repeated-key"], id="repeated"),
        pytest.param("a: &x 1", ["1:4 yaml-feature"], id="anchor"),
        pytest.param("a: *x", ["1:4 yaml-feature"], id="alias"),
        pytest.param("a: !!str 1", ["1:4 yaml-feature"], id="tag"),
        pytest.param("a: !x {b: c}", ["1:4 yaml-feature"], id="tag-on-mapping"),
        pytest.param("<<: {a: 1}", ["1:1 yaml-feature"], id="merge"),
        pytest.param("a: 1\n--- \nb: 2", ["2:1 yaml-feature"], id="second-document"),
        pytest.param("[a, b]: c", ["1:1 not-a-mapping"], id="key-is-list"),
        pytest.param("a: [[[[[[[[[b]]]]]]]]]", ["1:11 too-deep"], id="deep"),
        pytest.param('a: "\\u202e"', ["1:4 forbidden-character"], id="escaped"),
        pytest.param("a: b: c", ["1:5 invalid-yaml"], id="colon"),
        pytest.param("a: [b, c\nd: e", ["1:4 invalid-yaml"], id="open-list"),
        pytest.param('a: x\nb: "c\nd: e', ["2:4 invalid-yaml"], id="open-quotation"),
        pytest.param("a: @b", ["1:4 invalid-yaml"], id="reserved-sign"),
        pytest.param("a: b\n\tc: d", ["2:1 invalid-yaml"], id="tab"),
        pytest.param("a: \x07", ["1:1 invalid-yaml"], id="control-character"),
        pytest.param("a: b\nc\n\nd: e", ["2:1 invalid-yaml"], id="no-colon"),
    ],
)
def test_errors(text, said, report):
    parse(text, "a.md", report, LIMITS)
    assert placed(report) == said


def test_first_of_two_equal_keys_is_kept(report):
    assert plain(parse("a: 1\na: 2", "a.md", report, LIMITS)) == {"a": "1"}


@pytest.mark.parametrize(
    ("text", "help_part"),
    [
        ("title: a: b", 'contains ": "'),
        ("title: @a", 'write "@a"'),
        ("tags: [a, b", "close the list"),
        ('title: "a', "quotation mark"),
        ("title\ndate: 1", "one `<key>: <value>` a line"),
        ("title: a\n date: 1", "delete 1 space before 'date'"),
        ("events:\n\tdate: 1", "indent with spaces"),
    ],
)
def test_help_fits_the_mistake(text, help_part, report):
    parse(text, "a.md", report, LIMITS)
    (problem,) = report
    assert help_part in problem.help


@given(st.text(st.sampled_from("ab:-[]{}#&*!|>'\"%@` \n,?~<0"), max_size=80))
def test_any_text_gives_a_tree_or_a_problem(text):
    report = Report()
    node = parse(text, "a.md", report, LIMITS)
    assert node is None or isinstance(node, (Scalar, Sequence, Mapping))
    lines = text.count("\n") + 1
    assert all(1 <= problem.place.line <= lines + 1 for problem in report)


def test_many_values_on_one_line(report):
    """The end of a long line is not copied for each of its values."""
    text = "# a comment\na: [" + ", ".join(["words"] * 280_000) + "]\n"
    start = time.process_time()
    parse(text, "a.yml", report, LIMITS)
    assert time.process_time() - start < 4
