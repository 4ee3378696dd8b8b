"""Write an edition as e-mail: HTML, and the same as plain text.

The HTML loads nothing and runs nothing. What must look right everywhere has its style beside it;
the style sheet in its head is for the editors' text and for dark colours.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.assemble.collection import Week
from generator.assemble.interface import _, day_range, edition_name, week_span
from generator.assemble.interface import articles as articles_text
from generator.extras.editions.edition import Edition
from generator.extras.editions.weekly import (
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
from generator.read.blocks import blocks_of, words
from newsroom.newsletter.mail_text import plain_text, wrapped

Note = tuple[str, str, str]
"""The title and the address of an article, and a remark about it."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Everything that the e-mail of an edition contains."""

    site: Site
    week: Week
    page: str
    """The address of the edition's page; that of the list if the week has too few articles."""
    title: str
    summary: str
    """The preview text that mail programs show beside the subject."""
    count: str
    """The days of the week and the number of articles."""
    introduction: str
    """The editors' summary of the edition."""
    html: str
    """The editors' text, sanitised, with absolute links."""
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
    page = address.edition(*week) if site.has_edition(week, len(articles)) else address.EDITIONS
    url = site.settings.url
    html = address.with_base(edition.body.html, url)
    return Issue(
        site=site,
        week=week,
        page=page,
        title=edition.title or edition_name(*week),
        summary=edition.summary or lead.title,
        count=f"{week_span(*week)}, {articles_text(len(articles))}",
        introduction=edition.summary,
        html=html.replace('href="#', f'href="{url}{page}#'),  # footnotes
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
    for group in groups:
        yield group.term.name if group.term else _("Also this week"), group.articles


def _corrected(site: Site, week: Week) -> Iterator[Note]:
    for change in changes_by_week(site).get(week, ()):
        yield change.article.text, change.article.address, change.note


def _coming(site: Site, week: Week) -> Iterator[Note]:
    for event, article in due_by_week(site).get(week, ()):
        days = day_range(event.date, event.end or event.date)
        yield article.title, article.address, f"{days}: {event.label}"


def as_html(mail: Issue) -> str:
    """Write the e-mail as HTML."""

    def notes_on(article: Article) -> Markup:
        return Markup(notes(article)[0])  # noqa: S704 (escaped by its template)

    intro = Markup(mail.html)  # noqa: S704 (sanitised)
    template = make_environment().get_template("mail.html")
    return template.render(
        issue=mail,
        site=mail.site.settings,
        editions=address.EDITIONS,
        intro=intro,
        notes_on=notes_on,
    )


def as_text(mail: Issue) -> str:
    """Write the e-mail as plain text, wrapped at 76 characters.

    The addresses of links are in a numbered list at its end.
    """
    links: dict[str, int] = {}

    def number(href: str) -> int:
        return links.setdefault(href, len(links) + 1)

    def text() -> str:
        return plain_text(mail.html, number)

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
