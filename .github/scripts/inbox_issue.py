"""Open or update the inbox issue, and propose the editors' decisions as a pull request.

The texts were made by a job that reads feeds, so their size and place are checked. Decisions may
only be added: those of the main branch must all be there.
"""

import json
from pathlib import Path

from gh import INBOX, MOST_BODY, ask, block, find_inbox, found, get, propose, stop

DECISIONS = "site_config/inbox-decisions.jsonl"
BRANCH = "inbox-decisions"
_MOST_BYTES = 8 * 1024 * 1024


def write_issue(text: str, before: str) -> str:
    """Write the text of the issue.

    Args:
        text: The new text, in Markdown.
        before: The issue's text when its answers were read. If somebody has ticked a box since
            then, the issue stays as it is, so that no answer is lost.

    Returns:
        What was done.
    """
    if len(text) > MOST_BODY:
        raise ValueError(f"an issue of {len(text):,} characters")
    number = find_inbox()
    if number is None:
        issue = {"title": "Inbox: what the feeds report", "labels": [INBOX], "body": text}
        ask("issues", "--method", "POST", body=issue)
        return "opened the issue"
    if get(f"issues/{number}")["body"] != before:
        return "somebody has edited the issue meanwhile: the next run updates it"
    ask(f"issues/{number}", "--method", "PATCH", body={"body": text})
    return f"updated issue {number}"


def added_lines(decisions: str, known: str) -> str:
    """The lines that editors' answers have added to the decisions.

    Raises:
        ValueError: the file is too large, or lacks earlier decisions.
    """
    if len(decisions.encode()) > _MOST_BYTES:
        raise ValueError("the file of decisions is too large")
    if not decisions.startswith(known):
        raise ValueError("the file of decisions lacks earlier ones")
    return decisions[len(known) :]


def known_decisions() -> str:
    """The decisions of the main branch."""
    file = Path(DECISIONS)
    return file.read_bytes().decode() if file.exists() else ""


def main() -> None:
    """Write the issue, then propose what is new."""
    before = json.loads(found("answers.json"))["body"]
    decisions = found(DECISIONS)
    added = added_lines(decisions, known_decisions())
    print(write_issue(found("inbox.md"), before))
    if added:
        body = f"What editors answered in the inbox issue:\n\n{block(added[:50_000], 'json')}"
        propose(BRANCH, "Decisions on the inbox", body, {DECISIONS: decisions})
        print(f"proposed decisions: {added.count(chr(10))}")


if __name__ == "__main__":
    try:
        main()
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        stop(error)
