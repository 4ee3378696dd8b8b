"""Make inline tokens of text and links, and read the words of such tokens."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from markdown_it.token import Token


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
