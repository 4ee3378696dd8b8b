"""Common Markdown renderers that allow raw HTML, and the active content of their output."""

import re
from collections.abc import Callable
from urllib.parse import unquote

import commonmark
import markdown
import mistune
from markdown_it import MarkdownIt

from tests.markup import parse

_SAFE = frozenset(
    (
        "p",
        "br",
        "hr",
        "em",
        "strong",
        "del",
        "s",
        "a",
        "sup",
        "code",
        "pre",
        "blockquote",
        "section",
        "div",
        "span",
    )
) | frozenset(
    (
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        *(f"h{level}" for level in range(1, 7)),
    )
)
_ATTRIBUTES = frozenset(("href", "title", "class", "id", "start", "align", "rel", "name"))
_ALIGNED = re.compile("text-align: ?(left|right|center);?")
_SCHEME = re.compile(r"[\x00-\x20]*[A-Za-z][A-Za-z0-9+.-]*:")


def _markdown_it() -> Callable[[str], str]:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.validateLink = lambda _: True  # type: ignore[method-assign]  # so that no scheme is held back
    return parser.render


def _commonmark(text: str) -> str:
    """Convert with commonmark.py 0.9.2, which fails on some documents (a line break after an entity)."""
    try:
        return str(commonmark.commonmark(text))
    except IndexError:
        return ""


RENDERERS: dict[str, Callable[[str], str]] = {
    "markdown-it-py": _markdown_it(),
    "Python-Markdown": markdown.markdown,
    "Python-Markdown with extras": lambda text: markdown.markdown(
        text, extensions=["extra", "sane_lists"]
    ),
    "mistune": mistune.create_markdown(
        renderer=mistune.HTMLRenderer(escape=False, allow_harmful_protocols=True)
    ),
    "mistune with plugins": mistune.create_markdown(
        renderer=mistune.HTMLRenderer(escape=False, allow_harmful_protocols=True),
        plugins=["strikethrough", "footnotes", "table", "url", "def_list", "abbr"],
    ),
    "commonmark": _commonmark,
}
"""Name → function from Markdown to unsanitised HTML."""


def live(html: str) -> list[str]:
    """Everything in a renderer's output that is not plain text with markup and links."""
    live_parts = [sign for sign in ("<!", "<?") if sign in html]
    for element in parse(html).walk():
        if element.tag not in _SAFE:
            live_parts.append(f"<{element.tag}>")
        for name, value in element.attributes.items():
            if name not in _ATTRIBUTES and not (name == "style" and _ALIGNED.fullmatch(value)):
                live_parts.append(f"<{element.tag} {name}={value!r}>")
        scheme = _SCHEME.match(unquote(element.attributes.get("href", "")).strip())
        if scheme and scheme[0].lower() not in ("http:", "https:", "mailto:"):
            live_parts.append(f"<a href={element.attributes['href']!r}>")
    return live_parts
