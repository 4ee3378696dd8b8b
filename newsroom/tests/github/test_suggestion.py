"""A suggestion becomes a pull request: read without rights, then proposed without reading."""

import base64
import json

import pytest
from tests.importer.test_form import ISSUE, PATH, answered

from tests.corpus import PROJECT

DRAFT = {"path": PATH, "text": "---\ntitle: x\ndraft: true\n---\n", "problem": ""}


@pytest.fixture
def told(tmp_path, monkeypatch):
    """An issue with a body, and an empty folder for the draft."""

    def tell(body):
        event = {"issue": {"number": 9, "body": body}, "repository": {"default_branch": "main"}}
        (tmp_path / "event.json").write_text(json.dumps(event))

    tell("")
    monkeypatch.chdir(tmp_path)
    return tell


def drafted(scripts, tmp_path, monkeypatch):
    """The draft of the first job, which runs in the project's folder and has no token."""
    monkeypatch.delenv("GH_TOKEN")
    monkeypatch.chdir(PROJECT)
    monkeypatch.setattr(scripts["suggested_draft"], "FILE", str(tmp_path / "draft.json"))
    scripts["suggested_draft"].main()
    return json.loads((tmp_path / "draft.json").read_text())


def test_answers_become_a_draft(github, scripts, told, tmp_path, monkeypatch):
    """A link that cannot be read is no reason to have no draft."""
    told(ISSUE.replace("\n", "\r\n").replace("https://news.example.org/2", "http://127.0.0.1/"))
    draft = drafted(scripts, tmp_path, monkeypatch)
    assert draft["path"] == PATH
    assert "public network" in draft["problem"]
    assert "title: Institute of Inventions shows a tool\n" in draft["text"]
    assert "\n# nothing found, please fill in name: " in draft["text"]


@pytest.mark.parametrize("body", ["Please fix the site.", None])
def test_no_form(github, scripts, told, tmp_path, monkeypatch, body):
    """If an issue is empty or not a filled-in form, the comment says so."""
    told(body)
    draft = drafted(scripts, tmp_path, monkeypatch)
    monkeypatch.setenv("GH_TOKEN", "secret")
    monkeypatch.chdir(tmp_path)
    github.run(scripts["suggestion"])
    assert "it contains no answers to the form" in draft["error"]
    (comment,) = github.comments
    assert "could not be turned into a draft" in comment["body"]
    assert github.proposed == []


def test_pull_request(github, scripts, told, tmp_path):
    """The draft is proposed once, on a branch of its own, and never twice."""
    (tmp_path / "draft.json").write_text(json.dumps(DRAFT))
    for _ in range(2):
        github.run(scripts["suggestion"])
    branch, file, request = github.proposed
    assert branch == {"ref": "refs/heads/suggestion-9", "sha": "b" * 40}
    assert (file["path"], file["branch"]) == (PATH, "suggestion-9")
    assert base64.b64decode(file["content"]).decode() == DRAFT["text"]
    assert (request["head"], request["base"], request["draft"]) == ("suggestion-9", "main", True)
    assert "```markdown\n---\ntitle: x\n" in request["body"]
    (comment,) = github.comments
    assert "[The draft is a pull request](https://github.com/us/digest/pull/6)" in comment["body"]
    assert "please fill in" in comment["body"]


def test_branch_without_pull_request(github, scripts, told, tmp_path):
    """After a closed or refused pull request, the label gives a new one; other branches stay."""
    github.branches = [{"ref": "refs/heads/suggestion-98"}, {"ref": "refs/heads/suggestion-9"}]
    (tmp_path / "draft.json").write_text(json.dumps(DRAFT))
    github.run(scripts["suggestion"])
    deleted, branch, _, request = github.proposed
    assert deleted == {"deleted": "git/refs/heads/suggestion-9"}
    assert branch["ref"] == "refs/heads/suggestion-9"
    assert request["head"] == "suggestion-9"


@pytest.mark.parametrize(
    "path",
    [
        "content/articles/2024/../../../.github/workflows/x.md",
        ".github/workflows/x.yml",
        "content/articles/2024/2023-01-01-x.md",
        "content/articles/2024/2024-01-01-x.md\nx",
    ],
)
def test_other_paths(github, scripts, told, tmp_path, path):
    """A forged draft cannot write anything but an article."""
    (tmp_path / "draft.json").write_text(json.dumps({**DRAFT, "path": path}))
    with pytest.raises(ValueError, match="not an article"):
        github.run(scripts["suggestion"])
    assert github.proposed == []


def test_text_stays_code(scripts):
    """A draft may contain a fence and a mention; both stay code."""
    draft = {"text": "````\n</details>@everyone\n", "problem": "@all `x`"}
    text = scripts["suggestion"].described(draft)
    assert text.startswith("`` @all `x` ``\n")
    assert "\n`````markdown\n````\n" in text
    assert text.endswith("\n`````")


def test_link_only(github, scripts, told, tmp_path, monkeypatch):
    """A form with a link only gives a draft, here of a page that cannot be read."""
    told(answered(url="http://10.0.0.1/news/1"))
    draft = drafted(scripts, tmp_path, monkeypatch)
    assert draft["text"].startswith("---\n")
    assert "# nothing found, please fill in title: " in draft["text"]
