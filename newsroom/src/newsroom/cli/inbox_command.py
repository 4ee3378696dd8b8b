"""`digest inbox`: list what the watched feeds report and the digest lacks."""

import datetime as dt
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

import click

from generator.cli.site_root import context_of, format_option, root_of, stop, tell
from generator.diagnostics.diagnostics import Report, counted
from generator.diagnostics.failure import Failure
from generator.diagnostics.terminal import visible
from generator.editing.file_changes import git
from generator.installed import installed
from generator.load.loading import load
from generator.model.layout import ARTICLES, CONFIG
from generator.model.site import Site
from generator.system.cache_folder import cache_of
from newsroom.desk.alarms import Alarm, alarms
from newsroom.desk.asking import ask_feeds
from newsroom.desk.candidates import (
    MOST,
    Candidate,
    by_identifier,
    candidates,
    decision_on,
    worth_listing,
)
from newsroom.desk.feed_states import InboxState, read_state, write_state
from newsroom.desk.inbox_decisions import FILE as DECISIONS
from newsroom.desk.inbox_decisions import Decision, add_decisions
from newsroom.desk.issue_answers import decided, read_answers
from newsroom.desk.listing import as_issue, as_json, as_text
from newsroom.desk.watched import FILE as FEEDS
from newsroom.importer import import_run
from newsroom.importer.receive import receive
from newsroom.reading import files_of
from newsroom.verify.source_copies import kept

_MOST_ANSWERS = 32 * 1024 * 1024
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
"""A number in a list; identifiers are longer."""


class _Look(NamedTuple):
    """The site, its feeds and everything that is known about them."""

    site: Site
    state: InboxState
    open_now: list[Candidate]
    alarms: list[Alarm]
    decisions: list[Decision]
    today: dt.date


@click.command()
@format_option(["text", "json"])
@click.option("--offline", is_flag=True, help="Do not ask the feeds; list earlier findings.")
@click.option(
    "--most", type=click.IntRange(1, MOST), default=30, show_default=True, help="List so many."
)
@click.option("--others", is_flag=True, help="List those that name no term of the registries.")
@click.option("--issue", is_flag=True, help="Write the text of the weekly issue (Markdown).")
@click.option(
    "--collect",
    type=click.File("rb"),
    metavar="FILE",
    help="Add the decisions that editors wrote in the weekly issue.",
)
@click.option("--draft", multiple=True, metavar="N...", help="Import candidates as drafts.")
@click.option("--reject", multiple=True, metavar="N...", help="Never list them again; needs --why.")
@click.option("--why", default="", help="The reason for --reject.")
@click.argument("more", nargs=-1, metavar="")
@click.pass_obj
def inbox(
    config_file: Path,
    form: str,
    offline: bool,
    most: int,
    others: bool,
    issue: bool,
    collect: BinaryIO | None,
    draft: Sequence[str],
    reject: Sequence[str],
    why: str,
    more: Sequence[str],
) -> None:
    """List what the watched feeds report and the digest lacks.

    The feeds are in site_config/feeds.yml. N is a candidate's number in the latest list, or its
    identifier. Decisions are lines in site_config/inbox-decisions.jsonl.
    """
    if reject and not why.strip():
        raise click.UsageError('--reject needs a reason: --why "no security news"')
    if more and bool(draft) == bool(reject):
        raise click.UsageError("several numbers belong to --draft or to --reject")
    draft, reject = ((*each, *more) if each else () for each in (draft, reject))
    root = root_of(config_file)
    decides = bool(draft or reject or collect)
    look = _look(root, asks=not (offline or decides), decides=decides)
    replies: list[str] = []
    if collect:
        answers = read_answers(collect.read(_MOST_ANSWERS), collect.name)
        decisions, replies = decided(answers, look.open_now, look.today, look.decisions)
        _decide(root, decisions)
        for reply in replies:
            click.echo(visible(reply), err=True)
    by = (git(root, "config", "user.name") or "").strip()
    failed = 0
    for chosen in _chosen(draft, look):
        try:
            click.echo(_draft(root, chosen, look.site), err=True)
            _decide(root, [decision_on(chosen, "taken", look.today, by)])
        except Failure as error:
            failed += 1
            title = visible(chosen.lead.title)
            click.echo(f"error: {title}: {visible(str(error))}", err=True)
    rejected = _chosen(reject, look)
    _decide(root, [decision_on(one, "rejected", look.today, by, why) for one in rejected])
    if issue and collect:
        look = _look(root, asks=False, decides=True)
    if issue or not decides:
        form = "issue" if issue else form
        click.echo(_listed(root, look, most, form, others=others, replies=replies))
    if failed:
        sys.exit(1)


def _look(root: Path, *, asks: bool, decides: bool) -> _Look:
    """Ask the feeds if wanted, and look at everything that is known.

    Problems of feeds.yml are told with the list, and not again with each decision.
    """
    loaded = load(root, installed())
    if loaded.site is None:
        stop(loaded.report)
    site, context = loaded.site, loaded.known
    paths = {DECISIONS} if decides else {DECISIONS, f"{CONFIG}/{FEEDS}"}
    tell(Report(one for one in loaded.report if one.place.path in paths))
    if not files_of(site).watched.feeds:
        raise Failure(f"no feed is watched: list some in {CONFIG}/{FEEDS}")
    state = read_state(cache_of(root))
    if asks:
        click.echo(f"asking {counted(len(files_of(site).watched.feeds), 'feed')}", err=True)
        ask_feeds(files_of(site).watched.feeds, state, context.today)
        write_state(cache_of(root), state)
    decisions = list(files_of(loaded.checked).decisions)
    found = candidates(state, site, loaded.unpublished, decisions, context)
    told = alarms(files_of(site).watched, state, context.today)
    return _Look(site, state, found, told, decisions, context.today)


def _listed(
    root: Path, look: _Look, most: int, form: str, *, others: bool, replies: Sequence[str]
) -> str:
    """Write the list of candidates, or of the others, and remember their numbers."""
    listed = worth_listing(look.open_now)
    rest = look.open_now[len(listed) :]
    if others:
        listed, rest = rest, []
    shown = listed[:most]
    count = len(listed)
    if form == "issue":
        return as_issue(shown, look.alarms, count, look.decisions, look.today, len(rest), replies)
    look.state.listed = tuple(one.id for one in shown)
    look.state.listed_others = others
    write_state(cache_of(root), look.state)
    if form == "json":
        return as_json(shown, look.alarms, count, len(rest))
    return as_text(shown, look.alarms, count, len(rest), of_others=others)


def _chosen(typed: Iterable[str], look: _Look) -> list[Candidate]:
    """The candidates that a person names by number or identifier.

    Raises:
        UsageError: there is no such candidate.
    """
    by_id = by_identifier(look.open_now)
    decided = {decision.candidate: decision for decision in look.decisions}
    listed = look.state.listed
    command = "digest inbox --others" if look.state.listed_others else "digest inbox"
    chosen = []
    for word in typed:
        name, where = word, ""
        if _NUMBER.fullmatch(word) and int(word) <= len(listed):
            name, where = listed[int(word) - 1], f" in the list of `{command}`"
        if name in decided and name not in by_id:
            one = decided[name]
            what = f"'{word[:20]}'{where} ({visible(one.title)})"
            raise click.UsageError(f"{what} was {one.verdict} on {one.on} by {one.by}")
        if name not in by_id:
            raise click.UsageError(f"'{word[:20]}' is not an open candidate; list them: {command}")
        chosen.append(by_id[name])
        if where:
            click.echo(f"{word}{where}: {visible(by_id[name].lead.title)}", err=True)
    return chosen


def _draft(root: Path, chosen: Candidate, site: Site) -> str:
    """Write a draft from the first report of a candidate; say which file it is.

    The report's text is kept, so that `digest check` can compare the draft with it.
    """
    articles = root / ARTICLES
    lead = chosen.lead
    if not lead.url:
        raise Failure(f"{chosen.id}: its feed gives no address; write it with: digest new")
    watched = files_of(site).watched.feeds
    feed = next(seen.feed for seen in chosen.entries if seen.entry == lead)
    outlet = watched[feed].outlet if feed in watched else ""
    context = context_of(root)
    source = replace(receive(lead.url), outlet=outlet)
    _, notes = import_run.run(source, context, articles, form="md", output=articles, url="")
    kept(root, source, context)
    return "\n".join(notes)


def _decide(root: Path, decisions: Sequence[Decision]) -> None:
    if not decisions:
        return
    add_decisions(root, decisions)
    for one in decisions:
        click.echo(f"{one.verdict}: {one.candidate}", err=True)
