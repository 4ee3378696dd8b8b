"""Check the links within a site, including those of articles that are not public yet."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from generator.assemble.assembly import assemble
from generator.check.addresses.declared_redirects import declared
from generator.check.article_fields import in_draft
from generator.check.docs_pages import docs_targets
from generator.check.internal_links import MOST_GUESSES, Linking, Links
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import Failure
from generator.feeds.sitemap import NAME as SITEMAP
from generator.feeds.writer import OPML, feed_addresses
from generator.load.loaded import CheckedContent, Loaded
from generator.model import address
from generator.model.article import Article, Body
from generator.model.layout import CONFIG
from generator.model.page import Page
from generator.model.settings import LIMITS
from generator.model.site import Site
from generator.model.term import fold
from generator.pages.kinds import pages
from generator.read.page_parts import parts_in
from generator.read.regular import read_below
from generator.read.text import position

_WIKI_LINK = re.compile(r"\[\[([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|([^\[\]]+))?\]\]")


def assembled(
    content: CheckedContent, articles: Sequence[Article], *, preview: bool
) -> tuple[Site, tuple[Page, ...]]:
    """Assemble a site of some articles; return it and its pages."""
    context = content.sources.context
    others = content.documents, content.texts
    site = assemble(context.settings, context.taxonomies, articles, *others, preview=preview)
    added = content.ledger.added()
    site = replace(site, added=added, extras=context.extras)
    return site, tuple(pages(site))


def broken_links(
    content: CheckedContent, site: Site, every: Sequence[Page], report: Report
) -> dict[tuple[str, str], str]:
    """Report broken links within the site; return the file and the target of each, with the reason.

    Links of articles that are not public yet must work when they appear.
    """
    articles = content.articles
    now = _links(content, site, every, articles)
    shown = {article.path for article in site.published}
    others = [article for article in (*articles, *content.left_out) if article.path not in shown]
    later = [article for article in others if not (site.is_preview or article.public)]
    at_once = [article for article in content.left_out if site.is_preview or article.public]
    broken = Report()
    now.check([*_linking(site), *map(_links_of_article, at_once)], broken)
    _check_later(content, now, later, broken)
    drafts = {article.path for article in (*articles, *content.left_out) if article.draft}
    report.extend(in_draft(one) if one.place.path in drafts else one for one in broken.diagnostics)
    return now.broken


def name_pages(root: Path, site: Site, every: Sequence[Page], report: Report) -> None:
    """Offer the address of the page that a link of a wiki, such as `[[About]]`, names."""
    known: dict[str, str] = {}
    for number, problem in enumerate(report.diagnostics):
        if problem.code != "other-markup" or not problem.message.startswith("'[["):
            continue
        known = known or _addresses_by_name(site, every)
        link = _WIKI_LINK.match(_line_from(root, problem.place))
        where = known.get(_as_name(link[1])) if link else None
        if link and where is not None:
            rest = problem.help.partition("; ")[2]
            help_line = f"write [{link[2] or link[1]}](/{where}); {rest}"
            report.diagnostics[number] = replace(problem, help=help_line)


def _addresses_by_name(site: Site, every: Sequence[Page]) -> dict[str, str]:
    """Map names of pages to addresses: titles, names of terms, last parts of addresses, files."""
    known: dict[str, str] = {}
    pages = [page for page in every if not page.is_crossing]
    live = {page.address for page in pages}
    for page in pages:
        for name in (page.title, page.address.rstrip("/").rpartition("/")[2]):
            known.setdefault(_as_name(name), page.address)
    for article in site.published:
        file = article.path.rpartition("/")[2].removesuffix(".md")
        known.setdefault(_as_name(file), article.address)
    for name, taxonomy in site.taxonomies.items():
        for key, slug in taxonomy.by_name.items():
            if (where := address.term(name, slug)) in live:
                known.setdefault(_as_name(key), where)
    return known


def _as_name(text: str) -> str:
    return fold(re.sub("[-_]", " ", text))


def _text_of(root: Path, path: str) -> str:
    """The text of a file that has been checked; "" if it cannot be read."""
    data = read_below(root, path, path, LIMITS.file_size, Report(), "") or b""
    return data.decode("utf-8", "replace")


def _line_from(root: Path, place: Place) -> str:
    """The rest of a line of a file from a place; "" if it cannot be read."""
    lines = _text_of(root, place.path).splitlines()
    return lines[place.line - 1][place.column - 1 :] if place.line <= len(lines) else ""


def _check_later(
    content: CheckedContent, now: Links, later: Sequence[Article], report: Report
) -> None:
    """Check the links of articles without a page.

    Those that do not work now are checked against the site in which all articles have a page.
    """
    trial = replace(now, broken={}, guesses=MOST_GUESSES)
    trial.check(map(_links_of_article, later), Report())
    doubtful = {path for path, _ in trial.broken}
    if doubtful:
        site, pages = assembled(content, content.articles, preview=True)
        links = replace(_links(content, site, pages, ()), broken=now.broken)
        rest = [article for article in later if article.path in doubtful]
        links.check(map(_links_of_article, rest), report)


def _links(
    content: CheckedContent, site: Site, every: Sequence[Page], articles: Iterable[Article]
) -> Links:
    """Collect the targets to which the files of a site may link."""
    by_address = {page.address: page for page in every}
    unpublished: dict[str, Article] = {}
    for article in (*articles, *content.left_out):
        if not article.public:
            unpublished[article.address] = article
    public: set[str] = set()
    sources = content.sources
    urls = []
    if sources.others:
        public.update(entry.path for entry in sources.others.public)
        urls += [sources.own_url, sources.others.engine.site_url]
    files = cache(partial(published_files, content, site, every))
    links = Links(
        by_address.keys() | {redirect.old for redirect in declared(site)},
        lambda path: path in public or path in files(),
        {f"{url.rstrip('/')}/" for url in urls if url},
        partial(_place_of, sources.root),
        content.awaited(),
        unpublished,
        {
            address.term(name, slug)
            for name, terms in site.taxonomies.items()
            for slug in terms.terms
        },
        knows_docs=False,
        is_doubtful=partial(_is_doubtful, site, knows_files=sources.others is not None),
        parts=cache(partial(_parts, content, site, by_address)),
    )
    if sources.others:
        links.docs = docs_targets(
            sources.others.docs, has_folders=sources.others.engine.has_folders
        )
        links.below = sources.others.engine.path
        links.knows_docs = not sources.others.engine.has_plugins
    return links


def _is_doubtful(site: Site, path: str, *, knows_files: bool) -> bool:
    """Whether an address may only be missing because of an error elsewhere.

    A registry with an error has lost terms. Without mkdocs.yml and the files beside it, only the
    addresses of articles and terms are known.
    """
    first = path.partition("/")[0]
    if first in site.taxonomies:
        return not site.taxonomies[first].is_whole
    return not knows_files and first != "articles"


def _parts(
    content: CheckedContent, site: Site, by_address: Mapping[str, Page], path: str
) -> Collection[str] | None:
    """The names of the parts of a page, which is rendered for this: few links name a part.

    None for a page that redirects, or of a site with templates of its own, which only a build runs.
    """
    files = content.sources.others
    if path not in by_address or files is None or files.templates:
        return None
    from generator.pages.rendering import render
    from generator.pages.shared_views import encoded, site_view

    page = by_address[path]
    try:
        made = render(encoded(page, site_view(site)), (), page.articles, site.settings.extensions)
    except Failure:  # the build reports it
        return None
    return parts_in(made.content)


def _linking(site: Site) -> Iterator[Linking]:
    settings = f"{CONFIG}/site.yml"
    yield Linking(settings, Body(""), (site.settings.licence.url,), Place(settings))
    yield from map(_links_of_article, site.published)
    yield from (Linking(page.path, page.body) for page in site.documents)
    yield from (Linking(text.path, text.body) for text in site.texts)
    for taxonomy in site.taxonomies.values():
        for term in taxonomy:
            yield Linking(
                term.place.path, Body(term.description, term.links), (term.url,), term.place
            )


def _links_of_article(article: Article) -> Linking:
    archived = article.archive.url if article.archive else ""
    return Linking(article.path, article.body, (article.source.url, archived))


def published_files(content: CheckedContent, site: Site, every: Sequence[Page]) -> set[str]:
    """Return the generated files, other than pages, that texts may link to."""
    paths: set[str] = set()
    if site.settings.url:
        for page in every:
            if page.feed is not None:
                paths.update(feed_addresses(page))
        paths.update((OPML, SITEMAP))
    sources = content.sources
    whole = Loaded(sources.root, Report(), sources.others, content, site, tuple(every))
    for extension in site.settings.extensions:
        for recipe in extension.recipes(whole, None):
            paths.update(recipe.paths)
    return paths


def _place_of(root: Path, path: str, text: str) -> Place:
    """The first place of an address in a file; a longer address that begins with it is ignored."""
    content = _text_of(root, path)
    match = re.search(rf"{re.escape(text)}(?![\w/?#&=-])", content)
    return Place(path, *position(content, match.start())) if match else Place(path)
