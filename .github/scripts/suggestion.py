"""Open a pull request with the draft of a suggestion, and comment on the issue.

The draft was made from a stranger's answers and page, so its path is checked, and comments show it
as code only.
"""

import base64
import json
import re
from pathlib import Path
from urllib.parse import quote

from gh import Json, ask, block, code, event, get, repository, stop, write_comment
from suggested_draft import FILE

MARKER = "<!-- digest: draft of a suggestion -->"
_MOST_BYTES = 200_000
_PATH = re.compile(r"content/articles/(\d{4})/\1-\d\d-\d\d-[a-z0-9-]{1,100}\.md")
_NEXT = (
    "Each value in the draft has a comment with the sentence that it comes from. What was "
    "not found is marked *nothing found, please fill in*. Write title, summary and "
    "text in your own words, then delete `draft: true`."
)


def read_draft() -> dict[str, str]:
    """The draft of the first job.

    Raises:
        ValueError: it is too large, or its path is not one of an article.
    """
    data = Path(FILE).read_bytes()
    if len(data) > _MOST_BYTES:
        raise ValueError("the draft is too large")
    draft = json.loads(data)
    if "error" not in draft and not _PATH.fullmatch(draft["path"]):
        raise ValueError("the draft has a path that is not an article's")
    return {str(key): str(value) for key, value in draft.items()}


def propose(draft: dict[str, str], number: int, base: str) -> str:
    """Put the draft on a branch of its own and open a pull request; the address of that."""
    branch = f"suggestion-{number}"
    owner = repository().partition("/")[0]
    opened = get("pulls", state="open", head=f"{owner}:{branch}")
    if opened:
        return str(opened[0]["html_url"])
    branches = get(f"git/matching-refs/heads/{branch}")
    if f"refs/heads/{branch}" in [each["ref"] for each in branches]:
        # Its pull request was closed, or GitHub refused to open one.
        ask(f"git/refs/heads/{branch}", "--method", "DELETE")
    start = get(f"git/ref/heads/{quote(base)}")["object"]["sha"]
    ask("git/refs", "--method", "POST", body={"ref": f"refs/heads/{branch}", "sha": start})
    content = base64.b64encode(draft["text"].encode()).decode()
    change = {"message": f"Draft of suggestion {number}", "content": content, "branch": branch}
    ask(f"contents/{draft['path']}", "--method", "PUT", body=change)
    request = {
        "title": f"Draft of suggestion {number}",
        "head": branch,
        "base": base,
        "body": f"{described(draft)}\n\nCloses #{number}.",
        "draft": True,
    }
    return str(json.loads(ask("pulls", "--method", "POST", body=request))["html_url"])


def described(draft: dict[str, str]) -> str:
    """The draft for a person, as Markdown."""
    problem = f"{code(draft['problem'])}\n\n" if draft.get("problem") else ""
    return f"{problem}{_NEXT}\n\n{block(draft['text'][:50_000], 'markdown')}"


def main() -> None:
    """Read the draft, open the pull request and write the comment."""
    payload: dict[str, Json] = event()
    number = int(payload["issue"]["number"])
    draft = read_draft()
    if "error" in draft:
        text = f"The answers could not be turned into a draft.\n\n{block(draft['error'][:500])}"
    else:
        address = propose(draft, number, payload["repository"]["default_branch"])
        text = f"[The draft is a pull request]({address}) now. {described(draft)}"
    write_comment(number, MARKER, text)
    print(f"commented on issue {number}")


if __name__ == "__main__":
    try:
        main()
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        stop(error)
