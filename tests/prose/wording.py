"""Find texts in the repository that our style does not allow.

`proselint` accepts no list of idioms and has no limit on sentences, so this reads `idioms.toml` instead.
"""

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.corpus import PROJECT

RULES = tomllib.loads(Path(__file__).with_name("idioms.toml").read_text())
IDIOMS = [(re.compile(rule["pattern"], re.IGNORECASE), rule["instead"]) for rule in RULES["idioms"]]
LONGEST_SENTENCE = RULES["longest_sentence"]
_QUESTION = re.compile(r"\s*(What|Who|Where|How|When|Which|Why)\b")
PAPERS = (
    "*.md",
    "docs/pages/*.md",
    "docs/reference/*.md",
    "content/pages/*.md",
    ".github/**/*.md",
    ".gitlab/**/*.md",
)
DATA = (
    "generator/diagnostics/codes.toml",
    "site_config/*.yml",
    ".github/**/*.yml",
    ".gitlab-ci.yml",
    ".pre-commit-hooks.yaml",
    "Makefile",
)
PROGRAMS = ("generator/**/*.py", "benchmarks/*.py", "docs/reference/*.py", ".github/scripts/*.py")


class Passage(NamedTuple):
    """A paragraph, docstring, comment or message with its place."""

    path: str
    line: int
    text: str
    sentences: bool = True
    is_docstring: bool = False


class Remark(NamedTuple):
    """A passage with wording to change."""

    path: str
    line: int
    advice: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.advice}"


def remarks(passage: Passage) -> Iterator[Remark]:
    """Banned idioms and overlong sentences in a passage."""
    text = re.sub(r"`[^`]*`", "CODE", passage.text)
    for pattern, instead in IDIOMS:
        for match in pattern.finditer(" ".join(text.split())):
            yield Remark(passage.path, passage.line, f"{match[0]!r}: write {instead}")
    if passage.is_docstring and (match := _QUESTION.match(text)):
        yield Remark(
            passage.path, passage.line, f"begins with {match[0]!r}: begin with a verb or a noun"
        )
    if passage.sentences:
        for sentence in re.split(r"(?<=[.!?])\s+|\n\s*\n|\n\s*(?:[-*|]|\d+\.)\s", text):
            if (count := len(sentence.split())) > LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:6])
                yield Remark(
                    passage.path, passage.line, f"{count} words in the sentence {start!r} …"
                )


def paragraphs(text: str, path: str) -> Iterator[Passage]:
    """Paragraphs and table cells of a Markdown file, without front matter and code blocks."""
    blank = lambda match: "\n" * match[0].count("\n")  # noqa: E731
    text = re.sub(
        r"\A---\n.*?\n---\n|^ *```.*?^ *```$|<!--|-->", blank, text, flags=re.DOTALL | re.MULTILINE
    )
    for match in re.finditer(r"(?:^.*\S.*\n?)+", text, re.MULTILINE):
        line = text.count("\n", 0, match.start()) + 1
        block = re.sub(r"\]\([^)]*\)", "]", match[0])
        for cell in block.split("|") if block.lstrip().startswith("|") else [block]:
            yield Passage(path, line, cell.strip())


def python_texts(text: str, path: str) -> Iterator[Passage]:
    """Docstrings, messages and comments of a module."""
    tree = ast.parse(text)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.value.count(" ") > 1
        ):
            documents = id(node) in docstrings
            yield Passage(
                path, node.lineno, node.value, sentences=documents, is_docstring=documents
            )
    yield from comments(text, path)


def comments(text: str, path: str) -> Iterator[Passage]:
    """Comments of a module; consecutive lines are joined."""
    lines: list[tuple[int, str]] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            lines.append((token.start[0], token.string.lstrip("# ")))
    for first, words in joined(lines):
        yield Passage(path, first, words)


def joined(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Texts with their line numbers; adjacent lines are joined."""
    start, last, words = 0, -1, ""
    for number, line in lines:
        if number == last + 1:
            words += "\n" + line
        else:
            if words:
                yield start, words
            start, words = number, line
        last = number
    if words:
        yield start, words


def template_texts(text: str, path: str) -> Iterator[Passage]:
    """Text between the tags of a template."""
    text = re.sub(
        r"\{#.*?#\}|\{%.*?%\}|<style.*?</style>",
        lambda match: "\n" * match[0].count("\n"),
        text,
        flags=re.DOTALL,
    )
    text = re.sub(
        r"\{\{.*?\}\}", lambda match: "x" + "\n" * match[0].count("\n"), text, flags=re.DOTALL
    )
    for match in re.finditer(r"[^<>]+(?=<|\Z)", text):
        if re.search(r"[a-z] [a-z]|^\s*[A-Z][a-z]", match[0]):
            yield Passage(path, text.count("\n", 0, match.start()) + 1, match[0].strip())


def data_lines(text: str, path: str) -> Iterator[Passage]:
    """Every line of a data file, with comments joined; values are checked for idioms only."""
    numbered = list(enumerate(text.splitlines(), 1))
    remarks_of_file = [
        (number, line.lstrip("# ")) for number, line in numbered if line.lstrip().startswith("#")
    ]
    yield from (Passage(path, number, words) for number, words in joined(remarks_of_file))
    for number, line in numbered:
        if not line.lstrip().startswith("#"):
            yield Passage(path, number, line, sentences=False)


def passages() -> Iterator[Passage]:
    """Every passage in the repository to be checked."""
    for readers, patterns in (
        (paragraphs, PAPERS),
        (data_lines, DATA),
        (python_texts, PROGRAMS),
        (template_texts, ("generator/**/*.html",)),
    ):
        for file in sorted({file for pattern in patterns for file in PROJECT.glob(pattern)}):
            yield from readers(file.read_text(), str(file.relative_to(PROJECT)))


def remarks_below(*below: str) -> list[Remark]:
    """Remarks on files whose path begins with one of `below`; on all files when there is none."""
    return [
        remark
        for passage in passages()
        if not below or passage.path.startswith(below)
        for remark in remarks(passage)
    ]
