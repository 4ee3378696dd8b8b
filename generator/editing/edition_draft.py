"""`digest edition`: a week's edition begun, for editors to go on with.

A draft carries a fingerprint of itself in a comment. While that is right nobody
has edited the file, so it may be drafted anew when the week has more articles.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from generator.assemble.english import edition_name, plural, week_span
from generator.assemble.weekly import arrange, ranked
from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import as_text
from generator.editing.canonical import written
from generator.editing.editable_files import SiteFile, SplitFile, checked
from generator.editing.error import EditError
from generator.editing.yaml_tree import Comment, Tree, mapping_of
from generator.model.article import Article
from generator.model.edition import Edition, Week, week_name
from generator.model.layout import EDITIONS

_MARK = "# As drafted (000000000000): until something is changed here, it may be drafted anew."
_SEAL = re.compile(rb"^# As drafted \(([0-9a-f]{12})\)[^\n]*\n", re.MULTILINE)
_RUNNERS_UP = 3
_NAMED = 3


@dataclass(frozen=True, slots=True)
class DraftedEdition:
    """A file to write, and the edition it holds."""

    path: str
    data: bytes
    edition: Edition


def path_of(week: Week) -> str:
    """Where a week's edition is drafted."""
    return f"{EDITIONS}/{week_name(week).lower()}.md"


def is_as_drafted(data: bytes) -> bool:
    """Whether a file is a draft that nobody has changed."""
    return bool(_SEAL.search(data)) and _sealed(data) == data


def sealed_like(before: bytes, after: bytes) -> bytes:
    """A file that a command has changed: as drafted when it was so before."""
    return _sealed(after) if is_as_drafted(before) else after


def _sealed(data: bytes) -> bytes:
    """A draft whose first comment has the fingerprint of all the rest."""
    seal = _SEAL.search(data)
    if seal is None:
        return data
    fingerprint = sha256(data[: seal.start()] + data[seal.end() :]).hexdigest()[:12]
    return data[: seal.start(1)] + fingerprint.encode() + data[seal.end(1) :]


def draft(week: Week, articles: tuple[Article, ...], context: Context, path: str = "") -> DraftedEdition:
    """An edition of a week that has articles; the same articles give the same bytes.

    Args:
        week: The week.
        articles: Its listed articles, newest first.
        context: Settings and registries.
        path: The file; default: named after the week.

    Raises:
        EditError: when the check would not accept it.
    """
    settings = context.settings
    taxonomy = context.taxonomies.get(settings.columns)
    order = ranked(articles, settings, context.taxonomies)
    groups = arrange(articles, order[0], taxonomy).groups
    lead, *others = [article.slug for article in order]
    values = {
        "week": week_name(week),
        "title": edition_name(*week),
        "summary": f"{order[0].title}; and {plural(len(others), 'other article')}." if others else "",
        "lead": lead,
        "order": [group.term.slug for group in groups if group.term],
    }
    root = mapping_of(values)
    entry = root.get("lead")
    if entry and others:
        entry.beside.append(Comment(f"# or {', '.join(others[:_RUNNERS_UP])}"))
    front = f"{_MARK}\n{written(Tree('', root))}"
    data = _sealed(SplitFile(front, _body(week, articles, context)).canonical)
    report = Report()
    path = path or path_of(week)
    edition = checked(SiteFile(path, data), context, report)
    if not isinstance(edition, Edition):
        message = f"no edition can be drafted of these articles\n{as_text(report)}"
        raise EditError(message, "fix their titles")
    return DraftedEdition(path, data, edition)


def _body(week: Week, articles: tuple[Article, ...], context: Context) -> str:
    """An introduction in numbers, which an editor replaces by one in words."""
    sources = len({article.source.name for article in articles})
    text = f"In the week of {week_span(*week)} the digest has {plural(len(articles), 'article')} from "
    text += f"{plural(sources, 'source')}."
    name = context.settings.columns
    counts = Counter(slug for article in articles for slug in article.terms.get(name, ()))
    often = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_NAMED]
    named = [
        f"{_plain(context.taxonomies[name].terms[slug].name)} ({count})" for slug, count in often if count > 1
    ]
    listing = " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))
    return f"{text} Named most often: {listing}." if named else text


def _plain(text: str) -> str:
    r"""Text that Markdown takes as it is: each of its signs after a `\`."""
    return re.sub(r"([\\`*_{}\[\]()>#!<])", r"\\\1", text)
