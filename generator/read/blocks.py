"""A sanitised body as a tree of plain values, for every output except the page itself.

`blocks_of` is the only place where our own HTML is parsed. The plain text of a body, which search
and data files have, and e-mail walk the tree, so all of them interpret tags in the same way.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_CONTAINER_TAGS = "blockquote div li ol table tbody thead tr ul"
_CONTAINERS = frozenset(_CONTAINER_TAGS.split())
"""Elements that contain blocks."""
_LEAF_TAGS = "h2 h3 h4 h5 h6 hr p pre td th"
_LEAVES = frozenset(_LEAF_TAGS.split())
"""Blocks that contain text."""


@dataclass(frozen=True, slots=True)
class Span:
    """An inline element: `a`, `br`, `code`, `em`, `strong` or `sup`."""

    tag: str
    attributes: Mapping[str, str | None]
    inlines: "tuple[Inline, ...]"

    @property
    def children(self) -> "tuple[Inline, ...]":
        """The blocks or inline elements inside."""
        return self.inlines


Inline = str | Span


@dataclass(frozen=True, slots=True)
class Block:
    """A block element; it contains other blocks or inline content, never both."""

    tag: str
    """Its name; empty for text beside blocks, as in an item that contains a nested list."""
    attributes: Mapping[str, str | None]
    blocks: "tuple[Block, ...]" = ()
    inlines: tuple[Inline, ...] = ()

    @property
    def children(self) -> "tuple[Block, ...] | tuple[Inline, ...]":
        """The blocks or inline elements inside."""
        return self.blocks or self.inlines


def blocks_of(html: str) -> tuple[Block, ...]:
    """Parse sanitised HTML, as `read.body` makes it."""
    return tuple(_blocks(_nodes(LexborHTMLParser(html, is_fragment=True).root)))


def _nodes(first: LexborNode | None) -> list[Block | Inline]:
    """Turn a node of the parser and its following siblings into blocks, elements and text."""
    content: list[Block | Inline] = []
    node = first
    while node is not None:
        if node.is_text_node:
            content.append(node.text_content or "")
        else:
            content.append(_element(node))
        node = node.next
    return content


def _element(node: LexborNode) -> Block | Span:
    tag, attributes, nodes = node.tag or "", node.attributes, _nodes(node.child)
    if tag in _CONTAINERS:
        return Block(tag, attributes, blocks=tuple(_blocks(nodes)))
    inlines = tuple(node for node in nodes if node and not isinstance(node, Block))
    if tag in _LEAVES:
        return Block(tag, attributes, inlines=inlines)
    return Span(tag, attributes, inlines)


def _blocks(nodes: Iterable[Block | Inline]) -> Iterator[Block]:
    """Yield blocks unchanged, and wrap each run of inline content between them in a block.

    The elements of a block are then all blocks or all inline.
    """
    run: list[Inline] = []
    for node in (*nodes, None):
        if node is not None and not isinstance(node, Block):
            run.append(node)
            continue
        if any(isinstance(inline, Span) or inline.strip() for inline in run):
            yield Block("", {}, inlines=tuple(run))
        run = []
        if node is not None:
            yield node


def plain_text(blocks: Iterable[Block]) -> str:
    """The text of some blocks: each block or line break is a line, and code is unchanged."""
    texts = map(_block_text, blocks)
    return "\n".join(text for text in texts if text)


def _block_text(block: Block) -> str:
    if block.blocks:
        return plain_text(block.blocks)
    text = words(block.inlines)
    if block.tag == "pre":
        return text.strip("\n")
    lines = [line.strip(" ") for line in text.split("\n")]
    return "\n".join(lines).strip()


def words(inlines: Iterable[Inline], *, verbatim: bool = False) -> str:
    """The text of inline content.

    Each run of white space becomes one space, and a line break a line end. Code is unchanged, and
    so is everything with `verbatim`.
    """
    return "".join(_words(item, verbatim=verbatim) for item in inlines if not leads_back(item))


def spans(blocks: Iterable[Block | Inline]) -> Iterator[Span]:
    """Yield every inline element within some blocks, in document order."""
    for block in blocks:
        if isinstance(block, Block):
            yield from spans(block.blocks or block.inlines)
        elif isinstance(block, Span):
            yield block
            yield from spans(block.inlines)


def leads_back(inline: Inline) -> bool:
    """Whether this is the arrow from a footnote back to the text, which only pages need."""
    return isinstance(inline, Span) and inline.attributes.get("class") == "footnote-backref"


def _words(inline: Inline, *, verbatim: bool) -> str:
    if isinstance(inline, str):
        return inline if verbatim else _single_spaced(inline)
    if inline.tag == "br":
        return "\n"
    return words(inline.inlines, verbatim=verbatim or inline.tag == "code")


def _single_spaced(text: str) -> str:
    text = text.replace("\n", " ").replace("\t", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text
