"""The workflows' scripts as modules, and a fake GitHub."""

import importlib
import io
import json
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.corpus import PROJECT

SHA = "a" * 40
PROPOSED = "https://github.com/us/digest/pull/6"
SCRIPTS = (
    "gh",
    "touched",
    "pull_request",
    "suggested_fixes",
    "suggested_draft",
    "suggestion",
    "inbox_answers",
    "inbox_issue",
    "gitlab_inbox",
    "newest_issue",
)
RUN = {
    "id": 77,
    "event": "pull_request",
    "head_branch": "new-article",
    "head_sha": SHA,
    "head_repository": {"full_name": "stranger/digest"},
    "pull_requests": [],
}


@pytest.fixture(scope="session")
def scripts() -> Iterator[dict[str, ModuleType]]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.syspath_prepend(PROJECT / ".github" / "scripts")
        yield {name: importlib.import_module(name) for name in SCRIPTS}


def zipped(**members: Any) -> bytes:
    """An artifact as GitHub serves it: JSON files in a zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in members.items():
            archive.writestr(
                f"{name}.json", value if isinstance(value, bytes) else json.dumps(value)
            )
    return data.getvalue()


class GitHub:
    """The answers of a fake `gh`, and the comments posted with it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pulls: list[dict[str, Any]] = [{"number": 5, "head": {"sha": SHA}}]
        self.files: list[dict[str, Any]] = [
            {"filename": "content/articles/2024/2024-05-02-tool.md"}
        ]
        self.changed_files: int | None = None
        """The number of changed files that GitHub reports; None for as many as it lists."""
        self.artifacts: dict[str, bytes] = {}
        self.sizes: dict[str, int] = {}
        self.comments: list[dict[str, Any]] = []
        self.reviews: list[dict[str, Any]] = []
        """Reviews as they were requested."""
        self.review_comments: list[dict[str, Any]] = []
        """The comments of reviews beside their lines, as GitHub lists them."""
        self.refuses_reviews = False
        self.proposed: list[dict[str, Any]] = []
        """The branch, the file and the pull request of a suggestion, as they were requested."""
        self.branches: list[dict[str, Any]] = []
        """The branches that begin like a suggestion's."""

    def save(self) -> None:
        """Write the current answers for `gh`."""
        listed = [
            {
                "id": number,
                "name": name,
                "expired": False,
                "size_in_bytes": self.sizes.get(name, len(data)),
            }
            for number, (name, data) in enumerate(self.artifacts.items())
        ]
        pull = self.pulls[0] if self.pulls else {}
        answers = {
            "pulls?state=open&head=stranger%3Anew-article&per_page=100": self.pulls,
            "pulls/5": {
                **pull,
                "changed_files": len(self.files)
                if self.changed_files is None
                else self.changed_files,
            },
            "pulls/5/files?per_page=100": [
                self.files[at : at + 100] for at in range(0, len(self.files), 100)
            ],
            "actions/runs/77/artifacts?per_page=100": {"artifacts": listed},
            "comments": self.comments,
            "reviews": self.reviews,
            "review_comments": self.review_comments,
            "refuses_reviews": self.refuses_reviews,
            "proposed": self.proposed,
            "git/matching-refs/heads/suggestion-9": self.branches,
            "git/ref/heads/main": {"object": {"sha": "b" * 40}},
            "pulls?state=open&head=us%3Asuggestion-9": [
                {"html_url": PROPOSED} for _ in self.proposed[2:]
            ],
        }
        (self._folder / "answers.json").write_text(json.dumps(answers))
        for number, data in enumerate(self.artifacts.values()):
            (self._folder / f"{number}.zip").write_bytes(data)

    def run(self, script: ModuleType) -> None:
        """Run one of the workflows' scripts."""
        self.save()
        script.main()
        answers = json.loads((self._folder / "answers.json").read_text())
        self.comments, self.reviews = answers["comments"], answers["reviews"]
        self.review_comments = answers["review_comments"]
        self.proposed = answers["proposed"]


FAKE_GH = """#!{python} -IS
import json, os, pathlib, sys
folder = pathlib.Path({folder!r})
assert os.environ["GH_TOKEN"] == "secret" and sys.argv[1] == "api"
path, *options = sys.argv[2:]
where = path.removeprefix("repos/us/digest/")
answers = json.loads((folder / "answers.json").read_text())
comments = answers["comments"]
if "--input" in options:
    body, method = json.load(sys.stdin), options[options.index("--method") + 1]
    if method == "POST" and where in ("issues/5/comments", "issues/9/comments"):
        comments.append({{"id": len(comments) + 1, "user": {{"login": "github-actions[bot]"}}, **body}})
    elif method == "PATCH" and where.startswith("issues/comments/"):
        comments[int(where.rpartition("/")[2]) - 1].update(body)
    elif method == "POST" and where == "pulls/5/reviews" and not answers["refuses_reviews"]:
        answers["reviews"].append(body)
        for comment in body["comments"]:
            original = {{"original_line": comment["line"], "original_commit_id": body["commit_id"]}}
            answers["review_comments"].append({{"user": {{"login": "github-actions[bot]"}}, **comment, **original}})
    elif (method, where) in (("POST", "git/refs"), ("POST", "pulls")):
        answers["proposed"].append(body)
        json.dump({{"html_url": "https://github.com/us/digest/pull/6"}}, sys.stdout)
    elif method == "PUT" and where.startswith("contents/content/articles/"):
        answers["proposed"].append({{"path": where.partition("/")[2], **body}})
    else:
        sys.exit(f"gh: Unprocessable Entity (HTTP 422): {{method}} {{where}}")
    (folder / "answers.json").write_text(json.dumps(answers))
elif options == ["--method", "DELETE"]:
    answers["proposed"].append({{"deleted": where}})
    (folder / "answers.json").write_text(json.dumps(answers))
elif where.startswith("actions/artifacts/"):
    sys.stdout.buffer.write((folder / (where.split("/")[2] + ".zip")).read_bytes())
elif where == "pulls/5/comments?per_page=100":
    assert options == ["--paginate", "--slurp"]
    json.dump([answers["review_comments"]], sys.stdout)
elif where.endswith("/comments?per_page=100"):
    assert options == ["--paginate", "--slurp"]
    json.dump([comments[at : at + 100] for at in range(0, len(comments), 100)], sys.stdout)
elif where in answers:
    assert options == (["--paginate", "--slurp"] if where.endswith("files?per_page=100") else [])
    json.dump(answers[where], sys.stdout)
else:
    sys.exit("gh: Not Found (HTTP 404)")
"""
"""A program that answers the calls of `gh api` that the scripts make."""


@pytest.fixture
def github(monkeypatch, tmp_path) -> GitHub:
    """A fake GitHub behind a fake `gh`."""
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    program.write_text(FAKE_GH.format(python=sys.executable, folder=str(tmp_path)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("GITHUB_REPOSITORY", "us/digest")
    monkeypatch.setenv("GH_TOKEN", "secret")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    (tmp_path / "event.json").write_text(json.dumps({"workflow_run": RUN}))
    return GitHub(tmp_path)
