"""GitHub's additions to CommonMark: bare addresses and mailboxes, and footnotes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from generator.diagnostics.suggest import did_you_mean

_BARE = re.compile(
    r"(?<![^\s*_~(])(?:https?://|www\.)[^\s<\u2018-\u201f\u2026\u3000-\u303f\uff00-\uffef]+"
    r"|(?<![@\w.+-])(?P<mail>(?:mailto:)?[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)"
)
"""Matches an address without brackets or quotation marks.

GitHub Flavored Markdown 0.29, section 6.9, calls these extended autolinks. Unlike on GitHub, a name
such as `@editor@social.example` is no mailbox.
"""
_AFTER_BARE = re.compile(r"[?!.,:;*_~'\"]+\Z")


def bare_addresses(text: str) -> Iterator[tuple[int, str, str]]:
    """Find bare addresses in a text: the offset, the written form and the link target of each."""
    for match in _BARE.finditer(text):
        mail = match["mail"]
        if mail:
            if mail[-1].isalpha():
                yield match.start(), mail, f"mailto:{mail.removeprefix('mailto:')}"
            continue
        address = _AFTER_BARE.sub("", match.group())
        while address.endswith(")") and address.count(")") > address.count("("):
            address = _AFTER_BARE.sub("", address[:-1])
        target = address if address.startswith("http") else f"http://{address}"
        yield match.start(), address, target


def text_token(content: str) -> Token:
    """Make the token of plain text."""
    return Token("text", "", 0, content=content)


def link_tokens(attributes: Mapping[str, str], text: str) -> Iterator[Token]:
    """Make the tokens of a link with a text; a link to another site gets `rel`."""
    token = Token("link_open", "a", 1, attrs=dict(attributes))
    if not attributes["href"].startswith("mailto:"):
        token.attrs["rel"] = "external noopener"
    yield token
    yield text_token(text)
    yield Token("link_close", "a", -1)


def words_of(tokens: Iterable[Token]) -> str:
    """The text of inline tokens."""
    words = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type != "footnote_ref":
            words.append(words_of(token.children or ()) or token.content)
    return "".join(words)


def words_before(tokens: list[Token]) -> str:
    """The words before a link on its line, back to the link before it.

    `tokens` are all that precede the link.
    """
    nearest_first = list(takewhile(_is_in_line, reversed(tokens)))
    return words_of(reversed(nearest_first))


def words_after(tokens: list[Token]) -> str:
    """The words after a link on its line, up to the next link.

    `tokens` are all that follow the link.
    """
    return words_of(takewhile(_is_in_line, tokens))


def _is_in_line(token: Token) -> bool:
    return token.type not in ("link_open", "link_close", "softbreak", "hardbreak", "image")


_SAFE_LABEL = re.compile(r"[\w.-]+\Z")


def parse_footnotes(parser: MarkdownIt) -> None:
    """Make a parser read the marks and notes that `Footnotes` then arranges."""
    parser.use(footnote_plugin, inline=False, move_to_end=False)


class Footnotes:
    """The marks and notes of one text."""

    def __init__(self) -> None:
        self._notes: dict[str, list[Token]] = {}
        self._marks: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._lines: dict[str, int] = {}

    def arrange(self, tokens: Iterable[Token]) -> list[Token]:
        """Number the marks and move the notes to the end, in the order of their first marks."""
        text = self._without_notes(tokens)
        for part in (text, *self._notes.values()):
            self._number(part)
        for label in self._notes:
            self._numbers.setdefault(label, len(self._numbers) + 1)
        return [*text, *self._list()] if self._notes else text

    def undefined(self, label: str, *, begins: bool) -> tuple[str, str]:
        """The message and the help line for a mark without a note, which may begin a paragraph."""
        if begins:
            message = f"'[^{label[:40]}]' has no colon, so the line is no note"
            return message, f"write [^{label[:40]}]: and then the note"
        mark = f"[^{label}]"
        otherwise = f"add a paragraph [^{label[:40]}]: with the note"
        if re.search(r"\s", label):
            otherwise = "write the label without spaces, in the mark and before the note"
        help_line = did_you_mean(mark, [f"[^{known}]" for known in self._notes], otherwise)
        return f"'[^{label[:40]}]' has no note and is shown as typed", help_line

    def unused(self) -> list[tuple[str, int]]:
        """The labels of notes without a mark, each with the line of the note, counted from 0."""
        return [(label, self._lines[label]) for label in self._notes if label not in self._marks]

    def _without_notes(self, tokens: Iterable[Token]) -> list[Token]:
        """Remove the notes from the text, and keep them; a note may contain others."""
        levels: list[list[Token]] = [[]]
        for token in tokens:
            if token.type == "footnote_reference_open":
                levels.append([])
                self._notes.setdefault(token.meta["label"], levels[-1])
                self._lines.setdefault(token.meta["label"], token.map[0] if token.map else 0)
            elif token.type == "footnote_reference_close":
                levels.pop()
            else:
                levels[-1].append(token)
        return levels[0]

    def _number(self, tokens: Iterable[Token]) -> None:
        """Turn marks into numbered links to their notes."""
        for token in tokens:
            for child in token.children or ():
                if child.type == "footnote_ref":
                    label = child.meta["label"]
                    number = self._numbers.setdefault(label, len(self._numbers) + 1)
                    self._marks[label] = self._marks.get(label, 0) + 1
                    link = f'<a class="footnote-ref" href="#c-fn-{self._safe(label)}">{number}</a>'
                    child.type = "html_inline"
                    own_id = self._mark_id(label, self._marks[label])
                    child.content = f'<sup id="{own_id}">{link}</sup>'

    def _mark_id(self, label: str, count: int) -> str:
        return f"fnref{count if count > 1 else ''}-{self._safe(label)}"

    def _safe(self, label: str) -> str:
        """The label as a part of an id.

        An unsafe one is replaced by a colon and its number: no safe label contains a colon.
        """
        return label if _SAFE_LABEL.match(label) else f":{self._numbers[label]}"

    def _list(self) -> Iterator[Token]:
        yield _html('<div class="footnote">\n<hr>\n<ol>\n')
        for label in self._numbers:
            note = self._notes[label]
            yield _html(f'<li id="fn-{escape(self._safe(label))}">\n')
            backs = "".join(
                f'\u00a0<a class="footnote-backref" href="#c-{self._mark_id(label, count)}"'
                ' title="Back to the text">\u21a9</a>'
                for count in range(1, self._marks.get(label, 0) + 1)
            )
            ends_in_text = len(note) > 1 and note[-1].type == "paragraph_close"
            if backs and ends_in_text:
                note[-2].children = [*(note[-2].children or ()), _html(backs)]
            yield from note
            if backs and not ends_in_text:
                yield _html(f"<p>{backs.strip()}</p>\n")
            yield _html("</li>\n")
        yield _html("</ol>\n</div>")


def _html(content: str) -> Token:
    return Token("html_block", "", 0, content=content)
