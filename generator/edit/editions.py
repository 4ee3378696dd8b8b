"""Where editions name articles and terms: `lead`, `order`, and the links of their text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.check.article import Context, check_article
from generator.edit.edition import sealed_like
from generator.edit.error import EditError
from generator.edit.files import File, Mentions, content_files, edited
from generator.edit.journal import Change
from generator.edit.mentions import Links, Moves, move_list
from generator.edit.patch import Patch
from generator.edit.source import Source, split
from generator.edit.syntax import Scalar, UnreadableError
from generator.layout import EDITIONS
from generator.model.article import Article
from generator.model.edition import Week, read_week, week_name, week_of
from generator.read import document
from generator.report.diagnostics import Report

Leads = Mapping[tuple[Week, str], str]
"""Week and slug of a lead → the slug that takes its place; nothing when no article of that week does."""


def follow_terms(root: Path, context: Context, moves: Moves, links: Links, *, columns: bool) -> list[Change]:
    """Let editions name other terms; `columns` says that it is terms of this taxonomy that `order` lists."""

    def edit(patch: Patch) -> None:
        if columns:
            move_list(patch, "order", moves)

    return _followed(root, context, Mentions.of(moves), edit, links)


def follow_articles(
    root: Path, context: Context, leads: Leads, links: Links, slugs: Iterable[str]
) -> list[Change]:
    """Let editions name other articles; a lead that has left its week is taken out."""

    def edit(patch: Patch) -> None:
        entry, week = patch.root.get("lead"), _week_of(patch)
        if entry is None or week is None or not isinstance(entry.node, Scalar):
            return
        new = leads.get((week, entry.node.value.strip()))
        if new:
            patch.replace(entry.node, new)
        elif new is not None:
            patch.remark(patch.remove(entry))

    return _followed(root, context, Mentions.of(slugs), edit, links)


def _followed(
    root: Path, context: Context, mentions: Mentions, edit: Callable[[Patch], None], links: Links
) -> list[Change]:
    def both(source: Source) -> Source:
        front = source.front
        if "\\" in front or mentions(front):
            patch = Patch(front)
            edit(patch)
            front = patch.text("its front matter")
        return replace(source, front=front, body=links.move(source.body))

    changes = edited(content_files(root, context, EDITIONS), context, mentions, both)
    return [
        replace(change, after=sealed_like(change.before or b"", change.after or b"")) for change in changes
    ]


def _week_of(patch: Patch) -> Week | None:
    entry = patch.root.get("week")
    return read_week(entry.node.value) if entry and isinstance(entry.node, Scalar) else None


def leads_of(gone: Iterable[Article], new: str, week: Week | None, others: Collection[Article]) -> Leads:
    """Where the articles of `gone` led, and which one leads there now.

    Args:
        gone: The articles that were renamed or merged, as they were.
        new: The slug of the one that stands in their place.
        week: The week in which it can lead; None for none.
        others: All other articles of the same slugs; where one is of the same week, it goes on to lead.
    """
    taken = {(week_of(other.date), other.slug) for other in others}
    places = [(week_of(one.date), one.slug) for one in gone]
    return {place: new if place[0] == week else "" for place in places if place not in taken}


def refuse_empty_weeks(
    root: Path, context: Context, files: Collection[File], gone: Collection[Article]
) -> None:
    """Whether an edition would be left in a week without articles.

    Args:
        root: The folder of mkdocs.yml.
        context: Settings and registries.
        files: The articles' files, those of `gone` among them.
        gone: The articles that are to be removed.

    Raises:
        EditError: naming the edition.
    """
    weeks = {week_of(article.date) for article in gone if article.listed}
    paths = {article.path for article in gone}
    for path, week in _edition_weeks(root, context):
        if week in weeks and not any(_is_of(file, week, context) for file in files if file.path not in paths):
            message = f"{week_name(week)} would have no articles then, but {path} is its edition"
            raise EditError(message, "remove that edition first, or merge the other way round")


def _edition_weeks(root: Path, context: Context) -> Iterator[tuple[str, Week]]:
    for file in content_files(root, context, EDITIONS):
        source = split(file.data)
        try:
            week = _week_of(Patch(source.front)) if source else None
        except UnreadableError:
            continue
        if week:
            yield file.path, week


def _is_of(file: File, week: Week, context: Context) -> bool:
    """Whether a file is a listed article of a week; only one that says a day of it is parsed."""
    days = (dt.date.fromisocalendar(*week, day).isoformat().encode() for day in range(1, 8))
    if not (b"\\" in file.data or any(day in file.data for day in days)):
        return False
    report = Report()
    parsed = document.parse(file.data, file.path, context.settings.limits, report)
    article = check_article(parsed, context, report) if parsed else None
    return article is not None and article.listed and week_of(article.date) == week
