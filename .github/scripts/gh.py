"""GitHub's API, called with the `gh` program of its runners, and safe quoting in comments.

Text from a pull request or an issue is shown as code, in which GitHub recognises no mention, link
or HTML.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

Json = Any
"""Untrusted JSON of any shape."""
BOT = "github-actions[bot]"
INBOX = "inbox"
"""The label of the issue that lists what the feeds report."""
MOST_BODY = 60_000
"""Longest comment in characters; GitHub accepts 65,536."""
FOUND = Path("found")
"""The folder with the files that another job has made."""
_MOST_FOUND = 64 * 1024 * 1024


def repository() -> str:
    """The repository of the workflow, as `owner/name`."""
    return os.environ["GITHUB_REPOSITORY"]


def ask(path: str, *options: str, body: Json = None) -> bytes:
    """Call GitHub's API below the repository's address.

    Args:
        path: The rest of the address, with its query.
        options: Further options of `gh api`.
        body: Request body, sent as JSON.

    Raises:
        RuntimeError: GitHub refuses; the message is that of `gh`.
    """
    return call(f"repos/{repository()}/{path}", *options, body=body)


def run_query(query: str, **variables: str | int) -> Json:
    """The data that answer a GraphQL query.

    Raises:
        RuntimeError: GitHub refuses.
    """
    answer = call("graphql", body={"query": query, "variables": variables})
    return json.loads(answer)["data"]


def call(path: str, *options: str, body: Json = None) -> bytes:
    """Answer of `gh api`; `path` is below the address of the API. See `ask`."""
    input_options = [] if body is None else ["--input", "-"]
    done = subprocess.run(  # noqa: S603 (no shell; a path is quoted where a stranger's text is in it)
        ["gh", "api", path, *options, *input_options],  # noqa: S607 (the runner's own)
        input=None if body is None else json.dumps(body).encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        shown = path.removeprefix(f"repos/{repository()}/")
        raise RuntimeError(f"gh api {shown}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout


def get(path: str, **query: str | int) -> Json:
    """One object of the API."""
    return json.loads(ask(f"{path}?{urlencode(query)}" if query else path))


def get_all(path: str) -> list[Json]:
    """All items of a list with several pages."""
    pages = json.loads(ask(f"{path}?per_page=100", "--paginate", "--slurp"))
    return [item for page in pages for item in page]


def find_inbox() -> int | None:
    """The number of the inbox issue that the workflow opened; None if there is none."""
    query = {"state": "open", "labels": INBOX, "creator": BOT}
    numbers = [int(issue["number"]) for issue in get("issues", **query)]
    return min(numbers, default=None)


def propose(branch: str, title: str, body: str, files: Mapping[str, str]) -> None:
    """Put texts on a branch as one commit after the one that was checked out, as a pull request.

    Args:
        branch: The name of the branch, which the workflow may overwrite.
        title: The title of the commit and of the pull request.
        body: The text of the pull request, if there is none yet.
        files: Path → text.
    """
    tree = []
    for path, text in files.items():
        tree.append({"path": path, "mode": "100644", "type": "blob", "content": text})
    parent = os.environ["GITHUB_SHA"]
    new_tree = _made("git/trees", base_tree=parent, tree=tree)
    commit = _made("git/commits", message=title, tree=new_tree, parents=[parent])
    name = f"refs/heads/{branch}"
    if any(ref["ref"] == name for ref in get(f"git/matching-refs/heads/{branch}")):
        # One step, because GitHub closes a pull request whose branch equals its base.
        change = {"sha": commit, "force": True}
        ask(f"git/refs/heads/{branch}", "--method", "PATCH", body=change)
    else:
        ask("git/refs", "--method", "POST", body={"ref": name, "sha": commit})
    owner = repository().partition("/")[0]
    if get("pulls", state="open", head=f"{owner}:{branch}"):
        return
    base = event()["repository"]["default_branch"]
    request = {"title": title, "head": branch, "base": base, "body": body}
    ask("pulls", "--method", "POST", body=request)


def _made(path: str, **body: object) -> str:
    return str(json.loads(ask(path, "--method", "POST", body=body))["sha"])


def found(path: str | Path) -> str:
    """A text that another job has made, below the folder `found`.

    Raises:
        ValueError: there is none, it is too large, or a link leads elsewhere: a job that a feed has
            taken over could make one to this job's token.
    """
    file = FOUND / path
    if file.resolve() != Path.cwd().resolve() / file or not file.is_file():
        raise ValueError(f"{path} is no file of the other job")
    if file.stat().st_size > _MOST_FOUND:
        raise ValueError(f"{path} is too large")
    return file.read_bytes().decode()


def write_comment(number: int, marker: str, body: str) -> None:
    """Write a comment, or replace the comment of an earlier run.

    Args:
        number: The number of the issue or pull request.
        marker: An HTML comment at the beginning, which identifies the comment.
        body: Markdown.
    """
    text = f"{marker}\n{body}"
    if len(text) > MOST_BODY:
        raise ValueError(f"a comment of {len(text):,} characters")
    for comment in get_all(f"issues/{number}/comments"):
        if comment["user"]["login"] == BOT and comment["body"].startswith(marker):
            ask(f"issues/comments/{int(comment['id'])}", "--method", "PATCH", body={"body": text})
            return
    ask(f"issues/{number}/comments", "--method", "POST", body={"body": text})


def code(text: str, most: int = 300) -> str:
    """Format any text as a code span on one line."""
    shown = "".join(char if char.isprintable() else " " for char in text[: 2 * most])
    line = " ".join(shown.split())[:most]
    if not line:
        return "` (nothing) `"
    return f"{fence(line, 1)} {line} {fence(line, 1)}"


def block(text: str, language: str = "") -> str:
    """Format any text as a code block."""
    around = fence(text, 3)
    return f"{around}{language}\n{text.rstrip()}\n{around}"


def fence(text: str, least: int) -> str:
    """A run of backticks longer than any in a text."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def event() -> Json:
    """The workflow's event, read from its file so that no part of it passes through a shell."""
    with open(os.environ["GITHUB_EVENT_PATH"], encoding="utf-8") as file:  # noqa: PTH123
        return json.load(file)


def stop(error: Exception) -> None:
    """Exit with one line instead of a traceback."""
    sys.exit(f"{type(error).__name__}: {error}")
