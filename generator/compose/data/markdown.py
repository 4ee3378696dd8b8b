"""An article as Markdown, for programs that read text rather than pages.

It is made from the sanitised HTML, not copied from the contributor's file: so
it can say nothing that the page does not say, and what a text only speaks of
(`<script>`, `[x](javascript:…)`) stays text in whatever reads the Markdown. Our
own reader makes the same HTML of it again; a test holds it to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote

from generator.compose.identity import identity
from generator.model import address
from generator.model.address import ROOT, absolute
from generator.model.article import Article
from generator.model.site import Site

NAME = "index.md"
_MARKS = re.compile(r"[\\`*_{}\[\]]")
_BEGINNING = re.compile(r"^([0-9]{0,9})([.)]|(?<![0-9])[#+=:~-])", re.MULTILINE)
"""What would begin a list, a heading, a rule or a fence."""
_SPACE = re.compile(r"[ \t\n]+")
_TAG = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_ENDS_TARGET = re.compile(r"""[\s<>()\\"`\[\]|]""")
_HEADINGS = {f"h{level}": "#" * level for level in range(2, 7)}
_ALIGNED = {"align-left": ":--", "align-right": "--:", "align-center": ":-:"}
_BREAK = "  \n"
_STYLES = {"em": "*", "strong": "**", "del": "~~"}


def escaped(text: str) -> str:
    """A text that means nothing to a Markdown reader but itself."""
    return _lines(_words(text))


def _words(text: str) -> str:
    """A text without signs that mean something within a line."""
    if "\n" in text or "  " in text or "\t" in text:
        text = _SPACE.sub(" ", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = _MARKS.sub(r"\\\g<0>", text)
    return f"{marked[:-1]}\\!" if marked.endswith("!") else marked


def _lines(text: str) -> str:
    """The text of a block, whose lines may not look as if they began something else."""
    return _BEGINNING.sub(lambda found: f"{found[1]}&#{ord(found[2])};", text)


def _url(href: str) -> str:
    """An address as a link's target: what could end it is written by number (RFC 3986, 2.1)."""
    return _ENDS_TARGET.sub(lambda found: quote(found[0], safe=""), href).replace("&", "&amp;")


@dataclass(slots=True)
class _Block:
    """An open element that holds blocks: its own so far, and how they stand in the one around it."""

    tag: str
    attributes: dict[str, str]
    blocks: list[str] = field(default_factory=list)
    text: str = ""
    tight: bool = True


class _Writer:
    """Writes blocks as they end."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.stack = [_Block("", {})]
        self.links: list[str | None] = []
        self.silent = self.verbatim = False
        self.language = ""
        self.rows: list[list[str]] = []
        self.rule: list[str] = []

    def feed(self, html: str) -> None:
        """Take in sanitised HTML, which has one form: lower case, double quotes, every element closed."""
        end = 0
        for found in _TAG.finditer(html):
            if end < found.start():
                self._data(unescape(html[end : found.start()]))
            end = found.end()
            closes, tag, attributes = found.groups()
            if closes:
                self._end(tag)
            else:
                given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
                self._start(tag, given)
        if end < len(html):
            self._data(unescape(html[end:]))
        self.flush()

    @property
    def top(self) -> _Block:
        return self.stack[-1]

    def flush(self) -> None:
        """End a run of text that stands in no paragraph."""
        text, self.top.text = self.top.text.strip(" \n"), ""
        if text:
            self.top.blocks.append(_lines(text.replace(f"{_BREAK} ", _BREAK)))

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag in _STYLES:
            self.top.text += _STYLES[tag]
        elif tag == "br":
            self.top.text = self.top.text.rstrip(" ") + _BREAK
        elif tag == "a":
            self._link(given)
        elif tag == "code":
            self.language = given.get("class", "").removeprefix("language-")
            self.stack.append(_Block("code", given))
            self.verbatim = True
        elif tag == "hr":
            self.flush()
            if self.top.tag != "div":
                self.top.blocks.append("***")
        elif tag == "tr":
            self.rows.append([])
        elif tag not in ("sup", "thead", "tbody"):
            self.flush()
            if tag == "p":
                self.top.tight = False
            self.stack.append(_Block(tag, given))

    def _link(self, given: dict[str, str]) -> None:
        kind, href = given.get("class", ""), given.get("href")
        if kind == "footnote-ref":
            self.links.append(None)
            self.top.text += f"[^{(href or '').removeprefix('#c-fn-').removeprefix('#fn-')}]"
            self.silent = True
        elif kind == "footnote-backref":
            self.links.append(None)
            self.top.text = self.top.text.rstrip("\u00a0 ")
            self.silent = True
        elif href is None:
            self.links.append("")
        else:
            title = given.get("title", "")
            said = f' "{escaped(title).replace(chr(34), "&quot;")}"' if title else ""
            self.links.append(f"]({_url(href.replace(ROOT, self.base))}{said})")
            self.top.text += "["

    def _end(self, tag: str) -> None:
        if tag in _STYLES:
            self.top.text += _STYLES[tag]
        elif tag == "a" and self.links:
            self.top.text += self.links.pop() or ""
            self.silent = False
        elif tag == "code":
            self._end_code()
        elif tag == "table":
            self._end_table()
        elif tag not in ("sup", "thead", "tbody", "tr", "br", "hr"):
            self._end_block(tag)

    def _end_code(self) -> None:
        code = self.stack.pop().text
        self.verbatim = False
        if self.top.tag == "pre":
            fence = "`" * max(3, _longest(code) + 1)
            self.top.blocks.append(f"{fence}{self.language}\n{code.removesuffix(chr(10))}\n{fence}")
        elif "|" in code and any(block.tag in ("td", "th") for block in self.stack):
            self.top.text += _words(code)  # no two readers agree how to write it as code
        else:
            fence = "`" * (_longest(code) + 1)
            around = " " if code.startswith("`") or code.endswith("`") else ""
            self.top.text += f"{fence}{around}{code}{around}{fence}"

    def _end_table(self) -> None:
        self.stack.pop()
        head, *rows = self.rows
        table = [head, self.rule, *rows]
        self.top.blocks.append("\n".join(f"| {' | '.join(row)} |" for row in table))
        self.rows, self.rule = [], []

    def _end_block(self, tag: str) -> None:
        self.flush()
        block = self.stack.pop()
        inner = ("\n" if block.tight and tag == "li" else "\n\n").join(block.blocks)
        if tag in ("td", "th"):
            self.rows[-1].append(inner.replace("|", "&#124;"))
            if tag == "th":
                self.rule.append(_ALIGNED.get(block.attributes.get("class", ""), "---"))
        elif tag == "li":
            self._end_item(block, inner)
        elif tag in ("ul", "ol"):
            between = "\n" if block.tight else "\n\n"
            self.top.blocks.append(between.join(block.blocks))
        elif tag == "blockquote":
            self.top.blocks.append("\n".join(f"> {line}".rstrip() for line in inner.split("\n")))
        elif tag in _HEADINGS:
            self.top.blocks.append(f"{_HEADINGS[tag]} {inner}")
        elif block.blocks:
            self.top.blocks.append(inner)

    def _end_item(self, item: _Block, inner: str) -> None:
        if len(item.blocks) > 1 and not item.tight:
            self.top.tight = False
        self.top.tight = self.top.tight and item.tight
        note = item.attributes.get("id", "")
        if note.startswith(("c-fn-", "fn-")):
            mark = f"[^{note.removeprefix('c-').removeprefix('fn-')}]: "
        elif self.top.tag == "ol":
            start = int(self.top.attributes.get("start", "1"))
            mark = f"{start + len(self.top.blocks)}. ".ljust(4)
        else:
            mark = "-   "
        rest = "\n".join(f"    {line}" if line else "" for line in inner.split("\n"))
        self.top.blocks.append(mark + rest.removeprefix("    "))

    def _data(self, data: str) -> None:
        if self.silent:
            return
        self.top.text += data if self.verbatim else _words(data)


def _longest(code: str) -> int:
    return max(map(len, re.findall("`+", code)), default=0)


def as_markdown(html: str, base: str) -> str:
    """Sanitised HTML as Markdown, with absolute links."""
    writer = _Writer(base)
    writer.feed(html)
    return "\n\n".join(writer.stack[0].blocks)


def twin(article: Article, site: Site) -> str:
    """An article's Markdown: what it is, its text, and what was put right."""
    settings = site.settings
    facts = [
        ("Address", f"<{absolute(settings.url, article.address)}>"),
        ("Identity", f"`{identity(article, settings.authority)}`"),
        ("Date", str(article.date)),
        ("Updated", str(article.updated or "")),
        ("Language", article.language),
        ("Source", _named(article.source.name, article.source.url)),
        ("Original headline", escaped(article.source.title)),
        ("Archived copy", f"<{_url(article.archive.url)}>" if article.archive else ""),
        ("Reported by", ", ".join(map(escaped, article.authors))),
        *((site.taxonomies[name].settings.title, terms) for name, terms in _terms(article, site)),
        ("Tags", ", ".join(map(escaped, article.tags))),
    ]
    parts = [f"# {escaped(article.title)}"]
    if article.retracted:
        reason = escaped(article.retracted.reason)
        parts.append(f"**Retracted on {article.retracted.date}:** {reason}")
    parts.append(escaped(article.summary))
    parts.append("\n".join(f"- {escaped(label)}: {value}" for label, value in facts if value))
    parts.append("***")
    parts.append(as_markdown(article.body.html, settings.url))
    if article.corrections:
        notes = (f"- {one.date}: {escaped(one.note)}" for one in article.corrections)
        parts.append("## Corrections\n\n" + "\n".join(notes))
    return "\n\n".join(parts) + "\n"


def _terms(article: Article, site: Site) -> Iterator[tuple[str, str]]:
    """The terms of each taxonomy but the source's, with links to their pages."""
    for name, slugs in article.terms.items():
        taxonomy = site.taxonomies[name]
        if not taxonomy.settings.of_source:
            links = [
                _named(taxonomy.terms[slug].name, absolute(site.settings.url, address.term(name, slug)))
                for slug in slugs
            ]
            yield name, ", ".join([*links, *map(escaped, article.unlisted.get(name, ()))])


def _named(name: str, url: str) -> str:
    return f"[{escaped(name)}]({_url(url)})" if url else escaped(name)
