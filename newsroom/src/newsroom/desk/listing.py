"""Write the list of candidates: for a terminal, for programs, and as the weekly issue.

In the weekly issue editors take and reject candidates. There a text from a feed is shown as code,
and an address is encoded. So a title cannot mention anybody, close an issue, run a command, show a
picture or add a box to tick.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import msgspec

from generator.diagnostics.diagnostics import counted
from generator.diagnostics.terminal import visible
from newsroom.desk.alarms import Alarm
from newsroom.desk.candidates import MOST, WINDOW, Candidate
from newsroom.desk.inbox_decisions import Decision
from newsroom.importer.inert import code_span

_MOST_BODY = 50_000
"""Characters after which no candidate is added; GitHub accepts 65,536 for the whole issue."""
_MOST_LISTED = 40
"""Alarms and taken stories that are listed of each."""
_LONGEST_ADDRESS = 500
_REFERENCE = re.compile(
    r"/(?:issues|pulls?|merge_requests|work_items|epics|commits?|discussions)/", re.IGNORECASE
)
"""Addresses that GitHub and GitLab turn into a note at the other end of the link."""
_HOW = """\
Tick a box to take a story: your name is noted, and the story leaves this list. To reject stories,
comment with a line for each: `reject ID reason`, such as `reject a1b2c3d4e5f6 no security news`.
Both count with the next update, and only for people who can write to this repository.
Texts of other sites are shown as code, so that nothing in them can act here."""


def as_text(
    shown: Sequence[Candidate],
    alarms: Sequence[Alarm],
    count: int,
    others: int = 0,
    *,
    of_others: bool = False,
) -> str:
    """Write a numbered list of candidates, then the alarms.

    `count` is the number of candidates that could be shown, and `others` of those left out because
    they name nothing of the registries, unless the list is of those.
    """
    lines: list[str] = []
    for number, one in enumerate(shown, 1):
        lines.append(f"{number:3}. {visible(one.lead.title)}")
        lines.append(f"     {one.day}  {one.id}  {one.lead.url}")
        if one.reasons:
            lines.append(f"     why: {visible(one.why)}")
    if not shown:
        lines.append("no candidates")
    elif count > len(shown):
        which = " --others" if of_others else ""
        more = f"{count - len(shown)} more: digest inbox --offline{which}"
        lines.append(f"{more} --most {min(count, MOST)}")
    if others:
        lines.append(
            f"{counted(others, 'other')} without a term of yours: digest inbox --offline --others"
        )
    if shown:
        numbers = " ".join("12"[: len(shown)])
        if of_others:
            lines += [
                "",
                "until the next list, these numbers mean candidates without a term of yours",
            ]
        lines += ["", f"to import candidates as drafts: digest inbox --draft {numbers}"]
        lines.append('to leave one out for good: digest inbox --reject 1 --why "no security news"')
    if alarms:
        lines += ["", "Feeds that need attention:"]
    lines += [f"  {visible(str(alarm))}" for alarm in alarms]
    return "\n".join(lines)


def as_json(
    shown: Sequence[Candidate], alarms: Sequence[Alarm], count: int, others: int = 0
) -> str:
    """Write everything about the candidates and the alarms; see `as_text`."""
    records = {
        "open": count,
        "others": others,
        "candidates": [_record(one) for one in shown],
        "alarms": [msgspec.to_builtins(alarm) for alarm in alarms],
    }
    return json.dumps(records, ensure_ascii=False, indent=2)


def _record(one: Candidate) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.lead.title,
        "date": one.day.isoformat(),
        "reports": [
            {"feed": seen.feed, "url": seen.entry.url, "title": seen.entry.title}
            for seen in one.entries
        ],
        "terms": {taxonomy: list(slugs) for taxonomy, slugs in one.terms.items()},
        "points": round(one.points, 2),
        "reasons": [reason.text for reason in one.reasons],
    }


def as_issue(
    shown: Sequence[Candidate],
    alarms: Sequence[Alarm],
    count: int,
    decisions: Iterable[Decision],
    today: dt.date,
    others: int = 0,
    replies: Sequence[str] = (),
) -> str:
    """Write the text of the issue.

    Args:
        shown: The candidates to list, the most relevant first.
        alarms: The feeds that need an editor.
        count: The number of candidates that could be listed.
        decisions: All decisions; the stories taken lately are listed with their editors.
        today: The day of the list.
        others: The number of candidates left out because they name nothing of the registries.
        replies: Sentences about answers that do not count.
    """
    parts = [
        _HOW,
        *_section("Answers that do not count", [f"- {code_span(one)}" for one in replies]),
        f"## Candidates on {today}",
    ]
    written: list[str] = []
    for one in shown:
        entry = _candidate(one)
        if sum(map(len, written)) + len(entry) > _MOST_BODY:
            break
        written.append(entry)
    parts += ["\n".join(written)] if written else ["There are no candidates."]
    if count > len(written):
        parts.append(
            f"{count - len(written)} more are listed by `digest inbox --most {min(count, MOST)}`."
        )
    if others:
        parts.append(f"{counted(others, 'other')} without a term of ours: `digest inbox --others`")
    taken = [one for one in decisions if one.verdict == "taken" and today - one.on <= WINDOW]
    lines = [f"- {one.on} {code_span(one.title)} by {code_span(one.by, 80)}" for one in taken]
    parts += _section("Taken", lines)
    parts += _section("Feeds that need attention", [f"- {code_span(str(one))}" for one in alarms])
    return "\n\n".join(parts) + "\n"


def _candidate(one: Candidate) -> str:
    """Write a line with a box, and below it the reports and the reasons for the rank."""
    lines = [f"- [ ] `{one.id}` {code_span(one.lead.title)}"]
    for seen in one.entries[:5]:
        title = ""
        if seen.entry.title != one.lead.title:  # a decision is on this report as well
            title = f" {code_span(seen.entry.title, 120)}"
        lines.append(f"  - {seen.day} {code_span(seen.feed, 80)}: {_link(seen.entry.url)}{title}")
    if one.reasons:
        lines.append(f"  - why: {code_span(one.why)}")
    return "\n".join(lines)


def _link(url: str) -> str:
    if not url or len(url) > _LONGEST_ADDRESS:
        return "no address"
    if _REFERENCE.search(url):
        return code_span(url, _LONGEST_ADDRESS)
    # Markdown would read `&sol;` in an address as `/`.
    address = quote(url, safe="%/:=&?~+!$,;#").replace("&", "&amp;")
    return f"[report](<{address}>)"


def _section(title: str, lines: Sequence[str]) -> list[str]:
    """Write a section, or nothing if it has no lines."""
    if not lines:
        return []
    listed = list(lines[:_MOST_LISTED])
    if len(lines) > _MOST_LISTED:
        listed.append(f"- and {len(lines) - _MOST_LISTED} more")
    return [f"## {title}", "\n".join(listed)]
