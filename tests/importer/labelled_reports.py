"""Invented reports in the shapes that people bring, with what an editor would write about each.

A file says how its input is stored (`encoding`, `newline`, `bom`) so that the bytes can be made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.importer.receive import Input

FOLDER = Path(__file__).parent / "reports"


class _Loader(yaml.CSafeLoader):
    """YAML in which a date stays the text that was written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Report:
    """One input as bytes, what is expected of it, and what may also be found."""

    name: str
    source: Input
    expected: dict[str, Any]
    optional: dict[str, list[str]]
    held_out: bool
    """Whether no rule was made or tuned with it at hand."""


def reports() -> Iterator[Report]:
    """Every labelled report, in the order of their names."""
    for file in sorted(FOLDER.glob("*.yml")):
        case = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
        text = case["input"].replace("\n", "\r\n") if case.get("newline") == "crlf" else case["input"]
        data = text.encode(case.get("encoding", "utf-8"))
        data = b"\xef\xbb\xbf" + data if case.get("bom") else data
        suffix = {"page": ".html", "feed": ".xml"}.get(case.get("shape", "text"), ".txt")
        given = Input(data, f"{file.stem}{suffix}")
        yield Report(
            file.stem, given, case["expected"], case.get("optional", {}), case.get("held_out", False)
        )
