"""Parse Markdown into tokens, and check them for unsafe or invisible content.

markdown-it-py knows the lines of each block. The column of a link or of HTML within a block is
found by searching for its text there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, takewhile
from urllib.parse import urljoin

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from generator.diagnostics.diagnostics import Place, Report, counted
from generator.model.rendered_text import InternalLink
from generator.read import written_links as links
from generator.read.footnotes import Footnotes, parse_footnotes
from generator.read.github_marks import bare_addresses, parse_tasks
from generator.read.other_dialects import shown_as_typed

_LANGUAGE = re.compile(r"[A-Za-z0-9+#-]{0,30}\Z")
_MOST_LEVELS = 60
"""Maximum depth of nested elements; eight lists in quotations need less than half."""
_NEAR = 8
"""Maximum tokens beside a link that are read with it: a host, marks of emphasis and code."""
_FOOTNOTE = re.compile(r"#(?=fn(?:ref\d*)?-)")
_MARK = re.compile(r"\[\^([^\[\]]+)\]")
"""Matches a footnote mark, even with spaces in its label, which GitHub does not allow."""
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<!\[|<[!?][A-Za-z]")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*")
"""The beginning of a line of a list or a quotation."""


def flavoured_parser() -> MarkdownIt:
    """Make a parser of our Markdown. It leaves addresses unchanged, because they are checked later."""
    options = {"html": False, "maxNesting": 100, "inline_definitions": True, "store_labels": True}
    options["strikethrough_single_tilde"] = True
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    parser.use(parse_footnotes).use(parse_tasks)
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.validateLink = bool  # type: ignore[method-assign,assignment]
    return parser


def _inspecting_parser() -> MarkdownIt:
    parser = flavoured_parser()
    # Runs before escaped characters become ordinary text.
    parser.core.ruler.before("text_join", "inspect", _inspect)
    return parser


def _inspect(state: StateCore) -> None:
    state.tokens = state.env["inspector"].run(state.tokens, state.env)


class _Inspector:
    """Checks the tokens of a text: corrects some, and reports those that must not be published."""

    def __init__(self, body: str, begins: Place, address: str, report: Report) -> None:
        self.body = body
        self.lines = body.split("\n")
        self.offsets = [0, *accumulate(len(line) + 1 for line in self.lines)]
        self.begins = begins
        self.address = address
        self.report = report
        self.footnotes = Footnotes()
        self.links: list[InternalLink] = []
        self.labels: set[str] = set()
        self.block = (0, len(self.lines))
        self.looked_to = 0
        self.html_reported = False
        self.undefined: list[tuple[str, Place]] = []

    def run(
        self, tokens: list[Token], env: dict[str, dict[str, dict[str, list[int]]]]
    ) -> list[Token]:
        self.definitions = env.get("references", {})
        self.levels(tokens)
        width = 0
        for token in tokens:
            if token.map:
                self.block = (token.map[0], token.map[1])
                self.looked_to = self.offsets[self.block[0]]
            if token.type == "inline":
                token.children = list(self.inlines(token.children or []))
            elif token.type == "heading_open" and token.tag == "h1":
                self.heading()
            elif token.type == "fence":
                self.fence(token)
            elif token.type == "thead_open":
                width = 0
            elif token.type in ("th_open", "td_open"):
                width += token.type == "th_open"
                if style := token.attrs.pop("style", ""):
                    token.attrs["class"] = f"align-{str(style).partition(':')[2]}"
            elif token.type == "tr_open":
                self.row(width)
        self.unused_definitions(tokens)
        tokens = self.footnotes.arrange(token for token in tokens if token.type != "definition")
        for label, line, code, message, help_line in self.footnotes.problems:
            self.block = (line, line + 1)
            self.report.add(self.find(f"[^{label}]"), code, message, help_line)
        for label, place in self.undefined:
            self.report.add(place, "undefined-footnote", *self.footnotes.undefined(label))
        return tokens

    def levels(self, tokens: list[Token]) -> None:
        """Report a text in which elements are nested too deeply, and remove it."""
        for token in tokens:
            level = token.level + max((child.level for child in token.children or ()), default=0)
            if level > _MOST_LEVELS:
                message = f"marks nested {level:,} deep (at most {_MOST_LEVELS})"
                help_line = "close each * and _ before the next begins"
                line = token.map[0] if token.map else 0
                self.report.add(self.place(self.offsets[line]), "too-complex", message, help_line)
                tokens.clear()
                return

    def place(self, offset: int) -> Place:
        """The place in the file of an offset in the body."""
        line = self.body.count("\n", 0, offset)
        return Place(self.begins.path, line + self.begins.line, offset - self.offsets[line] + 1)

    def find(self, needle: str) -> Place:
        """The place in the file of a piece of the current block.

        Pieces are found in document order, each after the last. The address of a link with escapes
        is found by the brackets before it.
        """
        start, end = (self.offsets[line] for line in self.block)
        after = max(start, self.looked_to)
        if (
            needle and "\\" not in self.body
        ):  # compiling a pattern takes as long as parsing a paragraph
            for first in (after, start):
                if (begin := self.body.find(needle[:80], first, end)) >= 0:
                    self.looked_to = begin + len(needle[:80])
                    return self.place(begin)
        begins = re.match(r"\w*", needle)
        escaped = r"\\?".join(map(re.escape, needle[:80]))
        patterns = (escaped, rf"(?<=\]\()[ \n]*<?{re.escape(begins.group() if begins else '')}")
        for pattern in patterns if needle else patterns[1:]:
            for first in (after, start):
                if match := re.compile(pattern).search(self.body, first, end):
                    self.looked_to = match.end()
                    return self.place(match.start())
        return self.place(start)

    def heading(self) -> None:
        line = self.lines[self.block[0]]
        words = _CONTAINERS.sub("", line, count=1).strip("# \t")
        message = f"'{words[:60]}' is a heading of level 1"
        self.report.add(self.find(words), "heading-level", message, "use ##")

    def fence(self, token: Token) -> None:
        """Keep the language of a code block; report other text after its fence, and a missing end."""
        language, *more = token.info.split() or [""]
        token.info = language.lower()
        if more or not _LANGUAGE.match(language):
            unseen = " ".join(more) or language
            message = f"'{unseen[:40]}' after {token.markup} is not shown"
            help_line = f"write only the name of a language there, as in {token.markup}python"
            self.report.add(
                self.find(more[0] if more else language), "lost-text", message, help_line
            )
        first, end = self.block
        if end - first < 2 or not re.fullmatch(
            rf"[> \t]*{token.markup}+[ \t]*", self.lines[end - 1]
        ):
            message = (
                f"the code that begins with {token.markup} has no end, so all text below it is code"
            )
            help_line = f"write {token.markup} on its own line after the code, or delete it here"
            self.report.add(self.find(token.markup), "unclosed-code", message, help_line)

    def row(self, width: int) -> None:
        """Report cells of a table row beyond its columns."""
        line = self.lines[self.block[0]]
        row = line[_CONTAINERS.match(line).end() :].strip()  # type: ignore[union-attr]
        cells = escapedSplit(row.removeprefix("|").removesuffix("|") if row.count("|") > 1 else row)
        if width and len(cells) > width:
            message = (
                f"the row has {counted(len(cells), 'cell')}, but the head of the table has {width}"
            )
            help_line = r"add a cell to the head, or write \| for a | within a cell"
            self.report.add(self.find(cells[width].strip()), "lost-text", message, help_line)

    def unused_definitions(self, tokens: Iterable[Token]) -> None:
        """Report link definitions that the text does not use."""
        for token in tokens:
            if token.type == "definition" and token.map:
                first = self.definitions[token.meta["id"]]["map"][0]
                label, (start, end) = " ".join(token.meta["label"].split())[:40], token.map
                if first != token.map[0]:
                    message = f"'[{label}]:' is already defined in line {first + self.begins.line}"
                    help_line = "keep one of the two, or give this one another name"
                elif token.meta["id"] not in self.labels:
                    message = f"'[{label}]: …' defines a link that the text does not use, so it is not shown"
                    help_line = rf"to show it, put a backslash before the bracket: \[{label}]: …"
                else:
                    continue
                if end - start > 1:
                    message += (
                        f" (lines {start + self.begins.line} to {end - 1 + self.begins.line})"
                    )
                self.block = (start, end)
                self.report.add(
                    self.find(f"[{token.meta['label']}]"), "lost-text", message, help_line
                )

    def inlines(self, tokens: list[Token]) -> Iterator[Token]:
        """Check the tokens of a paragraph, a heading or a cell; images become links."""
        inside: list[Token] = []
        for index, token in enumerate(tokens):
            if token.type == "link_open":
                inside = list(
                    takewhile(lambda inner: inner.type != "link_close", tokens[index + 1 :])
                )
                end = index + len(inside) + 2
                before = _words_before(tokens[max(0, index - _NEAR) : index])
                yield from self.link(token, inside, before, _words_after(tokens[end : end + _NEAR]))
                continue
            if token.type == "link_close":
                inside = []
            elif token.type == "image":
                yield from self.image(token, within_link=bool(inside))
                continue
            elif token.type in ("s_open", "s_close"):
                token.tag = "del"
            elif token.type == "text":
                self.text(token.content)
                if not inside:
                    yield from self.bare_addresses(token.content)
                    continue
            yield token

    def text(self, text: str) -> None:
        """Report the first HTML of the whole text, and footnote marks without a note."""
        if not self.html_reported and (match := _HTML.search(text)):
            self.html_reported = True
            message = f"'{match.group()[:40]}' is HTML, which is shown as text"
            help_line = "use Markdown, or put it in `backticks` when the text is about HTML"
            self.report.add(self.find(match.group()), "raw-html", message, help_line)
        for written, message, help_line in shown_as_typed(text):
            self.report.add(self.find(written), "shown-as-typed", message, help_line)
        for mark in _MARK.finditer(text):
            self.undefined.append((mark[1], self.find(mark.group())))

    def bare_addresses(self, text: str) -> Iterator[Token]:
        """Turn addresses without brackets into links; invalid ones stay text."""
        end = 0
        for start, written, href in bare_addresses(text):
            if links.problem_with(href, written.removeprefix("mailto:")) is None:
                yield _text(text[end:start])
                yield from _link({"href": href}, written)
                end = start + len(written)
        yield _text(text[end:])

    def link(self, token: Token, inside: list[Token], before: str, after: str) -> Iterator[Token]:
        """Make a link absolute or safe; broken links become text, links without text show the address.

        `before` and `after` are the words around it.
        """
        href = str(token.attrs.get("href", "")).strip()
        text = _words(inside).strip()
        self.labels.add(token.meta.get("label", ""))
        yield token
        if not inside:
            yield _text(href)
        place = self.place_of(token, href or text)
        if target := self.internal(href):
            self.links.append(InternalLink(target, place))
            token.attrs["href"] = target
            return
        title = str(token.attrs.get("title", ""))
        problem = links.problem_with(href, text, title)
        if problem is None and not href.startswith("mailto:"):
            problem = links.joined_problem(href, before, text, after)
        if problem is not None:
            token.attrs.pop("href")
            self.report.add(place, *problem)
            return
        if advice := links.advice_on(href, before, text, title):
            self.report.add(place, *advice)
        if not href.startswith("mailto:"):
            token.attrs["rel"] = "external noopener"

    def place_of(self, token: Token, written: str) -> Place:
        """The place of a link's address, which may be in a definition."""
        label = token.meta.get("label")
        if not label:
            return self.find(written)
        first, end = self.definitions[label]["map"]
        here, self.block = self.block, (first, end)
        place = self.find(written)
        self.block = here
        return place

    def internal(self, href: str) -> str:
        """The path and fragment of an internal address, resolved from this page; "" for other addresses."""
        if href.startswith("//") or not href.startswith(("/", "#", "?", "./", "../")):
            return ""
        # The sanitiser puts this prefix before the ids of footnotes.
        return "/" + urljoin(f"/{self.address}", _FOOTNOTE.sub("#c-", href)).lstrip("/")

    def image(self, token: Token, *, within_link: bool) -> Iterator[Token]:
        """Replace an image with a link."""
        source = str(token.attrs.get("src", "")).strip()
        text = _words(token.children or []) or source
        problem = links.problem_with(source, text)
        linked = not within_link and problem is None
        shown = "a link" if linked else "its description"
        message = f"articles have no images; {shown} is shown instead"
        help_line = "describe what it shows, and link to it: "
        help_line += f"[{text[:40]}]({source[:60] if linked else 'https://example.org/chart'})"
        place = self.find(source)
        self.report.add(place, "remote-image", message, help_line)
        if problem and problem[0] == "deceptive-link":
            self.report.add(place, *problem)
        title = str(token.attrs.get("title", ""))
        if linked:
            self.labels.add(token.meta.get("label", ""))
            yield from _link({"href": source} | ({"title": title} if title else {}), text)
        else:
            yield _text(f"{text} ({title})" if title else text)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(attributes: Mapping[str, str], text: str) -> Iterator[Token]:
    relation = {} if attributes["href"].startswith("mailto:") else {"rel": "external noopener"}
    yield Token("link_open", "a", 1, attrs={**attributes, **relation})
    yield _text(text)
    yield Token("link_close", "a", -1)


def _words(tokens: Iterable[Token]) -> str:
    """The text of inline tokens."""
    return "".join(
        " "
        if token.type in ("softbreak", "hardbreak")
        else _words(token.children or ()) or token.content
        for token in tokens
        if token.type != "note_mark"
    )


def _words_before(tokens: list[Token]) -> str:
    """The words of the same line before a link, from the end of the link before it."""
    nearest_first = list(takewhile(_is_in_line, reversed(tokens)))
    return _words(reversed(nearest_first))


def _words_after(tokens: list[Token]) -> str:
    """The words of the same line after a link, up to the next."""
    return _words(takewhile(_is_in_line, tokens))


def _is_in_line(token: Token) -> bool:
    return token.type not in ("link_open", "link_close", "softbreak", "hardbreak", "image")


_PARSER = _inspecting_parser()


def to_html(
    body: str, begins: Place, address: str, report: Report
) -> tuple[str, tuple[InternalLink, ...]]:
    """Parse Markdown, check it, and return HTML, not yet sanitised, and the links within the site.

    The text must be free of forbidden characters and not too complex; see `body.render` for the
    arguments.
    """
    inspector = _Inspector(body, begins, address, report)
    html = str(_PARSER.render(body, {"inspector": inspector}))
    return html.strip(), tuple(inspector.links)
