"""Report text that is not on the page.

Markdown drops some texts without a word: a definition that nothing uses, a cell beyond the head of
its table, what follows the language of a code block, a second note with one label. Whatever the
reason, such a word is in the source more often than on the page, so words are counted. Lines that
the page has as they are need not be: this saves a second at 10,000 articles.
"""

import re
from collections import Counter
from html import unescape
from urllib.parse import unquote

from generator.diagnostics.diagnostics import Place, Report

_WORD = re.compile(r"[^\W_]+")
_NOT_SHOWN = re.compile(
    r"(?<=\])\[[^\]]*\]"  # the name of a definition, after the text of its link
    r"|^[ >*+\-\t]*\[[^\]]*\]:"  # the same before its address
    r"|\[\^[^\]\n]*\]"  # the mark of a note
    r"|^[ >*+\-\t]*(?:\d{1,9}[.)][ >*+\-\t]*)+",  # the numbers of items
    re.MULTILINE,
)
_DEFINITION = re.compile(r"[ >*+\-\t]*\[")
_TAG = re.compile(r"<[^>]*>")
_EDGES = " \t>*+-#"
"""Marks before and after the text of a line."""
_VALUE = re.compile(r'(?:href="(?!#)|title="(?!Back to)|class="language-)([^"]*)"')
_HELP = (
    (re.compile(r"[ >*+\-\t]*\[\^"), "two notes have this label: give each one of its own"),
    (_DEFINITION, r"to show it, put a backslash before the bracket: \[…]: …"),
    (re.compile(r"[ >*+\-\t]*(?:```|~~~)"), "write only the name of a language there"),
    (
        re.compile(r".*\|"),
        r"add a cell to the head of the table, or write \| for a | within a cell",
    ),
    (re.compile(r""), "put a backslash before the mark that hides it"),
)
"""How a line with lost text begins, and what to write."""


def check_shown(body: str, html: str, begins: Place, report: Report) -> None:
    """Report each line with words that the HTML lacks, unless a problem names the line already.

    The body begins at the place `begins`, and the HTML is what it has become.
    """
    wanted = _NOT_SHOWN.sub(_blank, body)
    typed = Counter(line.strip(_EDGES) for line in wanted.split("\n"))
    shown = Counter(_TAG.sub("\n", html).split("\n"))
    unlike, text = ("\n".join(rest.elements()) for rest in (typed - shown, shown - typed))
    lost = _lost(Counter(_words(unlike)), text, html)
    if not lost:
        return
    words_of = [_words(line) for line in wanted.split("\n")]
    written: dict[str, list[int]] = {word: [] for word in lost}
    for number, line in enumerate(words_of):
        for word in lost.keys() & line:
            written[word] += [number] * line.count(word)
    named = {problem.place.line - begins.line for problem in report}
    lines = body.split("\n")
    # Of several lines with a word, it is likeliest lost on the one that has lost most, and words
    # that are on no other line.
    alone = Counter(
        at for word, count in lost.items() for at in written[word] if count == len(written[word])
    )
    found = Counter(at for word in lost for at in written[word])
    likeliness = {
        at: (at in named, alone[at], count / len(words_of[at]), -at) for at, count in found.items()
    }
    words_at: dict[int, list[str]] = {}
    for word, count in lost.items():
        for number in sorted(written[word], key=likeliness.__getitem__)[-count:]:
            words_at.setdefault(number, []).append(word)
    for number in sorted(words_at.keys() - named):
        place = Place(begins.path, begins.line + number)
        _report(lines[number], words_at[number], place, report)


def _words(text: str) -> list[str]:
    """The words of a text or of HTML without tags, with the letters that its entities stand for."""
    return _WORD.findall(unescape(text).casefold())


def _lost(written: Counter[str], text: str, html: str) -> dict[str, int]:
    """Map words to the number of times that they are written oftener than in a text of the HTML.

    An address or a title is shown as part of a link, perhaps in another encoding. In code, entities
    are shown as they are typed.
    """
    shown = Counter(_words(text))
    if "&" in text:
        shown |= Counter(_words(unescape(text)))
    lacking = written - shown
    if not lacking:
        return {}
    values = unescape(" ".join(_VALUE.findall(html))).casefold()
    readable = unquote(values)
    in_links = {word: max(values.count(word), readable.count(word)) for word in lacking}
    return lacking - Counter(in_links)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") or " "


def _report(line: str, words: list[str], place: Place, report: Report) -> None:
    """Report a line, and name the first of its words that is lost."""
    found = next((one for one in _WORD.finditer(line) if one[0].casefold() in words), None)
    column = found.start() + 1 if found else 1
    shown = line[column - 1 :].strip()[:40]
    message = f"'{shown}' is not on the page" if shown else "this line is not on the page"
    help_line = next(text for pattern, text in _HELP if pattern.match(line))
    where = Place(place.path, place.line, column)
    report.add(where, "lost-text", message, help_line)
