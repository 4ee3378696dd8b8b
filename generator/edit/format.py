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


def formatted(
    data: bytes, path: str, keys: order.Keys, context: Context, report: Report, *, ids: bool = False
) -> bytes | None:
    """A content file in canonical form.

    Args:
        data: The file.
        path: What problems call it.
        keys: The order of its keys.
        context: The limits it is read under.
        report: Gains whatever is wrong with the file.
        ids: Also write down the permanent identity that feeds give an article. Drafts have none yet,
            since their date and slug may still change.

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
    article = check_article(parsed, context, report) if ids else None
    if ids and article is None:
        return None
    tree = read(source.front)
    wanted = meaning_of_keys(parsed.front_matter)
    if article and not (article.id or article.draft):
        value = identity(article, context.settings.authority)
        tree.root.slots.append(Slot(Scalar(value, '"'), Scalar("id")))
        wanted["id"] = ("text", value)
    order.sort(tree.root, keys)
    front = layout.written(tree)
    if front != source.front and meaning_of(front) != wanted:
        raise EditError(f"{path}: cannot be formatted without changing what it says", _SIMPLER)
    return sealed_like(data, Source(front, source.body).canonical)
