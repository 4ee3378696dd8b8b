"""The lead of an edition, when the article that it names is renamed, merged or removed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from generator.edit.error import EditError
from generator.edit.files import SiteFile
from generator.edit.patch import Patch
from generator.edit.source import split
from generator.edit.syntax import Scalar, UnreadableError
from generator.layout import EDITIONS
from generator.model.article import Article
from generator.model.edition import Week, read_week, week_name, week_of

Leads = Mapping[tuple[Week, str], str]
"""Week and slug of a lead → the slug that takes its place; nothing when no article of that week does."""


def move_lead(patch: Patch, leads: Leads) -> None:
    """Let an edition be led by another article; a lead that has left its week is taken out."""
    entry, week = patch.root.get("lead"), _week_of(patch)
    if entry is None or week is None or not isinstance(entry.node, Scalar):
        return
    new = leads.get((week, entry.node.value.strip()))
    if new:
        patch.replace(entry.node, new)
    elif new is not None:
        patch.remark(patch.remove(entry))


def _week_of(patch: Patch) -> Week | None:
    entry = patch.root.get("week")
    return read_week(entry.node.value) if entry and isinstance(entry.node, Scalar) else None


def leads_of(gone: Iterable[Article], new: str, week: Week | None, others: Collection[Article]) -> Leads:
    """Where the articles of `gone` led, and which one leads there now.

    Args:
        gone: The articles that were renamed or merged, as they were.
        new: The slug of the one that takes their place.
        week: The week in which it can lead; None for none.
        others: All other articles of the same slugs; where one is of the same week, it goes on to lead.
    """
    taken = {(week_of(other.date), other.slug) for other in others}
    places = [(week_of(one.date), one.slug) for one in gone]
    return {place: new if place[0] == week else "" for place in places if place not in taken}


def refuse_empty_weeks(
    files: Iterable[SiteFile], gone: Collection[Article], staying: Iterable[Article]
) -> None:
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
            week = _week_of(Patch(source.front)) if source else None
        except UnreadableError:
            continue
        if week in emptied:
            message = f"{week_name(week)} would have no articles then, but {file.path} is its edition"
            raise EditError(message, "remove that edition first, or merge the other way round")
