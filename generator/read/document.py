"""Split the file of an article or a page into front matter and body, and read on around slips."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.diagnostics.diagnostics import Place, Report
from generator.model.settings import Limits
from generator.read import yaml
from generator.read.text import decode, position
from generator.read.yaml_slips import entry_lines, find_slip, keys_in

_CLOSING = re.compile(r"\n---[ \t]*$", re.MULTILINE)
_OTHER_RULE = re.compile(r"\n[ \t]*(\.{3,}|--|-{4,}|[\u2013\u2014]+-?|[*_+]{3,}|={3,})[ \t]*(?=\n)")
"""A line that looks like a closing one."""
_SECOND = re.compile(r"^---[ \t]*\n+(?:title|date|source|summary|agencies|themes):", re.MULTILINE)
"""The beginning of another article."""
_EXAMPLE = "begin the file with a line ---, then `title: …`, and close with a line ---"

_CODE_BLOCK = re.compile(
    r"^ {0,3}(?:(?P<ticks>`{3,}+)[^`\n]*|(?P<tildes>~{3,}+)[^\n]*)\n"
    r"(?:(?! {0,3}(?:(?P=ticks)`*|(?P=tildes)~*)[ \t]*$)[^\n]*\n)*+[^\n]*",
    re.MULTILINE,
)
_IN_BRACKETS = re.compile(r" *([\[{])([^\[{]+?)[\]} ]*\Z")
_BETWEEN_COMMAS = re.compile(r"(?:\"(?:[^\"\\]|\\.){0,400}+\"|'[^']{0,400}+'|[^,])++")
"""A part of a line in brackets. The bound keeps a line of quotation marks from taking seconds."""
_WIDEST = 8
"""Maximum columns by which a level is indented around a slip."""


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


def parse(data: bytes, path: str, limits: Limits, report: Report) -> Document | None:
    """Read a file's bytes; return None if its front matter cannot be read."""
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
        report.add(Place(path), "no-front-matter", "the file has no front matter", _EXAMPLE)
        return None
    closing = _CLOSING.search(text, 3)
    if closing is None:
        _report_unclosed(text, path, report)
        return None
    document = _split(text, closing.start() + 1, closing.end(), path, limits, report)
    if document is not None and report.count("error") > errors:
        return replace(document, sound=False)
    return document


def _report_unclosed(text: str, path: str, report: Report) -> None:
    """Report front matter without an end.

    The place is the line that was probably meant to end it, if there is one.
    """
    first_gap = text.find("\n\n")
    end = first_gap + 1 if first_gap > 0 else len(text)
    other = _OTHER_RULE.search(text, 3, end)
    if other is None:
        message = "the front matter has no closing ---"
        report.add(Place(path), "unclosed-front-matter", message, _EXAMPLE)
        return
    line, _ = position(text, other.start(1))
    message = f"'{other[1][:20]}' does not close the front matter"
    report.add(Place(path, line), "unclosed-front-matter", message, "write --- on this line")


def parse_leniently(data: bytes, path: str) -> Document | None:
    """Read a file that `parse` could not read, as text with empty front matter.

    The links in it are checked, and nothing else. The result is None for a file that is not text.
    Without an end of the front matter, all of the file is its text.
    """
    try:
        text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    start = 0
    if text.startswith("---\n"):
        closing = _CLOSING.search(text, 3)
        start = closing.end() if closing else 0
    body, line = _body(text, start)
    return Document(path, yaml.Mapping({}, Place(path)), body, line, sound=False)


def _body(text: str, start: int) -> tuple[str, int]:
    """The text after the front matter, and the line of the file on which it begins."""
    body = text[start:].lstrip("\n")
    line, _ = position(text, len(text) - len(body))
    return body.rstrip("\n"), line


def _split(
    text: str, end: int, body_start: int, path: str, limits: Limits, report: Report
) -> Document | None:
    if end > limits.front_matter_size:
        message = f"the front matter has more than {limits.front_matter_size:,} characters"
        help_line = "front matter names and dates an article; its text goes below"
        report.add(Place(path, 2), "too-large", message, help_line)
        return None
    known = len(report)
    node = _entries(text[4:end], path, report, limits, line_offset=1)
    if not isinstance(node, yaml.Mapping):
        if node is not None or len(report) == known:
            place = node.place if node else Place(path, 2)
            message = "the front matter is not a set of `key: value` lines"
            help_line = "write one `<key>: <value>` a line"
            report.add(place, "not-a-mapping", message, help_line)
        return None
    body, body_line = _body(text, body_start)
    second = _SECOND.search(without_code_blocks(body)) if "---" in body else None
    if second:
        place = Place(path, body_line + body.count("\n", 0, second.start()))
        message = "a second article begins here, with its own front matter"
        help_line = "keep one of them, or move this one to a separate file"
        report.add(place, "repeated-front-matter", message, help_line)
    return Document(path, node, body, body_line)


class _AroundSlips:
    """Reads mappings and lists part by part, at any depth, so that a slip hides only its own part.

    What cannot be read is reported once, but not in the line `stop`, whose problem is known.
    """

    def __init__(self, text: str, path: str, limits: Limits, line_offset: int, stop: int) -> None:
        self.lines = text.split("\n")
        self.path = path
        self.limits = limits
        self.line_offset = line_offset
        self.stop = stop
        self.found = Report()
        self.slips = 0

    def block(self, start: int, end: int, column: int) -> yaml.Node | None:
        """Read lines whose entries or items begin in a column; None if none can be read."""
        parts = entry_lines(self.lines, start, end, column)
        dash = f"{' ' * column}-"
        if self.lines[start].startswith(dash):
            starts = [line for line in range(start, end) if self.lines[line].startswith(dash)]
            parts = pairwise([*starts, end])
        texts = [(first, last, "\n".join(self.lines[first:last])) for first, last in parts]
        return self.joined(texts, Place(self.path, start + 1 + self.line_offset, column + 1))

    def joined(
        self, parts: Iterable[tuple[int, int, str]], place: Place, *, in_brackets: bool = False
    ) -> yaml.Node | None:
        """Read and join parts, each with its first line and that after its last."""
        entries: dict[str, tuple[yaml.Scalar, yaml.Node]] = {}
        items: list[yaml.Node] = []
        unread: set[str] = set()
        for first, last, text in parts:
            own, slips = Report(), self.slips
            read = yaml.parse(text, self.path, own, self.limits, self.line_offset + first)
            if isinstance(read, yaml.Mapping | yaml.Sequence):
                self.found.extend(own)
            else:
                whole = in_brackets or any(one.code == "too-deep" for one in own)
                read = None if whole else self.divided(first, last, place.column - 1)
                if read is None or self.slips == slips:
                    self.refuse(first, last, own)
            if isinstance(read, yaml.Sequence):
                items += read.items
            elif isinstance(read, yaml.Mapping):
                for key, entry in read.entries.items():
                    if key in entries:
                        message = f"'{key}' is already in line {entries[key][0].place.line}"
                        help_line = "keep one of the two"
                        self.found.add(entry[0].place, "repeated-key", message, help_line)
                    entries.setdefault(key, entry)
            else:
                unread |= keys_in(text.lstrip(" {"))
        if entries:
            return yaml.Mapping(entries, place, unread=frozenset(unread - entries.keys()))
        return yaml.Sequence(tuple(items), place) if items else None

    def divided(self, first: int, last: int, column: int) -> yaml.Mapping | yaml.Sequence | None:
        """Read an item of a list, or an entry whose value is below its key or in brackets."""
        line = self.lines[first]
        if column > self.limits.nesting * _WIDEST:
            return None
        if line[column:].startswith("-"):
            # A space instead of the dash keeps the columns.
            self.lines[first] = f"{' ' * (column + 1)}{line[column + 1 :]}"
            item = self.block(first, last, _indent(self.lines[first]))
            return yaml.Sequence((item,), item.place) if item else None
        key = line.partition(":")[0]
        inner: yaml.Node | None = None
        if value := _IN_BRACKETS.match(line, len(key) + 1):
            closed = "}" if value[1] == "{" else "]"
            parts = []
            for part in _BETWEEN_COMMAS.finditer(line, *value.span(2)):
                padded = f"{' ' * (part.start() - 1)}{value[1]}{part[0]}{closed}"
                parts.append((first, last, padded))
            place = Place(self.path, first + 1 + self.line_offset, value.start(1) + 1)
            inner = self.joined(parts, place, in_brackets=True) if last == first + 1 else None
        elif line.endswith(":") and last > first + 1:
            below = _indent(self.lines[first + 1])
            is_list = self.lines[first + 1][below:].startswith("-")
            inner = self.block(first + 1, last, below) if is_list or below > column else None
        where = Place(self.path, first + 1 + self.line_offset, column + 1)
        name = yaml.Scalar(key.strip(), True, where)
        return yaml.Mapping({name.value: (name, inner)}, name.place) if inner else None

    def refuse(self, first: int, last: int, own: Report) -> None:
        """Report why some lines could not be read."""
        self.slips += 1
        if first <= self.stop < last:
            return
        if slip := find_slip(self.lines[first:last], last - first):
            place = Place(self.path, first + slip.line + 1 + self.line_offset, slip.column + 1)
            self.found.add(place, "invalid-yaml", slip.message, slip.help)
        else:
            self.found.extend(list(own)[:1])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _entries(
    text: str, path: str, report: Report, limits: Limits, line_offset: int
) -> yaml.Node | None:
    """Parse a mapping; after a slip, read on with what follows, so that one hides no other.

    The place and the help of the first slip come from the whole text. The keys beside a slip are in
    `unread` of the mapping that they belong to. The result is None if no entry could be read.
    """
    whole = Report()
    node = yaml.parse(text, path, whole, limits, line_offset)
    if whole.ok or node is not None:
        report.extend(whole)
        return node
    stop = whole.diagnostics[-1]
    around = _AroundSlips(text, path, limits, line_offset, stop.place.line - 1 - line_offset)
    read = around.block(0, len(around.lines), 0)
    report.extend([*around.found.diagnostics, stop])
    return read
