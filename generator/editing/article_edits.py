"""Rename or merge articles: their files, their addresses, and all references to them.

A published article keeps its identity in feeds: an identity derived from the old slug is written
down before the slug changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator.check.addresses.ledger import Recorded
from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Diagnostic, Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_text
from generator.diagnostics.suggest import did_you_mean
from generator.diagnostics.terminal import visible
from generator.editing.editable_files import SiteFile, content_files, published, split
from generator.editing.file_changes import FileChange
from generator.editing.formatting import article_keys
from generator.editing.mentions import (
    Editor,
    edit_file,
    follow_mentions,
    links_moved,
    mentions_of,
    move_list,
    refuse_bad_slug,
)
from generator.editing.yaml_edits import drop_items, extend, put
from generator.editing.yaml_text import Values, read
from generator.model import address
from generator.model.article import Article
from generator.model.edition import Week, read_week, week_name, week_of
from generator.model.feed_identity import identity
from generator.model.layout import EDITIONS

Articles = Mapping[str, Article | Sequence[Diagnostic]]
"""Path of an article's file → the article, or its errors."""


def _references(
    replaced: Iterable[Article], slug: str, week: Week | None, others: list[Article]
) -> Editor:
    """Make a function that changes `same_event` and an edition's `lead` from replaced articles to `slug`.

    A slug that another article shares stays in `same_event`. A lead of another week than `week`,
    that of the new article, is removed.
    """
    slugs = {other.slug for other in others}
    moves = {article.slug: slug for article in replaced if article.slug not in slugs}
    removed = {(week_of(article.date), article.slug) for article in replaced}
    removed -= {(week_of(other.date), other.slug) for other in others}

    def update(front: Values) -> None:
        move_list(front, "same_event", moves, slug)
        led = _week_of(front)
        if (led, str(front.get("lead")).strip()) in removed and led == week:
            front["lead"] = slug
        elif (led, str(front.get("lead")).strip()) in removed:
            del front["lead"]

    return update


def rename(
    root: Path, context: Context, articles: Articles, old: str, new: str
) -> list[FileChange]:
    """Plan the changes that give an article the slug `new`; its file is renamed if it determines the slug.

    `old` is a slug, a file or an address.

    Raises:
        EditError: the slug is taken or invalid, or a file has errors.
    """
    article = find(articles, old)
    _check_new_slug(articles, article, new)
    path = _new_path(article, new, articles)
    others = [other for other in _valid(articles) if other is not article]
    links = links_moved(context.settings.url, (article.address, address.article(article.date, new)))
    references = _references([article], new, week_of(article.date), others)
    files = list(content_files(root, context))
    file = next(file for file in files if file.path == article.path)

    def edit(front: Values) -> None:
        _change_slug(front, article, new, context, moves_file=path != article.path)

    data = edit_file(file, context, edit, links)
    own = [FileChange(path, file.data, data)]
    if path != article.path:
        own = [FileChange(article.path, file.data, None), FileChange(path, None, data)]
    rest = [other for other in files if other is not file]
    return [*own, *follow_mentions(rest, context, mentions_of([article.slug]), links, references)]


def merge(
    root: Path, context: Context, articles: Articles, olds: Sequence[str], into: str
) -> list[FileChange]:
    """Plan the changes that merge articles into one; their files are deleted.

    Each article is named by slug, file or address.

    Raises:
        EditError: an article would be merged into itself or an unpublished one, an edition would
            lose all its articles, or a file has errors.
    """
    target = find(articles, into)
    merged = list(
        {article.path: article for article in (find(articles, old) for old in olds)}.values()
    )
    _refuse_target(target, merged)
    removed = {article.path for article in merged}
    remaining = [article for article in _valid(articles) if article.path not in removed]
    week = week_of(target.date) if target.listed else None
    links = links_moved(
        context.settings.url, *((article.address, target.address) for article in merged)
    )
    references = _references(merged, target.slug, week, remaining)
    files = list(content_files(root, context))
    _refuse_empty_weeks(files, merged, remaining)
    file = next(file for file in files if file.path == target.path)

    def edit(front: Values) -> None:
        _take_over(front, target, merged, published(root, context), context)
        references(front)
        drop_items(front, "same_event", lambda value: value == target.slug)

    rest = [other for other in files if other is not file and other.path not in removed]
    mentions = mentions_of(article.slug for article in merged)
    return [
        FileChange(target.path, file.data, edit_file(file, context, edit, links)),
        *(FileChange(other.path, other.data, None) for other in files if other.path in removed),
        *follow_mentions(rest, context, mentions, links, references),
    ]


def _refuse_target(target: Article, merged: Sequence[Article]) -> None:
    """Refuse an article into which others cannot be merged, because no address could redirect to it."""
    if target in merged:
        raise EditError(
            f"{target.path} cannot be merged into itself", "name another article to keep"
        )
    if target.draft:
        raise EditError(
            f"{target.path} is a draft; nothing can redirect to it",
            "publish it first: draft: false",
        )
    if target.held_until:
        raise EditError(
            f"{target.path} is left out until {target.held_until}; nothing can redirect to it before",
            "merge them on that day",
        )


def find(articles: Articles, name: str) -> Article:
    """Find an article by slug, file or address.

    Raises:
        EditError: there is none or several, or it has errors.
    """
    typed = name.strip("/").removesuffix("/index.html")
    matches = [
        article
        for article in _valid(articles)
        if typed in (article.slug, article.address.strip("/"))
        or f"/{article.path}".endswith(f"/{typed}")
    ]
    if len(matches) == 1:
        return matches[0]
    if matches:
        paths = ", ".join(article.path for article in matches)
        raise EditError(f"several articles have the slug '{name}'", f"name the file: {paths}")
    slug = _slug_of(typed)
    for path, problems in articles.items():
        if not isinstance(problems, Article) and _slug_of(path) == slug:
            report = Report()
            report.extend(problems)
            raise EditError(f"{path} has errors\n{as_text(report)}", "fix it, then try again")
    otherwise = "the slug is the file name without date and .md"
    help_line = did_you_mean(slug, [_slug_of(path) for path in articles], otherwise)
    raise EditError(f"no article '{visible(name[:200])}'", help_line)


def _valid(articles: Articles) -> list[Article]:
    return [article for article in articles.values() if isinstance(article, Article)]


def _slug_of(path: str) -> str:
    return address.slug_of_file(PurePosixPath(path).name.removesuffix(".md"))


def _check_new_slug(articles: Articles, article: Article, new: str) -> None:
    if new == article.slug:
        raise EditError(f"the slug of {article.path} is already '{new}'", "write another one")
    refuse_bad_slug(new)
    new_address = address.article(article.date, new)
    for other in _valid(articles):
        if other.slug == new:
            raise EditError(f"{other.path} already has the slug '{new}'", "choose another one")
        if new_address in other.redirect_from and other.path != article.path:
            raise EditError(
                f"/{new_address} is an old address of {other.path}", "choose another slug"
            )


def _new_path(article: Article, new: str, articles: Articles) -> str:
    """The path of the renamed file; unchanged if front matter sets the slug."""
    path = PurePosixPath(article.path)
    if _slug_of(article.path) != article.slug:
        return article.path
    target = str(path.with_name(f"{path.stem.removesuffix(article.slug)}{new}.md"))
    if target in articles:
        raise EditError(f"{target} already exists", "choose another slug")
    return target


def _change_slug(
    front: Values, article: Article, new: str, context: Context, *, moves_file: bool
) -> None:
    """Write the new slug, the old address and the identity into an article's front matter."""
    if "slug" in front or not moves_file:
        put(front, "slug", new, article_keys(context))
    if article.public:
        _add_addresses(front, context, (article.address,))
        authority = context.settings.authority
        if not article.id and not authority.endswith(".invalid"):
            put(front, "id", identity(article, authority), article_keys(context))
    new_address = address.article(article.date, new)
    drop_items(front, "redirect_from", lambda old: old.strip("/") == new_address.strip("/"))


def _take_over(
    front: Values, target: Article, merged: Sequence[Article], ledger: Recorded, context: Context
) -> None:
    """Add the addresses of merged articles to the front matter of the target.

    A target that has not been in a feed yet also inherits an identity that feed readers know.
    """
    for article in merged:
        own = (article.address,) if article.public else ()
        _add_addresses(front, context, (*own, *article.redirect_from))
    addresses = [old for article in merged for old in (article.address, *article.redirect_from)]
    inherited = next((ledger[old] for old in addresses if ledger.get(old)), "")
    if inherited and target.address not in ledger:
        put(front, "id", inherited, article_keys(context))


def _add_addresses(front: Values, context: Context, addresses: Iterable[str]) -> None:
    known = {old.strip("/") for old in front.get("redirect_from") or ()}
    new = [old for old in addresses if old.strip("/") not in known]
    extend(front, "redirect_from", new, article_keys(context))


def _week_of(edition: Values) -> Week | None:
    return read_week(str(edition.get("week", "")))


def _refuse_empty_weeks(
    files: list[SiteFile], removed: list[Article], remaining: list[Article]
) -> None:
    """Raise an EditError if removing articles would leave an edition without any."""
    emptied = {week_of(article.date) for article in removed if article.listed}
    emptied -= {week_of(article.date) for article in remaining if article.listed}
    for file in files if emptied else ():
        source = split(file.data) if file.path.startswith(f"{EDITIONS}/") else None
        try:
            week = _week_of(read(source.front).values) if source else None
        except EditError:
            continue
        if week in emptied:
            message = (
                f"{week_name(week)} would have no articles left, but {file.path} is its edition"
            )
            raise EditError(message, "delete that edition first, or merge in the other direction")
