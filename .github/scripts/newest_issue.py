"""Open or update the issue with what the newest dependencies break.

The text was made by a job that runs other people's programs, so it is shown as code.
"""

from gh import BOT, ask, block, found, get, stop

TITLE = "The newest dependencies break something"
_MOST_SHOWN = 20_000
"""Characters of the report, from its end, where the faults are."""


def write_issue(text: str) -> str:
    """Write the report into the open issue, or into a new one; return what was done."""
    intro = "Both wheels were installed with today's newest dependencies. `make test-newest` said:"
    body = f"{intro}\n\n{block(text[-_MOST_SHOWN:])}"
    opened = get("issues", state="open", creator=BOT, per_page=100)
    numbers = [int(issue["number"]) for issue in opened if issue["title"] == TITLE]
    if not numbers:
        ask("issues", "--method", "POST", body={"title": TITLE, "body": body})
        return "opened an issue"
    ask(f"issues/{min(numbers)}", "--method", "PATCH", body={"body": body})
    return f"updated issue {min(numbers)}"


if __name__ == "__main__":
    try:
        print(write_issue(found("newest.txt")))
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        stop(error)
