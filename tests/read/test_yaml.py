import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.model.settings import LIMITS
from generator.read.yaml import Mapping, Scalar, Sequence, parse

CASES = yaml.safe_load(Path(__file__).with_name("yaml.yml").read_text())


def plain(node):
    """A tree as plain values, without places and kinds."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value if node else None


@pytest.mark.parametrize("written, kind", CASES["kinds"])
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
