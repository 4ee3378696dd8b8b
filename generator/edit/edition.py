"""`digest edition`: a week's edition begun, for editors to go on with.

A draft carries a fingerprint of itself in a comment. While that is right nobody
has edited the file, so it may be drafted anew when the week has more articles.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from generator.assemble.edition import ranked, tell
from generator.check.article import Context
from generator.check.edition import check_edition
from generator.compose.environment import plural, week_span
from generator.edit import layout
from generator.edit.error import EditError
from generator.edit.source import Source
from generator.edit.syntax import Comment, Tree, mapping_of
from generator.layout import EDITIONS
from generator.model.article import Article
from generator.model.edition import Edition, Week, week_name
from generator.read import document
from generator.report.diagnostics import Report
from generator.report.formats import as_text

_MARK = re.compile(rb"^# As drafted \(([0-9a-f]{12})\)[^\n]*\n", re.MULTILINE)
_MARK_TEXT = "# As drafted ({}): until something is changed here, it may be drafted anew."
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
    match = _MARK.search(data)
    return bool(match) and _fingerprint(_MARK.sub(b"", data, count=1)) == match[1].decode()  # type: ignore[index]


def sealed_like(before: bytes, after: bytes) -> bytes:
    """A file that a command has changed: as drafted when it was so before."""
    if not is_as_drafted(before):
        return after
    match = _MARK.search(after)
    if match is None:
        return after
    seal = _fingerprint(_MARK.sub(b"", after, count=1)).encode()
    return after[: match.start(1)] + seal + after[match.end(1) :]


def _fingerprint(data: bytes) -> str:
    return sha256(data).hexdigest()[:12]


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
    groups = tell(articles, order[0], taxonomy).groups
    lead, *others = [article.slug for article in order]
    values = {
        "week": week_name(week),
        "title": f"The week of {week_span(*week)}",
        "summary": f"{order[0].title}; and {plural(len(others), 'other article')}." if others else "",
        "lead": lead,
        "order": [group.term.slug for group in groups if group.term],
    }
    root = mapping_of(values)
    if others:
        next(slot for slot in root.slots if slot.name == "lead").beside.append(
            Comment(f"# or {', '.join(others[:_RUNNERS_UP])}")
        )
    front = layout.written(Tree("", root, []))
    body = _body(week, articles, context)
    bare = Source(front, body).canonical
    data = Source(f"{_MARK_TEXT.format(_fingerprint(bare))}\n{front}", body).canonical
    path = path or path_of(week)
    return DraftedEdition(path, data, _checked(path, data, context))


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


def _checked(path: str, data: bytes, context: Context) -> Edition:
    report = Report()
    parsed = document.parse(data, path, context.settings.limits, report)
    edition = check_edition(parsed, context, None, report) if parsed else None
    if edition is None:
        raise EditError(
            f"no edition can be drafted of these articles\n{as_text(report)}", "mend their titles"
        )
    return edition
