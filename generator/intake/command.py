"""The steps of `digest import`: receive, find, and show or write; the edge only prints."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.check.article import Context
from generator.intake import draft
from generator.intake.address import canonical, identity
from generator.intake.findings import JudgedReport
from generator.intake.importer import Imported, import_given
from generator.intake.known import known_addresses
from generator.intake.raw import IntakeError
from generator.intake.receive import receive
from generator.read.folder import list_files
from generator.report.diagnostics import Report


@dataclass(frozen=True, slots=True)
class Done:
    """What to print on standard output, and what to tell the person beside it."""

    shown: str
    notes: tuple[str, ...]


def run(given: str, context: Context, articles: Path, *, form: str, output: Path | None, url: str) -> Done:
    """Import what `given` names.

    Args:
        given: A path, an http(s) address, or `-`.
        context: Settings and registries.
        articles: The folder of the site's articles, to tell which addresses are known.
        form: `md` or `json`.
        output: Where to write; None for standard output. Nothing is ever overwritten.
        url: Where the text stood, as the person says.

    Raises:
        IntakeError: in one line.
        OSError: when a file cannot be read or written.
    """
    if url and not canonical(url):
        raise IntakeError(f"'{url[:100]}' is not an address; write it as in https://example.org/news/1")
    known = known_addresses(list_files(articles, articles.name, Report()), context.settings.limits)
    imported = import_given(receive(given), context, known, url)
    notes = list(_about(imported, known))
    if output is not None:
        files = _written(imported.reports, context, form, output)
        return Done("", (*files, *notes))
    if form == "json":
        every = [draft.as_json(one, context) for one in imported.reports]
        return Done(_json(every if imported.feed else every[0]), tuple(notes))
    if len(imported.reports) > 1:
        count = f"{given[:200]}: a feed with {len(imported.reports)} new items"
        raise IntakeError(f"{count}; say where to put their drafts, as in --output content/articles")
    return Done("".join(draft.as_markdown(one, context) for one in imported.reports), tuple(notes))


def _json(data: object) -> str:
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n"


def _about(imported: Imported, known: dict[str, str]) -> Iterator[str]:
    if imported.feed and not imported.reports:
        yield "no new items"
    if imported.known:
        yield f"{imported.known} items left out: they are in the digest already, or stand twice in the feed"
    if imported.left:
        yield f"{imported.left} older items left out; import the feed again for them"
    for one in imported.reports:
        path = known.get(identity(one.address.value)) if one.address else None
        if path:
            yield f"note: {path} already tells of this address"


def _written(reports: Sequence[JudgedReport], context: Context, form: str, output: Path) -> Iterator[str]:
    """Write each report; yields a line for each."""
    suffix = f".{form}"
    if output.suffix == suffix and not output.is_dir():
        if len(reports) > 1:
            raise IntakeError(f"{output}: {len(reports)} drafts do not fit into one file; name a folder")
        targets = [output] * len(reports)
    else:
        targets = _names(reports, context, output, suffix)
    for one, target in zip(reports, targets, strict=True):
        text = draft.as_markdown(one, context) if form == "md" else _json(draft.as_json(one, context))
        _write(target, text)
        yield f"wrote {target}; {draft.note(one)}"


def _names(reports: Sequence[JudgedReport], context: Context, folder: Path, suffix: str) -> list[Path]:
    """A name for each, all different, none that is taken in the folder."""
    taken: set[str] = set()
    names = []
    for one in reports:
        stem = draft.file_name(one, context).removesuffix(".md")
        name = next(
            name
            for number in range(1, 1_000)
            if (name := f"{stem}{f'-{number}' if number > 1 else ''}{suffix}") not in taken
            and (number == 1 or len(reports) > 1)
        )
        taken.add(name)
        names.append(folder / name)
    return names


def _write(target: Path, text: str) -> None:
    """A new file; one that is there already is someone's work."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError as error:
        raise IntakeError(f"{target}: this file is there already, and nothing is overwritten") from error
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
