"""Write what editors answered in the inbox issue to `answers.json`, for `digest inbox --collect`.

Only people with write access count: GitHub lets nobody else tick a box in the workflow's issue, but
anybody may comment.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from gh import BOT, Json, find_inbox, get, get_all, repository, run_query, stop

FILE = "answers.json"
_QUERY = """
query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) {
      body
      userContentEdits(first: 100) { nodes { editor { login } diff } }
    }
  }
}
"""


def answers_of(issue: Json, said_below: list[Json]) -> Json:
    """The text of the issue, and the edits and comments of editors, the oldest first.

    `said_below` are all comments, so that strangers cannot push those of editors out.
    """
    edits = reversed(issue["userContentEdits"]["nodes"])  # `diff` is the whole text after an edit
    said = [(edit["editor"], edit["diff"]) for edit in edits]
    comments = [(comment["user"], comment["body"]) for comment in said_below]
    editors = _editors(who["login"] for who, _ in said + comments if who)
    return {
        "body": issue["body"],
        "edits": _of_editors(said, editors),
        "comments": _of_editors(comments, editors),
    }


def _editors(logins: Iterable[str]) -> set[str]:
    """Those of some accounts that may write to the repository."""
    editors = set()
    for login in set(logins) - {BOT, BOT.removesuffix("[bot]")}:
        try:
            permission = get(f"collaborators/{login}/permission")["permission"]
        except RuntimeError:  # GitHub knows no such user, which is true of other bots
            continue
        if permission in ("admin", "write"):
            editors.add(login)
    return editors


def _of_editors(said: Iterable[tuple[Json, str | None]], editors: set[str]) -> list[Json]:
    return [
        {"by": who["login"], "body": body}
        for who, body in said
        if who and body and who["login"] in editors
    ]


def main() -> None:
    """Find the issue and write the answers in it; without an issue there are none."""
    answers: Json = {"body": "", "edits": [], "comments": []}
    number = find_inbox()
    if number is not None:
        owner, _, name = repository().partition("/")
        found = run_query(_QUERY, owner=owner, name=name, number=number)
        comments = get_all(f"issues/{number}/comments")
        answers = answers_of(found["repository"]["issue"], comments)
    Path(FILE).write_text(json.dumps(answers), encoding="utf-8")
    print(f"edits: {len(answers['edits'])}, comments: {len(answers['comments'])}")


if __name__ == "__main__":
    try:
        main()
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        stop(error)
