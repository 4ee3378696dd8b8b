"""Read YAML as plain values, with the places of the values and of comments in its text.

`read.yaml` decides whether a text is valid; libyaml's nodes tell where each value begins and ends.
libyaml drops comments, but between two scalars there are only indicators, white space and comments,
so comments are searched for there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import EditError
from generator.model.settings import LIMITS
from generator.read.yaml import Scalar
from generator.read.yaml import parse as parse_yaml

YamlNode = Any  # yaml.Node; types-PyYAML does not know the fields of its marks
Pair = tuple[YamlNode, ...]
"""A key and its value, or an item of a list."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEEPS = re.compile(r"[|>]\d?\+")
_COMMENT = re.compile(r"#[^\n]*")


@dataclass(frozen=True, slots=True)
class Plain:
    """A value that is not text, as written: a number, a date, true, false or null."""

    text: str


Values = Any
"""The values of YAML: a text, a `Plain`, a list, or a dict whose keys are texts or `Plain`."""


@dataclass(frozen=True, slots=True)
class YamlText:
    """The text of a mapping, with its nodes and its comments.

    The text ends with a line end. Comments are by offset.
    """

    text: str
    root: YamlNode
    comments: tuple[tuple[int, str], ...]

    @property
    def values(self) -> Values:
        """Copy the values of the mapping."""
        return values_of(self.root)

    def comments_in(self, start: int, end: int) -> list[str]:
        """The comments between two offsets, each with its #."""
        return [comment for offset, comment in self.comments if start <= offset < end]

    def end_of(self, pair: Pair) -> int:
        """The offset at which an entry ends, without comments and blank lines below it."""
        if is_collection(pair[-1]) and not pair[-1].flow_style:
            return self.end_of(pairs(pair[-1])[-1])
        ends = []
        for node in pair:
            start = node.start_mark.index
            written = self.text[start : node.end_mark.index]
            # The blank lines below a block scalar with a + are a part of its value.
            written = written.removesuffix("\n") if _KEEPS.match(written) else written.rstrip("\n")
            ends.append(int(start) + len(written))
        return max(ends)

    def lines_end(self, pair: Pair, column: int) -> int:
        """The offset at which the lines of an entry end.

        They include comments below it that begin to the right of `column`.
        """
        end = self.text.index("\n", self.end_of(pair)) + 1
        comments = re.compile(rf"(?: {{{column + 1},}}#[^\n]*\n)*").match(self.text, end)
        assert comments is not None  # noqa: S101 (the expression matches no text, too)
        return comments.end()


def read(text: str, path: str = "") -> YamlText:
    """Read one YAML mapping.

    Raises:
        EditError: `read.yaml` rejects the text; the message names `path`.
    """
    report = Report()
    valid = parse_yaml(text, "", report, LIMITS)
    if valid is None or valid.kind != "mapping" or not report.ok:
        what = f"{path}: the YAML" if path else "the YAML"
        raise EditError(f"{what} cannot be read", "run `digest check`, and fix what it reports")
    if not text.endswith("\n"):
        text += "\n"
    root = yaml.compose(text, _Loader)
    return YamlText(text, root, tuple(_comments(text, root)))


def is_collection(node: YamlNode) -> bool:
    """Whether a node is a list or a mapping."""
    return isinstance(node, yaml.CollectionNode)


def pairs(node: YamlNode) -> list[Pair]:
    """The keys and values of a mapping, or the items of a list; none for a scalar."""
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [(item,) for item in node.value]
    return []


def values_of(node: YamlNode) -> Values:
    """Convert a node to plain values."""
    if isinstance(node, yaml.MappingNode):
        return {values_of(key): values_of(value) for key, value in node.value}
    if is_collection(node):
        return [values_of(item) for item in node.value]
    if node.style or is_text(node.value):
        return node.value
    return Plain(node.value)


def put_in_list(pair: Pair, mapping: YamlNode, items: Sequence[str]) -> None:
    """Replace the value of an entry with a list of items.

    If the value is one of the items, it is kept as written.
    """
    key, value = pair
    nodes = []
    for item in items:
        node = value
        if item != value.value:
            node = yaml.ScalarNode("", item, style='"')
        nodes.append(node)
    index = mapping.value.index(pair)
    mapping.value[index] = (key, yaml.SequenceNode("", nodes))


def is_text(value: str) -> bool:
    """Whether our reader takes an unquoted value for text."""
    return Scalar(value, True, Place("")).kind == "text"


def _comments(text: str, root: YamlNode) -> Iterator[tuple[int, str]]:
    """Yield the offset and the text of each comment."""
    if "#" not in text:
        return
    position = 0
    for start, end in (*_scalars(root), (len(text), len(text))):
        gap = start
        if text[start : start + 1] in ("|", ">"):
            # The first line of a block scalar may end in a comment.
            gap = text.index("\n", start)
        for match in _COMMENT.finditer(text, position, max(position, gap)):
            # A space after #, because the check takes `#word` after a value for a cut-off part of
            # the value.
            yield match.start(), re.sub(r"^#(?=[^\s#])", "# ", match[0].rstrip())
        position = end


def _scalars(node: YamlNode) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each key and scalar, in order."""
    if not is_collection(node):
        yield node.start_mark.index, node.end_mark.index
    for pair in pairs(node):
        for part in pair:
            yield from _scalars(part)
