"""Bytes to text, and the characters that text may hold.

A character is refused when it cannot be seen (control, zero-width, tag and
private-use characters), when it reorders what stands around it (the bidi
controls of "Trojan Source", CVE-2021-42574), or when a parser further on would
take it for a line break (U+0085, U+2028, U+2029 in YAML 1.1). Joiners and
marks of direction are letters' helpers in Persian, Hindi or Hebrew, and
variation selectors choose between forms of a sign, so they are refused only
where nothing needs them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

from generator.report.diagnostics import Place, Report

_NEVER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b\u2028-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
    "|[\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
    "|\r(?!\n)"
)
_HELPERS = re.compile("[\u200c-\u200f\u061c]")
_PILED_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4,}")
_SIGNS = re.compile(r"[^\x00-\u02ff\w\s]{9,}")
_BARE_SELECTOR = re.compile(r"(?:\A|(?<=[\sA-Za-z\u00c0-\u02af\u0370-\u052f\ufe00-\ufe0f]))[\ufe00-\ufe0f]")
_BOM = "\ufeff"
_BOM_HELP = "save the file as UTF-8 without a byte order mark (BOM)"
_HIDDEN_HELP = "delete it; it cannot be seen, so retype the word around it"
_NAMES = {"\r": "a bare carriage return", "\t": "a tab"}


@lru_cache(maxsize=512)
def describe(char: str) -> str:
    """A character as a person can look it up: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    name = _NAMES.get(char) or unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name}".strip()


def _needs_helper(char: str) -> bool:
    """True for letters of scripts written with joiners, right-to-left letters and emoji."""
    if _HELPERS.match(char):
        return False
    return unicodedata.bidirectional(char) in {"R", "AL", "AN"} or (
        "\u0900" <= char <= "\u0dff" or char >= "\U0001f000" or char in "\ufe0f\u2640\u2642\u2695"
    )


def _is_pile(signs: str) -> bool:
    """More marks in a row than any script writes; sorting them (NFC) takes the square of their number."""
    marks = groupby(signs, lambda char: unicodedata.combining(char) > 0)
    return any(combining and len(list(run)) > 8 for combining, run in marks)


@lru_cache(maxsize=4096)
def _may_offend(char: str) -> bool:
    """Whether a character is refused somewhere; all others need no closer look."""
    combining = unicodedata.category(char).startswith("M")
    return combining or any(pattern.match(char) for pattern in (_NEVER, _HELPERS, _BARE_SELECTOR))


def find_forbidden(text: str) -> list[tuple[int, str]]:
    """Offsets of characters that may not stand in content, with what they are.

    At most the first eight are returned: a file full of them is one problem.
    """
    if text.isascii() and (text.isprintable() or text.replace("\n", "").isprintable()):
        return []
    if not any(map(_may_offend, set(text))):
        return []
    found = [(match.start(), describe(match.group()[0])) for match in _NEVER.finditer(text)]
    for match in _HELPERS.finditer(text):
        around = text[max(0, match.start() - 2) : match.start()] + text[match.end() : match.end() + 2]
        if not any(map(_needs_helper, around)):
            found.append((match.start(), describe(match.group())))
    found.extend((match.start(), describe(match.group())) for match in _BARE_SELECTOR.finditer(text))
    piles = [*_PILED_MARKS.finditer(text), *(run for run in _SIGNS.finditer(text) if _is_pile(run.group()))]
    found.extend((match.start(), "a pile of combining marks") for match in piles)
    return sorted(found)[:8]


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset in a text."""
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


def decode(data: bytes, path: str, report: Report) -> str | None:
    """Decode a file strictly as UTF-8, with line ends as LF and letters composed (NFC).

    Returns None, and reports why, when the file is not UTF-8 or holds
    characters that no reader would see.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        report.add(
            Place(path),
            "not-utf8",
            "the file is UTF-16",
            "save it as UTF-8 (in most editors: Save as, encoding UTF-8)",
        )
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        report.add(
            Place(path, *position(before, len(before))),
            "not-utf8",
            f"byte 0x{data[error.start]:02X} is not UTF-8 text",
            "save the file as UTF-8 (in most editors: Save as, encoding UTF-8)",
        )
        return None
    forbidden = find_forbidden(text)
    for offset, what in forbidden:
        report.add(
            Place(path, *position(text, offset)),
            "forbidden-character",
            f"{what} may not stand in an article",
            _BOM_HELP if text[offset] == _BOM else _HIDDEN_HELP,
        )
    if forbidden:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)
