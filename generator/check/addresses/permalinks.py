"""Find published addresses that would no longer work.

An address that an author chose (of an article, a registered term, a plain page) must be kept,
retracted, or listed in `redirect_from` of its replacement. Pages that only group articles (a
crossing, a month, a week, a declared term) come and go with the articles. Their addresses redirect
to the nearest page above.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from generator.check.addresses.declared_redirects import Locate
from generator.check.addresses.ledger import Ledger, Recorded
from generator.diagnostics.diagnostics import Place, Report
from generator.model import address
from generator.model.article import Article
from generator.model.site import Site

_MOST_SHOWN = 20
"""Maximum vanished addresses listed; the last diagnostic gives the number omitted."""
_BY_TIME = ("archive", "editions", "corrections")
_ARTICLES = "articles"
_RETIRED = {
    address.DATA: address.SUBSCRIBE,
    address.EDITIONS: address.archive(),
    address.REPORT: address.CORRECTIONS,
    "offline/": "",  # where readers without a connection were told so
}
"""A page of a part that is switched off, or of an earlier version → the page that comes closest."""


@dataclass(frozen=True, slots=True)
class Current:
    """Addresses that the site has now, to be compared with those in the ledger."""

    live: Collection[str]
    """Addresses of pages."""
    redirects: Mapping[str, str]
    """Old address → the page it leads to."""
    articles: Sequence[tuple[Article, str]] = ()
    """Valid articles, including unpublished ones, with their identities."""
    failed: Collection[str] = ()
    """First parts of addresses that may be missing because of other errors; "" for plain pages."""


def check_published(
    ledger: Ledger, current: Current, site: Site, locate: Locate, report: Report
) -> dict[str, str]:
    """Report a `vanished-address` for each lost address.

    Returns:
        The address of each vanished list page → the page it redirects to.
    """
    recorded = ledger.recorded or {}
    heirs, gone = _heirs_and_gone(recorded, current, site)
    by_slug = {article.slug: article for article, _ in current.articles}
    for number, old_address in enumerate(gone[:_MOST_SHOWN], 1):
        message = f"/{old_address} was published and would no longer work"
        if number == _MOST_SHOWN < len(gone):
            message += f"; {len(gone) - _MOST_SHOWN:,} more are not listed"
        place = Place(ledger.path, ledger.lines[old_address])
        help_line = _advice(old_address, site)
        article = by_slug.get(_last_part(old_address))
        if article is not None and _part(old_address, site) == _ARTICLES:
            place, help_line = _advice_on(article, old_address, locate)
        report.add(place, "vanished-address", message, help_line)
    return heirs


def _heirs_and_gone(
    recorded: Recorded, current: Current, site: Site
) -> tuple[dict[str, str], list[str]]:
    """Find addresses that would vanish: those with a page to redirect to, and those without."""
    heirs: dict[str, str] = {}
    gone: list[str] = []
    taken = {page.casefold() for page in current.live}
    for old_address in sorted(missing(recorded, current.live, current.redirects)):
        if old_address.casefold() in taken:
            continue  # on hosts that ignore case, the existing page answers at this address
        pages = _grouping_pages(old_address, site)
        above = [current.redirects.get(page, page) for page in pages]
        above = [page for page in above if page in current.live]
        is_below_another = gone and old_address.startswith(gone[-1])
        if above:
            heirs[old_address] = above[0]
            taken.add(old_address.casefold())
        elif not is_below_another and _part(old_address, site) not in current.failed:
            gone.append(old_address)
    return heirs, gone


def missing(recorded: Recorded, live: Collection[str], redirects: Mapping[str, str]) -> set[str]:
    """Recorded addresses with neither a page nor a redirect."""
    return recorded.keys() - live - redirects.keys()


def _part(old_address: str, site: Site) -> str:
    first = old_address.partition("/")[0]
    return first if first in site.taxonomies or first == _ARTICLES else ""


def _last_part(old_address: str) -> str:
    return old_address.rstrip("/").rpartition("/")[2]


def _grouping_pages(old_address: str, site: Site) -> list[str]:
    """The pages above a vanished list, nearest first; none for an address that an author chose."""
    if old_address in _RETIRED:
        return [_RETIRED[old_address]]
    parts = old_address.rstrip("/").split("/")
    taxonomy = site.taxonomies.get(parts[0])
    # An editor chose the slug of a term, unless it is a country's code; no article may name it now.
    chosen = 1
    if taxonomy and taxonomy.settings.lookup != "code":
        chosen = 1 if taxonomy.terms.keys() & parts[1:2] else 2
    if parts[0] == "matrix":
        return [address.taxonomy(site.settings.rows)]
    if (taxonomy is None and parts[0] not in _BY_TIME) or len(parts) <= chosen:
        return []
    above = ["/".join(parts[:count]) + "/" for count in range(len(parts) - 1, chosen - 1, -1)]
    return [*above, *(_RETIRED[page] for page in above if page in _RETIRED)]


def _advice_on(article: Article, old_address: str, locate: Locate) -> tuple[Place, str]:
    """Find where an article that has moved is written, and say how to keep its old address."""
    if article.draft and article.address == old_address:
        help_line = "a published article cannot become a draft again: retract it with `retracted`"
        return locate(article.path, "draft", "true"), help_line
    if article.held_until:
        help_line = "a published article cannot be held back: restore its date, or retract it"
        return locate(article.path, "date", str(article.date)), help_line
    help_line = f"if this is the same article, write redirect_from: [{old_address}]"
    return locate(article.path, "redirect_from", ""), help_line


def _advice(old_address: str, site: Site) -> str:
    """Say where the redirect of an address that an author chose is written."""
    part = _part(old_address, site)
    if part == _ARTICLES:
        return (
            "bring the article back and retract it, "
            "or write the address under `redirect_from` of another"
        )
    if part:
        terms = site.taxonomies[part].settings.terms_path
        slug = _last_part(old_address)
        return (
            f"keep the term in {terms}, "
            f"or write redirect_from: [{slug}] in the one that takes its place"
        )
    return (
        f"bring the page back, "
        f"or write redirect_from: [{old_address}] in the page that takes its place"
    )


def answering(current: Current, recorded: Recorded) -> dict[str, str]:
    """Return the ledger's addresses and all current ones; recorded identities are kept."""
    addresses = dict(recorded)
    for one in (*current.live, *current.redirects):
        if one:
            addresses.setdefault(one, "")
    for article, identity in current.articles:
        if article.public and not addresses.get(article.address):
            addresses[article.address] = identity
    return addresses
