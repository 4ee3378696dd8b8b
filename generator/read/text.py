"""Decode bytes to text, and check which characters the text contains.

Invisible characters are refused: control, zero-width, tag and private-use characters, and
noncharacters. So are the bidi controls of "Trojan Source" (CVE-2021-42574) and the line breaks of
later parsers (U+0085, U+2028, U+2029 in YAML 1.1). Persian, Hindi, Hebrew and Mongolian need
joiners, direction marks and variation selectors, so those are refused only where no letter needs
them. Combining marks are counted by the number that a browser stacks above and below one letter,
because a tall stack covers the page around it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import groupby

from generator.diagnostics.diagnostics import Place, Report

_MARKER = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: [^\n]*)?$|^={7}$", re.MULTILINE)


def find_merge_markers(text: str) -> list[tuple[int, str]]:
    """Find git's conflict markers in a text with LF line ends: offset and text of each."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    markers = [(marker.start(), marker[0]) for marker in _MARKER.finditer(text)]
    while markers and markers[-1][1][0] not in "<>":
        markers.pop()
    return markers


_NONCHARACTERS = "".join(
    chr(plane | 0xFFFE) + chr(plane | 0xFFFF) for plane in range(0, 0x110000, 0x10000)
)
_NEVER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b\u2028-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffc"
    f"\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff{_NONCHARACTERS}]"
    "|[\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
    "|\r(?!\n)"
)
_WITHOUT_WIDTH = "\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
"""Soft hyphen, zero-width spaces and joiners, invisible operators.

Web pages and word processors leave them in texts.
"""
_HELPERS = re.compile("[\u200c-\u200f\u061c]")
_BARE_SELECTOR = re.compile(
    r"(?:\A|(?<=[\sA-Za-z\u00c0-\u02af\u0370-\u052f\ufe00-\ufe0f]))[\ufe00-\ufe0f]"
    r"|(?<![\u1820-\u18aa])[\u180b-\u180d\u180f]"
)
_SIGNS = re.compile(r"[^\x00-\u02ff\w\s]{2,}")
"""Matches runs that may contain two marks: no mark is below U+0300, and `\\w` matches none."""
_MOST_MARKS = {"COMBINING": 3, "THAI": 3, "LAO": 3}
"""Maximum marks on a letter, by the first word of their name.

Vietnamese and Thai need two, Lao three.
"""
_MOST_OTHER_MARKS = 6
"""Burmese needs up to five (medials, vowels, tone), pointed Hebrew and Tibetan four or five."""
_MOST_TOLD = 8
_BOM = "\ufeff"
_HELP = "delete it; it is invisible, so retype the word around it"
_PILE_HELP = "delete the marks that the word does not need"
_PILE = "a pile of combining marks"
_MERGE_HELP = (
    "keep the lines above or below =======, and delete those with <<<<<<<, ======= and >>>>>>>"
)
_NAMES = {"\r": "a bare carriage return", "\t": "a tab"}


@lru_cache(maxsize=512)
def describe(char: str) -> str:
    """A character's code and Unicode name: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    name = _NAMES.get(char) or unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name}".strip()


def _needs_helper(char: str) -> bool:
    """Whether a character may need an invisible one beside it.

    That is an emoji, a right-to-left letter, or a letter of a script with joiners.
    """
    if _HELPERS.match(char):
        return False
    return unicodedata.bidirectional(char) in {"R", "AL", "AN"} or (
        "\u0900" <= char <= "\u0dff" or char >= "\U0001f000" or char in "\ufe0f\u2640\u2642\u2695"
    )


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M") or _HELPERS.match(char) is not None


@lru_cache(maxsize=4096)
def _is_pile(marks: str) -> bool:
    """Whether a letter with these combining marks is taller than in any script.

    No script puts the same mark twice on one letter.
    """
    # A variation selector has no width either, but draws nothing.
    without_width = (char for char in marks if unicodedata.category(char) in ("Mn", "Me"))
    drawn = [char for char in without_width if not "\ufe00" <= char <= "\ufe0f"]
    if len(set(drawn)) < len(drawn):
        return True
    most = _MOST_OTHER_MARKS
    for char in drawn:
        script = unicodedata.name(char, "").partition(" ")[0]
        most = min(most, _MOST_MARKS.get(script, most))
    return len(drawn) > most


def _piles(text: str) -> Iterator[int]:
    """Offsets of letters with too many stacked marks."""
    for run in _SIGNS.finditer(text):
        start = run.start()
        for are_marks, group in groupby(run.group(), _is_mark):
            marks = "".join(group)
            if are_marks and _is_pile(marks):
                yield start
            start += len(marks)


@lru_cache(maxsize=4096)
def _may_offend(char: str) -> bool:
    """Whether a character may be refused; all others need no further checks."""
    return _is_mark(char) or any(pattern.match(char) for pattern in (_NEVER, _BARE_SELECTOR))


def find_forbidden(text: str) -> list[tuple[int, str]]:
    """Offsets of characters that content must not contain, with their descriptions.

    At most the first eight are returned: a file full of them is one problem.
    """
    found = _forbidden(text)[:_MOST_TOLD]
    return [(start, _PILE if is_pile else describe(text[start])) for start, is_pile in found]


def without_invisible(text: str) -> str:
    """Remove forbidden characters that have no width and no meaning.

    Bidi controls are kept, because the words around them may be in another order than they seem.
    """
    kept, begins = [], 0
    for start, is_pile in _forbidden(text):
        if not is_pile and text[start] in _WITHOUT_WIDTH:
            kept.append(text[begins:start])
            begins = start + 1
    return "".join((*kept, text[begins:]))


def _forbidden(text: str) -> list[tuple[int, bool]]:
    """Offsets of all forbidden characters; the flag is true for a pile of combining marks."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return []
    if not any(map(_may_offend, set(text))):
        return []
    found = [(match.start(), False) for match in _NEVER.finditer(text)]
    found += [(match.start(), False) for match in _BARE_SELECTOR.finditer(text)]
    found += [(start, True) for start in _piles(text)]
    for match in _HELPERS.finditer(text):
        start, end = match.span()
        around = text[max(0, start - 2) : start] + text[end : end + 2]
        if not any(map(_needs_helper, around)):
            found.append((start, False))
    return sorted(found)


def position(text: str, offset: int) -> tuple[int, int]:
    """The line and column, both counted from 1, of an offset in a text."""
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


def decode(data: bytes | None, path: str, report: Report, *, read_on: bool = False) -> str | None:
    """Decode a file as strict UTF-8, with LF line ends and composed letters (NFC).

    A byte order mark at the start is dropped, since Windows editors write one. The result is None,
    with the reasons in `report`, if the file is not UTF-8, contains forbidden characters or an
    unresolved merge. It is None as well for a file that could not be read. With `read_on`,
    forbidden characters are reported and left out instead.
    """
    if data is None:
        return None
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").removeprefix(_BOM)
        message = f"byte 0x{data[error.start]:02X} is not UTF-8 text"
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # never valid UTF-8
            message = "the file is UTF-16"
        help_line = "save the file as UTF-8 (in most editors: Save as, encoding UTF-8)"
        place = Place(path, *position(before, len(before)))
        report.add(place, "not-utf8", message, help_line)
        return None
    if "\r" in text and "\n" not in text:
        message = "the lines of the file end in a carriage return alone, as on old Macs"
        help_line = "save the file with the line ends of Unix, LF"
        report.add(Place(path), "forbidden-character", message, help_line)
        return None
    forbidden = find_forbidden(text)
    for offset, what in forbidden:
        place = Place(path, *position(text, offset))
        help_line = _PILE_HELP if what == _PILE else _HELP
        report.add(place, "forbidden-character", f"{what} is not allowed here", help_line)
    text = text.replace("\r\n", "\n")
    conflicts = find_merge_markers(text)
    for offset, line in conflicts:
        message = f"'{line[:40]}' was written by git, because two edits collided here"
        place = Place(path, *position(text, offset))
        report.add(place, "merge-conflict", message, _MERGE_HELP)
    if conflicts or (forbidden and not read_on):
        return None
    if forbidden:
        # Remove forbidden characters, so that the rest can be checked; line breaks become spaces.
        letters = list(text)
        for start, is_pile in _forbidden(text):
            if not is_pile:
                letters[start] = " " if text[start].isspace() else ""
        text = "".join(letters)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


_SEPARATING = (*range(0x80), *range(0xA1, 0xC0), *range(0x2010, 0x2070), *range(0x3000, 0x3040))
_SPACES = {code: " " for code in _SEPARATING if not chr(code).isalnum()}
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no spaces between words; each counts as a word."""


@lru_cache(maxsize=64)
def words(text: str) -> tuple[str, ...]:
    """Split a text into words in lower case; hyphens and apostrophes separate words.

    Cached, because several checks ask for the words of an article and of its sentences.
    """
    plain = text.casefold()
    if not plain.isascii():
        # The dot of a Turkish capital İ, which would make another word than i does.
        plain = plain.replace("i\u0307", "i")
        plain = _UNSPACED.sub(r" \g<0> ", plain)
    return tuple(plain.translate(_SPACES).split())


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """The words that two texts share, as a percentage of the words of both (Dice's coefficient).

    Each collection has a text's different words.
    """
    return 200 * len(set(one).intersection(other)) / (len(one) + len(other))
