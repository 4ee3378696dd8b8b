"""Read translations: PO files, the text format of GNU gettext, by Babel."""

import re
from gettext import c2py
from io import StringIO
from typing import NamedTuple

from generator.diagnostics.diagnostics import Place, Report

_TRIED = (*range(1_000), 1_000_000, 1_000_001, 10**9)
"""The numbers for which a plural rule is tried; several languages have a form for millions."""
_LINE = re.compile(r'[ \t]*(?:#.*|(?:msg[a-z_]+(?:\[\d+\])?[ \t]+)?"(?:[^"\\]|\\.)*")?[ \t\r]*')
"""A line of a file; Babel cuts off a letter where a quotation mark is missing."""
_ENTRY = 'each entry is msgid "<English text>" and below it msgstr "<translation>"'
_COMMENT = re.compile(r"^[ \t]*#.*", re.MULTILINE)
_BETWEEN_LINES = re.compile(r'"\s*\n\s*"|\\')
_LINE_NUMBER = re.compile(r" on \d+\Z")
"""What ends Babel's messages; it counts from the header that was added."""
_STATED = re.compile(r"nplurals\W*([^;]*)", re.IGNORECASE)
_FEW = re.compile(r"[1-9]")
"""Babel fills as many forms as a header says; no language has more than six."""


class Translation(NamedTuple):
    """A message with its translation."""

    message: str
    plural: str
    """The message for other numbers than one; "" if it has no number."""
    texts: tuple[str, ...]
    """The translation in each form of the language; empty texts if it is not translated."""
    rule: str
    """The C expression that selects a form for the number `n`, from the header of its file."""
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


EMPTY = PoFile((), 2, "(n != 1)")
"""No translations, with the plural rule of English."""


def parse_po(text: str, path: str, report: Report, default: PoFile | None = None) -> PoFile | None:
    """Read the text of a file with translations.

    Args:
        text: The text.
        path: The path that messages show.
        report: Where problems are added.
        default: A file whose plural rule counts if the text has none. Without it, such a text may
            have no message with a number.

    Returns:
        The translations. None, with the reason in `report`, if the text cannot be read.
    """
    from babel.messages.pofile import PoFileError, read_po  # sites in English need no catalogue

    for number, line in enumerate(text.split("\n"), start=1):
        if not _LINE.fullmatch(line):
            message = "this line does not belong in a catalogue of translations"
            report.add(Place(path, number), "bad-catalogue", message, _ENTRY)
            return None
    stated = _STATED.findall(_BETWEEN_LINES.sub("", _COMMENT.sub("", text)))
    if not all(map(_FEW.fullmatch, stated)):
        _add_bad_rule("the number of plural forms is not 1 to 9", path, report, default)
        return None
    if not stated and not default and "msgid_plural" in text:
        _add_bad_rule("the header has no plural rule", path, report, default)
        return None
    header = "" if stated else _header_of(default or EMPTY)
    offset = header.count("\n")
    try:
        catalogue = read_po(StringIO(header + text), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        at = max(getattr(error, "lineno", 0) - offset, 0) + 1
        reason = _LINE_NUMBER.sub("", str(error))[:200]
        message = f"the translations cannot be read: {reason}"
        report.add(Place(path, at), "bad-catalogue", message, _ENTRY)
        return None
    forms, rule = catalogue.num_plurals, catalogue.plural_expr
    if fault := _fault_of_rule(rule, forms):
        _add_bad_rule(f"the plural rule is wrong: {fault}", path, report, default)
        return None
    entries = []
    for entry in catalogue:
        if entry.id:
            message, plural = (entry.id, "") if isinstance(entry.id, str) else entry.id
            texts = (entry.string,) if isinstance(entry.string, str) else entry.string or ("",)
            at = max((entry.lineno or 1) - offset, 1)
            entries.append(Translation(message, plural, tuple(texts), rule, entry.fuzzy, at))
    return PoFile(tuple(entries), forms, rule)


def stated_rule(file: PoFile) -> str:
    """Write the line of a header that states a file's plural rule."""
    return f'"Plural-Forms: nplurals={file.forms}; plural={file.rule};\\n"'


def _header_of(file: PoFile) -> str:
    """A header with a plural rule; a comment ends it, as nothing else does without a message."""
    return f'msgid ""\nmsgstr {stated_rule(file)}\n#\n'


def _fault_of_rule(rule: str, forms: int) -> str:
    """The reason why a plural rule cannot be used; "" if it can.

    `c2py` allows no powers and no rule of more than 1,000 characters, so trying one takes
    milliseconds.
    """
    try:
        chosen = set(map(c2py(rule), _TRIED))
    except (ValueError, ArithmeticError, RecursionError) as error:
        return str(error)[:100]
    return "" if chosen <= set(range(forms)) else f"it selects another form than 0 to {forms - 1}"


def _add_bad_rule(reason: str, path: str, report: Report, default: PoFile | None) -> None:
    message = f"the translations cannot be read: {reason}"
    help_line = 'the header has a line like "Plural-Forms: nplurals=<number>; plural=<rule>;\\n"'
    if default:
        help_line = f"write in the header: {stated_rule(default)}"
    report.add(Place(path, 1), "bad-catalogue", message, help_line)
