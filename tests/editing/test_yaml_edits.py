"""Patches to YAML text: the intended change is made, and the rest is unchanged."""

from generator.editing.yaml_edits import edited, put
from generator.editing.yaml_text import read

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
        'a:\n    name: x   # one\n    acronym: short\n    redirect_from: later\n\nb:\n  name: "y"\n  acronym: z\n'
    )


def test_comments_in_brackets():
    """A list in brackets that grows is rewritten; the comments in it move above its key."""
    text = "a:\n  b: [x, # one\n    v] # two\nc:   d\n"
    assert changed(text, (lambda values: values["a"]["b"].append("z"),)) == (
        "a:\n  # one\n  b: [x, v, z] # two\nc:   d\n"
    )


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
