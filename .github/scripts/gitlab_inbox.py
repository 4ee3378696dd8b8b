"""The inbox issue on GitLab: `answers` writes what editors answered, and `write` updates the issue.

GitLab notes who ticks a box. Only Developers and those above them count, because they can write to
the repository. The variable INBOX_TOKEN has a project access token (Developer, scope `api`).
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from gh import INBOX, MOST_BODY, Json, block, found, stop
from inbox_issue import BRANCH, DECISIONS, added_lines, known_decisions

ANSWERS = "answers.json"
_DEVELOPER = 30
"""GitLab's number for the least role that can write to a repository."""
_MOST_PAGES = 50
_TICKED = re.compile(
    r"marked the (?:checklist item|task) \*\*\W*([a-z0-9]{12})\b.* as (completed|incomplete)",
    re.DOTALL,
)


def call(method: str, path: str, body: Json = None) -> Json:
    """Call GitLab's API below the project's address.

    Raises:
        OSError: GitLab refuses.
    """
    address = f"{os.environ['CI_API_V4_URL']}/projects/{os.environ['CI_PROJECT_ID']}/{path}"
    headers = {"PRIVATE-TOKEN": os.environ["INBOX_TOKEN"], "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = Request(address, data, headers, method=method)  # noqa: S310 (GitLab's own address)
    with urlopen(request, timeout=60) as answer:  # noqa: S310
        return json.load(answer)


def every(path: str, **query: str) -> Iterator[Json]:
    """All items of a list with several pages."""
    for page in range(1, _MOST_PAGES + 1):
        items = call("GET", f"{path}?{urlencode({**query, 'per_page': 100, 'page': page})}")
        yield from items
        if len(items) < 100:
            return


def find_issue() -> Json | None:
    """The open issue that this token's user made; None if there is none."""
    issues = list(every("issues", state="opened", labels=INBOX, scope="created_by_me"))
    return min(issues, key=lambda issue: int(issue["iid"]), default=None)


def answers_of(issue: Json) -> Json:
    """The text of the issue, and the ticks and comments of editors, the oldest first."""
    members = every("members/all")
    editors = {one["username"] for one in members if one["access_level"] >= _DEVELOPER}
    answers: Json = {"body": issue["description"], "edits": [], "comments": []}
    for note in every(f"issues/{issue['iid']}/notes", sort="asc", order_by="created_at"):
        name = note["author"]["username"]
        if name not in editors:
            continue
        ticked = _TICKED.match(note["body"])
        if not note["system"]:
            answers["comments"].append({"by": name, "body": note["body"]})
        elif ticked:
            sign = "x" if ticked[2] == "completed" else " "
            answers["edits"].append({"by": name, "body": f"- [{sign}] `{ticked[1]}`"})
    return answers


def write_issue(text: str, before: str) -> None:
    """Write the text of the issue, unless somebody has edited it since its answers were read."""
    if len(text) > MOST_BODY:
        raise ValueError(f"an issue of {len(text):,} characters")
    issue = find_issue()
    if issue is None:
        new = {"title": "Inbox: what the feeds report", "labels": INBOX, "description": text}
        call("POST", "issues", new)
    elif issue["description"] == before:
        call("PUT", f"issues/{issue['iid']}", {"description": text})
    else:
        print("somebody has edited the issue meanwhile: the next run updates it")


def propose(branch: str, title: str, body: str, actions: list[Json]) -> None:
    """Put changes on a branch as one commit after the base, and open a merge request.

    `actions` are those of GitLab's API of commits.
    """
    base = os.environ["CI_DEFAULT_BRANCH"]
    commit = {
        "branch": branch,
        "start_sha": os.environ["CI_COMMIT_SHA"],
        "force": True,
        "commit_message": title,
        "actions": actions,
    }
    call("POST", "repository/commits", commit)
    if list(every("merge_requests", state="opened", source_branch=branch)):
        return
    request = {"source_branch": branch, "target_branch": base, "title": title, "description": body}
    call("POST", "merge_requests", request)


def main(task: str) -> None:
    """Do one of the two tasks."""
    if task == "answers":
        issue = find_issue()
        nothing: Json = {"body": "", "edits": [], "comments": []}
        answers = answers_of(issue) if issue else nothing
        Path(ANSWERS).write_text(json.dumps(answers), encoding="utf-8")
        return
    decisions = found(DECISIONS)
    added = added_lines(decisions, known_decisions())
    before = json.loads(found(ANSWERS))["body"]
    write_issue(found("inbox.md"), before)
    if added:
        action = "update" if Path(DECISIONS).exists() else "create"
        change = {"action": action, "file_path": DECISIONS, "content": decisions}
        body = f"What editors answered in the inbox:\n\n{block(added[:50_000], 'json')}"
        propose(BRANCH, "Decisions on the inbox", body, [change])


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        stop(error)
