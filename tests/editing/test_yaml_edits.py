"""Patches to YAML text: the intended change is made, and the rest is unchanged."""

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.editing.yaml_edits import edited, put, rename_key
from generator.editing.yaml_text import pairs, read, values_of
from tests.editing.written import TEXTS, front_matter, meaning_of
from tests.examples import tried

ORDER = ("name", "acronym", "aliases", "ambiguous", "country", "parent", "offices", "redirect_from")


def changed(text, *edits):
    """A text with edits, each a function and its arguments after the values."""
    values = read(text).values
    for edit, *arguments in edits:
        edit(values, *arguments)
    return edited(text, values, "a.yml")


def test_add_and_remove():
    """New entries are inserted in order, indented like their neighbours."""
    text = "a:\n    name: x   # one\n    since: 2024-01-01\n\nb: {name: y}\n"

    def edit(values):
        del values["a"]["since"]
        put(values["a"], "redirect_from", "later", ORDER)
        put(values["a"], "acronym", "short", ORDER)
        put(values["b"], "acronym", "z", ORDER)

    assert changed(text, (edit,)) == (
        "a:\n    name: x   # one\n    acronym: short\n    redirect_from: later\n\nb: {name: y, acronym: z}\n"
    )


@pytest.mark.parametrize(
    "text, items, wanted",
    [
        ("b: [x, # one\n  v] # two\n", "xvz", "b: [x, # one\n  v, z] # two\n"),  # grows
        ("b: ['x',  v, ] # two\n", "xvz", "b: ['x',  v, z, ] # two\n"),  # comma at the end
        ("b: [x,  'v', y] # two\n", "xy", "b: [x,  y] # two\n"),  # within
        ("b: [x,  'v'] # two\n", "v", "b: ['v'] # two\n"),  # first
        ("b: [x,  'v'] # two\n", "x", "b: [x] # two\n"),  # last
        ("b: [x] # two\n", "", "b: [] # two\n"),  # all
        ("b: [ ] # two\n", "x", "b: [x] # two\n"),  # none before
        ("b: ['x', v]\n", "zv", "b: ['z', v]\n"),  # replaced, with its quotes
        ("b: [x, # one\n  v] # two\n", "v", "# one\nb: [v]  # two\n"),  # with its comment
    ],
)
def test_lists_in_brackets(text, items, wanted):
    """Items in brackets are added, cut out and replaced; the others stay as written."""
    assert edited(text, {"b": list(items)}, "a.yml") == wanted


def test_comment_of_a_changed_entry():
    """A comment stays beside its entry, also where the entry needs more lines than before."""
    long = " ".join(["word"] * 30)
    folded = edited("a: word # one\nb: c\n", {"a": long, "b": "c"}, "a.yml")
    assert folded.startswith("a: >-  # one\n  word word")
    assert edited(folded, {"a": "word", "b": "c"}, "a.yml") == "a: word  # one\nb: c\n"


def test_escaped_letters():
    """A letter that was written in parts with escapes keeps its parts."""
    values = {"a": "e\u0301", "b": "d"}
    text = edited('a: "e\\u0301"\nb: c\n', values, "a.yml")
    assert text == 'a: "e\\u0301"\nb: d\n'
    assert edited("a: c\nb: d\n", values, "a.yml") == 'a: "e\\u0301"\nb: d\n'


def test_list_of_lines():
    """Only the lines of removed and added items change."""
    text = "a:\n-   'x' # one\n- b: c\n  d: e # two\n# three\n- y\nf: g\n"

    def edit(values):
        del values["a"][1]
        values["a"].append("z")

    assert changed(text, (edit,)) == "a:\n-   'x' # one\n# two\n# three\n- y\n- z\nf: g\n"


def test_untouched():
    """Without changes the text is unchanged."""
    text = "a:   'b'   # c\n\n\nd: [ e ,f ]"
    assert changed(text, (dict.keys,)) == text


@pytest.mark.parametrize(
    "value", ["|2+\n\n", "|+\n  x\n\n\n", ">+\n  x\n\n", "\n- |2+\n\n", "\n  d: |+\n\n"]
)
@pytest.mark.parametrize("end", ["", "...\n"])
def test_blank_lines_that_are_a_value(value, end):
    """What is added below a block scalar that keeps its blank lines leaves them to it."""
    text = f"b: c\na: {value}"
    values = {**read(text + end).values, "new": "x"}
    assert edited(text + end, values, "a.yml") == f"{text}new: x\n{end}"
    del values["new"], values["a"]
    assert edited(text + end, values, "a.yml") == f"b: c\n{end}"


_REMARK = re.compile(r"# remark-\d+-")


@settings(max_examples=tried(300))
@given(front_matter(), st.data())
def test_any_change(front, data):
    """A change of any entry loses no comment, and changes no line of another entry."""
    front = unicodedata.normalize("NFC", front)
    assume(meaning_of(front) is not None)
    source = read(front)
    values = source.values
    key = data.draw(st.sampled_from(sorted(values, key=str)))
    what = data.draw(st.sampled_from(["replace", "remove", "rename", "add"]))
    assume(len(values) > 1)
    if what == "replace":
        values[key] = data.draw(TEXTS)
    elif what == "remove":
        del values[key]
    elif what == "rename":
        rename_key(values, key, "a new name")
    else:
        values["a new key"] = data.draw(TEXTS)
    changed = edited(front, values, "a.yml")
    assert read(changed).values == values
    assert sorted(_REMARK.findall(changed)) == sorted(_REMARK.findall(front))
    if source.root.flow_style:
        return
    others = [pair for pair in pairs(source.root) if values_of(pair[0]) != key]
    for pair in others:
        entry = source.text[pair[0].start_mark.index : source.end_of(pair)]
        assert entry in changed
