"""Parse Markdown into tokens, and check them for unsafe or invisible content.

markdown-it-py knows the lines of each block. The column of a link or of HTML within a block is
found by searching for its text there.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice, takewhile
from urllib.parse import urljoin

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from generator.diagnostics.diagnostics import Place, Report
from generator.model.address import CONTENT
from generator.model.article import InternalLink
from generator.model.layout import PUBLIC
from generator.read import other_markup
from generator.read.github_marks import (
    Footnotes,
    bare_addresses,
    link_tokens,
    parse_footnotes,
    text_token,
    words_after,
    words_before,
    words_of,
)
from generator.read.links import written_links as links
from generator.read.written_text import WrittenText

_LANGUAGE = re.compile(r"[A-Za-z0-9+#-]{0,30}\Z")
_MOST_LEVELS = 60
"""Maximum depth of nested elements; eight lists in quotations need less than half."""
_MOST_OTHER_MARKUP = 30
"""Maximum problems about markup of other systems: a text full of it needs to be rewritten."""
_NEAR = 8
"""Maximum tokens beside a link that are read with it: a host, marks of emphasis and code."""
_FOOTNOTE = re.compile(r"#(?=fn(?:ref\d*)?-)")
_INTERNAL = ("/", "#", "?", "./", "../")
"""The beginnings of internal addresses, apart from `//`."""
_MARK = re.compile(r"\[\^([^\[\]]+)\]")
"""Matches a footnote mark, even with spaces in its label, which GitHub does not allow."""
_UNUSUAL = re.compile(r"[<\[:@]|www\.")
"""Matches a sign of everything that `text` and `bare_addresses` look for.

Most texts have none, and looking for one takes a microsecond.
"""
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<!\[|<[!?][A-Za-z]")
_PROSE = re.compile(r"(?:[^\W\d_]|[\"“„«‘])[^{}<>=\\|#$;]*[.!?…:»”’\"]\s*\Z")
"""Matches a paragraph of words, as hardly any code is."""
_LEAST_WORDS = 6
"""Minimum words of indented text that is taken for a paragraph."""
_NO_HEADING = re.compile(r"\A(?![a-z_]+: )(?=.*(?:\n|[.!?…:;,][”»\"’)]?\Z))")
"""Matches lines or a sentence; front matter in a text is reported elsewhere."""
_HTML_HELP = {
    "a": "write [text](<address>)",
    "b": "write **bold**",
    "strong": "write **bold**",
    "i": "write *italic*",
    "em": "write *italic*",
    "br": "end the line with a backslash, or leave an empty line",
    "p": "delete the tags, and leave an empty line between paragraphs",
    "div": "delete the tags, and leave an empty line between paragraphs",
    "span": "delete the tags",
    "img": "describe what it shows, and link to it: [description](<address>)",
    "li": "begin the item with - and a space",
    "ul": "write a list of lines - <item>",
    "ol": "write a list of lines 1. <item>",
    "table": "write a table of lines | cell | cell |, the second of them | --- | --- |",
    "blockquote": "begin each line of the quotation with >",
    "hr": "write --- between two empty lines",
    "u": "write *italic*",
    "s": "write ~~crossed out~~",
    "del": "write ~~crossed out~~",
    "code": "write `code`",
    "pre": "put the code between two lines ```",
    "sup": "write a character such as ²",
    "sub": "write a character such as ₂",
    "details": "write a heading, ## …, and the text below it",
    "iframe": "write a link to what it shows: [description](<address>)",
    "video": "write a link to what it shows: [description](<address>)",
    "figure": "describe what it shows, and link to it: [description](<address>)",
}
_HTML_HELP |= dict.fromkeys(("h1", "h2", "h3", "h4"), "write ## before the heading")
_HTML_HELP |= dict.fromkeys(("font", "center", "small", "mark"), "delete the tags")
"""Element that people copy from HTML → the help line."""
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_RUN_ON = re.compile(r"^\d{1,3}[.)][ \t]+\S[^\n]*\n\d{1,3}[.)][ \t]", re.MULTILINE)
"""Matches items within a paragraph: only one with the number 1 begins a list there."""
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*")
"""The beginning of a line of a list or a quotation."""


Definitions = Mapping[str, Mapping[str, list[int]]]
"""Name of a link definition → its properties: `map` has its first line and the line after its
last."""


def flavoured_parser() -> MarkdownIt:
    """Make a parser for the digest's flavour of Markdown.

    It leaves addresses unchanged, because they are checked later.
    """
    options = {"maxNesting": 100, "inline_definitions": True, "store_labels": True}
    options["strikethrough_single_tilde"] = True
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    # HTML is text. Without its rules, parsing also takes a fifteenth less time.
    parser.disable(["html_block", "html_inline"])
    parser.use(parse_footnotes)
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
    inspector = state.env["inspector"]
    state.tokens = inspector.run(state.tokens, state.env.get("references", {}))


class _Inspector:
    """Checks the tokens of a text: corrects some, and reports those that must not be published."""

    def __init__(self, body: str, begins: Place, address: str, report: Report) -> None:
        self.written = WrittenText(body, begins)
        self.address = address
        self.report = report
        self.footnotes = Footnotes()
        self.links: list[InternalLink] = []
        self.html_reported = False
        self.number = 0
        self.quotations = 0
        self.other_markup = other_markup.possible(body)
        self.other_left = _MOST_OTHER_MARKUP
        self.undefined: list[tuple[str, Place, bool]] = []

    def run(self, tokens: list[Token], definitions: Definitions) -> list[Token]:
        self.definitions = definitions
        self.levels(tokens)
        for index, token in enumerate(tokens):
            if token.map:
                self.written.enter(token.map[0], token.map[1])
            if token.tag == "blockquote":
                self.quotations += token.nesting
            self.block(token, tokens[index + 1 : index + 2])
        shown = [token for token in tokens if token.type != "definition"]
        tokens = self.footnotes.arrange(shown)
        without_colon = {label for label, _, begins in self.undefined if begins}
        for label, place, begins in self.undefined:
            if label in without_colon and not begins:
                continue
            message, help_line = self.footnotes.undefined(label, begins=begins)
            self.report.add(place, "undefined-footnote", message, help_line)
        for label, line in self.footnotes.unused():
            place = self.written.place_of_line(line)
            message = f"nothing in the text refers to the note '[^{label[:40]}]'"
            help_line = f"write [^{label[:40]}] where the note belongs, or delete the note"
            self.report.add(place, "undefined-footnote", message, help_line)
        return tokens

    def block(self, token: Token, following: list[Token]) -> None:
        """Check a token outside paragraphs, or the tokens within one."""
        if token.type == "ordered_list_open":
            self.numbered(token)
        elif token.type == "list_item_open" and token.info:
            self.number = int(token.info)
        elif token.type == "inline":
            self.run_on(token.content)
            self.markup_of_others(token)
            token.children = list(self.inlines(token.children or []))
        elif token.type == "heading_open":
            self.heading(token, following[0].content)
        elif token.type == "fence":
            self.fence(token)
        elif token.type == "code_block":
            self.indented(token)
        elif token.type in ("th_open", "td_open"):
            _align(token)

    def levels(self, tokens: list[Token]) -> None:
        """Report nesting that is too deep, and remove the whole text."""
        for token in tokens:
            within = max((child.level for child in token.children or ()), default=0)
            if token.level + within > _MOST_LEVELS:
                message = f"marks are nested more than {_MOST_LEVELS} deep"
                help_line = "close each * and _ before the next begins"
                self.report.add(self.written.begins, "too-complex", message, help_line)
                tokens.clear()
                return

    def heading(self, token: Token, text: str) -> None:
        """Report a heading of the title's level, and a paragraph that a rule makes a heading."""
        if token.tag == "h1":
            line = self.written.first_line
            words = _CONTAINERS.sub("", line, count=1).strip("# \t")
            message = f"'{words[:60]}' is a heading of level 1"
            help_line = "use ##"
            if token.markup == "=":
                help_line = "write ## before it, and delete the line of = below it"
            self.report.add(self.written.find(words), "heading-level", message, help_line)
        elif token.markup == "-" and _NO_HEADING.search(text):
            first = text.partition("\n")[0]
            message = f"'{first[:40]}' is a heading, because a line of hyphens is directly below it"
            help_line = "leave an empty line between the two, or delete the line of hyphens"
            self.report.add(self.written.find(first), "other-markup", message, help_line)

    def fence(self, token: Token) -> None:
        """Reduce what follows the opening fence of a code block to the name of a language."""
        language, *_ = token.info.split() or [""]
        token.info = language.lower() if _LANGUAGE.match(language) else ""
        if not self.written.last_line.strip(" \t>").endswith(token.markup):
            message = f"'{token.markup}' is not closed: what is below it is shown as code"
            help_line = f"write {token.markup} on a line of its own below the code"
            self.report.add(self.written.find(token.markup), "other-markup", message, help_line)

    def indented(self, token: Token) -> None:
        """Report a paragraph that its indentation makes code."""
        text = token.content.strip()
        if _PROSE.match(text) and not text[0].islower() and len(text.split()) >= _LEAST_WORDS:
            message = f"'{text[:40]}' is shown as code, because the line is indented"
            help_line = "delete the spaces before it; put code between two lines ```"
            place = self.written.find(text.partition("\n")[0])
            self.report.add(place, "other-markup", message, help_line)

    def numbered(self, token: Token) -> None:
        """Report a list that begins at another number than 1 and goes on with no list above."""
        first = int(token.attrs.get("start", 1))
        if first < 2 or first == self.number + 1 or self.quotations:
            return
        message = f"a numbered list begins here, at {first}"
        help_line = rf"write 1. before its first item, or {first}\{token.markup} if this is no list"
        self.report.add(self.written.find(f"{first}"), "other-markup", message, help_line)

    def run_on(self, text: str) -> None:
        """Report numbered lines that run into their paragraph."""
        found = _RUN_ON.search(text) if "\n" in text and not self.quotations else None
        if found:
            line = text.count("\n", 0, found.start())
            shown = found[0].partition("\n")[0]
            message = f"'{shown[:40]}' begins no list: the lines run into one paragraph"
            help_line = "leave an empty line above it, and write 1. before the first item"
            place = self.written.place_in_block(line, text.split("\n")[line], 0)
            self.report.add(place, "other-markup", message, help_line)

    def inlines(self, tokens: list[Token]) -> Iterator[Token]:
        """Check the inline tokens of a paragraph, a heading or a table cell.

        Yields the tokens to publish; images become links.
        """
        within_link = False
        for index, token in enumerate(tokens):
            if token.type == "link_open":
                within_link = True
                yield from self.link(tokens, index)
            elif token.type == "link_close":
                within_link = False
                yield token
            elif token.type == "image":
                yield from self.image(token, within_link=within_link)
            elif token.type == "text" and _UNUSUAL.search(token.content):
                self.text(token.content, is_first=index == 0)
                yield from [token] if within_link else self.bare_addresses(token.content)
            else:
                if token.type in ("s_open", "s_close"):
                    token.tag = "del"
                yield token

    def markup_of_others(self, block: Token) -> None:
        """Report markup of other systems in the text of a block."""
        if not self.other_markup:
            return
        within = "quotation" if self.quotations else "block" if block.level == 1 else ""
        written = block.content.split("\n")
        found = other_markup.find(self.other_markup, block, within)
        for row, line, column, text, parts in islice(found, self.other_left):
            self.other_left -= 1
            place = self.written.place_in_block(line, written[line], column)
            self.report.add(place, *row.problem(text.partition("\n")[0][:40], parts))

    def text(self, text: str, *, is_first: bool) -> None:
        """Report the first HTML in a text, which may begin its block, and marks without a note."""
        for html in _HTML.finditer(text):
            other = other_markup.of_html(text, html.start())
            if other and html.group().startswith("</"):
                continue  # the tag that it closes is reported
            if other:
                place = self.written.find(html.group())
                self.report.add(place, *other.problem(text[html.start() :][:40], {}))
            elif not self.html_reported:
                self.html_reported = True
                message = f"'{html.group()[:40]}' is HTML, which is shown as text"
                tag = _TAG_NAME.match(html.group())
                markdown = _HTML_HELP.get(tag[1].lower() if tag else "", "use Markdown")
                help_line = f"{markdown}, or put it in `backticks` when the text is about HTML"
                self.report.add(self.written.find(html.group()), "raw-html", message, help_line)
        for mark in _MARK.finditer(text):
            place = self.written.find(mark.group())
            begins = is_first and mark.start() == 0
            self.undefined.append((mark[1], place, begins))

    def bare_addresses(self, text: str) -> Iterator[Token]:
        """Turn addresses without brackets into links; invalid addresses remain text."""
        end = 0
        for start, written, href in bare_addresses(text):
            if links.problem_with(href, written.removeprefix("mailto:")) is None:
                yield text_token(text[end:start])
                yield from link_tokens({"href": href}, written)
                end = start + len(written)
        yield text_token(text[end:])

    def link(self, tokens: list[Token], index: int) -> Iterator[Token]:
        """Make the link that begins at an index absolute or safe.

        Broken links become text; links without text show their address.
        """
        token = tokens[index]
        after = tokens[index + 1 :]
        inside = list(takewhile(lambda inner: inner.type != "link_close", after))
        href = str(token.attrs.get("href", "")).strip()
        text = words_of(inside).strip()
        yield token
        if not inside:
            yield text_token(href)
        place = self.place_of(token, href or text)
        target = self.internal(href)
        if target:
            self.links.append(InternalLink(target, place))
            token.attrs["href"] = target
            return
        end = index + len(inside) + 2
        said_before = words_before(tokens[max(0, index - _NEAR) : index])
        said_after = words_after(tokens[end : end + _NEAR])
        title = str(token.attrs.get("title", ""))
        problem = links.problem_with(href, text, title)
        is_mail = href.startswith("mailto:")
        if problem is None and not is_mail:
            problem = links.joined_problem(href, said_before, text, said_after)
        if problem is not None:
            token.attrs.pop("href")
            other = other_markup.of_address(href) if problem[0] == "unsafe-link" else None
            self.report.add(place, *(other.problem(href[:40], {}) if other else problem))
            return
        advice = links.advice_on(href, said_before, text, title)
        if advice:
            self.report.add(place, *advice)
        if not is_mail:
            token.attrs["rel"] = "external noopener"

    def place_of(self, token: Token, written: str) -> Place:
        """The place of a link's address, which may be in a link definition.

        `written` is the address as the text has it.
        """
        label = token.meta.get("label")
        if not label:
            return self.written.find(written)
        first, end = self.definitions[label]["map"]
        return self.written.find_between(first, end, written)

    def internal(self, href: str) -> str:
        """The path and fragment of an internal address, resolved from this page; "" for others."""
        if href.startswith("//") or not href.startswith(_INTERNAL):
            return ""
        # The sanitiser puts this prefix before the ids of footnotes.
        target = _FOOTNOTE.sub(f"#{CONTENT}", href)
        return "/" + urljoin(f"/{self.address}", target).lstrip("/")

    def image(self, token: Token, *, within_link: bool) -> Iterator[Token]:
        """Replace an image with a link, or with its description."""
        source = str(token.attrs.get("src", "")).strip()
        title = str(token.attrs.get("title", ""))
        text = words_of(token.children or []) or source
        problem = links.problem_with(source, text)
        place = self.written.find(source)
        shown, example = "its description", "<address>"
        if problem is None and not within_link:
            shown, example = "a link", source[:60]
            attributes = {"href": source}
            if title:
                attributes["title"] = title
            yield from link_tokens(attributes, text)
        else:
            yield text_token(f"{text} ({title})" if title else text)
        message = f"articles have no images; {shown} is shown instead"
        help_line = f"describe what it shows, and link to it: [{text[:40]}]({example})"
        if public := links.public_file(source):
            help_line = f"describe what it shows, put the file into {PUBLIC}/, and link to it: "
            help_line += f"[{text[:40]}]({public})"
        self.report.add(place, "remote-image", message, help_line)
        if problem and problem[0] == "deceptive-link":
            self.report.add(place, *problem)


def _align(cell: Token) -> None:
    """Replace a table cell's style, such as `text-align:right`, with a class."""
    style = str(cell.attrs.pop("style", ""))
    if style:
        cell.attrs["class"] = f"align-{style.partition(':')[2]}"


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
