"""Read translations: PO files, the text format of GNU gettext.

A site's own file is untrusted text. Its only expression, the rule for plural forms in its header,
is read by the standard library, which knows arithmetic and comparisons and nothing else.
"""

import re
from dataclasses import dataclass, field
from gettext import c2py
from typing import NamedTuple

from generator.diagnostics.diagnostics import Place, Report

_LINE = re.compile(
    r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[[0-5]\])?)\s+)?"((?:[^"\\]|\\[\\"nrt])*)"'
)
"""A keyword and a text, or a text that continues the one above."""
_PLURALS = re.compile(
    r"^Plural-Forms: *nplurals *= *([1-6]) *; *plural *= *([^;]+?) *;? *$", re.MULTILINE
)
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


class Translation(NamedTuple):
    """A message with its translation."""

    message: str
    plural: str
    """The message for other numbers than one; "" if it has no number."""
    texts: tuple[str, ...]
    """The translation in each form of the language; empty texts if it is not translated."""
    is_fuzzy: bool
    """Whether the editor's program has guessed the translation."""
    line: int


class PoFile(NamedTuple):
    """The translations in a file."""

    entries: tuple[Translation, ...]
    forms: int
    """The number of plural forms."""
    rule: str
    """The C expression that selects one of them for the number `n`."""


def parse_po(text: str, path: str, report: Report) -> PoFile | None:
    """Read the text of a file with translations.

    The result is None, with the reason in `report`, if its syntax is broken.
    """
    records = _records(text, path, report)
    if records is None:
        return None
    entries = []
    forms, rule = 2, "(n != 1)"
    for one in records:
        if not one.parts["msgid"]:  # the header
            if plurals := _PLURALS.search(one.parts["msgstr"]):
                forms, rule = int(plurals[1]), plurals[2]
                if not _is_rule(rule):
                    message = "the header's rule for plural forms cannot be read"
                    help_line = "copy the line Plural-Forms of another catalogue of this language"
                    report.add(Place(path, one.line), "bad-catalogue", message, help_line)
                    return None
        else:
            plural = one.parts.get("msgid_plural", "")
            texts = tuple(text for key, text in one.parts.items() if key.startswith("msgstr"))
            entries.append(Translation(one.parts["msgid"], plural, texts, one.is_fuzzy, one.line))
    return PoFile(tuple(entries), forms, rule)


def _is_rule(rule: str) -> bool:
    try:
        return all(c2py(rule)(count) >= 0 for count in range(1_000))
    except (ValueError, ArithmeticError):
        return False


@dataclass
class _Record:
    """An entry as it is written: its keywords with their texts, in their order."""

    parts: dict[str, str] = field(default_factory=dict)
    is_fuzzy: bool = False
    line: int = 0

    @property
    def is_whole(self) -> bool:
        return "msgid" in self.parts and next(reversed(self.parts)).startswith("msgstr")


def _records(text: str, path: str, report: Report) -> list[_Record] | None:
    records = [_Record()]
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        if not line or line.startswith("#~"):
            continue
        if records[-1].is_whole and line.startswith(("#", "msgid ", "msgctxt ")):
            records.append(_Record())
        record = records[-1]
        if line.startswith("#"):
            record.is_fuzzy |= line.startswith("#,") and "fuzzy" in line
        elif not _add(record, line, number):
            _report_broken(Place(path, number), report)
            return None
    if records[-1].parts and not records[-1].is_whole:
        _report_broken(Place(path, records[-1].line), report)
        return None
    return [record for record in records if record.parts]


def _add(record: _Record, line: str, number: int) -> bool:
    """Add a line to an entry; False if it does not belong there."""
    match = _LINE.fullmatch(line)
    if match is None:
        return False
    keyword, text = match[1], _ESCAPED.sub(lambda sign: _SIGNS[sign[1]], match[2])
    if keyword is None:
        if not record.parts:
            return False
        record.parts[next(reversed(record.parts))] += text
        return True
    if keyword in record.parts or (keyword.startswith("msgstr") and "msgid" not in record.parts):
        return False
    forms = [key for key in record.parts if key.startswith("msgstr")]
    if keyword.startswith("msgstr[") and keyword != f"msgstr[{len(forms)}]":
        return False  # their order is that of the rule for plural forms
    record.parts[keyword] = text
    record.line = record.line or number
    return True


def _report_broken(place: Place, report: Report) -> None:
    message = "this line does not belong in a catalogue of translations"
    help_line = 'each entry is msgid "<English text>" and below it msgstr "<translation>"'
    report.add(place, "bad-catalogue", message, help_line)
