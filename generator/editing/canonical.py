"""Write YAML in its canonical form: one key a line, short lists in brackets, long texts folded.

PyYAML writes it, so a text that a reader of YAML 1.1 would take for something else has quotes.
"""

import re
from collections.abc import Mapping
from textwrap import wrap
from typing import Any
from unicodedata import is_normalized

import yaml

from generator.editing.yaml_text import Plain, Values, YamlNode, is_text
from generator.read.yaml import is_misread

WIDTH = 100
"""Columns; a word that is longer is not broken."""
_STEP = 2
_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_FOLDABLE = re.compile(r"W(?: W)*(?:\n+W(?: W)*)*\n?".replace("W", r"(?!\s)[^ \t\r\n]+"))
"""Words with single spaces between them, so that the end of a line can stand for any space."""
_NOT_IN_BRACKETS = re.compile(r"\A:|[?,\[\]{}]|:\Z")
_RESOLVER: Any = yaml.SafeLoader("")


class _Dumper(yaml.SafeDumper):
    event: Any
    indent: Any

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def analyze_scalar(self, scalar: str) -> Any:  # noqa: ANN401
        """Allow addresses in brackets without quotes, and composed letters (NFC) without escapes.

        Written without an escape, a combining mark would change the letter before it.
        """
        found = super().analyze_scalar(scalar)
        if not is_normalized("NFC", scalar):
            found.allow_flow_plain = found.allow_block_plain = False
            found.allow_single_quoted = found.allow_block = False
        elif found.allow_block_plain and not _NOT_IN_BRACKETS.search(scalar):
            found.allow_flow_plain = True
        return found

    def choose_scalar_style(self) -> str:
        """Prefer double quotes, which people know, unless they need more escapes."""
        style, text = str(super().choose_scalar_style()), self.event.value
        escapes = text.count('"') + text.count("\\")
        is_as_asked = self.event.style and "'" not in text
        if style == "'" and not is_as_asked and escapes <= text.count("'"):
            return '"'
        return style

    def write_double_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002
        self.allow_unicode = is_normalized("NFC", text)
        super().write_double_quoted(text, False)
        self.allow_unicode = True

    def write_folded(self, text: str) -> None:
        self.write_indicator(">" + self.determine_block_hints(text), True)
        for number, paragraph in enumerate(text.removesuffix("\n").split("\n")):
            if number:
                self.write_line_break()
            for line in wrapped(paragraph, self.indent):
                self.write_line_break()
                self.stream.write(" " * self.indent + line)
        self.column, self.whitespace, self.indention = WIDTH, False, False


def wrapped(paragraph: str, indent: int) -> list[str]:
    """Break a paragraph into lines, which will be indented by some columns."""
    return wrap(paragraph, WIDTH - indent, break_long_words=False, break_on_hyphens=False)


def block(values: Values, indent: int = 0) -> str:
    """Write a list or mapping as lines, indented by some columns."""
    left = " " * indent
    lines = _written(_layout(values, indent)).splitlines(keepends=True)
    return "".join(left + line if line.strip() else line for line in lines)


def dump(values: Mapping[str, Values], remarks: Mapping[str, str] = {}) -> str:
    """Write a mapping as text; empty texts and lists are left out.

    `remarks` maps keys to the comments beside them.
    """
    written = ""
    for key, value in values.items():
        if value not in ("", []):
            first, end, more = block({key: value}).partition("\n")
            remark = f"  {remarks[key]}" if key in remarks else ""
            written += first + remark + end + more
    return written


def in_one_line(value: Values, *, flow: bool = False, quotes: str | None = None) -> str:
    """Write a value on one line; `flow` says whether it is inside brackets.

    A text gets quotes if a reader of YAML needs them, or if `quotes` says which.
    """
    node = _line(value)
    if quotes and isinstance(value, str):
        node.style = quotes
    if flow or isinstance(value, list | dict):
        return _written(yaml.SequenceNode(_LIST, [node], flow_style=True)).strip("\n")[1:-1]
    return (
        _written(yaml.MappingNode(_MAPPING, [(_line("a"), node)])).removeprefix("a:").strip(" \n")
    )


def _written(node: YamlNode) -> str:
    return str(yaml.serialize(node, Dumper=_Dumper, width=float("inf"), allow_unicode=True))


def _layout(value: Values, indent: int) -> YamlNode:
    """Lay out a value, whose lines will be indented by some columns."""
    if isinstance(value, str | Plain):
        return _scalar(value, indent)
    below = indent + _STEP
    if isinstance(value, dict):
        pairs = []
        for key, inner in value.items():
            used = indent + len(in_one_line(key)) + len(": ")
            is_short = isinstance(inner, list) and _fits(inner, used)
            pairs.append((_line(key), _line(inner) if is_short else _layout(inner, below)))
        return yaml.MappingNode(_MAPPING, pairs, flow_style=not pairs)
    items = [_line(item) if _fits(item, below) else _layout(item, below) for item in value]
    return yaml.SequenceNode(_LIST, items, flow_style=not items)


def _fits(value: Values, used: int) -> bool:
    """Whether a value may be written in brackets, where some columns of the line are taken."""
    return _is_simple(value) and used + len(in_one_line(value)) <= WIDTH


def _is_simple(value: Values) -> bool:
    """Whether a value is no text of several lines and has no mapping of several keys."""
    if isinstance(value, str):
        return "\n" not in value
    if isinstance(value, Plain):
        return value.text != ""
    if isinstance(value, dict):
        return len(value) < 2 and all(map(_is_simple, (*value, *value.values())))
    return all(map(_is_simple, value))


def _line(value: Values) -> YamlNode:
    """Lay out a value on one line."""
    if isinstance(value, str | Plain):
        return _scalar(value, None)
    if isinstance(value, dict):
        pairs = [(_line(key), _line(inner)) for key, inner in value.items()]
        return yaml.MappingNode(_MAPPING, pairs, flow_style=True)
    return yaml.SequenceNode(_LIST, list(map(_line, value)), flow_style=True)


def _scalar(value: str | Plain, indent: int | None) -> YamlNode:
    """Lay out a single value on one line, or with its lines indented by some columns."""
    if isinstance(value, Plain):
        tag = _RESOLVER.resolve(yaml.ScalarNode, value.text, (True, False))
        return yaml.ScalarNode(tag, value.text)
    style = None
    is_padded = value != value.strip()
    if is_padded or is_misread(value) or not is_text(value) or value.lower() in ("y", "n"):
        style = '"'
    is_safe = bool(_FOLDABLE.fullmatch(value))
    if "\n" in value:
        style = "|" if is_safe and indent is not None else '"'
    if indent is not None and is_safe and " " in value:
        is_long = max(map(len, value.split("\n"))) > WIDTH - indent
        style = ">" if is_long else style
    return yaml.ScalarNode(_TEXT, value, style=style)
