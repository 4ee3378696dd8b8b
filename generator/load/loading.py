"""Read files into a checked site."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.assemble import interface
from generator.assemble.catalogues import messages, own_catalogue, untranslated
from generator.check.addresses.ledger import as_recorded
from generator.check.article_fields import Context, check_together, in_draft
from generator.check.duplicates import check_duplicates, compared
from generator.check.holding_back import held_back
from generator.check.internal_links import with_marked
from generator.check.site_files import SiteFiles, check_public_files, read_site_files
from generator.diagnostics.diagnostics import Place, Report
from generator.extension import Extension
from generator.load.archive import ArticleCache, archive_of
from generator.load.context import read_context
from generator.load.links_to_docs import with_links_to_docs
from generator.load.loaded import CheckedContent, Loaded, Sources, Wanted
from generator.load.other_texts import read_others
from generator.load.published_addresses import find_ledger, keep_addresses
from generator.load.site_links import assembled, broken_links, name_pages
from generator.model.layout import ARTICLES, CONFIG, ENGINE_FILE
from generator.model.page import Page
from generator.model.site import Site
from generator.read.folder import check_misplaced, list_files

_PUBLIC = Wanted()


def load(
    root: Path,
    extensions: Sequence[Extension],
    wanted: Wanted = _PUBLIC,
    archive: ArticleCache | None = None,
    *,
    engine: str = ENGINE_FILE,
) -> Loaded:
    """Read, check and assemble a whole site.

    Args:
        root: The folder of mkdocs.yml, with `content/` and `site_config/` beside it.
        extensions: Those that are installed.
        wanted: What the site should have.
        archive: Articles that this process has read before.
        engine: The name of mkdocs.yml; if empty, only content and settings are read.

    Returns:
        The site of all valid public articles, its pages and every problem; no site without usable
        settings.
    """
    report = Report()
    context = read_context(
        root, extensions, report, partly=not wanted.leave_out, advice=wanted.advice
    )
    others = read_site_files(root, engine, report)
    if context is None:
        return Loaded(root, report, others)
    sources = _sources(root, wanted, context, others, report)
    content = _content(sources, archive or archive_of(root), report)
    return _whole(content, report)


def _sources(
    root: Path, wanted: Wanted, context: Context, others: SiteFiles | None, report: Report
) -> Sources:
    """Give the settings the address of the digest, and select its language."""
    settings = context.settings
    check_misplaced(root, settings, report)
    _choose_language(root, settings.language, report)
    sources = Sources(root, wanted, context, others, settings.url)
    url = wanted.url or settings.url
    whole = f"{url.rstrip('/')}/{sources.path}" if url else ""
    return replace(sources, context=replace(context, settings=replace(settings, url=whole)))


def _content(sources: Sources, archive: ArticleCache, report: Report) -> CheckedContent:
    """Read and check all content."""
    root, context = sources.root, sources.context
    content = _articles(sources, archive, report)
    # Those with errors count if their day is known: an edition of their week has articles.
    dated = [article for article in content.left_out if article.date != dt.date.min]
    known = None if sources.wanted.leave_out else [*content.articles, *dated]
    documents, texts, unread = read_others(root, context, known, report)
    unread = [*content.unread, *unread]
    content = replace(content, documents=documents, texts=texts, unread=unread)
    return with_links_to_docs(content)


def _articles(sources: Sources, archive: ArticleCache, report: Report) -> CheckedContent:
    """Read articles, and sort out those that the site has."""
    root, wanted, context = sources.root, sources.wanted, sources.context
    files = list_files(root / ARTICLES, ARTICLES, report, misnamed=True)
    outcomes = archive.read(files, context, report)
    every, values, usable, unread = [], [], set(), []
    for path, outcome in outcomes.items():
        article = outcome.article or outcome.partial
        if article is not None:
            every.append(article)
        else:
            unread.append(path)
        if article is not None and outcome.origin is not None:
            values.append(compared(article, outcome.origin))
        # A preview leaves wrong values out.
        may_show = wanted.partly or (wanted.preview and outcome.partial and outcome.partial.draft)
        if outcome.article is not None or (may_show and outcome.partial and outcome.can_preview):
            usable.add(path)
    drafts = {article.path for article in every if article.draft}
    together = Report()
    consistent = check_together(every, together)
    repeating = check_duplicates(values, drafts, context.settings.limits, together)
    usable -= repeating - drafts if wanted.preview else repeating
    report.extend(
        in_draft(problem) if problem.place.path in drafts else problem for problem in together
    )
    articles = [article for article in consistent if article.path in usable]
    taken = {article.path for article in articles}
    left_out = [article for article in every if article.path not in taken]
    ledger = find_ledger(root, context.settings, report)
    recorded = ledger.recorded or {}
    articles = held_back(articles, context.today, recorded)
    articles = as_recorded(articles, recorded, context.settings.authority)
    return CheckedContent(sources, articles, left_out, ledger, unread=unread)


def _whole(content: CheckedContent, report: Report) -> Loaded:
    """Assemble the site, and run the checks that need all of it.

    A preview shows articles with broken links, and marks these. If errors are to be skipped, such
    articles are left out. Links to them are then broken, so this is repeated until none is left.
    """
    root, wanted, files = content.sources.root, content.sources.wanted, content.sources.others
    while True:
        site, every = assembled(content, content.articles, preview=wanted.preview)
        broken = broken_links(content, site, every, report)
        wrong = {path for path, _ in broken}
        if wanted.partly and wrong:
            marked = [
                replace(article, body=with_marked(article.path, article.body, broken))
                for article in content.articles
            ]
            content = replace(content, articles=marked)
            site, every = assembled(content, content.articles, preview=wanted.preview)
            break
        kept = [article for article in content.articles if article.path not in wrong]
        if not wanted.leave_out or len(kept) == len(content.articles):
            break
        content = replace(content, articles=kept)
    name_pages(root, site, every, report)
    _check_addresses(site, every, report)
    for extension in site.settings.extensions:
        extension.check_site(site, report)
    live = {page.address for page in every}
    redirects = keep_addresses(root, site, live, content.articles, content.ledger, report)
    loaded = Loaded(root, report, files, content, redirects=redirects)
    if files is None:
        return loaded
    answering = live | redirects.keys()
    is_usable = check_public_files(files, answering, content.sources.own_url, report)
    if is_usable and content.sources.context.is_sound:
        return replace(loaded, site=site, pages=every)
    return loaded


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


def _check_addresses(site: Site, every: Sequence[Page], report: Report) -> None:
    """Report plain pages and taxonomies whose address is that of another page."""
    taken = Counter(page.address for page in every)
    own = {page.address for page in site.documents}
    makers = {page.address: page.package for page in every if page.package}
    for page in site.documents:
        if taken[page.address] > 1:
            maker = makers.get(page.address)
            message = f"another page has the address /{page.address}"
            message += f"; it is made by {maker}" if maker else ""
            help_line = "give it a `slug` of its own"
            report.add(Place(page.path), "duplicate-address", message, help_line)
    for address, count in taken.items():
        if count > 1 and address not in own:
            message, help_line = f"two pages have the address /{address}", "rename the taxonomy"
            if address in makers:
                message += f"; one is made by {makers[address]}"
                help_line = "rename the other one, or remove the package"
            report.add(Place(f"{CONFIG}/site.yml"), "duplicate-address", message, help_line)
