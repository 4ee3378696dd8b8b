"""Hostile files that are generated: big ones, and names that no repository should contain.

Each big file tries to make some parser take time or memory out of proportion to its size. Those that are
accepted must be fast.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Big:
    """A file to generate, and the expected verdict."""

    verdict: str
    because: str
    make: Callable[[], str]


def _article(body: str = "Text.\n", more: str = "") -> str:
    return f"---\n{FRONT_MATTER}{more}---\n\n{body}"


def _filled(unit: str, length: int = FULL) -> Callable[[], str]:
    return lambda: _article(unit * (length // len(unit)))


def _spread(
    mark: str, count: int, paragraph: int = 11_800, length: int = FULL
) -> Callable[[], str]:
    """The given number of marks, spread evenly among words, in paragraphs of two long lines."""

    def make() -> str:
        gap = length // count
        text = "".join(mark + ("word " * (gap // 5 + 1))[: gap - len(mark)] for _ in range(count))
        halves = [text[at : at + paragraph // 2] for at in range(0, len(text), paragraph // 2)]
        pairs = ["\n".join(halves[at : at + 2]) for at in range(0, len(halves), 2)]
        return _article("\n\n".join(pairs))

    return make


def _body(text: Callable[[], str]) -> Callable[[], str]:
    return lambda: _article(text())


def _keys(text: Callable[[], str]) -> Callable[[], str]:
    return lambda: _article(more=text())


BIG: dict[str, Big] = {
    # size
    "one-line": Big("reject", "over the size limit", _filled("a", 1_100_000)),
    "line-within-size": Big("accept", "a single line of the whole size", _filled("a")),
    "prose": Big("accept", "much honest prose", _filled("The ministry said that it had seen it. " * 20 + "\n\n")),
    "code": Big("accept", "much honest code", _body(lambda: "```sh\n" + "echo '[*_`<&' # \\\n" * 6_000 + "```\n")),
    "spaces": Big("accept", "a line of spaces", _body(lambda: " " * 60_000 + "x\n")),
    "lines-of-spaces": Big("sanitise", "lines of spaces only", _filled("  \n")),
    "short-paragraphs": Big("accept", "paragraphs of a letter", _filled("a\n\n")),
    "short-lines": Big("accept", "lines of a letter", _filled("a\n")),
    # unpaired marks
    "brackets": Big("reject", "open brackets", _filled("[", 7_000)),
    "brackets-apart": Big("accept", "open brackets with words between", _spread("[", 600)),
    "brackets-few": Big("accept", "as many as are allowed", _spread("[", 140)),
    "brackets-and-back": Big("accept", "brackets that are closed far away", _body(lambda: "[a\n" * 300 + "word " * 1_500 + "b]\n" * 300)),
    "links-unclosed": Big("accept", "addresses that never end", _spread("[a](<", 150)),
    "links-quoted": Big("sanitise", "titles that never end", _spread('[a](b "', 150)),
    "images-unclosed": Big("accept", "images that never end", _spread("![", 140)),
    "footnotes-unclosed": Big("accept", "footnote marks that never end", _spread("[^", 120)),
    "backticks": Big("reject", "a run of backticks", _filled("`", 7_000)),
    "backticks-apart": Big("accept", "runs of backticks, no two alike", _body(lambda: "".join("`" * n + " a " for n in range(1, 24)) * 4)),
    "underscores": Big("reject", "a run of underscores", _filled("_", 7_000)),
    "tildes": Big("reject", "a run of tildes", _filled("~", 7_000)),
    "tildes-long": Big("reject", "a file of tildes", _filled("~")),
    "exclamations": Big("reject", "a run of exclamation marks", _filled("!", 7_000)),
    "emphasis": Big("reject", "emphasis in emphasis", _body(lambda: "*a _b " * 580 + "c" + " b_ a*" * 580)),
    "emphasis-odd": Big("reject", "emphasis that never ends", _spread("*a_", 1_000)),
    "angles": Big("reject", "angle brackets", _spread("<a", 2_000)),
    "comments": Big("sanitise", "comments that never end", _spread("<!--", 590)),
    "cdata": Big("sanitise", "declarations that never end", _spread("<![CDATA[", 70)),
    "backslashes": Big("reject", "escapes, each put aside and put back", _spread("\\.", 20_000)),
    "ampersands": Big("reject", "entities, each put aside and put back", _spread("&amp;", 8_000)),
    "line-breaks": Big("accept", "forced line breaks", _filled("a  \n")),
    "long-addresses": Big("accept", "addresses that are no links", _spread("https://example.org/a ", 2_000)),
    # blocks
    "headings": Big("accept", "headings by the thousand", _filled("## a\n")),
    "headings-underlined": Big("accept", "the same, underlined", _filled("a\n---\n")),
    "titles-underlined": Big("reject", "titles, each an error of its own", _filled("a\n===\n\n")),
    "heading-of-hashes": Big("accept", "hashes at the end of a heading", _body(lambda: f"## a{'#' * 7_900}x\n\n" * 15)),
    "rules": Big("accept", "lines drawn by the thousand", _filled("---\n")),
    "list": Big("accept", "a list of letters", _filled("- a\n")),
    "list-loose": Big("accept", "the same with blank lines", _filled("- a\n\n")),
    "list-deep": Big("reject", "lists in lists", _body(lambda: "\n".join(" " * (4 * n) + "- a" for n in range(30)))),
    "list-deep-in-line": Big("reject", "lists in lists in one line", _body(lambda: "- " * 2_000 + "a")),
    "list-deep-numbers": Big("accept", "the same with long numbers", _body(lambda: "1234567890123. " * 500 + "a")),
    "quotations": Big("reject", "quotations in quotations", _body(lambda: ">" * 5_000 + " a")),
    "quotation-wide": Big("sanitise", "much text, eight quotations deep", _filled("> > > > > > > > " + "word " * 200 + "\n\n")),
    "code-indented": Big("accept", "indented code in pieces", _filled("    a\n\n")),
    "table-columns": Big("accept", "thousands of columns", _body(lambda: "a|" * 3_000 + "\n" + "-|" * 3_000 + "\na|\n")),
    "table-filled-up": Big(
        "reject", "short rows that are filled up to many columns",
        _body(lambda: "a|" * 999 + "a\n" + "-|" * 999 + "-\n" + "a|\n" * 40_000),
    ),
    "table-without-edges": Big("accept", "rows that begin with a word", _filled("a | b\n")),
    "table-allowed": Big("accept", "as large as is allowed", _body(lambda: "a|" * 39 + "a\n" + "-|" * 39 + "-\n" + "b|\n" * 190)),
    "tables": Big("reject", "tables by the thousand", _filled("a|b\n-|-\n\n")),
    "definitions": Big("reject", "links defined by the thousand", _body(lambda: "".join(f"[{n}]: x\n" for n in range(9_000)))),
    "definitions-used": Big(
        "reject", "a long address used by many short links",
        _body(lambda: "[a]: https://example.org/" + "b" * 1_900 + f' "{"t" * 5_000}"\n\n' + "[a] x\n\n" * 590),
    ),
    "footnotes": Big("reject", "footnotes by the thousand", _body(lambda: "".join(f"[^{n}]: x\n\n" for n in range(5_000)))),
    "footnotes-chained": Big("accept", "each footnote points to the next", _body(
        lambda: "[^0]\n\n" + "".join(f"[^{n}]: See [^{n + 1}]\n\n" for n in range(49)) + "[^49]: The last.\n\n")),
    "footnote-long": Big("accept", "a footnote of many pieces", _body(lambda: "[^a]\n\n[^a]: x\n\n" + "    y\n\n" * 15_000)),
    "fences-unclosed": Big("sanitise", "fences that are never closed", _filled("```\na\n~~~~\n", 11_000)),
    "fences-unlike": Big("sanitise", "fences that no other closes", _body(
        lambda: "".join(f"{'`~'[n % 2] * (23 - n // 2)}\n" + "word " * 300 + "\n\n" for n in range(40)))),
    "fence-options": Big("reject", "options whose quotation never ends", _body(lambda: '``` hl_lines="\n' + '"\n' * 60_000)),
    "fence-attributes": Big("reject", "attributes on a fence", _body(lambda: "``` {" + 'a="b" ' * 1_000 + "}\nx\n```\n")),
    "fence-by-tab": Big("reject", "a fence only once tabs are spaces", _body(lambda: "```\t\n```\n" + ("[a " * 100 + "\n\n") * 300 + "```\n")),
    "marks-on-letters": Big("reject", "marks that sorting takes the square of", _body(lambda: "x" + "\u05b0\u05c2" * 30_000)),
    # front matter
    "tags": Big("reject", "a hundred thousand tags", _keys(lambda: f"tags: [{', '.join(f't{n}' for n in range(100_000))}]\n")),
    "yaml-deep": Big("reject", "lists in lists in front matter", _keys(lambda: f"x: {'[' * 100_000}{']' * 100_000}\n")),
    "yaml-deep-within-size": Big("reject", "the same within the limit", _keys(lambda: f"x: {'[' * 11_000}{']' * 11_000}\n")),
    "yaml-indents": Big("reject", "keys in keys", _keys(lambda: "".join(" " * n + "a:\n" for n in range(200)))),
    "keys": Big("reject", "thousands of unknown keys", _keys(lambda: "".join(f"sourc{n:x}: 1\n" for n in range(1_800)))),
    "keys-repeated": Big("reject", "one key, thousands of times", _keys(lambda: "a: 1\n" * 4_000)),
    "names-unknown": Big("sanitise", "names that are compared with all there are", _keys(
        lambda: f"people: [{', '.join(f'Janet Example {n}' * 9 for n in range(50))}]\n")),
    "slugs-unknown": Big("reject", "slugs that are compared with all there are", _keys(
        lambda: f"same_event: [{', '.join('a-b' * 50 + str(n) for n in range(60))}]\n")),
    "quotation-unclosed": Big("reject", "a text in front matter that never ends", _keys(lambda: 'a: "' + "x " * 11_000 + "\n")),
    "escapes": Big("reject", "escapes of invisible characters", _keys(lambda: 'a: "' + "\\u202e" * 3_000 + '"\n')),
}  # fmt: skip


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
