"""The little of GitHub's API that comments need, with the standard library alone.

Whatever a pull request or an issue says is a stranger's text: it is shown as
code, in which GitHub sees no mention, no link and no HTML.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

Json = Any
"""What a stranger's JSON is: anything."""
BOT = "github-actions[bot]"
MOST_BODY = 60_000
"""Characters of a comment; GitHub takes 65,536."""
_MOST_ANSWER = 8 * 1024 * 1024
_MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class Api:
    """One repository, as a workflow's token may use it."""

    repository: str
    token: str
    root: str = "https://api.github.com"

    @classmethod
    def of_workflow(cls) -> Api:
        """The repository in which the workflow runs."""
        root = os.environ.get("GITHUB_API_URL", "https://api.github.com")
        return cls(os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_TOKEN"], root)

    def get(self, path: str, **query: str | int) -> Json:
        """What an address below the repository's answers."""
        return json.loads(self._ask("GET", f"{path}?{urlencode(query)}" if query else path))

    def pages(self, path: str) -> Iterator[Json]:
        """The items of a list of several pages."""
        for page in range(1, _MOST_PAGES + 1):
            items = self.get(path, per_page=100, page=page)
            yield from items
            if len(items) < 100:
                return

    def send(self, method: str, path: str, body: Json) -> None:
        """Change something."""
        self._ask(method, path, json.dumps(body).encode())

    def download(self, path: str, most: int) -> bytes:
        """A file of at most `most` bytes.

        Raises:
            ValueError: when there are more.
        """
        data = self._ask("GET", path, most=most)
        if len(data) > most:
            raise ValueError(f"{path} has more than {most:,} bytes")
        return data

    def _ask(self, method: str, path: str, body: bytes | None = None, most: int = _MOST_ANSWER) -> bytes:
        request = urllib.request.Request(  # noqa: S310 (the root is GitHub's own)
            f"{self.root}/repos/{self.repository}/{path}", data=body, method=method
        )
        request.add_header("Accept", "application/vnd.github+json")
        # Files lie on other hosts, to which a redirect leads; the token is not for them.
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            data: bytes = answer.read(most + 1)
        return data


def stick(api: Api, number: int, marker: str, body: str) -> None:
    """Write a comment, or write it anew where it stands already.

    Args:
        api: The repository.
        number: Of the issue or pull request.
        marker: A comment of HTML by which it is known again.
        body: Markdown.
    """
    text = f"{marker}\n{body}"
    if len(text) > MOST_BODY:
        raise ValueError(f"a comment of {len(text):,} characters")
    for comment in api.pages(f"issues/{number}/comments"):
        if comment["user"]["login"] == BOT and comment["body"].startswith(marker):
            api.send("PATCH", f"issues/comments/{int(comment['id'])}", {"body": text})
            return
    api.send("POST", f"issues/{number}/comments", {"body": text})


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
    """More backticks than stand together in a text."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(least, longest + 1)


def event() -> Json:
    """What the workflow runs for; read from its file, so that none of it passes through a shell."""
    with open(os.environ["GITHUB_EVENT_PATH"], encoding="utf-8") as file:  # noqa: PTH123
        return json.load(file)


def stop(error: Exception) -> None:
    """End with one line instead of a traceback."""
    if isinstance(error, urllib.error.HTTPError):
        sys.exit(f"GitHub answered {error.code} for {error.url}")
    sys.exit(f"{type(error).__name__}: {error}")
