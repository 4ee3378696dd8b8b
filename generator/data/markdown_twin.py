"""Write an article as Markdown, for programs that read text rather than pages.

It is made from the sanitised HTML rather than copied from the contributor's file, so it contains
only what the page shows.

No Markdown renderer turns it into active HTML: text is escaped, and so is code that would be active
as text. Renderers disagree about where code begins: fences are an extension, and in some renderers
a line break inside a code span ends the paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote

from generator.assemble.interface import _
from generator.assemble.responses import in_words
from generator.model import address
from generator.model.address import with_base
from generator.model.article import Article, Correction
from generator.model.feed_identity import identity
from generator.model.settings import Settings
from generator.model.site import Site
from generator.read.blocks import Block, Inline, Span, blocks_of, leads_back, words

NAME = "index.md"
_MARKS = re.compile(r"[\\`*_{}\[\]]")
_BEGINNING = re.compile(r"^([0-9]{0,9})([.)]|(?<![0-9])[#+=:|-])", re.MULTILINE)
"""The beginning of a list, a heading, a rule, a table or a fence."""
_SPACE = re.compile(r"[ \t\n]{2,}|[\t\n]")
_LINE_END = re.compile(r" *\n *")
_BREAK = "  \n"
_ENDS_TARGET = re.compile(r"""[\s<>()\\"`\[\]|]""")
_LIVE = re.compile(r"<[A-Za-z/!?]|\][(\[:]")
"""The start of HTML, or of a link's target, in code that a renderer treats as text."""
_AFTER_NOTE = re.compile(r"(\[\^[0-9]+\])([(:])")
_TARGET = re.compile(r"^(?=\S*:)")
"""The start of a note that renderers without footnotes read as a link's target (`[^1]: target`)."""
_HEADINGS = {f"h{level}": "#" * level for level in range(2, 7)}
_ALIGNED: Mapping[str | None, str] = {
    "align-left": ":--",
    "align-right": "--:",
    "align-center": ":-:",
}
_STYLES = {"em": "*", "strong": "**", "del": "~~"}


def escaped(text: str) -> str:
    """Escape a text so that every Markdown reader shows just its characters."""
    return _lines(_words(text))


def _words(text: str) -> str:
    """Escape the characters that are special anywhere in a line."""
    text = escape(_SPACE.sub(" ", text), quote=False)
    marked = _MARKS.sub(r"\\\g<0>", text)
    marked = marked.replace("~", "&#126;")  # `\~` is no escape in Python-Markdown
    if marked.endswith("!"):
        return f"{marked[:-1]}\\!"
    return marked


def _lines(text: str) -> str:
    """Escape the characters that are special at the beginning of a line."""
    return _BEGINNING.sub(lambda match: f"{match[1]}&#{ord(match[2])};", text)


def _url(href: str) -> str:
    """Write an address as a link's target; encode characters that would end it (RFC 3986, 2.1)."""
    return _ENDS_TARGET.sub(lambda match: quote(match[0], safe=""), href).replace("&", "&amp;")


def as_markdown(html: str, base: str) -> str:
    """Write sanitised HTML as Markdown.

    `base` is the address of the site, which is put before internal links.
    """
    texts = []
    before = None
    for block in blocks_of(with_base(html, base)):
        texts.append(_top_level(before, block))
        before = block
    return "\n\n".join(filter(None, texts))


def _top_level(before: Block | None, block: Block) -> str:
    """Write a block that is not within another one.

    Code that would be active as text becomes an indented block, which every renderer reads as code.
    But after a list, footnotes, or a fence that some renderers read as a list, it would belong to
    the last item or note, so it becomes text there.
    """
    is_swallowed = before is not None and (
        before.tag in ("ul", "ol", "pre") or before.attributes.get("class") == "footnote"
    )
    if block.tag == "pre" and not is_swallowed:
        code = words(block.inlines).strip("\n")
        if _LIVE.search(code):
            return "\n".join(f"    {line}".rstrip() for line in code.split("\n"))
    return _block(block)


def _blocks(blocks: Iterable[Block]) -> list[str]:
    return [text for text in map(_block, blocks) if text]


def _block(block: Block) -> str:
    if block.tag in ("ul", "ol"):
        return _list(block)
    if block.tag == "table":
        return _table(block)
    if block.tag == "pre":
        return _code_block(block)
    if block.tag == "hr":
        return "***"
    if block.tag == "blockquote":
        lines = "\n\n".join(_blocks(block.blocks)).split("\n")
        return "\n".join(f"> {line}".rstrip() for line in lines)
    if block.attributes.get("class") == "footnote":
        items = [item for part in block.blocks for item in part.blocks]
        return "\n\n".join(_note(number, item) for number, item in enumerate(items, 1))
    if block.blocks:
        return "\n\n".join(_blocks(block.blocks))
    text = _paragraph(block.inlines)
    if block.tag in _HEADINGS:
        return f"{_HEADINGS[block.tag]} {text}"
    return text


def _paragraph(inlines: Iterable[Inline]) -> str:
    text = _LINE_END.sub(_BREAK, _inlines(inlines).strip(" \u00a0\n"))
    return _lines(_AFTER_NOTE.sub(lambda match: f"{match[1]}&#{ord(match[2])};", text))


def _list(block: Block) -> str:
    first = int(block.attributes.get("start") or 1)
    items = []
    for number, item in enumerate(block.blocks, first):
        mark = "-   "
        if block.tag == "ol":
            mark = f"{number}. ".ljust(4)
        items.append(_item(mark, item))
    if all(map(_is_tight, block.blocks)):
        return "\n".join(items)
    return "\n\n".join(items)


def _is_tight(item: Block) -> bool:
    return all(block.tag != "p" for block in item.blocks)


def _item(mark: str, item: Block) -> str:
    inner = ("\n" if _is_tight(item) else "\n\n").join(_blocks(item.blocks))
    return mark + inner.replace("\n", "\n    ").replace("\n    \n", "\n\n")


def _note(number: int, item: Block) -> str:
    """Write a footnote with the number that it has on the page."""
    return f"[^{number}]: " + _TARGET.sub("&nbsp; ", _item("", item))


def _table(block: Block) -> str:
    lines = []
    for part in block.blocks:
        for row in part.blocks:
            cells = [_paragraph(cell.inlines).replace("|", "&#124;") for cell in row.blocks]
            lines.append(f"| {' | '.join(cells)} |")
            if len(lines) == 1:
                rule = [_ALIGNED.get(cell.attributes.get("class"), "---") for cell in row.blocks]
                lines.append(f"| {' | '.join(rule)} |")
    return "\n".join(lines)


def _code_block(block: Block) -> str:
    code = words(block.inlines).strip("\n")
    if _LIVE.search(code):
        return _BREAK.join(map(_code_line, code.split("\n")))
    fence = "`" * max(3, _longest(code) + 1)
    language = ""
    for inline in block.inlines:
        if isinstance(inline, Span):
            language = (inline.attributes.get("class") or "").removeprefix("language-")
            break
    return f"{fence}{language}\n{code}\n{fence}"


def _code_line(line: str) -> str:
    """Write a line of code as text, with its indentation."""
    text = line.lstrip(" ")
    return "&nbsp;" * (len(line) - len(text)) + escaped(text)


def _longest(code: str) -> int:
    """The length of the longest run of backticks."""
    return max(map(len, re.findall("`+", code)), default=0)


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(_inline(inline) for inline in inlines if not leads_back(inline))


def _inline(inline: Inline) -> str:
    if isinstance(inline, str):
        return _words(inline)
    if inline.tag == "br":
        return "\n"
    if inline.tag == "code":
        return _code(words(inline.inlines, verbatim=True))
    if inline.tag == "a":
        return _link(inline)
    mark = _STYLES.get(inline.tag, "")
    return f"{mark}{_inlines(inline.inlines)}{mark}"


def _code(code: str) -> str:
    text = _SPACE.sub(" ", code)
    # Renderers disagree on how to escape a bar in a table's code.
    if _LIVE.search(text) or "|" in text:
        return _words(text)
    fence = "`" * (_longest(text) + 1)
    around = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{around}{text}{around}{fence}"


def _link(link: Span) -> str:
    href, text = link.attributes.get("href"), _inlines(link.inlines)
    if link.attributes.get("class") == "footnote-ref":
        return f"[^{text}]"
    if href is None:
        return text
    title = escaped(link.attributes.get("title") or "").replace('"', "&quot;")
    target = f'{_url(href)} "{title}"' if title else _url(href)
    return f"[{text}]({target})"


def copy(settings: Settings, article: Article, terms: Sequence[tuple[str, str]]) -> list[str]:
    """Write the Markdown of an article: its details, its text, and its corrections.

    `terms` has the names of taxonomies, each with the article's terms (see `terms_of`).
    """
    serious: list[Correction] = []
    others: list[Correction] = []
    for note in article.corrections:
        (serious if note.serious else others).append(note)
    parts = [
        f"# {escaped(article.title)}",
        _retraction(article),
        "\n\n".join(map(_serious_correction, serious)),
        escaped(article.summary),
        "\n".join(_details(settings, article, terms)),
        "***",
        as_markdown(article.body.html, settings.url),
    ]
    if others:
        notes = [f"- {note.date}: {escaped(note.note)}" for note in others]
        parts += [f"## {_('Corrections')}", "\n".join(notes)]
    return ["\n\n".join(filter(None, parts)) + "\n"]


def _retraction(article: Article) -> str:
    if article.retracted is None:
        return ""
    label = _("Retracted on %(day)s", day=article.retracted.date)
    return f"**{label}:** {escaped(article.retracted.reason)}"


def _serious_correction(note: Correction) -> str:
    return f"**{_('Correction')}, {note.date}:** {escaped(note.note)}"


def _details(
    settings: Settings, article: Article, terms: Sequence[tuple[str, str]]
) -> Iterator[str]:
    """Yield the lines of an article's details that have a value."""
    archive = f"<{_url(article.archive.url)}>" if article.archive else ""
    further = ", ".join(_named(one.name, one.url) for one in article.further_sources)
    response = escaped(in_words(article.response)) if article.response else ""
    details = (
        (_("Address"), f"<{settings.url + article.address}>"),
        (_("Identity"), f"`{identity(article, settings.authority)}`"),
        (_("Date"), str(article.date)),
        (_("Updated"), str(article.updated or "")),
        (_("Language"), article.language),
        (_("Source"), _named(article.source.name, article.source.url)),
        (_("Further sources"), further),
        (_("Original headline"), escaped(article.source.title)),
        (_("Archived copy"), archive),
        (_("Reported by"), ", ".join(map(escaped, article.authors))),
        (_("Response"), response),
        *terms,
        (_("Tags"), ", ".join(map(escaped, article.tags))),
    )
    for name, value in details:
        if value:
            yield f"- {escaped(name)}: {value}"


def terms_of(article: Article, site: Site) -> tuple[tuple[str, str], ...]:
    """Pair the name of each taxonomy with links to the article's terms, without the source's."""
    terms = []
    for name, slugs in article.terms.items():
        taxonomy = site.taxonomies[name]
        if taxonomy.settings.of_source:
            continue
        names = []
        for slug in slugs:
            url = site.settings.url + address.term(name, slug)
            names.append(_named(taxonomy.terms[slug].name, url))
        names += map(escaped, article.unlisted.get(name, ()))
        terms.append((taxonomy.settings.title, ", ".join(names)))
    return tuple(terms)


def _named(name: str, url: str) -> str:
    return f"[{escaped(name)}]({_url(url)})" if url else escaped(name)
