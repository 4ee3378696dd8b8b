"""`digest fmt`: front matter in its canonical form, or not touched at all.

What is written is read again and must mean the same; a file that cannot be
read without an error is left as it is.
"""

from __future__ import annotations

from generator.check.article import Context, check_article
from generator.compose.identity import identity
from generator.edit import layout, order
from generator.edit.edition import sealed_like
from generator.edit.error import EditError
from generator.edit.source import Source, meaning_of, meaning_of_keys, split
from generator.edit.syntax import Scalar, Slot, read
from generator.read import document
from generator.report.diagnostics import Report

_SIMPLER = "write the front matter more simply: one `key: value` a line"
_BOM = b"\xef\xbb\xbf"


def formatted(data: bytes, path: str, keys: order.Keys, context: Context, report: Report) -> bytes | None:
    """A content file in canonical form.

    Args:
        data: The file.
        path: What problems call it.
        keys: The order of its keys.
        context: The limits it is read under.
        report: Gains whatever is wrong with the file.

    Returns:
        The file to write; None, after saying why, when it has an error.

    Raises:
        EditError: when the canonical form would not mean the same (a mistake of ours).
    """
    data = data.removeprefix(_BOM)
    before = report.count("error")
    parsed = document.parse(data, path, context.settings.limits, report)
    source = split(data)
    if parsed is None or source is None or report.count("error") > before:
        return None
    return sealed_like(data, _canonical(source, parsed, keys, {}))


def _canonical(source: Source, parsed: document.Document, keys: order.Keys, added: dict[str, str]) -> bytes:
    tree = read(source.front)
    tree.root.slots.extend(Slot(Scalar(value, '"'), Scalar(key)) for key, value in added.items())
    order.sort(tree.root, keys)
    front = layout.written(tree)
    if front != source.front:
        wanted = {**meaning_of_keys(parsed.front_matter), **{key: ("text", added[key]) for key in added}}
        if meaning_of(front) != wanted:
            raise EditError(f"{parsed.path}: cannot be formatted without changing what it says", _SIMPLER)
    return Source(front, source.body).canonical


def with_identity(data: bytes, path: str, keys: order.Keys, context: Context, report: Report) -> bytes | None:
    """A formatted article with the permanent identity that feeds give it written down.

    Drafts have none yet: their date and slug may still change.
    """
    parsed = document.parse(data, path, context.settings.limits, report)
    source = split(data)
    article = check_article(parsed, context, report) if parsed else None
    if parsed is None or source is None or article is None:
        return None
    if article.id or article.draft:
        return data
    return _canonical(source, parsed, keys, {"id": identity(article, context.settings.authority)})
