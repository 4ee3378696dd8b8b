"""Offer the fixes of the check as suggestions, which a contributor applies with one click.

The report is untrusted, so it does not decide where a suggestion appears. A fix counts only if the
line that it replaces is, character by character, one that the pull request adds in GitHub's own
diff.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gh import BOT, Json, ask, code, get_all

MARKER = "<!-- digest: suggested fix -->"
_INTRODUCTION = "Fixes for problems that the check found. Read each one before you commit it."
_MOST = 20
"""Maximum suggestions in a review; more would bury the discussion."""
_LONGEST = 400
"""Longest line that is suggested; a summary, the longest usual line, has 300 characters."""
_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line of a file and the comment that suggests another."""

    path: str
    line: int
    body: str


def added_lines(patch: str) -> dict[int, str]:
    """The lines that a patch of GitHub's API adds, by their numbers in the new file."""
    added: dict[int, str] = {}
    number = 0
    for line in patch.split("\n"):
        hunk = _HUNK.match(line)
        if hunk:
            number = int(hunk[1])
        elif line.startswith("+"):
            added[number] = line[1:]
            number += 1
        elif line.startswith(" "):
            number += 1
    return added


def suggestions(problems: Json, files: Iterable[Mapping[str, Json]]) -> list[Suggestion]:
    """The fixes in a report that replace a line which the pull request adds.

    Args:
        problems: The report's list of problems, which a stranger may have forged.
        files: The changed files, as GitHub's API describes them.
    """
    added = {file["filename"]: added_lines(file.get("patch") or "") for file in files}
    found: dict[tuple[str, int], Suggestion] = {}
    for problem in problems if isinstance(problems, list) else ():
        after = _replacement(problem, added)
        if after is None:
            continue
        place = problem["path"], problem["line"]
        message = code(str(problem.get("message", "")))
        found.setdefault(
            place, Suggestion(*place, f"{MARKER}\n{message}\n```suggestion\n{after}\n```")
        )
    return list(found.values())[:_MOST]


def _replacement(problem: Json, added: Mapping[str, Mapping[int, str]]) -> str | None:
    """The line that fixes a problem; None if there is none that can be shown as it is."""
    if not isinstance(problem, dict) or not isinstance(problem.get("fix"), dict):
        return None
    path, line = problem.get("path"), problem.get("line")
    before, after = problem["fix"].get("before"), problem["fix"].get("after")
    if (
        not isinstance(path, str)
        or type(line) is not int
        or added.get(path, {}).get(line) != before
    ):
        return None
    if not isinstance(after, str) or after == before or len(after) > _LONGEST:
        return None
    # Printable text has no line ends, control characters or characters that change the reading
    # direction.
    return after if after.isprintable() and "```" not in after else None


def offer(number: int, sha: str, fixes: Iterable[Suggestion]) -> int:
    """Write a review with the suggestions that the pull request lacks; return their number.

    Raises:
        RuntimeError: GitHub refuses, for instance because a newer commit has replaced the lines.
    """
    known = {
        place for comment in get_all(f"pulls/{number}/comments") for place in _places(comment, sha)
    }
    new = [fix for fix in fixes if (fix.path, fix.line, fix.body) not in known]
    if new:
        comments = [
            {"path": fix.path, "line": fix.line, "side": "RIGHT", "body": fix.body} for fix in new
        ]
        review = {"commit_id": sha, "event": "COMMENT", "body": _INTRODUCTION, "comments": comments}
        ask(f"pulls/{number}/reviews", "--method", "POST", body=review)
    return len(new)


def _places(comment: Mapping[str, Json], sha: str) -> list[tuple[str, Json, str]]:
    """The present place of an earlier suggestion; its first one too, if the commit is the same."""
    if comment["user"]["login"] != BOT or not comment["body"].startswith(MARKER):
        return []
    lines = [comment.get("line")]
    if comment.get("original_commit_id") == sha:
        lines.append(comment.get("original_line"))
    return [(comment["path"], line, comment["body"]) for line in lines]
