"""Write the list of candidates and the alarms for a terminal and for programs."""

import json
from collections.abc import Sequence

import msgspec

from generator.diagnostics.diagnostics import counted
from generator.diagnostics.terminal import visible
from newsroom.desk.alarms import Alarm
from newsroom.desk.candidates import MOST, Candidate


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
