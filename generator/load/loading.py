"""Read files into a checked site."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.assemble import interface
from generator.assemble.catalogues import messages, own_catalogue, untranslated
from generator.check.addresses.ledger import as_recorded
from generator.check.article_fields import check_together, in_draft
from generator.check.docs_pages import check_docs_addresses, check_nav, docs_addresses
from generator.check.duplicates import check_duplicates
from generator.check.holding_back import held_back
from generator.check.internal_links import with_marked
from generator.check.site_files import check_pictures, check_public_files, read_site_files
from generator.diagnostics.diagnostics import Place, Report
from generator.extension import active
from generator.load.archive import ArticleCache, archive_of
from generator.load.context import read_context
from generator.load.docs_content import check_docs_content, with_links_to_docs
from generator.load.link_history import gone_sources
from generator.load.loaded import Loaded
from generator.load.other_texts import read_others
from generator.load.published_addresses import find_ledger, keep_addresses
from generator.load.site_links import broken_links, published_files
from generator.model.layout import ARTICLES, CONFIG, ENGINE_FILE
from generator.model.page import Page
from generator.model.site import Site
from generator.read.folder import check_misplaced, list_files


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
    loaded = Loaded(root, report, site_url, leave_out, partly, preview, alone)
    # What content depends on: settings, registries, mkdocs.yml, theme and public files.
    context = read_context(root, report, partly=not leave_out)
    loaded.others = others = read_site_files(root, engine, report)
    if context is None:
        return loaded
    own_url = context.settings.url
    check_misplaced(root, report)
    _choose_language(root, context.settings.language, report)
    if others is not None and not alone:
        loaded.path = others.engine.path
    url = site_url or own_url
    whole = f"{url.rstrip('/')}/{loaded.path}" if url else ""
    loaded.context = context = replace(context, settings=replace(context.settings, url=whole))
    _read_articles(loaded, archive or archive_of(root))
    # Those with errors count if their day is known: an edition of their week has articles.
    dated = [article for article in loaded.left_out if article.date != dt.date.min]
    known = None if leave_out else [*loaded.articles, *dated]
    texts = read_others(root, context, known, report)
    loaded.documents, loaded.texts, unread = texts
    loaded.unread = [*loaded.unread, *unread]
    loaded.gone = gone_sources(root, report)
    with_links_to_docs(loaded, url if alone else "")
    _assemble(loaded, own_url)
    return loaded


def _read_articles(loaded: Loaded, archive: ArticleCache) -> None:
    """Read articles, and sort out those that the site has."""
    root, report, context = loaded.root, loaded.report, loaded.known
    files = list_files(root / ARTICLES, ARTICLES, report, misnamed=True)
    outcomes = archive.read(files, context, report)
    every, compared_values, usable, unread = [], [], set(), []
    for path, outcome in outcomes.items():
        article = outcome.article or outcome.partial
        if article is not None:
            every.append(article)
        else:
            unread.append(path)
        if outcome.compared is not None:
            compared_values.append(outcome.compared)
        # A preview leaves wrong values out.
        may_show = loaded.partly or (loaded.preview and outcome.partial and outcome.partial.draft)
        if outcome.article is not None or (may_show and outcome.partial and outcome.can_preview):
            usable.add(path)
    loaded.unread = unread
    drafts = {article.path for article in every if article.draft}
    together = Report()
    consistent = check_together(every, together)
    repeating = check_duplicates(compared_values, drafts, context.settings.limits, together)
    usable -= repeating - drafts if loaded.preview else repeating
    report.extend(
        in_draft(problem) if problem.place.path in drafts else problem for problem in together
    )
    articles = [article for article in consistent if article.path in usable]
    taken = {article.path for article in articles}
    loaded.left_out = [article for article in every if article.path not in taken]
    loaded.ledger = find_ledger(root, context.settings, report)
    recorded = loaded.ledger.recorded or {}
    articles = held_back(articles, context.today, recorded)
    loaded.articles = as_recorded(articles, recorded, context.settings.authority)


def _assemble(loaded: Loaded, own_url: str) -> None:
    """Assemble the site, and run the checks that need all of it.

    A preview shows articles with broken links, and marks these. If errors are to be skipped, such
    articles are left out. Links to them are then broken, so this is repeated until none is left.
    `own_url` is the address in site.yml.
    """
    report, files = loaded.report, loaded.others
    while True:
        site, every = loaded.assembled(loaded.articles, preview=loaded.preview)
        broken = broken_links(loaded, own_url, site, every, report)
        wrong = {path for path, _ in broken}
        if loaded.partly and wrong:
            loaded.articles = [
                replace(article, body=with_marked(article.path, article.body, broken))
                for article in loaded.articles
            ]
            site, every = loaded.assembled(loaded.articles, preview=loaded.preview)
            break
        kept = [article for article in loaded.articles if article.path not in wrong]
        if not loaded.leave_out or len(kept) == len(loaded.articles):
            break
        loaded.articles = kept
    _check_addresses(site, every, report)
    for extension in active(site.settings):
        extension.check_site(site, report)
    live = {page.address for page in every}
    ledger, articles = loaded.ledger, loaded.articles
    loaded.redirects = keep_addresses(loaded.root, site, live, articles, ledger, report)
    if files is None:
        return
    answering = live | loaded.redirects.keys()
    check_pictures(loaded.root, site.settings.share_image, files, report)
    # Report pages of documentation and entries of `nav` that clash with the digest's pages.
    docs = docs_addresses(files.docs)
    check_docs_addresses(files.engine, docs, answering, report)
    check_nav(files.nav, files.engine, [entry.path for entry in files.docs], answering, report)
    if not loaded.alone:
        check_docs_content(
            loaded, site, lambda: answering | published_files(loaded, site, every), report
        )
    if check_public_files(files, answering, own_url, report) and loaded.known.is_sound:
        loaded.site, loaded.pages = site, tuple(every)


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
