"""The addresses that a Markdown text links to."""

from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from generator.read.markdown_tokens import flavoured_parser

_PARSER = flavoured_parser()


def link_addresses(body: str) -> list[str]:
    """The addresses of a text's links, images and link definitions, in document order.

    Escapes are resolved. What only looks like a link, as in code, is not among them.
    """
    return list(_addresses(_PARSER.parse(body)))


def _addresses(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "link_open":
            yield str(token.attrs["href"])
        elif token.type == "image":
            yield str(token.attrs["src"])
        elif token.type == "definition":
            yield token.meta["url"]
        yield from _addresses(token.children or ())
