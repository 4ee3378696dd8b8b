"""GitHub's additions to CommonMark within a text: task lists, bare addresses and bare mailboxes.

A task is a list item that begins with `[ ]` or `[x]`. GitHub shows a disabled checkbox. Here it is
the sign ☐ or ☑: the sanitiser lets no form pass, every format can show a sign, and screen readers
name it in the reader's language.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

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
