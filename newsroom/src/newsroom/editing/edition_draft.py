"""`digest edition`: draft a week's edition for editors to complete."""

from collections.abc import Iterable, Iterator

from generator.assemble.collection import Week
from generator.assemble.interface import _, edition_name
from generator.assemble.related import Threads
from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_entries
from generator.editing.canonical import dump
from generator.editing.editable_files import SiteFile, SplitFile, checked
from generator.extras.editions import FOLDER
from generator.extras.editions.edition import Edition
from generator.extras.editions.weekly import arrange, changes_by_week, due_by_week, ranked
from generator.extras.editions.weeks import week_name
from generator.model.article import Article, Articles
from generator.model.site import Site

_RUNNERS_UP = 3
"""Articles that a comment offers as the lead instead."""
_MATTERED = 5
"""Articles that a comment lists as what may have mattered."""


def path_of(week: Week) -> str:
    """The path of the file that drafts a week's edition."""
    return f"{FOLDER}/{week_name(week).lower()}.md"


def draft(
    week: Week,
    articles: tuple[Article, ...],
    context: Context,
    path: str = "",
    notes: Iterable[str] = (),
) -> tuple[SiteFile, Edition]:
    """Write a draft of a week's edition; return the file, and the edition that it contains.

    The same articles and notes give the same bytes. The file is named after the week unless `path`
    names another. `notes` become comments in its front matter; the text is left to the editors.

    Raises:
        EditError: the draft has errors.
    """
    settings = context.settings
    order = ranked(articles, settings, context.taxonomies)
    groups = arrange(articles, context.taxonomies.get(settings.columns), order[0])
    lead, *others = [article.slug for article in order]
    summary = ""
    remarks = {}
    if others:
        summary = _("%(title)s; and more.", title=order[0].title)
        remarks["lead"] = f"# or {', '.join(others[:_RUNNERS_UP])}"
    values = {
        "week": week_name(week),
        "title": edition_name(*week),
        "summary": summary,
        "lead": lead,
        "order": [group.term.slug for group in groups if group.term],
    }
    comments = "".join(f"# {line}\n" for line in notes)
    text = SplitFile(dump(values, remarks) + comments, "")
    file = SiteFile(path or path_of(week), text.canonical)
    report = Report()
    edition = checked(file, context, report)
    if not isinstance(edition, Edition):
        message = f"the edition drafted from these articles has errors\n{as_entries(report)}"
        raise EditError(message, "fix their titles")
    return file, edition


def notes(site: Site, week: Week, articles: Articles) -> tuple[str, ...]:
    """List what may have mattered, threads that moved, corrections, and what is due next week.

    Corrections and due events are those that the page of the edition shows.
    """
    first = ranked(articles, site.settings, site.taxonomies)[:_MATTERED]
    changes = changes_by_week(site).get(week, ())
    due = due_by_week(site).get(week, ())
    return (
        *_part("What mattered? Candidates:", (article.title for article in first)),
        *_part("Threads that moved:", _moved(site, articles)),
        *_part("Corrections:", (f"{one.article.text}: {one.note}" for one in changes)),
        *_part("Due next week:", (f"{one.event.date} {one.event.label}" for one in due)),
    )


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = [f"- {' '.join(line.split())}" for line in lines]
    if listed:
        yield title
        yield from listed


def _moved(site: Site, articles: Articles) -> Iterator[str]:
    threads = Threads(site.published)
    for article in threads.newest(articles):
        earlier, _ = threads.around(article)
        if earlier:
            yield f"{article.title} (after: {earlier[-1].title})"
