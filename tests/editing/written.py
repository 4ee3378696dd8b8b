"""Random front matter in random styles, as input for edits."""

import itertools
from typing import Any

import yaml
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.model.settings import LIMITS
from generator.read.yaml import Mapping, Scalar, parse

_LETTERS = st.sampled_from(
    [
        *"abcXYZ 019",
        *"éßşğıə",
        *"Дөв日本ا\u05d0",
        "\u00a0",
        "🙂",
        *"#:-?,[]{}&*!|>'\"%@`=~<.\\/_()",
        "\t",
        "\n",
    ]
)
TEXTS = st.one_of(
    st.text(_LETTERS, max_size=30),
    st.lists(st.text(st.sampled_from("abcdefé#:'\"-"), min_size=1, max_size=12), max_size=60).map(" ".join),
    st.sampled_from(
        ["NO", "yes", "~", "null", "012", "0o17", "12:30", "1e3", ".inf", "2024-05-02", "2024-05-02 10:00",
         "- a", "a: b", "a #b", "#c", "---", "...", "? a", "=", "<<", "a:", "[a]", "{a: b}", "!!str a", "&a",
         "*a", "%a", "@a", "`a`", "'a'", '"a"', "it's", "\\n", " a", "a ", "a  b", "a\n", "\na", "a\n\nb", "a\r\nb",
         "e\u0301", "\u0301e", "a\u0338", "https://example.org/a?b=c,d#e", "x" * 130, "a" * 90 + " b" * 20]
    ),
)  # fmt: skip
KEYS = st.one_of(
    st.sampled_from(
        [
            "title",
            "date",
            "source",
            "agencies",
            "summary",
            "events",
            "tags",
            "draft",
            "url",
            "name",
            "id",
        ]
    ),
    st.text(st.sampled_from("abcé -#:'\"2"), min_size=1, max_size=8).filter(
        lambda key: key.strip() == key != "<<"
    ),
)
PLAIN = st.sampled_from([2024, 1.5, True, False, None])
VALUES = st.recursive(
    st.one_of(TEXTS, TEXTS, PLAIN),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
TREES = st.dictionaries(KEYS, VALUES, min_size=1, max_size=8)


def meaning_of(text: str) -> object:
    """The meaning of YAML, in which the order of keys does not count; None if it has errors."""
    report = Report()
    node = parse(text, "", report, LIMITS)
    return _meaning(node) if node is not None and report.ok else None


def _meaning(node: Any) -> object:
    if isinstance(node, Mapping):
        return {key: _meaning(value) for key, (_, value) in node.entries.items()}
    return (node.kind, node.value) if isinstance(node, Scalar) else list(map(_meaning, node.items))


@st.composite
def front_matter(draw: Any) -> str:
    """A mapping written by PyYAML in some style, with comments inserted."""
    tree = draw(TREES)
    text = yaml.safe_dump(
        tree,
        default_style=draw(st.sampled_from([None, None, "'", '"', "|", ">"])),
        default_flow_style=draw(st.sampled_from([None, True, False, False])),
        width=draw(st.sampled_from([20, 80, 1000])),
        indent=draw(st.sampled_from([2, 3, 4])),
        allow_unicode=draw(st.booleans()),
        sort_keys=False,
    )
    text = (
        text.replace("!!str ", "")
        .replace("!!int ", "")
        .replace("!!float ", "")
        .replace("!!bool ", "")
        .replace("!!null ", "")
    )
    return with_comments(text, draw(st.lists(st.integers(0, 10_000), max_size=6)))


def with_comments(text: str, seeds: list[int]) -> str:
    """Insert numbered comments where they do not change the meaning."""
    numbers = itertools.count()
    for seed in seeds:
        lines = text.split("\n")
        at = seed % len(lines)
        comment = f"# remark-{next(numbers)}-"
        indent = " " * (seed // 7 % 6)
        beside = [*lines[:at], f"{lines[at]} {comment}", *lines[at + 1 :]]
        above = [*lines[:at], indent + comment, *lines[at:]]
        changed = "\n".join(beside if seed % 2 else above)
        if meaning_of(changed) == meaning_of(text) != None:  # noqa: E711 (a chain)
            text = changed
    return text if text.endswith("\n") else f"{text}\n"
