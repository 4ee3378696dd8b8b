"""The comment on a suggestion: the draft as code, and a link that creates the file."""

import json
import re
from urllib.parse import parse_qs, urlsplit

from tests.corpus import PROJECT
from tests.importer.test_form import ISSUE, PATH


def told(body: str | None) -> str:
    return json.dumps(
        {"issue": {"number": 9, "body": body}, "repository": {"default_branch": "main"}}
    )


def test_draft(github, scripts, tmp_path, monkeypatch):
    monkeypatch.chdir(PROJECT)
    (tmp_path / "event.json").write_text(told(ISSUE.replace("\n", "\r\n")))
    for _ in range(2):
        github.run(scripts["suggestion"])
    (comment,) = github.comments
    link = re.search(r"\[Create the file\]\((\S+)\)", comment["body"])[1]
    assert urlsplit(link).path == "/us/digest/new/main/content/articles/2024"
    query = parse_qs(urlsplit(link).query)
    assert query["filename"] == [PATH.rpartition("/")[2]]
    assert query["value"][0].rstrip() in comment["body"]
    assert "```markdown\n---\ntitle: " in comment["body"]


def test_no_form(github, scripts, tmp_path, monkeypatch):
    """If an issue is empty or not a filled-in form, the comment says so."""
    monkeypatch.chdir(PROJECT)
    for body in ("Please fix the site.", None):
        (tmp_path / "event.json").write_text(told(body))
        github.run(scripts["suggestion"])
        (comment,) = github.comments
        assert "could not be turned into a draft" in comment["body"]
        assert "it contains no answers to the form" in comment["body"]


def test_text_stays_code(scripts):
    """A draft may contain a fence; a long draft is linked without its text."""
    draft = {"path": "content/articles/x.md", "text": "````\n</details>@everyone\n" + "x " * 5_000}
    text = scripts["suggestion"].comment(draft, "us/digest", "main")
    assert "\n`````markdown\n" in text
    assert text.endswith("\n`````")
    assert "?filename=x.md)" in text
