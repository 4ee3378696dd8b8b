"""Rename or merge articles: their files, their addresses, and all references to them.

A published article keeps its identity in feeds: an identity derived from the old slug is written
down before the slug changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator.assemble.collection import Week, week_of
from generator.check.article_fields import Context
from generator.data.editor_schemas import article_keys
from generator.diagnostics.diagnostics import Diagnostic, Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_entries
from generator.diagnostics.suggest import did_you_mean
from generator.diagnostics.terminal import visible
from generator.editing.editable_files import SiteFile, split
from generator.editing.file_changes import FileChange
from generator.editing.yaml_edits import drop_items, extend, put
from generator.editing.yaml_text import Values, read
from generator.extras.editions import FOLDER
from generator.extras.editions.weeks import read_week, week_name
from generator.model import address
from generator.model.article import Article
from newsroom.editing.content_files import content_files
from newsroom.editing.mentions import (
    Editor,
    edit_file,
    follow_mentions,
    links_moved,
    mentions_of,
    move_list,
    refuse_bad_slug,
)

Articles = Mapping[str, Article | Sequence[Diagnostic]]
"""Path of an article's file → the article, or its errors."""


def _references(
    replaced: Iterable[Article], slug: str, week: Week | None, others: list[Article]
) -> Editor:
    """Make an editor of references: `same_event`, `follows`, and an edition's `lead`.

    References to replaced articles become `slug`. If another article has the same slug as a
    replaced one, they stay.
    The lead of a week other than `week`, that of the new article, is removed.
    """
    slugs = {other.slug for other in others}
    moves = {article.slug: slug for article in replaced if article.slug not in slugs}
    gone = {(week_of(article.date), article.slug) for article in replaced}
    gone -= {(week_of(other.date), other.slug) for other in others}

    def update(front: Values) -> None:
        move_list(front, "same_event", moves, slug)
        followed = str(front.get("follows")).strip()
        if followed in moves:
            front["follows"] = moves[followed]
        led = _week_of(front)
        if (led, str(front.get("lead")).strip()) not in gone:
            return
        if led == week:
            front["lead"] = slug
        else:
            del front["lead"]

    return update


def rename(
    root: Path, context: Context, articles: Articles, old: str, new: str
) -> list[FileChange]:
    """Plan the changes that give an article the slug `new`.

    `old` is a slug, a file or an address. If the name of the file determines the slug, the file is
    renamed.

    Raises:
        EditError: the slug is taken or invalid, or a file has errors.
    """
    article = find(articles, old)
    _check_new_slug(articles, article, new)
    path = _new_path(article, new, articles)
    others = [other for other in _valid(articles) if other is not article]
    move = (article.address, address.article(article.date, new))
    links = links_moved(context.settings.url, move)
    references = _references([article], new, week_of(article.date), others)

    def edit(front: Values) -> None:
        _change_slug(front, article, new, context, moves_file=path != article.path)

    changes, rest = [], []
    for file in content_files(root, context):
        if file.path != article.path:
            rest.append(file)
            continue
        data = edit_file(file, context, edit, links)
        if path == file.path:
            changes.append(FileChange(path, file.data, data))
        else:
            changes.append(FileChange(file.path, file.data, None))
            changes.append(FileChange(path, None, data))
    changes += follow_mentions(rest, context, mentions_of([article.slug]), links, references)
    return changes


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
    found = [find(articles, old) for old in olds]
    paths = {article.path: article for article in found}
    merged = list(paths.values())
    remaining = [article for article in _valid(articles) if article.path not in paths]
    files = list(content_files(root, context))
    _refuse_target(target, merged)
    _refuse_empty_weeks(files, merged, remaining)
    week = week_of(target.date) if target.listed else None
    references = _references(merged, target.slug, week, remaining)

    def edit(front: Values) -> None:
        _take_over(front, merged, context)
        references(front)
        _drop_own_slug(front, target.slug)

    moves = [(article.address, target.address) for article in merged]
    links = links_moved(context.settings.url, *moves)
    gone = [file for file in files if file.path in paths]
    changes = [FileChange(file.path, file.data, None) for file in gone]
    [kept] = [file for file in files if file.path == target.path]
    data = edit_file(kept, context, edit, links)
    changes.append(FileChange(kept.path, kept.data, data))
    rest = [file for file in files if file is not kept and file.path not in paths]
    mentions = mentions_of(article.slug for article in merged)
    changes += follow_mentions(rest, context, mentions, links, references)
    return changes


def _drop_own_slug(front: Values, slug: str) -> None:
    """Remove an article's own slug, which it would have after a merge."""
    drop_items(front, "same_event", lambda value: value == slug)
    if front.get("follows") == slug:
        del front["follows"]


def _refuse_target(target: Article, merged: list[Article]) -> None:
    """Refuse to merge into an article to which no address could redirect."""
    if target in merged:
        help_line = "name another article to keep"
        raise EditError(f"{target.path} cannot be merged into itself", help_line)
    if target.draft:
        help_line = "publish it first: draft: false"
        raise EditError(f"{target.path} is a draft; nothing can redirect to it", help_line)
    if target.held_until:
        message = f"{target.path} is left out until {target.held_until}"
        help_line = "merge them on that day"
        raise EditError(f"{message}; nothing can redirect to it before", help_line)


def find(articles: Articles, name: str) -> Article:
    """Find an article by slug, file or address.

    Raises:
        EditError: there is none or several, or it has errors.
    """
    typed = name.strip("/").removesuffix("/index.html")
    matches = []
    for article in _valid(articles):
        is_file = f"/{article.path}".endswith(f"/{typed}")
        if is_file or typed in (article.slug, article.address.strip("/")):
            matches.append(article)
    if len(matches) == 1:
        return matches[0]
    if matches:
        paths = ", ".join(article.path for article in matches)
        raise EditError(f"several articles have the slug '{name}'", f"name the file: {paths}")
    slug = _slug_of(typed)
    for path, problems in articles.items():
        if not isinstance(problems, Article) and _slug_of(path) == slug:
            entries = as_entries(Report(problems))
            raise EditError(f"{path} has errors\n{entries}", "fix it, then try again")
    otherwise = "the slug is the file name without date and .md"
    help_line = did_you_mean(slug, map(_slug_of, articles), otherwise)
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
            message = f"/{new_address} is an old address of {other.path}"
            raise EditError(message, "choose another slug")


def _new_path(article: Article, new: str, articles: Articles) -> str:
    """The path of the renamed file; unchanged if front matter sets the slug."""
    if _slug_of(article.path) != article.slug:
        return article.path
    path = PurePosixPath(article.path)
    beginning = path.stem.removesuffix(article.slug)
    target = str(path.with_name(f"{beginning}{new}.md"))
    if target in articles:
        raise EditError(f"{target} already exists", "choose another slug")
    return target


def _change_slug(
    front: Values, article: Article, new: str, context: Context, *, moves_file: bool
) -> None:
    """Write the new slug, the old address and the identity into an article's front matter."""
    keys = article_keys(context.settings, context.taxonomies)
    if "slug" in front or not moves_file:
        put(front, "slug", new, keys)
    if article.public:
        _add_addresses(front, context, [article.address])
    new_address = address.article(article.date, new)
    drop_items(front, "redirect_from", lambda old: old.strip("/") == new_address.strip("/"))


def _take_over(front: Values, merged: Iterable[Article], context: Context) -> None:
    """Add the addresses of merged articles to the front matter of the target."""
    for article in merged:
        addresses = [article.address, *article.redirect_from]
        if not article.public:
            addresses.remove(article.address)
        _add_addresses(front, context, addresses)


def _add_addresses(front: Values, context: Context, addresses: Iterable[str]) -> None:
    known = {old.strip("/") for old in front.get("redirect_from") or ()}
    new = [old for old in addresses if old.strip("/") not in known]
    extend(front, "redirect_from", new, article_keys(context.settings, context.taxonomies))


def _week_of(edition: Values) -> Week | None:
    return read_week(str(edition.get("week", "")))


def _refuse_empty_weeks(
    files: list[SiteFile], removed: list[Article], remaining: list[Article]
) -> None:
    """Raise an EditError if an edition would be left without articles."""
    emptied = {week_of(article.date) for article in removed if article.listed}
    emptied -= {week_of(article.date) for article in remaining if article.listed}
    if not emptied:
        return
    for file in files:
        if not file.path.startswith(f"{FOLDER}/"):
            continue
        source = split(file.data)
        if source is None:
            continue
        try:
            week = _week_of(read(source.front).values)
        except EditError:
            continue
        if week in emptied:
            message = f"{week_name(week)} would have no articles left"
            help_line = "delete that edition first, or merge in the other direction"
            raise EditError(f"{message}, but {file.path} is its edition", help_line)
