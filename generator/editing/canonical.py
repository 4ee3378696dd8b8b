"""Write YAML in its canonical form: one key a line, short lists in brackets, long texts folded.

PyYAML writes it, so a text that any reader of YAML 1.1 would take for something else has quotes.
"""

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

import yaml

from generator.editing.yaml_text import Plain, Values, is_text
from generator.read.yaml import is_misread

WIDTH = 100
"""Columns; a word that is longer is not broken."""
_IN_BRACKETS = 92
"""Columns of a list that is written in brackets."""


class _Dumper(yaml.SafeDumper):
    event: Any
    analysis: Any
    indent: Any

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True

    def choose_scalar_style(self) -> str:
        """Fold a text that is too long for the line; prefer double quotes, which people know."""
        style, text = str(super().choose_scalar_style()), self.event.value
        is_inside = self.flow_level or self.simple_key_context
        fits = self.column + len(text) < WIDTH + 1 or " " not in text
        if style != "|" and not is_inside and not fits and self.analysis.allow_block:
            return ">"
        if style == "'" and not any(sign in text for sign in '"\\'):
            return '"'
        return style

    def write_folded(self, text: str) -> None:
        self.write_indicator(">" + self.determine_block_hints(text), True)
        for line in wrap(text, WIDTH - self.indent, break_long_words=False, break_on_hyphens=False):
            self.write_line_break()
            self.stream.write(" " * self.indent + line)
        self.column, self.whitespace, self.indention = WIDTH, False, False


def _of_text(dumper: Any, text: str) -> Any:  # noqa: ANN401
    style = None
    if "\n" in text.rstrip("\n"):
        style = "|"
    elif not is_text(text) or is_misread(text) or text.lower() in ("y", "n"):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _of_plain(dumper: Any, value: Plain) -> Any:  # noqa: ANN401
    tag = dumper.resolve(yaml.ScalarNode, value.text, (True, False))
    return dumper.represent_scalar(tag, value.text)


def _of_list(dumper: Any, items: list[Values]) -> Any:  # noqa: ANN401
    fits = sum(len(str(item)) + 2 for item in items) <= _IN_BRACKETS
    are_short = all(not isinstance(item, dict | list) or len(item) == 1 for item in items)
    in_brackets = fits and are_short
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=in_brackets)


_Dumper.add_representer(str, _of_text)
_Dumper.add_representer(Plain, _of_plain)
_Dumper.add_representer(list, _of_list)


def block(values: Values, indent: int = 0) -> str:
    """Write a list or mapping as lines, indented by some columns."""
    text = yaml.dump(
        values,
        Dumper=_Dumper,
        width=float("inf"),
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
    )
    left = " " * indent
    return "".join(left + line if line.strip() else line for line in text.splitlines(keepends=True))


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


def plain_or_quoted(value: str) -> str:
    """Write a text on one line, in quotes if any reader of YAML needs them."""
    written = str(yaml.dump([value], Dumper=_Dumper, width=float("inf"), allow_unicode=True))
    if written.startswith("["):
        return written.strip()[1:-1]
    # A long text may be written into brackets as well, so it is quoted in any case.
    long = yaml.safe_dump(value, default_style='"', width=float("inf"), allow_unicode=True)
    return str(long).strip()
