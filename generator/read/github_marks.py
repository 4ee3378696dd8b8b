"""GitHub's additions to CommonMark within a text: task lists, bare addresses and bare mailboxes.

A task is a list item that begins with `[ ]` or `[x]`. GitHub shows a disabled checkbox. Here it is
the sign ☐ or ☑: the sanitiser lets no form pass, every format can show a sign, and screen readers
name it in the reader's language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_TASK = re.compile(r"\A\[([ xX])\][ \t]+(?=\S)")
_BARE = re.compile(
    r"(?<![^\s*_~(])(?:https?://|www\.)[^\s<\u2018-\u201f\u2026\u3000-\u303f\uff00-\uffef]+"
    r"|(?<![@\w.+-])(?P<mail>(?:mailto:)?[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)"
)
"""Matches an address without brackets or quotation marks.

GitHub Flavored Markdown 0.29, section 6.9, calls these extended autolinks. Unlike on GitHub, a name
such as `@editor@social.example` is no mailbox.
"""
_AFTER_BARE = re.compile(r"[?!.,:;*_~'\"]+\Z")


def parse_tasks(parser: MarkdownIt) -> None:
    """Make a parser read task lists."""
    # Runs before `[x]` can become a link.
    parser.core.ruler.before("inline", "tasks", _mark_tasks)


def _mark_tasks(state: StateCore) -> None:
    opened: list[str] = []
    for token in state.tokens:
        if token.type == "inline" and opened[-2:] == ["list_item_open", "paragraph_open"]:
            token.content = _TASK.sub(_sign, token.content)
        opened.append(token.type)


def _sign(task: re.Match[str]) -> str:
    return "\u2610 " if task[1] == " " else "\u2611 "


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


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark of another dialect, and what to write instead."""

    pattern: re.Pattern[str]
    problem: str
    """The message after the mark."""
    instead: str
    """The help line; `{0}` is the first group of the pattern, `{1}` the second."""


_NOTE = "is a note in another Markdown; here it is shown as typed"
_QUOTE = "write it as a paragraph, or quote it with >"
_MARKS = (
    _Mark(re.compile(r"\A(?:!!!|\?\?\?\+?)[ \t]+[\w\"'][^\n]{0,40}"), _NOTE, _QUOTE),
    _Mark(re.compile(r"\A:{3,}[ \t]*[{\w][^\n]{0,40}"), _NOTE, _QUOTE),
    _Mark(re.compile(r"\A\[!([A-Za-z]+)\]"), _NOTE, "begin the quotation with a word: **{0}:**"),
    _Mark(
        re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,200})(?<=\S)==(?![=\w])"),
        "is a highlight in another Markdown; here it is shown as typed",
        "write **{0}**",
    ),
    _Mark(
        re.compile(r"(?<![\w:/]):([a-z][a-z0-9_+-]+):(?![\w:/])"),
        "is an emoji in another Markdown; here it is shown as typed",
        "type the emoji itself; if you mean the letters, put them in backticks: `:{0}:`",
    ),
    _Mark(
        re.compile(r"(?<![\w\]])(?!\[\d+\]\[\d+\])\[([^\[\]^]{1,200})\]\[([^\[\]]{0,200})\]"),
        "is no link, because no line gives its address",
        "write [{0}](<address>), or add a line [{1}]: <address>",
    ),
)


def shown_as_typed(text: str) -> Iterator[tuple[str, str, str]]:
    """Find marks of other dialects in text without Markdown of ours.

    Yields each mark as written, a message, and a help line.
    """
    for mark in _MARKS:
        for match in mark.pattern.finditer(text):
            groups = [group.strip()[:40] for group in match.groups()]
            if groups and not groups[-1]:  # `[label][]`
                groups[-1] = groups[0]
            yield (
                match.group(),
                f"'{match.group()[:40]}' {mark.problem}",
                mark.instead.format(*groups),
            )
