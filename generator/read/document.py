"""Split the file of an article or a page into front matter and body."""

import re
from dataclasses import dataclass, replace

from generator.diagnostics.diagnostics import Place, Report
from generator.model.settings import Limits
from generator.read import yaml
from generator.read.text import decode, position
from generator.read.yaml_slips import HIDES

_CLOSING = re.compile(r"\n---[ \t]*$", re.MULTILINE)
_OTHER_RULE = re.compile(
    r"\n[ \t]*(\.{3,}|--|(?<=[ \t])-{3}|-{4,}|-(?: -)+|-?[\u2010-\u2015\u2212]+-?|[*_+]{3,}|={3,})"
    r"[ \t]*(?=\n)"
)
"""A line that looks like a closing one."""
_FENCE = re.compile(r"[`~]{3,}(?:ya?ml)?")
_KEYED = re.compile(
    r"\s*(?:title|date|source|summary|author|category|tags|slug|layout|draft):[ \t\n]",
    re.IGNORECASE,
)
"""A first line that is a key of front matter, and hardly the beginning of a text."""
_TOML = re.compile(r"[a-z]\w* ?= ?[\[{\"'\dtf]")
_JSON = re.compile(r"\s*\{\s*[\"'][\w-]+[\"']\s*:")
_SECOND = re.compile(
    r"^(?:---[ \t]*\n+(?:(?:title|date|source|summary|agencies|themes):"
    r"|(?:[a-z][\w-]*:(?:[ \t].*)?\n)+---[ \t]*$)|\+\+\+[ \t]*\n[a-z]\w* = )",
    re.MULTILINE,
)
"""The beginning of another article."""
_KEY = re.compile(r"[\"']?[a-z][a-z0-9_-]*[\"']?[ \t]*[:：](?:\s|\Z)")
"""A line that begins with a key."""
_INDENTED = (" ", "\t")
_GOES_ON = (*_INDENTED, "#", "- ", "[", "{", "]", "}")
"""How a line without a key of its own begins that belongs to the key above."""
_EXAMPLE = "begin the file with a line ---, then `title: …`, and close with a line ---"

_CODE_BLOCK = re.compile(
    r"^ {0,3}(?:(?P<ticks>`{3,}+)[^`\n]*|(?P<tildes>~{3,}+)[^\n]*)\n"
    r"(?:(?! {0,3}(?:(?P=ticks)`*|(?P=tildes)~*)[ \t]*$)[^\n]*\n)*+[^\n]*",
    re.MULTILINE,
)


def without_code_blocks(text: str) -> str:
    """The text with its fenced code blocks reduced to their line ends."""
    if "```" not in text and "~~~" not in text:
        return text
    return _CODE_BLOCK.sub(lambda match: "\n" * match.group().count("\n"), text)


@dataclass(frozen=True, slots=True)
class Document:
    """A file's front matter as a tree, and its body as Markdown."""

    path: str
    front_matter: yaml.Mapping
    body: str
    body_line: int
    sound: bool = True
    """False if reading found an error: the rest is checked, but nothing may be published."""

    def place(self, offset: int = 0) -> Place:
        """The place in the file of an offset in the body."""
        line, column = position(self.body, offset)
        return Place(self.path, self.body_line + line - 1, column)


def parse(
    data: bytes, path: str, limits: Limits, report: Report, *, partly: bool = False
) -> Document | None:
    """Read a file's bytes; return None if its front matter cannot be read.

    With `partly`, front matter is read without the keys that have a slip of YAML (see
    `yaml.parse`).
    """
    if len(data) > limits.file_size:
        message = f"the file has more than {limits.file_size:,} bytes"
        help_line = "an article summarises: shorten it, or split it in two"
        report.add(Place(path), "too-large", message, help_line)
        return None
    errors = report.count("error")
    text = decode(data, path, report, read_on=True)
    if text is None:
        return None
    if not text.startswith("---\n"):
        message, help_line = _what_begins(text)
        report.add(Place(path), "no-front-matter", message, help_line)
        return None
    closing = _CLOSING.search(text, 3)
    if closing is None or _is_rule_of_text(text[: closing.start()]):
        _report_unclosed(text, path, report)
        return None
    ends = closing.start() + 1, closing.end()
    document = _split(text, *ends, path, limits, report, partly=partly)
    if document is not None and report.count("error") > errors:
        return replace(document, sound=False)
    return document


def _what_begins(text: str) -> tuple[str, str]:
    """Say what a file begins with instead of front matter, and what to write."""
    begin, _, rest = text.lstrip().partition("\n")
    if begin == "---":
        help_line = "delete what is above the line ---"
        if text.startswith((" ", "\t")):
            help_line = "delete the spaces before ---"
        return f"the first line of the file is not ---{HIDES}", help_line
    rule = begin.rstrip()
    if rule in ("+++", "---toml"):
        help_line = (
            f"write YAML: --- in place of {rule}, and `<key>: <value>` for `<key> = <value>`"
        )
        return "the front matter is TOML, which the digest does not read", help_line
    if rule in (";;;", "---json") or _JSON.match(text):
        help_line = "write YAML: `<key>: <value>` lines between two lines ---, without braces"
        return "the front matter is JSON, which the digest does not read", help_line
    if _FENCE.fullmatch(rule) and rest.startswith("---\n"):
        help_line = f"delete the line {rule}, and the one that closes it"
        return f"the front matter is within a code block{HIDES}", help_line
    is_keyed = _KEYED.match(rest)
    if is_keyed and (_FENCE.fullmatch(rule) or _OTHER_RULE.match(f"\n{rule}\n")):
        message = f"'{rule[:20]}' does not begin front matter{HIDES}"
        return message, "write --- on this line, and on the line below the last key"
    if _KEYED.match(text):
        message = f"there is no line --- above the front matter{HIDES}"
        help_line = "write a line --- above this line"
        if not _CLOSING.search(text):
            help_line += ", and another below the last key"
        return message, help_line
    return "the file has no front matter", _EXAMPLE


def _keyed(text: str) -> tuple[int, int]:
    """The number of the last line of keys at the beginning of a text, and of the line after it.

    Both are counted from 1; the first one has ---. Blank lines between the two are left out.
    """
    last, begins, is_below_gap = 1, 0, False
    lines = text.split("\n")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            is_below_gap = True
        elif _KEY.match(line) or line.startswith(_INDENTED if is_below_gap else _GOES_ON):
            last, begins, is_below_gap = number, 0, False
        else:
            begins = begins or number
            if not line.startswith("# "):  # a comment if a key follows, and else a heading
                break
    return last, begins or len(lines) + 1


def _is_rule_of_text(above: str) -> bool:
    """Whether a line --- is a rule between paragraphs, and the front matter above it has no end."""
    if not above.endswith("\n"):  # the line above it is not blank
        return False
    last, begins = _keyed(above)
    below = [line for line in above.split("\n")[begins - 1 :] if line]
    has_prose = any(not line.startswith(_GOES_ON) for line in below)
    return begins - last > 1 and has_prose and not any(map(_KEY.match, below))


def _report_unclosed(text: str, path: str, report: Report) -> None:
    """Report front matter without an end.

    The place is the line that was probably meant to end it, if there is one, or else its last line.
    """
    last, begins = _keyed(text)
    end = sum(len(line) + 1 for line in text.split("\n", begins)[:begins])
    other = _OTHER_RULE.search(text, 3, end)
    if other is not None:
        line, _ = position(text, other.start(1))
        message = f"'{other[1][:20]}' does not close the front matter{HIDES}"
        report.add(Place(path, line), "unclosed-front-matter", message, "write --- on this line")
        return
    after = text.split("\n")[begins - 1 :][:1]
    if after and after[0].startswith("---"):
        message = f"'{after[0][:20]}' does not close the front matter{HIDES}"
        help_line = "write --- alone on this line, and the text below it"
        report.add(Place(path, begins), "unclosed-front-matter", message, help_line)
        return
    message = f"the front matter is not closed by a line ---{HIDES}"
    help_line = "write a line --- below this line" if last > 1 else _EXAMPLE
    report.add(Place(path, last), "unclosed-front-matter", message, help_line)


def _body(text: str, start: int) -> tuple[str, int]:
    """The text after the front matter, and the line of the file on which it begins."""
    body = text[start:].lstrip("\n")
    line, _ = position(text, len(text) - len(body))
    return body.rstrip("\n"), line


def _split(
    text: str, end: int, body_start: int, path: str, limits: Limits, report: Report, *, partly: bool
) -> Document | None:
    if end > limits.front_matter_size:
        message = f"the front matter has more than {limits.front_matter_size:,} characters"
        help_line = "front matter names and dates an article; its text goes below"
        report.add(Place(path, 2), "too-large", message, help_line)
        return None
    known = len(report)
    node = yaml.parse(text[4:end], path, report, limits, line_offset=1, partly=partly)
    if not isinstance(node, yaml.Mapping):
        if node is not None or len(report) == known:
            place = node.place if node else Place(path, 2)
            message = "the front matter is not a set of `key: value` lines"
            help_line = "write one `<key>: <value>` a line"
            if _TOML.match(text, 4):
                message = "the front matter is TOML, which the digest does not read"
                help_line = "write `<key>: <value>` in place of `<key> = <value>`"
            report.add(place, "not-a-mapping", message, help_line)
        return None
    body, body_line = _body(text, body_start)
    is_possible = "---" in body or "+++" in body
    second = _SECOND.search(without_code_blocks(body)) if is_possible else None
    if second:
        place = Place(path, body_line + body.count("\n", 0, second.start()))
        message = "a second article begins here, with its own front matter"
        help_line = "keep one of them, or move this one to a separate file"
        report.add(place, "repeated-front-matter", message, help_line)
    return Document(path, node, body, body_line)
