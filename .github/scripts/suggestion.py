"""Comment on an issue with the draft made from its answers, and a link that creates the file."""

import json
import subprocess
import sys
from urllib.parse import quote, urlencode

from gh import Json, block, event, repository, stop, write_comment

MARKER = "<!-- digest: draft of a suggestion -->"
_LONGEST_LINK = 7_000


def draft_of(body: str) -> dict[str, str] | str:
    """The draft of an issue: `path` and `text`, or the error as one line."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", "from-issue", "-", "--format", "json"],
        input=body.encode("utf-8", "replace"),
        capture_output=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        return done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    draft: dict[str, str] = json.loads(done.stdout)
    return draft


def comment(draft: dict[str, str] | str, repository: str, branch: str) -> str:
    """The comment, as Markdown."""
    if isinstance(draft, str):
        return f"The answers could not be turned into a draft.\n\n{block(draft[:500])}"
    folder, _, name = draft["path"].rpartition("/")
    query = {"filename": name, "value": draft["text"]}
    link = f"https://github.com/{repository}/new/{quote(branch)}/{folder}?{urlencode(query, quote_via=quote)}"
    if len(link) > _LONGEST_LINK:
        link = link.partition("&value=")[0]
    next_step = (
        f"This is a draft from the answers above. [Create the file]({link}), follow the comments in it, "
        "and propose the change. The pull request is checked line by line."
    )
    return f"{next_step}\n\n{block(draft['text'][:50_000], 'markdown')}"


def main() -> None:
    """Read the event and write the comment."""
    payload: dict[str, Json] = event()
    draft = draft_of(payload["issue"]["body"] or "")
    text = comment(draft, repository(), payload["repository"]["default_branch"])
    write_comment(int(payload["issue"]["number"]), MARKER, text)
    print(f"commented on issue {payload['issue']['number']}")


if __name__ == "__main__":
    try:
        main()
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        stop(error)
