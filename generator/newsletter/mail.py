"""An edition as e-mail: HTML that needs no style sheet, and plain text with the same content.

The HTML loads nothing and runs nothing; one media query gives it dark colours for readers who prefer
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from generator.assemble.collection import by_week
from generator.assemble.english import day, edition_name, plural, week_span
from generator.assemble.weekly import ArrangedWeek, arrange, lead_of
from generator.model import address
from generator.model.article import Article
from generator.model.edition import Edition, Week
from generator.model.site import Site
from generator.newsletter.mail_html import Look, absolute, inlined
from generator.newsletter.mail_text import WIDTH, columns, plain_text, wrapped
from generator.pages.environment import make_environment

_SERIF = "font-family:Georgia,'Times New Roman',serif"
_MONO = "font-family:Menlo,Consolas,monospace;font-size:14px"
LOOKS: dict[str, Look] = {
    "p": ("margin:0 0 16px", ""),
    "a": ("color:#16202a;text-decoration:underline", "ink"),
    "h2": (f"margin:24px 0 8px;{_SERIF};font-size:20px;line-height:1.25", ""),
    "h3": (f"margin:20px 0 8px;{_SERIF};font-size:17px;line-height:1.25", ""),
    "ul": ("margin:0 0 16px;padding:0 0 0 22px", ""),
    "ol": ("margin:0 0 16px;padding:0 0 0 26px", ""),
    "li": ("margin:0 0 6px", ""),
    "blockquote": ("margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #d8d1c3", "line"),
    "pre": (f"margin:0 0 16px;white-space:pre-wrap;{_MONO}", ""),
    "code": (_MONO, ""),
    "hr": ("margin:24px 0;border:0;border-top:1px solid #d8d1c3", "line"),
    "table": ("margin:0 0 16px;border-collapse:collapse", ""),
    "th": ("padding:4px 12px 4px 0;border-bottom:1px solid #d8d1c3;text-align:left", "line"),
    "td": ("padding:4px 12px 4px 0;border-bottom:1px solid #d8d1c3", "line"),
}
"""The styles of the elements of a body."""


@dataclass(frozen=True, slots=True)
class MailSection:
    """Articles under one heading."""

    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """The content of an e-mail."""

    site: Site
    week: Week
    edition: Edition | None
    articles: tuple[Article, ...]
    arranged: ArrangedWeek
    unsubscribe: str

    @property
    def title(self) -> str:
        """The title of the edition."""
        return (self.edition and self.edition.title) or edition_name(*self.week)

    @property
    def summary(self) -> str:
        """The line that mail programs show beside the subject."""
        return (self.edition and self.edition.summary) or self.arranged.lead.title

    @property
    def subject(self) -> str:
        """The subject line."""
        return f"{self.site.settings.title}: {self.title}"

    @property
    def page(self) -> str:
        """The address of the edition's page."""
        return address.edition(*self.week)

    @property
    def count(self) -> str:
        """The days of the week and the number of articles."""
        return f"{week_span(*self.week)}, {plural(len(self.articles), 'article')}"

    def url(self, where: str) -> str:
        """The absolute address of a page."""
        return address.absolute(self.site.settings.url, where)

    def sections(self) -> Iterator[MailSection]:
        """The lead article, then the groups of the others."""
        yield MailSection("Lead", (self.arranged.lead,))
        alone = len(self.arranged.groups) == 1
        for group in self.arranged.groups:
            otherwise = "Also this week" if alone else "More this week"
            yield MailSection(group.term.name if group.term else otherwise, group.articles)

    def source(self, article: Article) -> str:
        """The outlet, its kind, and the day of the report."""
        kind = self.kind(article)
        return f"{article.source.name}{f' ({kind})' if kind else ''}, {day(article.date)}"

    def kind(self, article: Article) -> str:
        """The kind of outlet; empty where no registry has it."""
        for name, taxonomy in self.site.taxonomies.items():
            if taxonomy.settings.of_source and article.terms[name]:
                return taxonomy.terms[article.terms[name][0]].kind.replace("-", " ")
        return ""


def issue(site: Site, week: Week, unsubscribe: str) -> Issue:
    """Collect the edition of a week that has articles.

    Raises:
        KeyError: for a week without articles.
    """
    articles = by_week(site.articles)[week]
    edition = next((one for one in site.editions if one.week == week), None)
    taxonomy = site.taxonomies.get(site.settings.columns)
    lead = lead_of(articles, edition, site.settings, site.taxonomies)
    arranged = arrange(articles, lead, taxonomy, edition.order if edition else ())
    return Issue(site, week, edition, articles, arranged, unsubscribe)


def as_html(one: Issue) -> str:
    """Write the e-mail as HTML."""
    settings = one.site.settings
    body = one.edition.body.html if one.edition else ""
    html = inlined(body, LOOKS, settings.url, one.page)
    template = make_environment().get_template("mail.html")
    return template.render(
        issue=one,
        site=settings,
        editions=address.editions(),
        intro=Markup(html),  # noqa: S704 (sanitised)
    )


def as_text(one: Issue) -> str:
    """Write the e-mail as plain text, wrapped at 76 columns, with a numbered list of addresses at its end."""
    links: dict[str, int] = {}

    def number(href: str) -> int:
        return links.setdefault(href, len(links) + 1)

    settings = one.site.settings
    blocks = [_heading(settings.title, one.title, "=", number(one.url(one.page))), wrapped(one.count)]
    if one.edition and one.edition.summary:
        blocks.append(wrapped(one.edition.summary))
    if one.edition and one.edition.body.html:
        resolve = partial(absolute, url=settings.url, page=one.page)
        blocks.append(plain_text(one.edition.body.html, number, resolve))
    for section in one.sections():
        blocks.append(_heading("", section.title, "-"))
        for article in section.articles:
            title = wrapped(f"{article.title} [{number(one.url(article.address))}]", "* ")
            source = one.source(article)
            if article.source.url:
                source += f" [{number(article.source.url)}]"
            blocks.append("\n".join([title, wrapped(article.summary, "  "), wrapped(source, "  ")]))
    blocks.append(_heading("", "About this mail", "-"))
    blocks.append(wrapped(f"All editions [{number(one.url(address.editions()))}]"))
    blocks.append(f"Unsubscribe:\n{one.unsubscribe}")
    blocks.append(_heading("", "Links", "-"))
    blocks.append("\n".join(f"[{count}] {href}" for href, count in links.items()))
    return "\n\n".join(blocks) + "\n"


def _heading(above: str, text: str, line: str, number: int = 0) -> str:
    lines = wrapped(f"{text} [{number}]" if number else text)
    under = line * min(WIDTH, max(map(columns, lines.split("\n"))))
    return "\n".join([*([wrapped(above)] if above else []), lines, under])
