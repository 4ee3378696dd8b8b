"""The steps of `digest import`: receive, read, judge, then show or write."""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.importer import report_draft
from generator.importer.claims import Claim, IntakeError, Raw
from generator.importer.findings import FETCHED, JudgedReport, judge
from generator.importer.outlet import outlets_of
from generator.importer.receive import Input, Kind, receive, recognise
from generator.model.limits import Limits
from generator.read.folder import list_files, read_bytes
from generator.read.regular import FolderEntry
from generator.read.web_addresses import canonical, identity
from generator.system.bounds import TooSlowError, in_child

Argument = TypeVar("Argument")
Result = TypeVar("Result")
_SECONDS = 5
"""Seconds of processor time; a page of 300 KB takes 0.3, and no real report takes fifteen times as long."""
_MOST_ITEMS = 40
"""Maximum feed items in an import, more than a person can review in a day."""
_URL = re.compile(rb"""\burl:\s*["']?(https?://[^\s"'{},]+)""")
_HEAD = 6_000
"""Bytes read for front matter; reading all of 10,000 articles would take seconds."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Reports in the order of the input.

    Of a feed's items, `known` were left out because an article already has their address, and
    `left` because there were too many.
    """

    reports: tuple[JudgedReport, ...]
    feed: bool = False
    known: int = 0
    left: int = 0


def run(
    argument: str, context: Context, articles: Path, *, form: str, output: Path | None, url: str
) -> tuple[str, tuple[str, ...]]:
    """Import what an argument names (a path, an http(s) address, or `-`).

    The folder of the site's articles tells which addresses are known. Where `output` is None, the
    drafts (`form` is `md` or `json`) go to standard output; nothing is ever overwritten. `url` is
    the text's own address, as the person says. Returns what to print on standard output, and notes
    for the person.

    Raises:
        IntakeError: in one line.
        OSError: when a file cannot be read or written.
    """
    if url and not canonical(url):
        raise IntakeError(
            f"'{url[:100]}' is not an address; write it as in https://example.org/news/1"
        )
    known = _known_addresses(list_files(articles, articles.name, Report()), context.settings.limits)
    imported = import_given(receive(argument), context, known, url)
    notes = tuple(_notes(imported, known))
    if output is not None:
        by_year = output.resolve() == articles.resolve()
        if by_year and articles.resolve() != articles:
            raise IntakeError(f"{articles}: is reached through a link; put the folder itself there")
        return "", (*_written(imported.reports, context, form, output, by_year=by_year), *notes)
    if form == "json":
        records = [report_draft.as_json(report, context) for report in imported.reports]
        return _json(records if imported.feed else records[0]), notes
    if len(imported.reports) > 1:
        count = f"{argument[:200]}: a feed with {len(imported.reports)} new items"
        raise IntakeError(
            f"{count}; say where to put their drafts, as in --output content/articles"
        )
    return "".join(report_draft.as_markdown(report, context) for report in imported.reports), notes


def guarded(
    work: Callable[[Argument], Result], argument: Argument, seconds: int = _SECONDS
) -> Result:
    """The picklable result of `work(argument)`, done in a process of its own with bounds on time and memory.

    Raises:
        IntakeError: when the work raises one, takes longer (processor time), needs too much memory
            or dies.
    """
    try:
        return in_child(work, argument, seconds)
    except TooSlowError:
        reason = f"reading it takes longer than {seconds} second{'s' * (seconds > 1)}"
    except MemoryError:
        reason = "reading it needs too much memory"
    except RecursionError:
        reason = "it is nested too deeply"
    except ChildProcessError:
        reason = "reading it failed without a result"
    raise IntakeError(f"{reason}; save the article's text on its own")


def import_given(
    source: Input, context: Context, known: Collection[str] = (), address: str = ""
) -> Imported:
    """Read and evaluate an input, within limits on time and memory.

    Feed items whose addresses are `known` (`web_addresses.identity`) are left out. `address` is
    that of the text or page, if the person knows it.

    Raises:
        IntakeError: the input cannot be read; the message is one line.
    """
    try:
        return guarded(lambda work: read_reports(work, context, known, address), source)
    except IntakeError as error:
        named = str(error).startswith(source.name)
        raise IntakeError(str(error) if named else f"{source.name}: {error}") from error


def read_reports(
    source: Input, context: Context, known: Collection[str] = (), address: str = ""
) -> Imported:
    """Like `import_given`, but in this process and without limits."""
    text, kind = recognise(source)
    if kind in ("feed", "json feed"):
        return _feed(text, kind, context, known)
    raw = read_text(text, kind, context, address or source.address)
    if whole := canonical(address or source.address):
        how, where = ("given", "given") if address else (FETCHED, "fetched from")
        raw = replace(raw, claims=(*raw.claims, Claim("address", whole, how, where)))
    return Imported((judge(raw, context, outlets_of(context)),))


def read_text(text: str, kind: Kind, context: Context, address: str = "") -> Raw:
    """A page or a plain text as a report; readers are imported on demand."""
    if kind == "page":
        from generator.importer import page_report

        return page_report.read(text, outlets_of(context), address, context.today)
    from generator.importer import text_report

    return text_report.read(text, outlets_of(context))


def _feed(text: str, kind: Kind, context: Context, known: Collection[str]) -> Imported:
    from generator.importer import incoming_feed

    read = incoming_feed.read_json if kind == "json feed" else incoming_feed.read_xml
    items = read(text)
    if not items:
        raise IntakeError("the feed has no items")
    seen = set(known)
    fresh = []
    for item in items:
        address = next((identity(claim.value) for claim in item.of("address")), "")
        if not (address and address in seen) and (item.text.strip() or item.claims):
            fresh.append(item)
        seen.add(address)
    outlets = outlets_of(context)
    reports = tuple(judge(item, context, outlets) for item in fresh[:_MOST_ITEMS])
    return Imported(
        reports, feed=True, known=len(items) - len(fresh), left=len(fresh) - len(reports)
    )


def _known_addresses(files: Iterable[FolderEntry], limits: Limits) -> dict[str, str]:
    """Identity of a source's address → path of the article."""
    paths: dict[str, str] = {}
    for entry in files:
        head = (read_bytes(entry, limits, Report()) or b"")[:_HEAD].partition(b"\n---")[0]
        for address in _URL.findall(head):
            paths.setdefault(identity(address.decode("utf-8", "replace")), entry.path)
    paths.pop("", None)
    return paths


def _json(data: object) -> str:
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n"


def _notes(imported: Imported, known: dict[str, str]) -> Iterator[str]:
    if imported.feed and not imported.reports:
        yield "no new items"
    if imported.known:
        yield f"items left out: {imported.known} (already in the digest, twice in the feed, or without text)"
    if imported.left:
        yield f"older items left out: {imported.left}; import the feed again to get them"
    for report in imported.reports:
        if path := known.get(identity(report.address.value)) if report.address else None:
            yield f"note: {path} already covers this address"


def _written(
    reports: Sequence[JudgedReport], context: Context, form: str, output: Path, *, by_year: bool
) -> Iterator[str]:
    """Write each report into a new file, in its year's folder if requested; yields a line for each."""
    one_file = output.suffix == f".{form}" and not output.is_dir()
    if one_file and len(reports) > 1:
        raise IntakeError(
            f"{output}: {len(reports)} drafts do not fit into one file; name a folder"
        )
    taken: Counter[str] = Counter()
    for report in reports:
        stem = report_draft.file_name(report, context).removesuffix(".md")
        taken[stem] += 1
        name = f"{stem}-{taken[stem]}" if taken[stem] > 1 else stem
        folder = output / name[:4] if by_year else output
        target = output if one_file else folder / f"{name}.{form}"
        draft = report_draft.as_markdown if form == "md" else report_draft.as_json
        text = draft(report, context)
        if by_year and folder.is_symlink():
            raise IntakeError(
                f"{folder}: is a symbolic link, so the draft would be written elsewhere"
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with target.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text if isinstance(text, str) else _json(text))
        except FileExistsError as error:
            raise IntakeError(
                f"{target}: this file exists, and import never overwrites files"
            ) from error
        yield f"wrote {target}; {report_draft.note(report)}"
