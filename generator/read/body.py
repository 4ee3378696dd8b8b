"""Turn Markdown into safe HTML, exactly once.

The Markdown is CommonMark with GitHub's tables, `~deletions~`, bare addresses and footnotes, so
that a text reads as GitHub's preview shows it. Raw HTML is shown as text.
markdown-it-py's result is checked as tokens, whose lines are known: links, images, headings, and
any text that readers would not see. Then nh3 has the last word on every tag, attribute and scheme.
The resulting HTML serves the page, the feed and the data.

Internal links carry `ROOT` in place of the path to the site's root; the build inserts the path,
which depends on the page's depth.
"""

import re
from functools import partial
from itertools import count

import nh3

from generator.diagnostics.diagnostics import Place, Report
from generator.model.address import CONTENT, ROOT
from generator.model.article import Body
from generator.model.settings import Limits
from generator.read.blocks import blocks_of, plain_text
from generator.read.document import without_code_blocks
from generator.read.lost_text import check_shown
from generator.read.markdown_tokens import to_html
from generator.read.text import find_forbidden
from generator.system.bounds import TooSlowError, within

_TAGS = (
    "p br hr em strong del a sup code pre blockquote div ul ol li h2 h3 h4 h5 h6 "
    "table thead tbody tr th td"
)
_ATTRIBUTES = {
    "a": {"href", "title", "rel", "class"},
    "li": {"id"},
    "sup": {"id"},
    "div": {"class"},
    "code": {"class"},
    "th": {"class"},
    "td": {"class"},
    "ol": {"start"},
}
_CLASSES = re.compile(
    r"(language-[a-z0-9+#-]{1,30}|footnote|footnote-ref|footnote-backref|"
    r"align-(left|right|center))\Z"
)
_INTERNAL = f'<a href="{ROOT}'
_EMPHASIS = re.compile("</?(?:em|strong|del|sup|code)>")
"""Tags across which combining marks still stack on a letter."""
_MARKS = "[]<>*_`~\\&!"
"""The parser may scan a paragraph again for each of these."""
_GROWTH = 4
"""Maximum length of the HTML as a multiple of the longest file; ordinary text grows by a third."""


def _filter_attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "href" and value.startswith("/") and not value.startswith("//"):
        return ROOT + value[1:]
    if name == "class":
        allowed = [word for word in value.split() if _CLASSES.match(word)]
        return " ".join(allowed) or None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    attributes=_ATTRIBUTES,
    attribute_filter=_filter_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    id_prefix=CONTENT,
    strip_comments=True,
)


_TABLE = re.compile("<table>.*?</table>", re.DOTALL)
"""A table; after sanitising, `<table>` is always a tag."""


def _scrolled(html: str) -> str:
    """Let readers scroll wide tables, by keyboard too; from the second on, names have a number."""
    numbers = count(1)

    def region(table: re.Match[str]) -> str:
        number = next(numbers)
        name = "Table" if number == 1 else f"Table {number}"
        return f'<div class="table" role="region" aria-label="{name}" tabindex="0">{table[0]}</div>'

    return _TABLE.sub(region, html)


def _convert(body: str, begins: Place, address: str, limits: Limits, report: Report) -> Body | None:
    html, links = to_html(body, begins, address, report)
    if len(html) > _GROWTH * limits.file_size:
        message = f"{len(body):,} characters of text become {len(html):,} of HTML"
        report.add(begins, "too-complex", message, "use long links and wide tables less often")
        return None
    html = _CLEANER.clean(html)
    check_shown(body, html, begins, report)
    html = _scrolled(html)
    return Body(html, links, plain_text(blocks_of(html)))


def render(
    body: str, path: str, first_line: int, limits: Limits, report: Report, address: str = ""
) -> Body | None:
    """Turn Markdown into HTML that is safe on any page; return None if it is too complex.

    The body has LF line ends, no forbidden characters, and begins at `first_line` of its file.
    Relative links and fragments are relative to the page's own `address`.
    """
    begins = Place(path, first_line)
    prose = without_code_blocks(body)
    marks = sum(map(prose.count, _MARKS))
    if marks > limits.marks:
        message = f"{marks:,} brackets, asterisks and other marks (at most {limits.marks:,})"
        report.add(begins, "too-complex", message, "write it as plain paragraphs")
        return None
    try:
        rendered = within(partial(_convert, body, begins, address, limits, report))
    except TooSlowError:
        message, help_line = "reading the text takes too much time", "write it as plain paragraphs"
        report.add(begins, "too-complex", message, help_line)
        return None
    if rendered is None:
        return None
    shown = _EMPHASIS.sub("", rendered.html.replace(_INTERNAL, ""))
    for _, what in find_forbidden(shown)[:1]:
        message = f"the text contains {what}, perhaps as an entity"
        report.add(begins, "forbidden-character", message, "delete it, or the &…; entity for it")
    return rendered
