"""Make pages about using the digest: search, feeds, data, and pages that editors wrote."""

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from generator.assemble.collection import by_year
from generator.assemble.interface import _, digits
from generator.data import json_api
from generator.data.editor_schemas import FrontMatterKey, front_matter_keys
from generator.data.json_api import SCHEMAS
from generator.diagnostics.codes import Code, content_codes
from generator.model import address
from generator.model.page import Page
from generator.model.site import PlainPage, Site
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Encoded, Link, Links
from generator.pages.ways_to_contribute import Ways, ways_to_contribute

_NEWEST = 10
_POPULAR = 10
"""Articles and terms on the search page before a query: with its filters they fill one screen."""


class SearchPage(Content, frozen=True, tag="search.html"):
    """The page of the search.

    `assets/search/page.js` fills its form; links below it are shown until there is a query.
    """

    newest: Encoded
    """Encoded headlines of the newest articles."""
    examples: Links
    """Queries that find the newest article by its terms, its year and its month."""
    popular: tuple[tuple[str, Links], ...]
    """Titles of the crossed taxonomies, and their terms with the most articles."""


class SubscribePage(Content, frozen=True, tag="subscribe.html"):
    """The list of all feeds."""

    full_text: bool
    """Whether feeds have whole texts, or summaries only."""
    crossings: bool
    """Whether crossings may have feeds."""
    added: bool
    """Whether there is a feed of the articles added last."""
    mail: str
    """The address to which readers write for the e-mail edition; empty if there is none."""
    lists: tuple[tuple[str, str, Links], ...]
    """Name and title of each taxonomy, and its terms."""


class DataPage(Content, frozen=True, tag="data.html"):
    """Addresses of all data files, and examples of their use."""

    years: Links
    terms: Links
    schemas: Links
    licence: tuple[str, str]
    """Name and address of the licence; empty if there is none."""
    newest: str
    """The address of an example article; empty if there is none."""


Registry = tuple[str, tuple[tuple[str, str], ...]]
"""The title of a taxonomy, and slugs of its terms, each with its name or with when to use it."""


class DocumentPage(Content, frozen=True, tag="document.html"):
    """A page that editors wrote; a generated part may follow their text."""

    summary: str
    body: str
    """Sanitised HTML."""
    keys: tuple[FrontMatterKey, ...] = ()
    """The keys of front matter."""
    checks: tuple[Code, ...] = ()
    """Codes of `digest check`."""
    registries: tuple[Registry, ...] = ()
    """The taxonomies whose terms front matter names by slug."""
    rules: tuple[Registry, ...] = ()
    """The taxonomies of which editors say when to use each term, with slugs and rules."""
    ways: Ways = Ways()
    """Links for contributors, above the text."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the search page, the editors' pages, and the pages on feeds and data.

    Without a known address the site has no feeds and data, and so no pages on them.
    """
    yield Page(
        address=address.SEARCH,
        title=_("Search"),
        description=_(
            "Search %(title)s by words, names, terms, year and source.", title=site.settings.title
        ),
        content=partial(_search, site, shared),
    )
    if site.settings.url:
        yield Page(
            address=address.SUBSCRIBE,
            title=_("Subscribe"),
            description=_("Follow the whole digest, or one part of it."),
            content=partial(_subscribe, site, shared),
        )
        yield Page(
            address=address.DATA,
            title=_("Data"),
            description=_("The whole digest as files, for spreadsheets and programs."),
            content=partial(_data, site),
        )
    for document in site.documents:
        yield Page(
            address=document.address,
            title=document.title,
            description=document.summary,
            content=partial(_document, site, document),
        )


def _search(site: Site, shared: SharedViews) -> SearchPage:
    popular = []
    for name in filter(None, (site.settings.rows, site.settings.columns)):
        taxonomy, counts = site.taxonomies[name], shared.named[name]
        slugs = shared.ranked(name)[:_POPULAR]
        terms = [shared.label(name, taxonomy.terms[slug], counts[slug]) for slug in slugs]
        popular.append((taxonomy.settings.title, tuple(terms)))
    newest = shared.headlines(site.articles[:_NEWEST])
    return SearchPage(newest, tuple(_examples(site, shared)), tuple(popular))


def _examples(site: Site, shared: SharedViews) -> Iterator[Link]:
    """Suggest queries that find the newest article: a term, that term with a year, and a month."""
    for newest in site.articles[:1]:
        chips = shared.chips(newest)
        for chip in chips[:1]:
            yield Link(chip.label, language=chip.language)
        for chip in chips[-1:]:
            yield Link(f"{chip.label} {newest.date.year}", language=chip.language)
        yield Link(newest.date.isoformat()[:7])


def _subscribe(site: Site, shared: SharedViews) -> SubscribePage:
    lists = []
    for name, taxonomy in site.taxonomies.items():
        slugs = [term.slug for term in taxonomy if site.has_page(name, term.slug)]
        if slugs:
            terms = tuple(shared.term(name, slug) for slug in slugs)
            lists.append((name, taxonomy.settings.title, terms))
    return SubscribePage(
        full_text=site.settings.feeds.text == "full",
        crossings=bool(site.settings.crossings),
        added=site.added is not None,
        mail=site.settings.contact if site.settings.unsubscribe else "",
        lists=tuple(lists),
    )


def _data(site: Site) -> DataPage:
    years = [Link(digits(year), json_api.of_year(year)) for year in by_year(site.articles)]
    terms = []
    for name, taxonomy in site.settings.taxonomies.items():
        terms.append(Link(taxonomy.title, json_api.of_taxonomy(name)))
    schemas = [Link(name, json_api.schema_address(name)) for name in SCHEMAS]
    return DataPage(
        years=tuple(years),
        terms=tuple(terms),
        schemas=tuple(schemas),
        licence=(site.settings.licence.name, site.settings.licence.url),
        newest=site.articles[0].address if site.articles else "",
    )


def _document(site: Site, document: PlainPage) -> DocumentPage:
    """Make a page that editors wrote, with the generated part that they asked for."""
    page = DocumentPage(document.summary, document.body.html)
    if document.append == "checks":
        keys = tuple(front_matter_keys(site.settings, site.taxonomies))
        checks = tuple(code for code in content_codes().values() if code.is_ours)
        rules = tuple(_rules(site))
        return replace(page, keys=keys, checks=checks, rules=rules, ways=ways_to_contribute(site))
    if document.append == "terms":
        return replace(page, registries=tuple(_registries(site)))
    return page


def _registries(site: Site) -> Iterator[Registry]:
    for taxonomy in site.taxonomies.values():
        if taxonomy.settings.lookup == "slug":
            terms = tuple((term.slug, term.name) for term in taxonomy)
            yield taxonomy.settings.title, terms


def _rules(site: Site) -> Iterator[Registry]:
    for taxonomy in site.taxonomies.values():
        terms = tuple((term.slug, term.use) for term in taxonomy if term.use)
        if terms:
            yield taxonomy.settings.title, terms
