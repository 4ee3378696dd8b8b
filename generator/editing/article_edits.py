"""Renaming an article and merging articles: files, addresses, and all that points at them.

A published article keeps its identity in feeds: what was derived from its slug
is written down before the slug changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.check.addresses.ledger import Recorded
from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Diagnostic, Report
from generator.diagnostics.formats import as_text
from generator.diagnostics.suggest import did_you_mean
from generator.editing.editable_files import SiteFile, content_files, published, split
from generator.editing.error import EditError
from generator.editing.formatting import article_keys
from generator.editing.journal import FileChange
from generator.editing.mentions import (
    Moves,
    drop_value,
    edited,
    followed,
    links_moved,
    mentions_of,
    move_list,
    refuse_bad_slug,
)
from generator.editing.yaml_patch import Patch, add, extend, set_text
from generator.editing.yaml_tree import Slot, UnreadableError, YamlNode, entry_of, read, text_node
from generator.model import address
from generator.model.article import Article
from generator.model.edition import Week, read_week, week_name, week_of
from generator.model.feed_identity import identity
from generator.model.layout import EDITIONS

Known = Mapping[str, Article | Sequence[Diagnostic]]
"""Path of an article's file → the article, or what is wrong with it."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """What follows when articles give way to one."""

    moves: Moves
    """Slug → the slug that takes its place in `same_event`; none of a slug that another article has, too."""
    leads: Mapping[tuple[Week, str], str]
    """Week and slug of a lead → the slug that takes its place; empty when no article of that week does."""

    @classmethod
    def of(cls, gone: Iterable[Article], slug: str, week: Week | None, others: list[Article]) -> _Moved:
        """Find it.

        Args:
            gone: The articles as they were.
            slug: The slug of the one that takes their place.
            week: The week that it can lead; None for none.
            others: All articles that stay.
        """
        slugs = {one.slug for one in others}
        places = {(week_of(one.date), one.slug) for one in others}
        left = {(week_of(one.date), one.slug) for one in gone} - places
        leads = {place: slug if place[0] == week else "" for place in left}
        return cls({one.slug: slug for one in gone if one.slug not in slugs}, leads)

    def follow(self, patch: Patch) -> None:
        """Let front matter name what takes the place of the articles."""
        move_list(patch, "same_event", self.moves)
        entry, week = patch.root.get("lead"), _week_of(patch.root)
        new = self.leads.get((week, entry.node.value.strip())) if entry and week else None
        if entry and new:
            set_text(entry.node, new)
        elif entry and new is not None:
            patch.remove(patch.root, entry)


def rename(root: Path, context: Context, known: Known, old: str, new: str) -> list[FileChange]:
    """The changes that give an article another slug.

    Its file is renamed along when that is where the slug comes from.

    Args:
        root: The site's folder.
        context: Settings and registries.
        known: Every article of the site.
        old: The article, by slug, file or address.
        new: The slug it is to have.

    Raises:
        EditError: for a slug that is taken or is none, and for files with errors.
    """
    article = find(known, old)
    _check_new_slug(known, article, new)
    path = _path_for(article, new, known)
    others = [one for one in _sound(known) if one is not article]
    links = links_moved(context.settings.url, (article.address, address.article(article.date, new)))
    moved = _Moved.of([article], new, week_of(article.date), others)
    files = list(content_files(root, context))
    file = next(file for file in files if file.path == article.path)

    def edit(patch: Patch) -> None:
        _rename_within(patch, article, new, context, moves_file=path != article.path)

    data = edited(file, context, edit, links)
    own = [FileChange(path, file.data, data)]
    if path != article.path:
        own = [FileChange(article.path, file.data, None), FileChange(path, None, data)]
    rest = [one for one in files if one is not file]
    return [*own, *followed(rest, context, mentions_of([article.slug]), links, moved.follow)]


def merge(root: Path, context: Context, known: Known, olds: Sequence[str], into: str) -> list[FileChange]:
    """The changes that let one article take the place of others, which are removed.

    Args:
        root: The site's folder.
        context: Settings and registries.
        known: Every article of the site.
        olds: The articles to remove, each by slug, file or address.
        into: The article that is kept.

    Raises:
        EditError: when the articles are not two, one of them is a draft, or files have errors.
    """
    kept = find(known, into)
    merged = list({article.path: article for article in (find(known, old) for old in olds)}.values())
    if kept in merged:
        raise EditError(f"{kept.path} cannot be merged into itself", "name another article to keep")
    if kept.draft:
        raise EditError(f"{kept.path} is a draft; nothing can lead to it", "publish it first: draft: false")
    gone = {article.path for article in merged}
    staying = [one for one in _sound(known) if one.path not in gone]
    week = week_of(kept.date) if kept.listed else None
    links = links_moved(context.settings.url, *((one.address, kept.address) for one in merged))
    moved = _Moved.of(merged, kept.slug, week, staying)
    files = list(content_files(root, context))
    _refuse_empty_weeks(files, merged, staying)
    file = next(file for file in files if file.path == kept.path)

    def edit(patch: Patch) -> None:
        _take_over(patch, kept, merged, published(root, context), context)
        moved.follow(patch)
        drop_value(patch, "same_event", lambda value: value == kept.slug)

    rest = [one for one in files if one is not file and one.path not in gone]
    mentions = mentions_of(article.slug for article in merged)
    return [
        FileChange(kept.path, file.data, edited(file, context, edit, links)),
        *(FileChange(one.path, one.data, None) for one in files if one.path in gone),
        *followed(rest, context, mentions, links, moved.follow),
    ]


def find(known: Known, said: str) -> Article:
    """The article that someone names by slug, by file or by address.

    Raises:
        EditError: when there is none, or several, or it has errors.
    """
    wanted = said.strip("/").removesuffix("/index.html")
    found = [
        article
        for article in _sound(known)
        if wanted in (article.slug, article.address.strip("/")) or f"/{article.path}".endswith(f"/{wanted}")
    ]
    if len(found) == 1:
        return found[0]
    if found:
        paths = ", ".join(article.path for article in found)
        raise EditError(f"several articles have the slug '{said}'", f"name the file: {paths}")
    slug = _slug_of(wanted)
    for path, problems in known.items():
        if not isinstance(problems, Article) and _slug_of(path) == slug:
            report = Report()
            report.extend(problems)
            raise EditError(f"{path} has errors\n{as_text(report)}", "fix it, then try again")
    otherwise = "it is the file name without date and .md"
    raise EditError(f"no article '{said}'", did_you_mean(slug, [_slug_of(path) for path in known], otherwise))


def _sound(known: Known) -> list[Article]:
    return [one for one in known.values() if isinstance(one, Article)]


def _slug_of(path: str) -> str:
    return address.slug_of_file(PurePosixPath(path).name.removesuffix(".md"))


def _check_new_slug(known: Known, article: Article, new: str) -> None:
    if new == article.slug:
        raise EditError(f"the slug of {article.path} is '{new}' already", "write another one")
    refuse_bad_slug(new)
    there = address.article(article.date, new)
    for other in _sound(known):
        if other.slug == new:
            raise EditError(f"{other.path} has the slug '{new}' already", "choose another one")
        if there in other.redirect_from and other.path != article.path:
            raise EditError(f"/{there} is an old address of {other.path}", "choose another slug")


def _path_for(article: Article, new: str, known: Known) -> str:
    """Where the file goes: nowhere when its front matter says the slug."""
    path = PurePosixPath(article.path)
    if _slug_of(article.path) != article.slug:
        return article.path
    target = str(path.with_name(f"{path.stem.removesuffix(article.slug)}{new}.md"))
    if target in known:
        raise EditError(f"{target} is there already", "choose another slug")
    return target


def _rename_within(patch: Patch, article: Article, new: str, context: Context, *, moves_file: bool) -> None:
    """The article's own front matter under its new slug: old address and identity are written down."""
    if patch.root.get("slug") or not moves_file:
        _set(patch, context, "slug", new)
    if not article.draft:
        _add_addresses(patch, context, (article.address,))
        authority = context.settings.authority
        if not article.id and not authority.endswith(".invalid"):
            _set(patch, context, "id", identity(article, authority))
    there = address.article(article.date, new)
    drop_value(patch, "redirect_from", lambda value: value.strip("/") == there.strip("/"))


def _take_over(
    patch: Patch, kept: Article, merged: Iterable[Article], ledger: Recorded, context: Context
) -> None:
    """The front matter of the article that is kept: it gains the others' addresses.

    Where no feed has shown it yet, it gains an identity that one has shown.
    """
    for article in merged:
        old = () if article.draft else (article.address,)
        _add_addresses(patch, context, (*old, *article.redirect_from))
    if kept.address not in ledger and (inherited := _first_identity(merged, ledger)):
        _set(patch, context, "id", inherited)


def _first_identity(merged: Iterable[Article], ledger: Recorded) -> str:
    """What feed readers know one of the articles by, so that they see no new one in its place."""
    addresses = (one for article in merged for one in (article.address, *article.redirect_from))
    return next((ledger[one] for one in addresses if ledger.get(one)), "")


def _set(patch: Patch, context: Context, key: str, value: str) -> None:
    """Let a key of front matter have a text as its value."""
    entry = patch.root.get(key)
    if entry:
        set_text(entry.node, value)
    else:
        add(patch.root, entry_of(key, value), article_keys(context))


def _add_addresses(patch: Patch, context: Context, addresses: Iterable[str]) -> None:
    entry = patch.root.get("redirect_from")
    there = {item.node.value.strip("/") for item in entry.node.slots} if entry else set()
    new = [Slot(text_node(one)) for one in addresses if one.strip("/") not in there]
    if new:
        extend(patch.root, "redirect_from", new, article_keys(context))


def _week_of(edition: YamlNode) -> Week | None:
    entry = edition.get("week")
    return read_week(entry.node.value) if entry else None


def _refuse_empty_weeks(files: Iterable[SiteFile], gone: list[Article], staying: Iterable[Article]) -> None:
    """Make sure that no edition is left in a week without articles.

    Args:
        files: Content files.
        gone: The articles that are to be removed.
        staying: All others.

    Raises:
        EditError: naming the edition.
    """
    emptied = {week_of(article.date) for article in gone if article.listed}
    emptied -= {week_of(article.date) for article in staying if article.listed}
    for file in files if emptied else ():
        source = split(file.data) if file.path.startswith(f"{EDITIONS}/") else None
        try:
            week = _week_of(read(source.front).root) if source else None
        except UnreadableError:
            continue
        if week in emptied:
            message = f"{week_name(week)} would have no articles then, but {file.path} is its edition"
            raise EditError(message, "remove that edition first, or merge the other way round")
