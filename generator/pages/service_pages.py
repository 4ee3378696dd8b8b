"""Make pages about using the digest: search, feeds, and pages that editors wrote."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote, urlencode

from msgspec.structs import replace

from generator.assemble.catalogues import SOURCE, base_of
from generator.assemble.interface import _
from generator.data.editor_schemas import FrontMatterKey, article_schema, front_matter_keys
from generator.diagnostics.codes import Code, content_codes
from generator.model import address
from generator.model.code_host import code_host
from generator.model.layout import ARTICLES
from generator.model.page import Page
from generator.model.site import PlainPage, Site
from generator.pages.crossing_pages import crossings_of
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Encoded, Link, Links, View
from generator.read.other_markup import every_markup

_FILE = "YYYY-MM-DD-SHORT-NAME.md"
"""The name of a new file. `check` refuses capital letters, so nobody forgets to replace them."""
_LONGEST = 6_000
"""Maximum characters of an address; hosts refuse those of 8,192 and more."""


class Ways(View, frozen=True):
    """Addresses; each is empty if the site does not have this way."""

    form: str = ""
    new_file: str = ""
    mail: str = ""
    front_matter: str = ""
    """Text for people to copy, if the host cannot fill it in."""


def ways_to_contribute(site: Site) -> Ways:
    """Choose the ways that the site's settings allow."""
    settings = site.settings
    host = code_host(settings.edit_url)
    if host is None and settings.contact:
        subject = _("Article for %(title)s", title=settings.title)
        query = urlencode({"subject": subject}, quote_via=quote)
        return Ways(mail=f"mailto:{settings.contact}?{query}")
    if host is None:
        return Ways()
    folder = site.articles[0].path.rpartition("/")[0] if site.articles else ARTICLES
    path = f"{folder}/{_FILE}"
    new_file = host.new_file(path, _front_matter(site, explained=True))
    if len(new_file) > _LONGEST:
        new_file = host.new_file(path, _front_matter(site, explained=False))
    return Ways(
        form=host.form(),
        new_file=new_file,
        front_matter="" if host.takes_text else _front_matter(site, explained=True),
    )


def _front_matter(site: Site, *, explained: bool) -> str:
    """Write the required keys without values, and on request with what each means.

    Below a record are its required keys and its address.
    """
    schema = article_schema(site.settings, site.taxonomies)
    lines = ["---"]
    for name in schema["required"]:
        value = schema["properties"][name]
        line = f"{name}: []" if value["type"] == "array" else f"{name}:"
        if explained:
            line += f"  # {' '.join(value['description'].split())}"
        inner = [key for key in value.get("properties", ()) if key in (*value["required"], "url")]
        lines += [line, *(f"  {key}:" for key in inner)]
    return "\n".join([*lines, "---", "", ""])


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
    """Name and title of each taxonomy, and its terms with the number of their combinations."""


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
    other_markup: tuple[tuple[str, str, str], ...] = ()
    """What people write in other systems, whose markup it is, and what to write here."""
    registries: tuple[Registry, ...] = ()
    """The taxonomies whose terms front matter names by slug."""
    rules: tuple[Registry, ...] = ()
    """The taxonomies of which editors say when to use each term, with slugs and rules."""
    ways: Ways = Ways()
    """Links for contributors, above the text."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the search page, the page on feeds, and the pages that editors wrote.

    A site without an address has no feeds. Only a preview lists what is not public yet.
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
    for document in site.documents:
        yield Page(
            address=document.address,
            title=document.title,
            description=document.summary,
            content=partial(_document, site, document),
        )
    if site.is_preview:
        yield Page(
            address=address.DRAFTS,
            title=_("Drafts"),
            description=_("Articles that only previews show: drafts, and articles of later days."),
            indexed=False,
            content=partial(_drafts, site, shared),
        )


def _search(site: Site, shared: SharedViews) -> SearchPage:
    popular = []
    for name in filter(None, (site.settings.rows, site.settings.columns)):
        terms = shared.most_reported(name, _POPULAR)
        popular.append((site.taxonomies[name].settings.title, tuple(terms)))
    examples = []
    for newest in site.articles[:1]:
        chips = shared.chips(newest)
        examples += [Link(chip.label, language=chip.language) for chip in chips[:1]]
        for chip in chips[-1:]:
            examples.append(Link(f"{chip.label} {newest.date.year}", language=chip.language))
        examples.append(Link(newest.date.isoformat()[:7]))
    headlines = shared.headlines(site.articles[:_NEWEST])
    return SearchPage(headlines, tuple(examples), tuple(popular))


def _subscribe(site: Site, shared: SharedViews) -> SubscribePage:
    lists, crossings = [], crossings_of(site)
    for name, taxonomy in site.taxonomies.items():
        terms = []
        for slug in [term.slug for term in taxonomy if site.has_page(name, term.slug)]:
            combined = crossings.get((name, slug), {}).get(taxonomy.settings.group_by, ())
            terms.append(replace(shared.term(name, slug), count=len(combined)))
        if terms:
            lists.append((name, taxonomy.settings.title, tuple(terms)))
    return SubscribePage(
        full_text=site.settings.feeds.text == "full",
        crossings=bool(site.settings.crossings),
        added=site.added is not None,
        mail=site.settings.contact if site.settings.unsubscribe else "",
        lists=tuple(lists),
    )


def _document(site: Site, document: PlainPage) -> DocumentPage:
    """Make a page that editors wrote, with the generated part that they asked for."""
    page = DocumentPage(document.summary, document.body.html)
    if document.append == "checks":
        keys = tuple(front_matter_keys(site.settings, site.taxonomies))
        # Messages of commands are in English, and so is what the list says about each.
        codes = content_codes().values() if base_of(site.settings.language) == SOURCE else ()
        checks = tuple(code for code in codes if code.is_ours)
        rules: list[Registry] = []
        for taxonomy in site.taxonomies.values():
            terms = tuple((term.slug, term.use) for term in taxonomy if term.use)
            if terms:
                rules.append((taxonomy.settings.title, terms))
        markup = tuple((row.looks, row.of, row.help) for row in every_markup())
        page = replace(page, keys=keys, checks=checks, other_markup=markup)
        return replace(page, rules=tuple(rules), ways=ways_to_contribute(site))
    if document.append == "terms":
        registries: list[Registry] = []
        for taxonomy in site.taxonomies.values():
            if taxonomy.settings.lookup == "slug":
                terms = tuple((term.slug, term.name) for term in taxonomy)
                registries.append((taxonomy.settings.title, terms))
        return replace(page, registries=tuple(registries))
    return page


class DraftsPage(Content, frozen=True, tag="drafts.html"):
    """The articles that are not public yet."""

    drafts: Encoded
    """Encoded entries, newest first."""
    scheduled: Encoded
    """Encoded entries, in the order in which they appear."""


def _drafts(site: Site, shared: SharedViews) -> DraftsPage:
    drafts, scheduled = [], []
    for article in site.published:
        if article.draft:
            drafts.append(article)
        elif not article.public:
            scheduled.append(article)
    scheduled.reverse()
    return DraftsPage(shared.entries(drafts), shared.entries(scheduled))
