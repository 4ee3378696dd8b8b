"""`digest edition`: draft a week's edition for editors to complete."""

from generator.assemble.collection import Week
from generator.assemble.interface import _, edition_name
from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_text
from generator.editing.canonical import dump
from generator.editing.editable_files import SiteFile, SplitFile, checked
from generator.extras.editions import FOLDER
from generator.extras.editions.edition import Edition, arrange, ranked, week_name
from generator.model.article import Article

_RUNNERS_UP = 3
"""Articles that a comment offers as the lead instead."""


def path_of(week: Week) -> str:
    """The path of the file that drafts a week's edition."""
    return f"{FOLDER}/{week_name(week).lower()}.md"


def draft(
    week: Week, articles: tuple[Article, ...], context: Context, path: str = ""
) -> tuple[SiteFile, Edition]:
    """Write a draft of a week's edition; return the file, and the edition that it contains.

    The same articles give the same bytes. The file is named after the week unless `path` names
    another. A comment beside the lead names others; the text is left to the editors.

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
    text = SplitFile(dump(values, remarks), "")
    file = SiteFile(path or path_of(week), text.canonical)
    report = Report()
    edition = checked(file, context, report)
    if not isinstance(edition, Edition):
        message = f"the edition drafted from these articles has errors\n{as_text(report)}"
        raise EditError(message, "fix their titles")
    return file, edition
