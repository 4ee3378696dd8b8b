"""`digest edition`: draft a week's edition for editors to complete.

A comment in the draft contains a hash of the rest. While it matches, nobody has edited the file,
and the week can be drafted again if it has more articles.
"""

import re
from collections import Counter
from hashlib import sha256

from generator.assemble.interface import _, edition_name, ngettext, number, week_span
from generator.assemble.interface import articles as articles_text
from generator.assemble.weekly import arrange, ranked
from generator.check.article_fields import Context
from generator.data.markdown_twin import escaped
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_text
from generator.editing.canonical import dump
from generator.editing.editable_files import SiteFile, SplitFile, checked
from generator.model.article import Article
from generator.model.edition import Edition, Week, week_name
from generator.model.layout import EDITIONS

_MARK = "# As drafted (000000000000): digest edition may replace it until somebody changes it."
_SEAL = re.compile(rb"^# As drafted \(([0-9a-f]{12})\)[^\n]*\n", re.MULTILINE)
_RUNNERS_UP = 3
_NAMED = 3


def path_of(week: Week) -> str:
    """The path of a week's draft."""
    return f"{EDITIONS}/{week_name(week).lower()}.md"


def is_as_drafted(data: bytes) -> bool:
    """Whether a file is an unedited draft."""
    return bool(_SEAL.search(data)) and _sealed(data) == data


def sealed_like(before: bytes, after: bytes) -> bytes:
    """Update the hash of an unedited draft that a command has changed."""
    return _sealed(after) if is_as_drafted(before) else after


def _sealed(data: bytes) -> bytes:
    """Write the hash of a draft into its comment."""
    seal = _SEAL.search(data)
    if seal is None:
        return data
    fingerprint = sha256(data[: seal.start()] + data[seal.end() :]).hexdigest()[:12]
    return data[: seal.start(1)] + fingerprint.encode() + data[seal.end(1) :]


def draft(
    week: Week, articles: tuple[Article, ...], context: Context, path: str = ""
) -> tuple[SiteFile, Edition]:
    """Draft the edition of a week with its listed articles, newest first, as a file.

    The same articles give the same bytes. The file is named after the week unless `path` names
    another.

    Raises:
        EditError: the draft has errors.
    """
    settings = context.settings
    taxonomy = context.taxonomies.get(settings.columns)
    order = ranked(articles, settings, context.taxonomies)
    groups = arrange(articles, taxonomy, order[0])
    lead, *others = [article.slug for article in order]
    values = {
        "week": week_name(week),
        "title": edition_name(*week),
        "summary": (_("%(title)s; and more.") % {"title": order[0].title}) if others else "",
        "lead": lead,
        "order": [group.term.slug for group in groups if group.term],
    }
    remarks = {"lead": f"# or {', '.join(others[:_RUNNERS_UP])}"} if others else {}
    front = f"{_MARK}\n{dump(values, remarks)}"
    data = _sealed(SplitFile(front, _body(week, articles, context)).canonical)
    report = Report()
    file = SiteFile(path or path_of(week), data)
    edition = checked(file, context, report)
    if not isinstance(edition, Edition):
        message = f"the edition drafted from these articles has errors\n{as_text(report)}"
        raise EditError(message, "fix their titles")
    return file, edition


def _body(week: Week, articles: tuple[Article, ...], context: Context) -> str:
    """An introduction with the week's numbers, for an editor to replace."""
    sources = len({article.source.name for article in articles})
    text = ngettext(
        "In the week of %(days)s the digest has %(articles)s from one source.",
        "In the week of %(days)s the digest has %(articles)s from %(num)s sources.",
        sources,
    ) % {"days": week_span(*week), "articles": articles_text(len(articles)), "num": number(sources)}
    name = context.settings.columns
    counts = Counter(slug for article in articles for slug in article.terms.get(name, ()))
    often = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_NAMED]
    named = [
        f"{escaped(context.taxonomies[name].terms[slug].name)} ({count})"
        for slug, count in often
        if count > 1
    ]
    often_named = _("Named most often: %(names)s.") % {"names": ", ".join(named)}
    return f"{text} {often_named}" if named else text
