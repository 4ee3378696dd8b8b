"""Comment on a pull request: what it touches, problems and where they are, which pages change, a preview.

The report comes from a run of the pull request's own files, so it may say anything,
and it only ever fills in lists of code. Which pull request it is about, and which
files that changes, comes from GitHub and not from the report.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from gh import MOST_BODY, Json, ask, code, event, get, repository, stop, write_comment
from touched import changed_files, described

MARKER = "<!-- digest: report on a pull request -->"
_MOST_ZIP = 4 * 1024 * 1024
_MOST_FILE = 8 * 1024 * 1024
_MOST_LISTED = (40, 20, 8, 3)
"""Problems and pages that are listed; the first number with which the comment is short enough."""
_PATH = re.compile(r"(?:content|site_config)(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}){1,9}\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the check, as GitHub tells of it."""

    id: int
    repository: str
    branch: str
    sha: str

    @classmethod
    def of(cls, told: Mapping[str, Json]) -> Run | None:
        """The run; None when the fork it came from is gone."""
        if not told.get("head_repository"):
            return None
        run = cls(
            int(told["id"]), told["head_repository"]["full_name"], told["head_branch"], told["head_sha"]
        )
        if not re.fullmatch(r"[\w.-]+/[\w.-]+", run.repository) or not re.fullmatch("[0-9a-f]{40}", run.sha):
            raise ValueError("GitHub names a repository or a commit as it never does")
        return run


def find_pull_request(run: Run) -> int | None:
    """The open pull request whose newest commit was checked.

    GitHub leaves it out of the event when it comes from a fork, so it is looked up by branch.
    """
    owner = run.repository.partition("/")[0]
    found = get("pulls", state="open", head=f"{owner}:{run.branch}", per_page=100)
    return next((int(one["number"]) for one in found if one["head"]["sha"] == run.sha), None)


def find_artifacts(run: Run) -> dict[str, Mapping[str, Json]]:
    """The run's artifacts by name."""
    found = get(f"actions/runs/{run.id}/artifacts", per_page=100)["artifacts"]
    return {one["name"]: one for one in found if not one["expired"]}


def download(artifact: Mapping[str, Json]) -> bytes:
    """An artifact's zip; nothing when it is larger than a report can be.

    The comment is written all the same: what the pull request touches must be said in any case.
    """
    if artifact["size_in_bytes"] > _MOST_ZIP:
        return b""
    return ask(f"actions/artifacts/{int(artifact['id'])}/zip")


def read_report(data: bytes) -> tuple[Json, Json]:
    """Problems and changes out of the zipped report, each None when it is missing or cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _member(archive, "problems.json"), _member(archive, "changes.json")
    except zipfile.BadZipFile:
        return None, None


def _member(archive: zipfile.ZipFile, name: str) -> Json:
    try:
        with archive.open(name) as file:
            text = file.read(_MOST_FILE + 1)
        return json.loads(text) if len(text) <= _MOST_FILE else None
    except (KeyError, ValueError, RecursionError, RuntimeError, NotImplementedError, EOFError):
        return None
    except (zipfile.BadZipFile, zlib.error, OSError):
        return None


def comment(
    run: Run, paths: list[str] | None, report: tuple[Json, Json], where: str, preview: int | None
) -> str:
    """The comment, as Markdown.

    Args:
        run: What was checked.
        paths: The files that the pull request changes, as GitHub says; None when it lists too few.
        report: Problems and changes, as a stranger says.
        where: The address of the run.
        preview: The number of the artifact with the built site.
    """
    last = [f"of commit {run.sha[:10]}", f"[log]({where})"]
    first = described(paths, run.sha)
    if preview is not None:
        trust = "preview" if len(first) == 1 else "untrusted preview"
        last.insert(0, f"[**{trust}**]({where}/artifacts/{preview}): unpack it, and open index.html")
    for most in _MOST_LISTED:
        parts = [*_problems(report[0], run, most), *_changes(report[1], most)]
        if not parts:
            parts = ["### The check did not come to a report", "Its log says why."]
        text = "\n\n".join((*first, *parts, " · ".join(last)))
        if len(text) < MOST_BODY - len(MARKER) - 1:
            break
    return text


def _problems(told: Json, run: Run, most: int) -> list[str]:
    if not isinstance(told, list):
        return []
    problems = [one for one in told if _is_problem(one)]
    if not problems:
        return ["### The check found no problems"]
    errors = sum(one["severity"] == "error" for one in problems)
    counts = _count(errors, "error"), _count(len(problems) - errors, "warning")
    title = f"### The check found {' and '.join(filter(None, counts))}"
    problems.sort(key=lambda one: one["severity"] != "error")
    lines = [_problem(one, run) for one in problems[:most]]
    if len(problems) > most:
        lines.append(f"- and {len(problems) - most:,} more, in the log")
    return [title, "\n".join(lines)]


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}" if number else ""


def _is_problem(told: Json) -> bool:
    return (
        isinstance(told, dict)
        and all(isinstance(told.get(key), str) for key in ("path", "code", "severity", "message", "help"))
        and all(type(told.get(key)) is int and 0 < told[key] < 10**7 for key in ("line", "column"))
    )


def _problem(told: Mapping[str, Json], run: Run) -> str:
    path, line = told["path"], told["line"]
    place = code(f"{path}:{line}:{told['column']}")
    if len(path) < 300 and _PATH.match(path):
        address = f"https://github.com/{run.repository}/blob/{run.sha}/{quote(path)}?plain=1#L{line}"
        place = f"[{place}]({address})"
    severity = "error" if told["severity"] == "error" else "warning"
    lines = (
        f"- **{severity}** {place}",
        f"  {code(told['message'])}",
        f"  help: {code(told['help'])} ({code(told['code'], 60)})",
    )
    return "\n".join(lines)


def _changes(told: Json, most: int) -> list[str]:
    if not isinstance(told, dict):
        return []
    blocks = []
    for what in ("removed", "added", "changed"):
        pages = told.get(what)
        if not isinstance(pages, list) or not pages:
            continue
        lines = [f"- {code(page)}" for page in pages[:most] if isinstance(page, str)]
        if len(pages) > most:
            lines.append(f"- and {len(pages) - most:,} more")
        title = f"{_count(len(pages), 'page')} {what}"
        blocks.append("\n".join((f"<details><summary>{title}</summary>", "", *lines, "", "</details>")))
    return blocks or ["No page changes."]


def main() -> None:
    """Read the event and write the comment."""
    run = Run.of(event()["workflow_run"])
    number = find_pull_request(run) if run else None
    paths = changed_files(number, run.sha) if run and number else []
    if run is None or number is None or paths == []:
        print("no open pull request has this commit on top: nothing to say")
        return
    artifacts = find_artifacts(run)
    report: tuple[Json, Json] = (None, None)
    if "report" in artifacts:
        report = read_report(download(artifacts["report"]))
    preview = int(artifacts["preview"]["id"]) if "preview" in artifacts else None
    where = f"https://github.com/{repository()}/actions/runs/{run.id}"
    write_comment(number, MARKER, comment(run, paths, report, where, preview))
    print(f"commented on pull request {number}")


if __name__ == "__main__":
    try:
        main()
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        stop(error)
