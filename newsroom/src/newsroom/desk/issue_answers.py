"""Read what editors answered in the weekly issue: ticked boxes take, and comments reject."""

import datetime as dt
import re
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from generator.diagnostics.failure import Failure
from newsroom.desk.candidates import Candidate, by_identifier, decision_on
from newsroom.desk.inbox_decisions import Decision, Verdict
from newsroom.importer.inert import one_line

_BOX = re.compile(r"^[-*] \[([ xX])\] `([a-z0-9]{12})`", re.MULTILINE)
_REJECT = re.compile(
    r"^[ \t]*reject[ \t]+`?([a-z0-9]{12})\b`?[ \t:,]*(.*)$", re.IGNORECASE | re.MULTILINE
)


class Said(Struct, frozen=True):
    """A text that a person with write access left in the issue."""

    by: str
    body: str


class Answers(Struct, frozen=True):
    """The texts of editors, the oldest first; those of people without write access are left out."""

    edits: tuple[Said, ...] = ()
    """The issue's text after each edit."""
    comments: tuple[Said, ...] = ()


def read_answers(data: bytes, name: str) -> Answers:
    """Read answers from JSON.

    Raises:
        Failure: they cannot be read.
    """
    try:
        return msgspec.json.decode(data, type=Answers)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Failure(f"{name}: these are not the answers of an issue ({error})") from error


def decided(
    answers: Answers,
    open_now: Iterable[Candidate],
    today: dt.date,
    earlier: Iterable[Decision] = (),
) -> tuple[list[Decision], list[str]]:
    """Turn answers into decisions on open candidates, and replies to those that do not count.

    What a person takes is taken, even if somebody else rejects it. Answers about candidates with an
    `earlier` decision were collected before. Others lack a reason, or name no open candidate.
    """
    by_id = by_identifier(open_now)
    known = {one.candidate for one in earlier}
    decisions: dict[str, Decision] = {}
    replies: dict[str, str] = {}

    def decide(name: str, verdict: Verdict, by: str, why: str) -> None:
        one = by_id.get(name)
        editor = one_line(by, 80)
        if one is None and name not in known:
            replies[name] = f"{editor} names {name}, which no open candidate has"
        elif one is None or one.id in decisions:
            return
        elif verdict == "rejected" and not why:
            help_line = f"write the reason after it: reject {name} REASON"
            replies[name] = f"the rejection of {name} by {editor} does not count; {help_line}"
        else:
            decisions[one.id] = decision_on(one, verdict, today, by, why)

    for name, by in _ticked(answers.edits).items():
        decide(name, "taken", by, "")
    for comment in answers.comments:
        for name, reason in _REJECT.findall(comment.body):
            decide(name.lower(), "rejected", comment.by, reason.strip())
    decided_names = {name for name, one in by_id.items() if one.id in decisions}
    open_replies = [text for name, text in replies.items() if name not in decided_names]
    return list(decisions.values()), open_replies


def _ticked(edits: Iterable[Said]) -> dict[str, str]:
    """Map each candidate whose box is ticked to the person who ticked it."""
    ticked: dict[str, str] = {}
    for edit in edits:
        for sign, name in _BOX.findall(edit.body):
            if sign == " ":
                ticked.pop(name, None)
            else:
                ticked.setdefault(name, edit.by)
    return ticked
