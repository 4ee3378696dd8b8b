"""The checked site: every published article, grouped by term.

A `Site` that a build publishes is valid: its articles passed every check, its terms resolve, and
its addresses are unique. Only that of a preview may contain articles with errors.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model import address
from generator.model.article import Article, Body
from generator.model.partial_date import PartialDate
from generator.model.settings import CrossingSettings, Settings, TaxonomySettings
from generator.model.term import Office, Taxonomy, Term

ENOUGH = 3
"""The number of articles from which on a week has a page: 55 of 70 weeks had one article."""
Members = Mapping[str, tuple[Article, ...]]
Crossed = Mapping[tuple[str, str], tuple[Article, ...]]


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page that the site's editors wrote, such as About."""

    path: str
    slug: str
    title: str
    summary: str
    body: Body
    append: str = ""
    """A generated part that follows the text: `checks` or `terms`."""
    redirect_from: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"{self.slug}/"


@dataclass(frozen=True, slots=True)
class Text:
    """A file of editors in a folder that an extension reads (`Extension.texts`)."""

    path: str
    address: str
    """The address of the page that shows it."""
    title: str
    summary: str
    lead: str
    """The slug of the article that comes first; if empty, rules choose it."""
    body: Body


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that pages are made from."""

    settings: Settings
    taxonomies: Mapping[str, Taxonomy]
    published: tuple[Article, ...]
    """Every article with a page, newest first.

    Retracted ones are among them, and in a preview also those that are not `public`.
    """
    articles: tuple[Article, ...]
    """Listed articles, newest first."""
    members: Mapping[str, Members]
    """Taxonomy → slug → its articles, including those of its children, newest first."""
    crossings: Mapping[CrossingSettings, Crossed]
    """Pair of taxonomies → (row slug, column slug) → their common articles, newest first."""
    withdrawn: Mapping[str, tuple[Article, ...]] = field(default_factory=dict)
    """Address of a page → the retracted articles that it would list, the last one first.

    Feeds announce their removal, and a sitemap counts it as a change of the page.
    """
    documents: tuple[PlainPage, ...] = ()
    texts: tuple[Text, ...] = ()
    extras: Mapping[str, object] = field(default_factory=dict)
    """Package of an extension → its own files as it has read them."""
    added: Mapping[str, dt.date | None] | None = None
    """Identity of an article → the day it was added, None for a day before days were kept.

    The whole is None without a ledger.
    """

    is_preview: bool = False
    """Whether drafts and articles that are held back are shown, with a label."""

    @property
    def has_weeks(self) -> bool:
        """Whether weeks have pages (`Extension.makes_weeks`)."""
        return any(own.makes_weeks for own in self.settings.extensions)

    def has_page(self, taxonomy: str, slug: str) -> bool:
        """Whether a term has a page: an article names it or a term below it, even if retracted."""
        return slug in self.members[taxonomy] or address.term(taxonomy, slug) in self.withdrawn

    def end_of(self, taxonomy: str, office: Office) -> PartialDate | None:
        """The end of a person's office, or of the body at which it is; None if neither has one."""
        bodies = self.taxonomies.get(self.taxonomies[taxonomy].settings.offices_at)
        body = bodies.terms.get(office.at) if bodies else None
        return office.until or (body.until if body else None)

    def as_of(self, taxonomy: str, slug: str, office: Office) -> dt.date | None:
        """The last day on which a person is known to hold an office without an end of its own.

        It is the day of the newest article that names the person while the body existed. None if
        there is no such article, or if by then the office had not begun.
        """
        if office.until:
            return None
        end = self.end_of(taxonomy, office)
        for article in self.members[taxonomy].get(slug, ()):
            if end is None or article.date <= end.last:
                has_begun = office.since is None or office.since.first <= article.date
                return article.date if has_begun else None
        return None

    def offices(self, taxonomy: str, person: Term) -> list[tuple[Office, dt.date | None]]:
        """List the offices that readers see, each with the day as of which it was held.

        Every one has its first day, its last one or this one: nobody could tell whether an office
        without any is still held.
        """
        dated = [(one, self.as_of(taxonomy, person.slug, one)) for one in person.offices]
        return [(one, day) for one, day in dated if one.since or one.until or day]

    def lists(self, taxonomy: str, slug: str) -> bool:
        """Whether readers can find a term, on the page of its taxonomy or in the index of names.

        These list every declared term. All countries are declared; those without a page are left
        out.
        """
        settings = self.taxonomies[taxonomy].settings
        return settings.lookup != "code" or self.has_page(taxonomy, slug)

    def has_edition(self, week: tuple[int, int], count: int) -> bool:
        """Whether a week with so many articles has a page.

        It has enough articles, or editors wrote about it.
        """
        where = address.edition(*week)
        written = any(text.address == where for text in self.texts)
        return self.has_weeks and (count >= ENOUGH or written)

    def outlet(self, article: Article) -> tuple[TaxonomySettings, Term] | None:
        """The registered outlet of an article, with the settings of its taxonomy."""
        for name, taxonomy in self.taxonomies.items():
            for slug in article.terms[name][:1] if taxonomy.settings.of_source else ():
                return taxonomy.settings, taxonomy.terms[slug]
        return None
