"""Run the steps of `digest import`: receive, read, judge, then show or write."""

import json
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.read.folder import list_files, read_bytes
from generator.read.links.web_addresses import canonical, identity, is_front_page
from generator.system.bounds import TooSlowError, in_child
from newsroom.importer import report_draft
from newsroom.importer.claims import Claim, IntakeError, Raw
from newsroom.importer.findings import Findings, judge
from newsroom.importer.inert import one_line
from newsroom.importer.outlet import outlets_of
from newsroom.importer.receive import Input, Kind, fetched, recognise

Result = TypeVar("Result")
_SECONDS = 5
"""Seconds of processor time; a page of 300 KB takes 0.3."""
_URL = re.compile(rb"""\burl:\s*["']?(https?://[^\s"'{},]+)""")
_HEAD = 6_000
"""Bytes read for front matter; reading all of 10,000 articles would take seconds."""


def run(
    source: Input, context: Context, articles: Path, *, form: str, output: Path | None, url: str
) -> tuple[str, tuple[str, ...]]:
    """Import what was received.

    The folder of the site's articles tells which addresses are known. Where `output` is None, the
    draft (`form` is `md` or `json`) goes to standard output; nothing is ever overwritten. `url` is
    the text's own address, as the person says. Returns what to print on standard output, and notes
    for the person.

    Raises:
        IntakeError: the input cannot be read or written; the message is one line.
        OSError: a file cannot be read or written.
    """
    report = import_given(source, context, url)
    if form == "md":
        draft = report_draft.as_markdown(report, context)
    else:
        fields = report_draft.as_json(report, context)
        draft = f"{json.dumps(fields, ensure_ascii=False, indent=2)}\n"
    notes = []
    known = _known_addresses(articles, context)  # before the draft is one of them
    address = identity(report.address.value) if report.address else ""
    if output is not None:
        notes.append(_write(report, draft, context, output, articles))
    if address in known:
        notes.append(f"note: {known[address]} already covers this address")
    return "" if output else draft, tuple(notes)


def guarded(work: partial[Result], seconds: int = _SECONDS) -> Result:
    """Run `work` in a process of its own within bounds; it and its result must be picklable.

    Raises:
        IntakeError: when the work raises one, takes longer (processor time), needs too much memory
            or dies.
    """
    try:
        return in_child(work, seconds)
    except TooSlowError:
        reason = f"reading it takes longer than {seconds} second{'s' * (seconds > 1)}"
    except MemoryError:
        reason = "reading it needs too much memory"
    except RecursionError:
        reason = "it is nested too deeply"
    except ChildProcessError:
        reason = "reading it failed without a result"
    raise IntakeError(f"{reason}; save the article's text on its own")


def import_given(source: Input, context: Context, address: str = "") -> Findings:
    """Read and judge an input, within bounds on time and memory.

    `address` is that of the text or page, if the person knows it.

    Raises:
        IntakeError: the input cannot be read; the message is one line.
    """
    try:
        return guarded(partial(read_report, source, context, address))
    except IntakeError as error:
        message = str(error).removeprefix(f"{source.name}: ")
        raise IntakeError(f"{source.name}: {message}") from error


def read_report(source: Input, context: Context, address: str = "") -> Findings:
    """Like `import_given`, but in this process and without bounds."""
    text, kind = recognise(source)
    raw = read_text(text, kind, context, canonical(address or source.address))
    if source.outlet:
        told = Claim("outlet", source.outlet, "given", "the outlet of the feed")
        raw = replace(raw, claims=(*raw.claims, told))
    return judge(raw, context)


def read_text(text: str, kind: Kind, context: Context, address: str = "") -> Raw:
    """Read a page or a plain text as a report.

    `address` is where it was published. Readers are imported on demand.

    Raises:
        IntakeError: it is a feed, has too many tags, or neither text nor title nor date.
    """
    if kind == "feed":
        how = "list it in site_config/feeds.yml for `digest inbox`, or import one report's own page"
        raise IntakeError(f"this is a feed; {how}")
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
    return replace(raw, claims=(*raw.claims, Claim("address", address, "line", "fetched from")))


def read_link(link: str, context: Context) -> tuple[Raw, str]:
    """Read the report at an address that a stranger gave, within bounds.

    Returns it, empty if it cannot be read, and the reason for that.
    """
    try:
        source = fetched(link)
        text, kind = recognise(source)
        if is_front_page(source.address):
            raise IntakeError(f"{link[:100]} leads to a front page, not to a report")
        return guarded(partial(read_text, text, kind, context, source.address)), ""
    except (Failure, OSError) as error:
        return Raw(""), one_line(f"the page at the link was not read: {error}")


def _known_addresses(articles: Path, context: Context) -> dict[str, str]:
    """Map the identity of each source's address to the path of its article."""
    paths: dict[str, str] = {}
    for entry in list_files(articles, articles.name, Report()):
        data = read_bytes(entry, context.settings.limits, Report()) or b""
        for address in _URL.findall(data[:_HEAD].partition(b"\n---")[0]):
            paths.setdefault(identity(address.decode("utf-8", "replace")), entry.path)
    paths.pop("", None)
    return paths


def _write(report: Findings, draft: str, context: Context, output: Path, articles: Path) -> str:
    """Write a draft to a new file; among articles, the folder of its year has it."""
    target = output
    if output.is_dir() or output.suffix not in (".md", ".json"):
        name = report_draft.file_name(report, context)
        target = output / name
        if output.resolve() == articles.resolve():
            target = output / name[:4] / name
            if target.parent.resolve() != articles / name[:4]:
                why = "is reached through a link, so the draft would be written elsewhere"
                raise IntakeError(f"{target.parent}: {why}")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(draft)
    except FileExistsError as error:
        why = "this file exists, and import never overwrites files"
        raise IntakeError(f"{target}: {why}") from error
    return f"wrote {target}; {report_draft.note(report)}"
