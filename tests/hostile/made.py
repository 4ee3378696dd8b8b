"""Hostile files that are generated: big ones, and names that no repository should contain.

Each big file tries to make some parser take time or memory out of proportion to its size. Those that are
accepted must be fast.
"""

import os
from pathlib import Path
from typing import Any

import yaml

from generator.system.file_writing import write

FRONT_MATTER = """\
title: A big article about nothing
date: 2025-01-02
source: {name: Example News, url: "https://example.org/a"}
agencies: [us-cisa]
themes: [ransomware]
summary: Far more text than anyone needs about something that never happened.
"""
FULL = 126_000
"""Characters in the longest body within the size limit of a file."""


BIG: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("big.yml").read_text("utf-8")
)


def _article(body: str = "Text.\n", more: str = "") -> str:
    return f"---\n{FRONT_MATTER}{more}---\n\n{body}"


_SPECIAL = {
    "backticks-apart": _article("".join("`" * n + " a " for n in range(1, 24)) * 4),
    "fences-unlike": _article("".join("`~"[n % 2] * (23 - n // 2) + "\n" + "word " * 300 + "\n\n" for n in range(40))),
    "footnotes-chained": _article("[^0]\n\n" + "".join(f"[^{n}]: See [^{n + 1}]\n\n" for n in range(49)) + "[^49]: The last.\n\n"),
    "list-deep": _article("\n".join(" " * (4 * n) + "- a" for n in range(30))),
    "yaml-indents": _article(more="".join(" " * n + "a:\n" for n in range(200))),
}  # fmt: skip
"""The files that no row of parts describes."""


def big(name: str) -> str:
    """Write the file that a row of `big.yml` describes."""
    row = BIG[name]
    if "filled" in row:
        unit = _text(row["filled"])
        return _article(unit * (row.get("length", FULL) // len(unit)))
    if "spread" in row:
        return _article(_spread(*row["spread"]))
    if "keys" in row:
        return _article(more=_text(row["keys"]))
    return _article(_text(row["body"])) if "body" in row else _SPECIAL[name]


def _text(part: Any) -> str:
    """A text, a part and how often it comes, or a list of such."""
    if isinstance(part, str):
        return part
    again, times = part if len(part) == 2 else (part, None)
    if isinstance(times, int):
        text = _text(again)
        return "".join(text.replace("{n}", str(n)) for n in range(times))
    return "".join(map(_text, part))


def _spread(mark: str, count: int) -> str:
    """The given number of marks, spread evenly among words, in paragraphs of two long lines."""
    gap = FULL // count
    text = "".join(mark + ("word " * (gap // 5 + 1))[: gap - len(mark)] for _ in range(count))
    lines = [text[at : at + 5_900] for at in range(0, len(text), 5_900)]
    return "\n\n".join("\n".join(lines[at : at + 2]) for at in range(0, len(lines), 2))


def write_huge(folder: Path) -> Path:
    """Write a sparse file of 50,000,000 bytes."""
    file = folder / "huge.md"
    file.write_text(_article())
    os.truncate(file, 50_000_000)
    return file


BAD_NAMES: list[str] = yaml.safe_load(Path(__file__).with_name("names.yml").read_text())


def write_names(folder: Path) -> set[str]:
    """Write files with forbidden names or types, and one good article.

    Returns:
        The paths below the folder that must be reported.
    """
    for name in BAD_NAMES:
        write(folder / name, _article())
    (folder / "good.md").write_text(_article())
    (folder / os.fsdecode(b"not-\xff-text.md")).write_text(_article())
    (folder / "upper.md").write_text(_article())
    (folder / "folder.md").mkdir()
    os.mkfifo(folder / "pipe.md")
    for link, to in (
        ("link.md", "/etc/passwd"),
        ("link-out", "/etc"),
        ("loop", "."),
        ("dangling.md", "nowhere"),
    ):
        (folder / link).symlink_to(to)
    folders = {"UPPER/article.md": "UPPER", "aux/article.md": "aux"}
    bad = {folders.get(name, name) for name in BAD_NAMES}
    return bad | {
        "not-\ufffd-text.md",
        "upper.md",
        "folder.md",
        "pipe.md",
        "link.md",
        "link-out",
        "loop",
        "dangling.md",
    }
