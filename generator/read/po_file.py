"""Read translations: PO files, the text format of GNU gettext.

A site's own file is untrusted text. Its only expression is the rule for plural forms. It may
consist of `n`, integers, parentheses and operators, must be short, and is compiled by Python's
`gettext.c2py`, which accepts nothing else.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from gettext import c2py
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

from generator.diagnostics.diagnostics import Place, Report

_LINE = re.compile(
    r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[[0-5]\])?)\s+)?"((?:[^"\\]|\\[\\"nrt])*)"'
)
"""A keyword and a text, or a text that continues the one above."""
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_RULE = re.compile(
    r"Plural-Forms:\s*nplurals\s*=\s*([1-6])\s*;\s*plural\s*=\s*([n0-9\s()?:<>=!&|%+*-]{1,300});?\s*"
)
"""The number of forms and the rule. No language of CLDR has more than six forms."""
_BY_A_VARIABLE = re.compile(r"%(?!\s*[1-9])")
"""A remainder of a division that may be by zero."""
_TRIED = range(1001)
"""Numbers for which a rule is tried. The rules of all languages repeat after 100 or 1,000."""


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


def plural_forms(tag: str) -> tuple[int, str]:
    """Return the number of plural forms of a language and their rule, by CLDR."""
    # Here, so that English sites save the time to load it.
    from babel.messages.plurals import get_plural

    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return 2, "(n != 1)"
    plural = get_plural(locale)
    return plural.num_plurals, plural.plural_expr


def selector(rule: str) -> Callable[[int], int]:
    """Compile the rule of a `PoFile`: a number → the place of its form.

    Raises:
        ValueError: it is not a rule.
    """
    if _BY_A_VARIABLE.search(rule):
        raise ValueError("it divides by something other than a number")
    select: Callable[[int], int] = c2py(rule)
    return select


def parse_po(text: str, path: str, tag: str, report: Report) -> PoFile | None:
    """Read the text of a file with translations into the language `tag`.

    The result is None, with the reason in `report`, if its syntax or its plural forms are broken.
    """
    records = _records(text, path, report)
    if records is None:
        return None
    header = next((one for one in records if one.parts.get("msgid") == ""), None)
    plurals = _plurals(header, path, tag, report)
    if plurals is None:
        return None
    entries = []
    for one in records:
        if one is not header:
            plural = one.parts.get("msgid_plural", "")
            texts = tuple(text for key, text in one.parts.items() if key.startswith("msgstr"))
            entries.append(Translation(one.parts["msgid"], plural, texts, one.is_fuzzy, one.line))
    return PoFile(tuple(entries), *plurals)


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


def _plurals(header: _Record | None, path: str, tag: str, report: Report) -> tuple[int, str] | None:
    """The number of forms and the rule in the header, or those of CLDR if the header has none."""
    lines = header.parts.get("msgstr", "").split("\n") if header else []
    written = next((line for line in lines if line.startswith("Plural-Forms:")), None)
    if header is None or written is None:
        return plural_forms(tag)
    match = _RULE.fullmatch(written)
    reason = "the rule cannot be read" if match is None else _fault(int(match[1]), match[2])
    if match is not None and not reason:
        return int(match[1]), match[2]
    forms, rule = plural_forms(tag)
    message = f"the plural forms are broken: {reason}"
    help_line = f'write "Plural-Forms: nplurals={forms}; plural={rule};\\n"'
    report.add(Place(path, header.line), "bad-catalogue", message, help_line)
    return None


def _fault(forms: int, rule: str) -> str:
    """Return the fault of a rule; empty if it selects one of the forms for every number."""
    try:
        select = selector(rule)
    except ValueError:
        return "the rule cannot be read"
    missing = next((number for number in _TRIED if not 0 <= select(number) < forms), None)
    return "" if missing is None else f"the number {missing} has no form"
