"""Run the steps of `digest import`: receive, read, judge, then show or write."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.read.folder import list_files, read_bytes
from generator.read.web_addresses import canonical, identity, is_front_page
from generator.system.bounds import TooSlowError, in_child
from newsroom.importer import report_draft
from newsroom.importer.claims import Claim, IntakeError, Raw
from newsroom.importer.findings import Findings, judge
from newsroom.importer.inert import one_line
from newsroom.importer.outlet import outlets_of
from newsroom.importer.receive import Input, Kind, fetched, recognise

Argument = TypeVar("Argument")
Result = TypeVar("Result")
_SECONDS = 5
"""Seconds of processor time; a page of 300 KB takes 0.3."""
_MOST_ITEMS = 40
"""Most feed items in an import, more than a person can review in a day."""
_URL = re.compile(rb"""\burl:\s*["']?(https?://[^\s"'{},]+)""")
_HEAD = 6_000
"""Bytes read for front matter; reading all of 10,000 articles would take seconds."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Reports in the order of the input.

    Of a feed's items, `known` were left out because an article already has their address, and
    `left` because there were too many.
    """

    reports: tuple[Findings, ...]
    is_feed: bool = False
    known: int = 0
    left: int = 0


def run(
    source: Input, context: Context, articles: Path, *, form: str, output: Path | None, url: str
) -> tuple[str, tuple[str, ...]]:
    """Import what was received.

    The folder of the site's articles tells which addresses are known. Where `output` is None, the
    drafts (`form` is `md` or `json`) go to standard output; nothing is ever overwritten. `url` is
    the text's own address, as the person says. Returns what to print on standard output, and notes
    for the person.

    Raises:
        IntakeError: the input cannot be read or written; the message is one line.
        OSError: a file cannot be read or written.
    """
    known = _known_addresses(articles, context)
    imported = import_given(source, context, known, url)
    drafts = [_draft(report, context, form) for report in imported.reports]
    notes = tuple(_notes(imported, known))
    if output is not None:
        return "", (*_written(imported.reports, drafts, context, output, articles), *notes)
    if form == "json" and imported.is_feed:
        return f"[{','.join(drafts)}]\n", notes
    if len(drafts) > 1:
        count = f"{source.name[:200]}: a feed with {len(drafts)} new items"
        where = "say where to put their drafts, as in --output content/articles"
        raise IntakeError(f"{count}; {where}")
    return "".join(drafts), notes


def _draft(report: Findings, context: Context, form: str) -> str:
    if form == "md":
        return report_draft.as_markdown(report, context)
    fields = report_draft.as_json(report, context)
    return f"{json.dumps(fields, ensure_ascii=False, indent=2)}\n"


def guarded(
    work: Callable[[Argument], Result], argument: Argument, seconds: int = _SECONDS
) -> Result:
    """Run `work(argument)` in a process of its own within bounds; return its picklable result.

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
    """Read and judge an input, within bounds on time and memory.

    Feed items whose addresses are `known` (`web_addresses.identity`) are left out. `address` is
    that of the text or page, if the person knows it.

    Raises:
        IntakeError: the input cannot be read; the message is one line.
    """
    try:
        return guarded(lambda work: read_reports(work, context, known, address), source)
    except IntakeError as error:
        message = str(error).removeprefix(f"{source.name}: ")
        raise IntakeError(f"{source.name}: {message}") from error


def read_reports(
    source: Input, context: Context, known: Collection[str] = (), address: str = ""
) -> Imported:
    """Like `import_given`, but in this process and without bounds."""
    text, kind = recognise(source)
    if kind == "feed":
        return _feed(text, context, known)
    raw = read_text(text, kind, context, canonical(address or source.address))
    if source.outlet:
        told = Claim("outlet", source.outlet, "given", "the outlet of the feed")
        raw = replace(raw, claims=(*raw.claims, told))
    return Imported((judge(raw, context),))


def read_text(text: str, kind: Kind, context: Context, address: str = "") -> Raw:
    """Read a page or a plain text as a report.

    `address` is where it was published. Readers are imported on demand.

    Raises:
        IntakeError: it has too many tags, or neither text nor title nor date.
    """
    outlets = outlets_of(context)
    if kind == "page":
        from newsroom.importer import web_page

        raw = web_page.read(text, outlets, address, context.today)
    else:
        from newsroom.importer import plain_text

        raw = plain_text.read(text, outlets)
    facts = raw.of("title") or raw.of("date") or raw.of("address")
    if not facts and not raw.text.strip():
        how = "a page that scripts build must be saved from a browser"
        raise IntakeError(f"it has no text; {how}")
    if not address:
        return raw
    return replace(raw, claims=(*raw.claims, Claim("address", address, "fetched", "fetched from")))


def read_link(link: str, context: Context) -> tuple[Raw, str]:
    """Read the report at an address that a stranger gave, within bounds.

    Returns it, empty if it cannot be read, and the reason for that.
    """
    try:
        source = fetched(link)
        text, kind = recognise(source)
        if kind == "feed" or is_front_page(source.address):
            raise IntakeError(f"{link[:100]} leads to a list or a front page, not to a report")
        return guarded(lambda text: read_text(text, kind, context, source.address), text), ""
    except (Failure, OSError) as error:
        return Raw(""), one_line(f"the page at the link was not read: {error}")


def _feed(text: str, context: Context, known: Collection[str]) -> Imported:
    from newsroom.importer import incoming_feed

    items = incoming_feed.read(text)
    if not items:
        raise IntakeError("the feed has no items")
    seen = {"", *known}
    fresh: list[Raw] = []
    for item in items:
        addresses = [identity(claim.value) for claim in item.of("address")]
        is_known = addresses and seen.issuperset(addresses) and addresses != [""]
        if not is_known and (item.text.strip() or item.claims):
            fresh.append(item)
        seen.update(addresses)
    reports = tuple(judge(item, context) for item in fresh[:_MOST_ITEMS])
    left = len(fresh) - len(reports)
    return Imported(reports, is_feed=True, known=len(items) - len(fresh), left=left)


def _known_addresses(articles: Path, context: Context) -> dict[str, str]:
    """Map the identity of each source's address to the path of its article."""
    paths: dict[str, str] = {}
    for entry in list_files(articles, articles.name, Report()):
        data = read_bytes(entry, context.settings.limits, Report()) or b""
        for address in _URL.findall(data[:_HEAD].partition(b"\n---")[0]):
            paths.setdefault(identity(address.decode("utf-8", "replace")), entry.path)
    paths.pop("", None)
    return paths


def _notes(imported: Imported, known: Mapping[str, str]) -> Iterator[str]:
    if imported.is_feed and not imported.reports:
        yield "no new items"
    if imported.known:
        why = "already in the digest, twice in the feed, or without text"
        yield f"items left out: {imported.known} ({why})"
    if imported.left:
        yield f"older items left out: {imported.left}; import the feed again to get them"
    for report in imported.reports:
        address = identity(report.address.value) if report.address else ""
        if address in known:
            yield f"note: {known[address]} already covers this address"


def _written(
    reports: Sequence[Findings],
    drafts: Sequence[str],
    context: Context,
    output: Path,
    articles: Path,
) -> Iterator[str]:
    """Write each draft to a new file; yield a line about each.

    Among articles, a draft is in the folder of its year.
    """
    by_year = output.resolve() == articles.resolve()
    is_file = output.suffix in (".md", ".json") and not output.is_dir()
    if by_year and articles.resolve() != articles:
        raise IntakeError(f"{articles}: is reached through a link; put the folder itself there")
    if is_file and len(drafts) > 1:
        count = f"{len(drafts)} drafts do not fit into one file"
        raise IntakeError(f"{output}: {count}; name a folder")
    for number, (report, draft) in enumerate(zip(reports, drafts, strict=True)):
        name = report_draft.file_name(report, context)
        folder = output / name[:4] if by_year else output
        if by_year and folder.is_symlink():
            why = "is a symbolic link, so the draft would be written elsewhere"
            raise IntakeError(f"{folder}: {why}")
        target = output if is_file else folder / name
        if number and target.exists():  # two items of a feed with one title
            target = target.with_stem(f"{target.stem}-{number + 1}")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with target.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(draft)
        except FileExistsError as error:
            why = "this file exists, and import never overwrites files"
            raise IntakeError(f"{target}: {why}") from error
        yield f"wrote {target}; {report_draft.note(report)}"
