"""Write an edition as e-mail: HTML that needs no style sheet, and the same as plain text.

The HTML loads nothing and runs nothing; one media query gives it dark colours for readers who
prefer them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

from markupsafe import Markup

from generator.assemble.collection import Week
from generator.assemble.interface import _, day_range, edition_name, week_span
from generator.assemble.interface import articles as articles_text
from generator.extras.editions.edition import (
    Edition,
    arrange,
    changes_by_week,
    due_by_week,
    editions_of,
    lead_of,
)
from generator.feeds.xml_file import notes
from generator.model import address
from generator.model.article import Article, Articles
from generator.model.site import Site
from generator.pages.environment import make_environment
from generator.read.blocks import Block, Inline, blocks_of, words
from generator.read.tables import table
from newsroom.newsletter.mail_text import plain_text, wrapped

_KEPT = ("href", "title", "start")
"""Attributes that elements of a body keep."""
_EMPTY = ("br", "hr")
Resolve = Callable[[str], str]
"""Makes a link of a body absolute."""
Note = tuple[str, str, str]
"""The title and the address of an article, and a remark about it."""
Look = Mapping[str, str]
"""The `style` of an element, and a `class` for dark mode."""
LOOKS: Mapping[str, Look] = table(__package__, "looks")
"""Element of a body → its style."""


def absolute(href: str, url: str, page: str) -> str:
    """Make a link of a body absolute; a link to a footnote leads to the article's page."""
    if href.startswith("#"):
        return f"{url}{page}{href}"
    return address.with_base(href, url)


def inlined(html: str, looks: Mapping[str, Look], url: str, page: str) -> str:
    """Write a sanitised body for an e-mail, with inline styles on its elements.

    Its links become absolute: `url` is the address of the site, `page` that of the page below it.
    """
    resolve = partial(absolute, url=url, page=page)
    return "".join(_element(looks, resolve, block) for block in blocks_of(html))


def _element(looks: Mapping[str, Look], resolve: Resolve, element: Block | Inline) -> str:
    if isinstance(element, str):
        return escape(element, quote=False)
    inner = "".join(_element(looks, resolve, child) for child in element.children)
    if not element.tag:
        return inner
    attributes = {name: element.attributes.get(name) for name in _KEPT}
    if attributes["href"]:
        attributes["href"] = resolve(attributes["href"])
    attributes |= looks.get(element.tag, {})
    start = element.tag
    for name, value in attributes.items():
        if value:
            start += f' {name}="{escape(value)}"'
    line_end = "\n" if isinstance(element, Block) else ""
    if element.tag in _EMPTY:
        return f"<{start}>{line_end}"
    return f"<{start}>{inner}</{element.tag}>{line_end}"


@dataclass(frozen=True, slots=True)
class Issue:
    """Everything that the e-mail of an edition contains."""

    site: Site
    week: Week
    title: str
    summary: str
    """The preview text that mail programs show beside the subject."""
    count: str
    """The days of the week and the number of articles."""
    introduction: str
    """The editors' summary of the edition."""
    html: str
    """The editors' text, sanitised."""
    articles: Articles
    sections: tuple[tuple[str, Articles], ...]
    """Headings with their articles: the lead article, then the groups of the others."""
    corrected: tuple[Note, ...]
    """Corrections and retractions of the week."""
    coming: tuple[Note, ...]
    """Events of the coming week."""
    unsubscribe: str

    @property
    def subject(self) -> str:
        """The subject line."""
        return f"{self.site.settings.title}: {self.title}"

    @property
    def page(self) -> str:
        """The address of the edition's page; that of the list if the week has too few articles."""
        has_page = self.site.has_edition(self.week, len(self.articles))
        return address.edition(*self.week) if has_page else address.EDITIONS

    def url(self, where: str) -> str:
        """Return the absolute address of a page."""
        return self.site.settings.url + where

    def kind(self, article: Article) -> str:
        """Return the kind of an article's outlet; empty if the outlet is not registered."""
        registered = self.site.outlet(article)
        if registered is None:
            return ""
        settings, outlet = registered
        return settings.kind_name(outlet.kind)


def issue(site: Site, week: Week, unsubscribe: str) -> Issue:
    """Collect the edition of a week that has articles.

    Raises:
        KeyError: the week has no articles.
    """
    weeks = {edition.week: (edition, articles) for edition, articles in editions_of(site)}
    edition, articles = weeks[week]
    lead = lead_of(articles, edition, site)
    return Issue(
        site=site,
        week=week,
        title=edition.title or edition_name(*week),
        summary=edition.summary or lead.title,
        count=f"{week_span(*week)}, {articles_text(len(articles))}",
        introduction=edition.summary,
        html=edition.body.html,
        articles=articles,
        sections=tuple(_sections(site, edition, articles, lead)),
        corrected=tuple(_corrected(site, week)),
        coming=tuple(_coming(site, week)),
        unsubscribe=unsubscribe,
    )


def _sections(
    site: Site, edition: Edition, articles: Articles, lead: Article
) -> Iterator[tuple[str, Articles]]:
    yield _("Lead"), (lead,)
    taxonomy = site.taxonomies.get(site.settings.columns)
    groups = arrange(articles, taxonomy, lead, edition.order)
    others = _("Also this week") if len(groups) == 1 else _("More this week")
    for group in groups:
        yield group.term.name if group.term else others, group.articles


def _corrected(site: Site, week: Week) -> Iterator[Note]:
    for change in changes_by_week(site).get(week, ()):
        yield change.article.text, change.article.address, change.note


def _coming(site: Site, week: Week) -> Iterator[Note]:
    for event, article in due_by_week(site).get(week, ()):
        days = day_range(event.date, event.end or event.date)
        yield article.title, article.address, f"{days}: {event.label}"


def as_html(mail: Issue) -> str:
    """Write the e-mail as HTML."""
    settings = mail.site.settings

    def notes_on(article: Article) -> Markup:
        html = inlined(notes(article)[0], LOOKS, settings.url, article.address)
        return Markup(html)  # noqa: S704 (escaped by its template)

    intro = Markup(inlined(mail.html, LOOKS, settings.url, mail.page))  # noqa: S704 (sanitised)
    template = make_environment().get_template("mail.html")
    return template.render(
        issue=mail, site=settings, editions=address.EDITIONS, intro=intro, notes_on=notes_on
    )


def as_text(mail: Issue) -> str:
    """Write the e-mail as plain text, wrapped at 76 characters.

    The addresses of links are in a numbered list at its end.
    """
    links: dict[str, int] = {}

    def number(href: str) -> int:
        return links.setdefault(href, len(links) + 1)

    def text() -> str:
        resolve = partial(absolute, url=mail.site.settings.url, page=mail.page)
        return plain_text(mail.html, number, resolve)

    def notes_on(article: Article) -> list[str]:
        return [words(block.inlines) for block in blocks_of(notes(article)[0])]

    templates = make_environment()
    templates.filters.update(wrapped=wrapped, heading=_heading)
    return templates.get_template("mail.txt").render(
        issue=mail,
        site=mail.site.settings,
        editions=address.EDITIONS,
        number=number,
        links=links,
        text=text,
        notes_on=notes_on,
    )


def _heading(text: str, line: str = "-") -> str:
    """Underline a heading as far as its widest line reaches."""
    lines = wrapped(text).split("\n")
    widest = max(len(one) for one in lines)
    return "\n".join([*lines, line * widest])
