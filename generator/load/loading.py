"""Read files into a checked site."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.assemble import interface
from generator.assemble.catalogues import messages, own_catalogue, untranslated
from generator.check.addresses.ledger import Ledger
from generator.check.article_fields import Context, check_together
from generator.check.docs_pages import check_docs_addresses, check_nav, docs_addresses
from generator.check.editorial.duplicates import check_duplicates
from generator.check.holding_back import held_back
from generator.check.site_files import (
    SiteFiles,
    check_pictures,
    check_public_files,
    read_site_files,
)
from generator.diagnostics.diagnostics import Place, Report
from generator.extension import extensions
from generator.load.archive import ArticleCache, CheckedFile, archive_of
from generator.load.context import at_address, read_context
from generator.load.files_with_errors import with_day
from generator.load.links_to_docs import with_links_to_docs
from generator.load.other_texts import read_others
from generator.load.published_addresses import find_ledger, keep_addresses, keep_identities
from generator.load.site_links import broken_links
from generator.load.site_parts import Parts
from generator.model.article import Article
from generator.model.layout import ARTICLES, CONFIG, ENGINE_FILE
from generator.model.page import OwnTemplate, Page
from generator.model.site import Site
from generator.read.folder import check_misplaced, list_files
from generator.read.regular import FolderEntry
from generator.read.tracked import check_tracked_state, newer_of


@dataclass(frozen=True, slots=True)
class Loaded:
    """The readable parts of a site, and every problem in it."""

    root: Path
    site: Site | None
    pages: tuple[Page, ...]
    report: Report
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Old address → address of the page that it redirects to."""
    public: tuple[FolderEntry, ...] = ()
    """Files that are published unchanged, with paths below the site's root."""
    ledger: Ledger = field(default_factory=lambda: Ledger(""))
    path: str = ""
    """The digest's path below the root of the published site, such as `news/`."""
    docs: Mapping[str, str] = field(default_factory=dict)
    """Address of a page of documentation below the site's root → its file."""
    templates: tuple[OwnTemplate, ...] = ()
    """The site's own templates of pages, for commands that may run them."""
    unpublished: tuple[Article, ...] = ()
    """Drafts and articles held back that the site leaves out; in a preview, unfinished drafts."""

    @property
    def checked(self) -> Site:
        """Return the site, for making its files.

        Raises:
            ValueError: the site could not be read.
        """
        if self.site is None:
            raise ValueError("a site that could not be read cannot be built")
        return self.site


def load(
    root: Path,
    site_url: str = "",
    archive: ArticleCache | None = None,
    *,
    leave_out: bool = False,
    partly: bool = False,
    preview: bool = False,
    engine: str = ENGINE_FILE,
    alone: bool = False,
) -> Loaded:
    """Read, check and assemble a whole site.

    Args:
        root: The folder of mkdocs.yml, with `content/` and `site_config/` beside it.
        site_url: The address of the site, if it is not that of site.yml.
        archive: Articles that this process has read before.
        leave_out: Leave out articles with errors or broken links.
        partly: Add articles with errors, without the invalid values; for a preview.
        preview: Add drafts, also unfinished ones, and articles that are held back until their day.
        engine: The name of mkdocs.yml; if empty, only content and settings are read.
        alone: Make a digest at the root of its site, without the documentation; for an export.

    Returns:
        The site of all valid public articles, its pages and every problem; no site without usable
        settings.
    """
    report = Report()
    context, others = _read_settings(root, engine, report, partly=not leave_out)
    if context is None:
        return Loaded(root, None, (), report)
    wanted = _Wanted(site_url or context.settings.url, leave_out, partly, preview, alone)
    return _load_content(root, context, others, archive or archive_of(root), wanted, report)


class _Wanted(NamedTuple):
    """The options of a call of `load`."""

    url: str
    leave_out: bool
    partly: bool
    preview: bool
    alone: bool


def _load_content(
    root: Path,
    context: Context,
    others: SiteFiles | None,
    archive: ArticleCache,
    wanted: _Wanted,
    report: Report,
) -> Loaded:
    own_url = context.settings.url
    path = others.engine.path if others is not None and not wanted.alone else ""
    context = at_address(_below(wanted.url, path), context)
    articles, left_out = _read_articles(root, context, archive, wanted, report)
    articles, ledger = _recorded(root, context, articles, report)
    known = None if wanted.leave_out else [*articles, *with_day(left_out)]
    documents, editions, texts_left_out = read_others(root, context, known, report)
    parts = Parts(
        root=root,
        context=context,
        own_url=own_url,
        others=others,
        left_out=left_out,
        documents=documents,
        editions=editions,
        texts_left_out=texts_left_out,
        skips_errors=wanted.leave_out,
        extras={own.package: own.read(root, context, report) for own in extensions()},
        ledger=ledger,
        preview=wanted.preview,
    )
    without_docs = wanted.url if wanted.alone else ""
    parts, articles = with_links_to_docs(parts, articles, without_docs)
    loaded = _loaded(parts, articles, report)
    return replace(loaded, path=path, docs=_docs_files(others))


def _read_settings(
    root: Path, engine: str, report: Report, *, partly: bool
) -> tuple[Context | None, SiteFiles | None]:
    """Read what content depends on: settings, registries, mkdocs.yml, theme and public files."""
    check_tracked_state(root, report)
    context = read_context(root, report, partly=partly)
    others = read_site_files(root, engine, report)
    if context is not None:
        check_misplaced(root, report)
        _choose_language(root, context.settings.language, report)
    return context, others


def _recorded(
    root: Path, context: Context, articles: Sequence[Article], report: Report
) -> tuple[list[Article], Ledger]:
    """Read the ledger, and check articles against it.

    Returns the articles whose identities are sound, marked if they are held back, and the ledger.
    """
    ledger = find_ledger(root, context.settings, report)
    articles = held_back(articles, context.today, ledger.recorded or ())
    return keep_identities(root, articles, ledger, context.settings, report), ledger


def _docs_files(files: SiteFiles | None) -> dict[str, str]:
    """Map the address of each page of documentation to its file."""
    if files is None:
        return {}
    return {
        address: f"{files.engine.docs}/{file}"
        for address, file in docs_addresses(files.docs).items()
    }


def _below(url: str, path: str) -> str:
    """The address of the digest at a path of the site; "" if the site's address is unknown."""
    return f"{url.rstrip('/')}/{path}" if url else ""


def _choose_language(root: Path, tag: str, report: Report) -> None:
    """Select the interface's language; messages without a translation are in English."""
    own = own_catalogue(root, tag, report)
    interface.use(tag, own)
    missing = len(untranslated(tag, own))
    if missing:
        what = "the interface" if missing == len(messages()) else "a part of the interface"
        language = interface.english_name(tag)
        message = f"{what} has no {language} translation, so it is in English"
        help_line = "to list the words and to translate them: digest translate"
        place = Place(f"{CONFIG}/site.yml")
        report.add(place, "untranslated-interface", message, help_line)


def _read_articles(
    root: Path, context: Context, archive: ArticleCache, wanted: _Wanted, report: Report
) -> tuple[list[Article], list[Article]]:
    """Read articles; return those that the site has, and the others."""
    outcomes = archive.read(list_files(root / ARTICLES, ARTICLES, report), context, report)
    every, compared_values, usable = [], [], set()
    for path, outcome in outcomes.items():
        article = outcome.article or outcome.partial
        if article is not None:
            every.append(article)
        if outcome.compared is not None:
            compared_values.append(outcome.compared)
        if _is_usable(outcome, wanted):
            usable.add(path)
    newer = partial(newer_of, root)
    consistent = check_together(every, report, newer)
    usable -= check_duplicates(compared_values, context.settings.limits, report, newer=newer)
    articles = [article for article in consistent if article.path in usable]
    taken = {article.path for article in articles}
    return articles, [article for article in every if article.path not in taken]


def _is_usable(outcome: CheckedFile, wanted: _Wanted) -> bool:
    """Whether the site gets an article: it has no errors, or a preview leaves wrong values out."""
    if outcome.article is not None:
        return True
    if outcome.partial is None or not outcome.can_preview:
        return False
    return wanted.partly or (wanted.preview and outcome.partial.draft)


def _loaded(parts: Parts, articles: list[Article], report: Report) -> Loaded:
    """Assemble the site, and run the checks that need all of it."""
    site, every, articles = _without_broken_links(parts, articles, report)
    _check_addresses(site, every, report)
    live = {page.address for page in every}
    redirects = keep_addresses(parts.root, site, live, articles, parts.ledger, report)
    answering = live | redirects.keys()
    files = parts.others
    nothing = Loaded(parts.root, None, (), report)
    if files is None:
        return nothing
    check_pictures(parts.root, site.settings.share_image, files, report)
    _check_docs(files, answering, report)
    if not check_public_files(files, answering, parts.own_url, report):
        return nothing
    if not parts.context.is_sound:
        return nothing
    not_shown = parts.left_out if parts.preview else [*articles, *parts.left_out]
    unpublished = [article for article in not_shown if not article.public]
    return Loaded(
        root=parts.root,
        site=site,
        pages=every,
        report=report,
        redirects=redirects,
        public=files.public,
        ledger=parts.ledger,
        templates=files.templates,
        unpublished=tuple(unpublished),
    )


def _without_broken_links(
    parts: Parts, articles: list[Article], report: Report
) -> tuple[Site, tuple[Page, ...], list[Article]]:
    """Assemble the site and report broken links; return site, pages and remaining articles.

    If errors are to be skipped, articles with broken links are left out. Links to these are then
    broken, so this is repeated until none is left.
    """
    while True:
        site, every = parts.assembled(articles)
        broken = broken_links(parts, site, every, articles, report)
        kept = [article for article in articles if article.path not in broken]
        if not parts.skips_errors or len(kept) == len(articles):
            return site, every, articles
        articles = kept


def _check_docs(files: SiteFiles, digest: Collection[str], report: Report) -> None:
    """Report pages of documentation and entries of `nav` that clash with the digest's pages."""
    docs = docs_addresses(files.docs)
    check_docs_addresses(files.engine, docs, digest, report)
    check_nav(files.nav, files.engine, [entry.path for entry in files.docs], digest, report)


def _check_addresses(site: Site, every: Iterable[Page], report: Report) -> None:
    """Report plain pages and taxonomies whose address is that of another page."""
    taken = Counter(page.address for page in every)
    own = {page.address for page in site.documents}
    for page in site.documents:
        if taken[page.address] > 1:
            message = f"another page has the address /{page.address}"
            help_line = "give it a `slug` of its own"
            report.add(Place(page.path), "duplicate-address", message, help_line)
    for address, count in taken.items():
        if count > 1 and address not in own:
            message = f"two pages have the address /{address}"
            place = Place(f"{CONFIG}/site.yml")
            report.add(place, "duplicate-address", message, "rename the taxonomy")
