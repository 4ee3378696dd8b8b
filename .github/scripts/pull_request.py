"""Comment on a pull request: changed files, problems with their places, changed pages, a preview.

The report was made with the pull request's own files, so it is untrusted and only shown as code.
The number of the pull request and its list of changed files come from GitHub.
"""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from gh import MOST_BODY, Json, ask, code, event, get, repository, stop, write_comment
from suggested_fixes import Suggestion, offer, suggestions
from touched import can_forge, changed_files, deleted, described, led_elsewhere, paths_of

MARKER = "<!-- digest: report on a pull request -->"
_MOST_ZIP = 4 * 1024 * 1024
_MOST_FILE = 8 * 1024 * 1024
_MOST_LISTED = (40, 20, 8, 3)
"""Numbers of problems and pages to list; the first that keeps the comment short enough is used."""
_SEVERITIES = ("error", "warning", "note")
_LONGEST_PHRASE = 100
"""Most characters of a source that a mark shows."""
_PATH = re.compile(r"(?:content|site_config)(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}){1,9}\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """A workflow run, as described by GitHub."""

    id: int
    repository: str
    branch: str
    sha: str

    @classmethod
    def of(cls, workflow_run: Mapping[str, Json]) -> "Run | None":
        """Read the event's `workflow_run`; None if its fork has been deleted."""
        if not workflow_run.get("head_repository"):
            return None
        run = cls(
            int(workflow_run["id"]),
            workflow_run["head_repository"]["full_name"],
            workflow_run["head_branch"],
            workflow_run["head_sha"],
        )
        if not re.fullmatch(r"[\w.-]+/[\w.-]+", run.repository) or not re.fullmatch(
            "[0-9a-f]{40}", run.sha
        ):
            raise ValueError("the event has an invalid repository or commit")
        return run


def find_pull_request(run: Run) -> int | None:
    """The open pull request whose newest commit was checked.

    GitHub omits it from the event if it comes from a fork, so this looks it up by branch.
    """
    owner = run.repository.partition("/")[0]
    pulls = get("pulls", state="open", head=f"{owner}:{run.branch}", per_page=100)
    return next((int(pull["number"]) for pull in pulls if pull["head"]["sha"] == run.sha), None)


def find_artifacts(run: Run) -> dict[str, Mapping[str, Json]]:
    """The run's artifacts by name."""
    artifacts = get(f"actions/runs/{run.id}/artifacts", per_page=100)["artifacts"]
    return {artifact["name"]: artifact for artifact in artifacts if not artifact["expired"]}


def download(artifact: Mapping[str, Json]) -> bytes:
    """An artifact's zip; empty if it is too large for a report.

    The comment still lists the files that the pull request changes.
    """
    if artifact["size_in_bytes"] > _MOST_ZIP:
        return b""
    return ask(f"actions/artifacts/{int(artifact['id'])}/zip")


def read_report(data: bytes) -> tuple[Json, Json, Json]:
    """Problems, changes and marks in the zipped report, each None if missing or unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return (
                _member(archive, "problems.json"),
                _member(archive, "changes.json"),
                _member(archive, "marks.json"),
            )
    except zipfile.BadZipFile:
        return None, None, None


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
    run: Run,
    paths: list[str] | None,
    report: tuple[Json, Json, Json],
    where: str,
    preview: int | None,
    notices: Sequence[str] = (),
) -> str:
    """The comment, as Markdown.

    Args:
        run: The run of the check.
        paths: Changed files from GitHub; None if the list is incomplete.
        report: Problems, changes and marks, which a stranger may have forged.
        where: The address of the run.
        preview: The id of the artifact with the built site.
        notices: Paragraphs about addresses in settings that change, and articles that are deleted.
    """
    last = [f"of commit {run.sha[:10]}", f"[log]({where})"]
    first = [*notices, *described(paths, run.sha, leads=bool(notices))]
    if preview is not None:
        trust = "untrusted preview" if can_forge(paths) else "preview"
        note = "; articles with errors are incomplete" if _has_errors(report[0]) else ""
        how = f"unpack it, and open index.html (search works only on a server){note}"
        last.insert(0, f"[**{trust}**]({where}/artifacts/{preview}): {how}")
    for most in _MOST_LISTED:
        parts = [
            *_problems(report[0], run, most),
            *_marks(report[2], run, most),
            *_changes(report[1], most),
        ]
        if not parts:
            parts = ["### The check made no report", "Its log shows the reason."]
        text = "\n\n".join((*first, *parts, " · ".join(last)))
        if len(text) < MOST_BODY - len(MARKER) - 1:
            break
    return text


def _has_errors(report: Json) -> bool:
    problems = report if isinstance(report, list) else []
    return any(_is_problem(problem) and problem["severity"] == "error" for problem in problems)


def _problems(report: Json, run: Run, most: int) -> list[str]:
    if not isinstance(report, list):
        return []
    problems = [problem for problem in report if _is_problem(problem)]
    if not problems:
        return ["### The check found no problems"]
    # Errors are first: a comment is read from the top, and a long list is cut at the end.
    problems.sort(key=lambda problem: _SEVERITIES.index(_severity(problem)))
    title = f"### {_verdict(list(map(_severity, problems)))}"
    lines = [_problem(problem, run) for problem in problems[:most]]
    if len(problems) > most:
        lines.append(f"- and {len(problems) - most:,} more in the log")
    return [title, "\n".join(lines)]


def _severity(problem: Mapping[str, Json]) -> str:
    """The severity of a problem; any that is not known is a warning."""
    return problem["severity"] if problem["severity"] in _SEVERITIES else "warning"


def _verdict(severities: Sequence[str]) -> str:
    """Say how many problems stop the build, in the words of `digest check`."""
    errors = severities.count("error")
    rest = len(severities) - errors
    stop = f"{_count(errors, 'error')} {'stops' if errors == 1 else 'stop'} the build"
    others = [_count(severities.count(one), one) for one in _SEVERITIES[1:]]
    do_not = f"{' and '.join(filter(None, others))} {'does not' if rest == 1 else 'do not'}"
    if errors and rest:
        return f"{stop}; {do_not}"
    return stop if errors else f"{do_not} stop the build"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}" if number else ""


def _is_problem(item: Json) -> bool:
    return (
        isinstance(item, dict)
        and all(
            isinstance(item.get(key), str)
            for key in ("path", "code", "severity", "message", "help")
        )
        and all(type(item.get(key)) is int and 0 < item[key] < 10**7 for key in ("line", "column"))
    )


def _place(path: str, line: int, shown: str, run: Run) -> str:
    """A place in a file of the commit, as a link to it if the path has no unusual character."""
    if len(path) < 300 and _PATH.match(path):
        address = (
            f"https://github.com/{run.repository}/blob/{run.sha}/{quote(path)}?plain=1#L{line}"
        )
        return f"[{code(shown)}]({address})"
    return code(shown)


def _problem(problem: Mapping[str, Json], run: Run) -> str:
    path, line = problem["path"], problem["line"]
    place = _place(path, line, f"{path}:{line}:{problem['column']}", run)
    lines = (
        f"- **{_severity(problem)}** {place}",
        f"  {code(problem['message'])}",
        f"  help: {code(problem['help'])} ({code(problem['code'], 60)})",
    )
    return "\n".join(lines)


def _marks(report: Json, run: Run, most: int) -> list[str]:
    """The differences between articles and their sources."""
    found = []
    for article in report if isinstance(report, list) else []:
        if not isinstance(article, dict) or not isinstance(article.get("path"), str):
            continue
        marks = article.get("marks")
        reasons = article.get("not_compared")
        for reason in reasons if isinstance(reasons, list) else []:
            found.append(f"- {code(article['path'])} {code(str(reason))}")
        for mark in marks if isinstance(marks, list) else []:
            if _is_mark(mark):
                found.append(_mark(article["path"], mark, run))
    if not found:
        return []
    if len(found) > most:
        found[most:] = [f"- and {len(found) - most:,} more in the report"]
    title = "### Compared with the sources: questions for an editor, no findings"
    return [title, "\n".join(found)]


def _is_mark(item: Json) -> bool:
    keys = ("kind", "message", "sentence", "phrase")
    is_text = isinstance(item, dict) and all(isinstance(item.get(key), str) for key in keys)
    return is_text and type(item.get("line")) is int and 0 < item["line"] < 10**7


def _mark(path: str, mark: Mapping[str, Json], run: Run) -> str:
    place = _place(path, mark["line"], f"{path}:{mark['line']}", run)
    lines = [f"- {place}", f"  {code(mark['message'])} ({code(mark['kind'], 20)})"]
    if mark["sentence"]:
        lines.append(f"  article: {code(mark['sentence'])}")
    if mark["phrase"]:
        lines.append(f"  source: {code(mark['phrase'], _LONGEST_PHRASE)}")
    return "\n".join(lines)


def _changes(report: Json, most: int) -> list[str]:
    if not isinstance(report, dict):
        return []
    blocks = []
    for change in ("removed", "added", "changed"):
        pages = report.get(change)
        if not isinstance(pages, list) or not pages:
            continue
        lines = [f"- {code(page)}" for page in pages[:most] if isinstance(page, str)]
        if len(pages) > most:
            lines.append(f"- and {len(pages) - most:,} more")
        title = f"{_count(len(pages), 'page')} {change}"
        blocks.append(
            "\n".join((f"<details><summary>{title}</summary>", "", *lines, "", "</details>"))
        )
    return blocks or ["No page changes."]


def main() -> None:
    """Read the event and write the comment; suggest fixes if the report cannot be forged."""
    workflow_run = event()["workflow_run"]
    if workflow_run.get("conclusion") == "action_required":
        print("an editor has to start the check: no comment")
        return
    run = Run.of(workflow_run)
    number = find_pull_request(run) if run else None
    files = changed_files(number, run.sha) if run and number else []
    if run is None or number is None or files == []:
        print("no open pull request has this commit as its newest: no comment")
        return
    paths = None if files is None else paths_of(files)
    artifacts = find_artifacts(run)
    report: tuple[Json, Json, Json] = (None, None, None)
    if "report" in artifacts:
        report = read_report(download(artifacts["report"]))
    preview = int(artifacts["preview"]["id"]) if "preview" in artifacts else None
    where = f"https://github.com/{repository()}/actions/runs/{run.id}"
    notices = [*led_elsewhere(files or []), *deleted(files or [])]
    write_comment(number, MARKER, comment(run, paths, report, where, preview, notices))
    print(f"commented on pull request {number}")
    if files is not None and not can_forge(paths):
        _suggest(number, run, suggestions(report[0], files))


def _suggest(number: int, run: Run, fixes: list[Suggestion]) -> None:
    """Offer fixes; a refusal is only logged, because the comment has all problems."""
    try:
        print(f"new suggestions: {offer(number, run.sha, fixes)}")
    except RuntimeError as error:
        print(f"no suggestions: {error}")


if __name__ == "__main__":
    try:
        main()
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        stop(error)
