"""Invented reports in the shapes that people paste, with the values an editor would write.

A file also gives the `encoding`, `newline` and `bom` from which the input's bytes are made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from newsroom.importer.receive import Input

FOLDER = Path(__file__).parent / "reports"


class _Loader(yaml.CSafeLoader):
    """YAML in which dates stay text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Report:
    """One input as bytes, its expected values and its optional ones."""

    name: str
    source: Input
    expected: dict[str, Any]
    optional: dict[str, list[str]]
    held_out: bool
    """Whether rules were made and tuned without it."""


def reports() -> Iterator[Report]:
    """Every labelled report, sorted by name."""
    for file in sorted(FOLDER.glob("*.yml")):
        case = yaml.load(file.read_text(), Loader=_Loader)
        text = (
            case["input"].replace("\n", "\r\n") if case.get("newline") == "crlf" else case["input"]
        )
        data = text.encode(case.get("encoding", "utf-8"))
        data = b"\xef\xbb\xbf" + data if case.get("bom") else data
        suffix = ".html" if case.get("shape") == "page" else ".txt"
        given = Input(data, f"{file.stem}{suffix}")
        yield Report(
            file.stem,
            given,
            case["expected"],
            case.get("optional", {}),
            case.get("held_out", False),
        )
