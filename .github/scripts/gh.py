"""GitHub's API, asked with its own program `gh`, which its runners have; and strangers' text in comments.

What a pull request or an issue says is a stranger's text: it is shown as code, in
which GitHub sees no mention, no link and no HTML.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any
from urllib.parse import urlencode

Json = Any
"""What a stranger's JSON is: anything."""
BOT = "github-actions[bot]"
MOST_BODY = 60_000
"""Characters of a comment; GitHub takes 65,536."""


def repository() -> str:
    """The repository in which the workflow runs, as `owner/name`."""
    return os.environ["GITHUB_REPOSITORY"]


def ask(path: str, *options: str, body: Json = None) -> bytes:
    """What GitHub answers for an address below the repository's.

    Args:
        path: The address, with its query.
        options: Further options of `gh api`.
        body: What is sent along, as JSON.

    Raises:
        RuntimeError: when GitHub refuses; with the reason that `gh` gives.
    """
    sent = [] if body is None else ["--input", "-"]
    done = subprocess.run(  # noqa: S603 (no shell; a path is quoted where a stranger's text is in it)
        ["gh", "api", f"repos/{repository()}/{path}", *options, *sent],  # noqa: S607 (the runner's own)
        input=None if body is None else json.dumps(body).encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"gh api {path}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout


def get(path: str, **query: str | int) -> Json:
    """A single answer."""
    return json.loads(ask(f"{path}?{urlencode(query)}" if query else path))


def get_all(path: str) -> list[Json]:
    """The items of every page of a list."""
    pages = json.loads(ask(f"{path}?per_page=100", "--paginate", "--slurp"))
    return [item for page in pages for item in page]


def write_comment(number: int, marker: str, body: str) -> None:
    """Write a comment, or replace the one that an earlier run wrote.

    Args:
        number: The number of the issue or pull request.
        marker: A comment of HTML that begins the comment and that it is recognised by.
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
    """A stranger's text as a code span of one line, whatever it holds."""
    shown = "".join(char if char.isprintable() else " " for char in text[: 2 * most])
    line = " ".join(shown.split())[:most]
    if not line:
        return "` (nothing) `"
    return f"{fence(line, 1)} {line} {fence(line, 1)}"


def block(text: str, language: str = "") -> str:
    """A stranger's text as a block of code, whatever it holds."""
    around = fence(text, 3)
    return f"{around}{language}\n{text.rstrip()}\n{around}"


def fence(text: str, least: int) -> str:
    """More backticks than any run of them in a text."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def event() -> Json:
    """What the workflow runs for; read from its file, so that none of it passes through a shell."""
    with open(os.environ["GITHUB_EVENT_PATH"], encoding="utf-8") as file:  # noqa: PTH123
        return json.load(file)


def stop(error: Exception) -> None:
    """End with one line instead of a traceback."""
    sys.exit(f"{type(error).__name__}: {error}")
