"""Rename an article: its file, its address, and all references to it.

A published article keeps its identity in feeds: an identity derived from the old slug is written
down before the slug changes.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator.assemble.collection import week_of
from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Diagnostic, Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_text
from generator.diagnostics.suggest import did_you_mean
from generator.diagnostics.terminal import visible
from generator.editing.file_changes import FileChange
from generator.editing.formatting import article_keys
from generator.editing.yaml_edits import drop_items, extend, put
from generator.editing.yaml_text import Values
from generator.extras.editions.edition import read_week
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


def _references(article: Article, slug: str, others: list[Article]) -> Editor:
    """Make an editor of references: `same_event`, `follows`, and an edition's `lead`.

    References to the article become `slug`. If another article has the same slug, or, for a lead,
    has it in the same week, they stay.
    """
    week = week_of(article.date)
    namesakes = [other for other in others if other.slug == article.slug]
    moves = {} if namesakes else {article.slug: slug}
    is_only_lead = week not in {week_of(other.date) for other in namesakes}

    def update(front: Values) -> None:
        move_list(front, "same_event", moves, slug)
        followed = str(front.get("follows")).strip()
        if followed in moves:
            front["follows"] = moves[followed]
        lead = str(front.get("lead")).strip()
        if is_only_lead and lead == article.slug and read_week(str(front.get("week"))) == week:
            front["lead"] = slug

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
    references = _references(article, new, others)

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
            report = Report()
            report.extend(problems)
            raise EditError(f"{path} has errors\n{as_text(report)}", "fix it, then try again")
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
    keys = article_keys(context)
    if "slug" in front or not moves_file:
        put(front, "slug", new, keys)
    if article.public:
        known = {old.strip("/") for old in front.get("redirect_from") or ()}
        if article.address.strip("/") not in known:
            extend(front, "redirect_from", [article.address], keys)
    new_address = address.article(article.date, new)
    drop_items(front, "redirect_from", lambda old: old.strip("/") == new_address.strip("/"))
