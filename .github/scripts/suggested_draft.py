"""Make a draft of a suggestion from its answers and the report at its link, in `draft.json`.

This job can write nothing on GitHub. Whatever the report's page contains, the draft is text that
the other job proposes and an editor reads.
"""

import json
import subprocess
import sys
from pathlib import Path

from gh import Json, event, stop

FILE = "draft.json"
_COMMAND = ("-m", "generator", "from-issue", "-", "--fetch", "--format", "json")


def draft_of(body: str) -> dict[str, str]:
    """The draft of an issue: `path`, `text`, and a `problem` with its link; or an `error`."""
    done = subprocess.run(  # noqa: S603 (no shell; the issue is its input)
        [sys.executable, *_COMMAND],
        input=body.encode("utf-8", "replace"),
        capture_output=True,
        timeout=240,
        check=False,
    )
    if done.returncode:
        return {"error": done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]}
    draft: dict[str, str] = json.loads(done.stdout)
    return draft


def main() -> None:
    """Read the event and write the draft."""
    payload: dict[str, Json] = event()
    draft = draft_of(payload["issue"]["body"] or "")
    Path(FILE).write_text(json.dumps(draft), encoding="utf-8")
    print(draft.get("error") or draft.get("problem") or f"drafted {draft['path']}")


if __name__ == "__main__":
    try:
        main()
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        stop(error)
