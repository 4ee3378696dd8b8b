"""The words of a rendered page of documentation, for the search."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

_INLINE_TAGS = (
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_WITHOUT_WORDS = (
    "script, style, template, svg, .headerlink, .footnote-backref, .linenos, .linenodiv"
)
"""Code, pictures, and signs beside the text that lead elsewhere."""


def words_of_page(html: str) -> str:
    """Return the words of rendered Markdown; each block is a line."""
    tree = LexborHTMLParser(html)
    for node in tree.css(_WITHOUT_WORDS):
        node.decompose()
    if tree.body is None:
        return ""
    pieces: list[str] = []
    for node in tree.body.traverse(include_text=True):
        if _begins_line(node) or (node.prev is not None and _begins_line(node.prev)):
            pieces.append("\n")
        if node.is_text_node:
            pieces.append((node.text_content or "").replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def _begins_line(node: LexborNode) -> bool:
    return not node.is_text_node and node.tag not in _INLINE
