"""Renaming an article and merging articles: files, addresses, and all that points at them.

A published article keeps its identity in feeds: what was derived from its slug
is written down before the slug changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from generator.check.article import Context, check_article
from generator.check.ledger import Recorded
from generator.compose.identity import identity
from generator.edit import editions
from generator.edit.error import EditError
from generator.edit.files import File, Mentions, content_files, edited, published
from generator.edit.journal import Change
from generator.edit.mentions import Links, drop_old_address, move_articles
from generator.edit.order import article_keys
from generator.edit.patch import Patch
from generator.edit.source import Source, split
from generator.edit.syntax import Collection, Scalar, Slot
from generator.layout import ARTICLES, PAGES
from generator.model import address
from generator.model.article import Article
from generator.model.edition import week_of
from generator.read import document
from generator.report.diagnostics import Report
from generator.report.formats import as_text
from generator.report.suggest import did_you_mean

_TEXT = '"'


def rename(root: Path, context: Context, old: str, new: str) -> list[Change]:
    """The changes that give an article another slug.

    Its file is renamed along when that is where the slug comes from.

    Raises:
        EditError: for a slug that is taken or is none, and for files with errors.
    """
    files = list(content_files(root, context, ARTICLES))
    article = find(files, context, old)
    if new == article.slug:
        raise EditError(f"the slug of {article.path} is '{new}' already", "write another one")
    if not address.SLUG.match(new) or len(new) > 100:
        raise EditError(f"'{new}' is not a slug", f"perhaps '{address.slugify(new)}'?")
    there = address.article(article.date, new)
    _refuse_taken(files, context, article, new, there)
    path = _path_for(article, new, files)
    file = next(file for file in files if file.path == article.path)
    data = _renamed(file, article, new, path, context)
    same = _same(files, context, article)
    moves = {} if same else {article.slug: new}
    others = [file for file in (*files, *content_files(root, context, PAGES)) if file.path != article.path]
    links = Links.of((article.address, there))
    changes = _followers(others, context, moves, links, (article.slug,))
    leads = editions.leads_of([article], new, week_of(article.date), same)
    changes += editions.follow_articles(root, context, leads, links, (article.slug,))
    if path == article.path:
        return [Change(path, file.data, data), *changes]
    return [Change(article.path, file.data, None), Change(path, None, data), *changes]


def merge(root: Path, context: Context, olds: Sequence[str], into: str) -> list[Change]:
    """The changes that let one article take the place of others, which are removed.

    Raises:
        EditError: when the articles are not two, one of them is a draft, or files have errors.
    """
    files = list(content_files(root, context, ARTICLES))
    kept = find(files, context, into)
    merged = list({article.path: article for article in (find(files, context, old) for old in olds)}.values())
    for article in merged:
        if article.path == kept.path:
            raise EditError(f"{kept.path} cannot be merged into itself", "name another article to keep")
    if kept.draft:
        raise EditError(f"{kept.path} is a draft; nothing can lead to it", "publish it first: draft: false")
    same = {article.path: _same(files, context, article) for article in merged}
    moves = {article.slug: kept.slug for article in merged if not same[article.path]}
    links = Links.of(*((article.address, kept.address) for article in merged))
    gone = {article.path for article in merged}
    editions.refuse_empty_weeks(root, context, files, merged)
    file = next(file for file in files if file.path == kept.path)
    source = _source(file)
    patch = Patch(source.front)
    for article in merged:
        old = () if article.draft else (article.address,)
        _add_addresses(patch, context, (*old, *article.redirect_from))
    known = published(root, context)
    if kept.address not in known and (inherited := _first_identity(merged, known)):
        _identify(patch, context, inherited)
    move_articles(patch, moves, own=kept.slug)
    front = patch.text(kept.path)
    data = replace(source, front=front, body=links.move(source.body)).as_written
    others = [one for one in (*files, *content_files(root, context, PAGES)) if one.path not in gone]
    slugs = [article.slug for article in merged]
    rest = [one for one in others if one.path != kept.path]
    staying = [one for found in same.values() for one in found if one.path not in {*gone, kept.path}]
    leads = editions.leads_of(merged, kept.slug, week_of(kept.date) if kept.listed else None, staying)
    return [
        Change(kept.path, file.data, data),
        *(Change(one.path, one.data, None) for one in files if one.path in gone),
        *_followers(rest, context, moves, links, slugs),
        *editions.follow_articles(root, context, leads, links, slugs),
    ]


def find(files: Iterable[File], context: Context, said: str) -> Article:
    """The article that someone names by slug, by file or by address.

    Raises:
        EditError: when there is none, or several, or it has errors.
    """
    wanted = said.strip("/").removesuffix("index.html")
    last = wanted.rpartition("/")[2].removesuffix(".md")
    slug = address.slug_of_file(last)
    found = [
        article
        for file in files
        if (article := _candidate(file, context, slug, wanted))
        if wanted
        in (article.slug, article.path, article.address.strip("/"), PurePosixPath(article.path).name)
        or article.path.endswith(f"/{wanted}")
    ]
    if len(found) > 1:
        paths = ", ".join(article.path for article in found)
        raise EditError(f"several articles have the slug '{said}'", f"name the file: {paths}")
    if not found:
        stems = [address.slug_of_file(PurePosixPath(file.path).stem) for file in files]
        raise EditError(
            f"no article '{said}'", did_you_mean(slug, stems, "it is the file name without date and .md")
        )
    return found[0]


def _candidate(file: File, context: Context, slug: str, also: str) -> Article | None:
    """The article of a file that may have a slug or that says `also`; errors in one of that name end it."""
    named = address.slug_of_file(PurePosixPath(file.path).stem) == slug
    said = (b"slug" in file.data and slug.encode() in file.data) or also.encode() in file.data
    if not named and not said and not file.path.endswith(also):
        return None
    report = Report()
    parsed = document.parse(file.data, file.path, context.settings.limits, report)
    article = check_article(parsed, context, report) if parsed else None
    if article is None and named:
        raise EditError(f"{file.path} has errors\n{as_text(report)}", "mend it, then try again")
    return article


def _same(files: Iterable[File], context: Context, article: Article) -> list[Article]:
    """The other articles that `same_event` can mean by this slug."""
    found = (_candidate(file, context, article.slug, article.path) for file in files)
    return [one for one in found if one and one.slug == article.slug and one.path != article.path]


def _refuse_taken(files: Iterable[File], context: Context, article: Article, new: str, there: str) -> None:
    for file in files:
        other = _candidate(file, context, new, there.strip("/"))
        if other is None or other.path == article.path:
            continue
        if other.slug == new:
            raise EditError(f"{other.path} has the slug '{new}' already", "choose another one")
        if there in other.redirect_from:
            raise EditError(f"/{there} is an old address of {other.path}", "choose another slug")


def _path_for(article: Article, new: str, files: Iterable[File]) -> str:
    """Where the file goes: nowhere when its front matter says the slug."""
    path = PurePosixPath(article.path)
    prefix = path.stem.removesuffix(address.slug_of_file(path.stem))
    if address.slug_of_file(path.stem) != article.slug:
        return article.path
    target = str(path.with_name(f"{prefix}{new}.md"))
    if any(file.path == target for file in files):
        raise EditError(f"{target} is there already", "choose another slug")
    return target


def _source(file: File) -> Source:
    source = split(file.data)
    if source is None:
        raise EditError(f"{file.path} has no front matter")
    return source


def _renamed(file: File, article: Article, new: str, path: str, context: Context) -> bytes:
    """The article's own file under its new slug: old address and identity are written down."""
    source = _source(file)
    patch = Patch(source.front)
    slug = patch.root.get("slug")
    if slug and isinstance(slug.node, Scalar):
        patch.replace(slug.node, new)
    elif path == article.path:
        patch.add(Slot(Scalar(new, _TEXT), Scalar("slug")), order=article_keys(context))
    if not article.draft:
        _add_addresses(patch, context, (article.address,))
        authority = context.settings.authority
        if not article.id and not authority.endswith(".invalid"):
            _identify(patch, context, identity(article, authority))
    drop_old_address(patch, address.article(article.date, new))
    links = Links.of((article.address, address.article(article.date, new)))
    return replace(source, front=patch.text(path), body=links.move(source.body)).as_written


def _first_identity(merged: Iterable[Article], known: Recorded) -> str:
    """What feed readers know one of the articles by, so that they see no new one in its place."""
    addresses = (one for article in merged for one in (article.address, *article.redirect_from))
    return next((known[one] for one in addresses if known.get(one)), "")


def _identify(patch: Patch, context: Context, value: str) -> None:
    entry = patch.root.get("id")
    if entry and isinstance(entry.node, Scalar):
        patch.replace(entry.node, value)
    else:
        patch.add(Slot(Scalar(value, _TEXT), Scalar("id")), order=article_keys(context))


def _add_addresses(patch: Patch, context: Context, addresses: Iterable[str]) -> None:
    entry = patch.root.get("redirect_from")
    if entry is None or not isinstance(entry.node, Collection):
        entry = Slot(Collection([], keyed=False), Scalar("redirect_from"))
        patch.add(entry, order=article_keys(context))
    items = entry.node.slots if isinstance(entry.node, Collection) else []
    there = {item.node.value.strip("/") for item in items if isinstance(item.node, Scalar)}
    items.extend(Slot(Scalar(one, _TEXT)) for one in addresses if one.strip("/") not in there)
    if entry.start >= 0:
        patch.rewrite(entry)


def _followers(
    files: Iterable[File], context: Context, moves: dict[str, str], links: Links, slugs: Iterable[str]
) -> list[Change]:
    """Other files' `same_event` and links."""
    mentions = Mentions.of(slugs)

    def edit(source: Source) -> Source:
        front = source.front
        if moves and mentions(front):
            patch = Patch(front)
            move_articles(patch, moves)
            front = patch.text("its front matter")
        return replace(source, front=front, body=links.move(source.body))

    return list(edited(files, context, mentions, edit))
