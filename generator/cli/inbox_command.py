"""`digest inbox`: list what the watched feeds report and the digest lacks."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

from generator.cli.site_root import context_of, format_option, root_of, stop, tell
from generator.desk.alarms import Alarm, alarms
from generator.desk.asking import ask_feeds
from generator.desk.candidates import Candidate, candidates
from generator.desk.decisions import Decision, Verdict, add_decisions, read_decisions
from generator.desk.feed_states import InboxState, read_state, write_state
from generator.desk.listing import as_json, as_text
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.importer import import_run
from generator.importer.inert import one_line
from generator.load.loading import load
from generator.model.layout import ARTICLES
from generator.system.cache_folder import cache_of
from generator.system.git import git


@click.command()
@format_option(["text", "json"])
@click.option("--offline", is_flag=True, help="Do not ask the feeds; list earlier findings.")
@click.option(
    "--most", type=click.IntRange(1, 1_000), default=30, show_default=True, help="List so many."
)
@click.option("--draft", multiple=True, metavar="N", help="Import a candidate as a draft.")
@click.option("--take", multiple=True, metavar="N", help="Note that somebody writes about it.")
@click.option("--reject", multiple=True, metavar="N", help="Never list it again; needs --why.")
@click.option("--why", default="", help="The reason for --reject.")
@click.option("--by", default="", help="Who decides; default: the name that git knows.")
@click.pass_obj
def inbox(
    config_file: Path,
    form: str,
    offline: bool,
    most: int,
    draft: Sequence[str],
    take: Sequence[str],
    reject: Sequence[str],
    why: str,
    by: str,
) -> None:
    """List what the watched feeds report and the digest lacks.

    The feeds are in site_config/feeds.yml. N is a candidate's number in the latest list, or its
    five letters and digits. Decisions are lines in site_config/inbox-decisions.jsonl.
    """
    if reject and not why.strip():
        raise click.UsageError('--reject needs a reason: --why "no security news"')
    root = root_of(config_file)
    decides = bool(draft or take or reject)
    open_now, state, found_alarms = _look(root, asks=not (offline or decides))
    if decides:
        by = by or _git_name(root)
        for chosen in _chosen(draft, state, open_now):
            click.echo(_draft(root, chosen), err=True)
            _decide(root, chosen, "taken", by, "")
        for chosen in _chosen(take, state, open_now):
            _decide(root, chosen, "taken", by, "")
        for chosen in _chosen(reject, state, open_now):
            _decide(root, chosen, "rejected", by, why)
        return
    shown = open_now[:most]
    state.listed = tuple(one.id for one in shown)
    write_state(cache_of(root), state)
    write: Callable[[Sequence[Candidate], Sequence[Alarm], int], str]
    write = as_json if form == "json" else as_text
    click.echo(write(shown, found_alarms, len(open_now)))


def _look(root: Path, *, asks: bool) -> tuple[list[Candidate], InboxState, list[Alarm]]:
    """Ask the feeds if wanted; return the open candidates, the state and the alarms."""
    context = context_of(root)
    loaded = load(root)
    if loaded.site is None:
        stop(loaded.report)
    site = loaded.site
    if not site.watched.feeds:
        raise Failure("no feed is watched: list some in site_config/feeds.yml")
    state = read_state(cache_of(root))
    if asks:
        click.echo(f"asking {len(site.watched.feeds)} feeds", err=True)
        ask_feeds(site.watched.feeds, state, context.today)
        write_state(cache_of(root), state)
    report = Report()
    decisions = read_decisions(root, report)
    tell(report)
    found = candidates(state, site, loaded.unpublished, decisions, context)
    return found, state, alarms(site.watched, state, context.today)


def _chosen(
    typed: Iterable[str], state: InboxState, open_now: Sequence[Candidate]
) -> list[Candidate]:
    """The candidates that a person names by number or identifier.

    Raises:
        UsageError: there is no such candidate.
    """
    by_id = {one.id: one for one in open_now}
    chosen = []
    for word in typed:
        name = word
        if word.isdigit() and 1 <= int(word) <= len(state.listed):
            name = state.listed[int(word) - 1]
        if name not in by_id:
            raise click.UsageError(
                f"'{word[:20]}' is not an open candidate; list them: digest inbox"
            )
        chosen.append(by_id[name])
    return chosen


def _draft(root: Path, chosen: Candidate) -> str:
    """Write a draft from the first report of a candidate; say which file it is."""
    articles = root / ARTICLES
    address = chosen.lead.url
    if not address:
        raise Failure(f"{chosen.id}: its feed gives no address; write it with: digest new")
    _, notes = import_run.run(
        address, context_of(root), articles, form="md", output=articles, url=""
    )
    return "\n".join(notes)


def _decide(root: Path, chosen: Candidate, verdict: Verdict, by: str, why: str) -> None:
    decision = Decision(
        on=context_of(root).today,
        candidate=chosen.id,
        verdict=verdict,
        title=chosen.lead.title,
        keys=chosen.keys,
        by=one_line(by, 80),
        why=one_line(why, 300),
    )
    add_decisions(root, [decision])
    click.echo(f"{verdict}: {chosen.id} {chosen.lead.title}", err=True)


def _git_name(root: Path) -> str:
    """The name with which git signs this person's commits; "" without one."""
    return (git(root, "config", "user.name") or "").strip()
