from __future__ import annotations

import pytest

from generator.editing import canonical
from generator.editing.yaml_tree import UnreadableError, read

CASES = {
    "comments": (
        """\
# yaml-language-server: $schema=x
# about the title
title: 'A "quoted" title'    # eol title
# above source
source:   # beside source
  # the outlet
  name: A   # eol name
  # foot of source
tags: [
   # inside
   a, # first
   "b",
   NO
   ] # after
events:
- # odd
  date: 2024-05-02
  label: x
# between
- {date: 2024-05-03, label: y} # flowed
  # foot of list
summary: >-  # on summary
  one
  two
# end é
""",
        """\
# yaml-language-server: $schema=x
# about the title
title: A "quoted" title  # eol title
# above source
source:  # beside source
  # the outlet
  name: A  # eol name
  # foot of source
tags:  # after
  # inside
  - a  # first
  - b
  - "NO"
events:
  # odd
  - date: 2024-05-02
    label: x
  # between
  # flowed
  - date: 2024-05-03
    label: "y"
  # foot of list
summary: one two  # on summary
# end é
""",
    ),
    "between-key-and-value": ("title:\n  # why\n  A title\n", "# why\ntitle: A title\n"),
    "two-beside": ("a: # one\n  [x] # two\n", "# one\n# two\na: [x]\n"),
    "empty-list": ("a: [\n # none\n]\n", "# none\na: []\n"),
    "no-value": ("a: # none\nb: ~\n", "a:  # none\nb: ~\n"),
    "not-a-comment": ("a: b#c\nd: 'x # y'\ne: |\n  # text\n  more\n", 'a: b#c\nd: "x # y"\ne: |\n  # text\n  more\n'),
    "nested-lists": ("a:\n- - x\n  # two\n  - w\n- [z]\n", "a:\n  - - x\n    # two\n    - w\n  - [z]\n"),
    "names": ("a: [{hy: Ա}, b]\nc: {d: e}\n", "a: [{hy: Ա}, b]\nc:\n  d: e\n"),
    "last-line": ("a: b\n  # deeper\n", "a: b\n# deeper\n"),
    "no-space": ("a: 'b' #c\n#d\ne: f\n", "a: b  # c\n# d\ne: f\n"),
    "explicit-key": ("? a\n: b # c\n", "a: b  # c\n"),
    "root-in-braces": ("{a: b, # c\n d: [e]}\n", "a: b  # c\nd: [e]\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_written(name):
    """Each comment keeps its place or its key; writing again changes nothing."""
    text, wanted = CASES[name]
    once = canonical.dump(read(text))
    assert once == wanted
    assert canonical.dump(read(once)) == once


@pytest.mark.parametrize(
    "text", ["", "- a", "a: *b", "a: &b c", "a: !!str b", "a: [", "{a: b", "? [a]\n: b", "a"]
)
def test_unreadable(text):
    with pytest.raises(UnreadableError):
        read(text)


def test_head():
    """A comment separated from the first key by a blank line belongs to the file."""
    tree = read("# about all\n\n# about a\na: b\n")
    assert [comment.text for comment in tree.head] == ["# about all"]
    assert [comment.text for comment in tree.root.slots[0].above] == ["# about a"]
