"""The issue with what the newest dependencies break: one, and its text is code."""

import json

import pytest

LIST = "issues?state=open&creator=github-actions%5Bbot%5D&per_page=100"
TITLE = "The newest dependencies break something"


@pytest.mark.parametrize(
    "known, method, address",
    [
        pytest.param([], "POST", "issues", id="first"),
        pytest.param([(8, "Inbox")], "POST", "issues", id="another issue"),
        pytest.param([(8, "Inbox"), (9, TITLE)], "PATCH", "issues/9", id="again"),
    ],
)
def test_one_issue(scripts, monkeypatch, known, method, address):
    """The first report opens an issue, later ones replace its text."""
    calls = []

    def call(path, *options, body=None):
        calls.append((path.removeprefix("repos/us/digest/"), options, body))
        return json.dumps([{"number": number, "title": title} for number, title in known]).encode()

    monkeypatch.setenv("GITHUB_REPOSITORY", "us/digest")
    monkeypatch.setattr(scripts["gh"], "call", call)
    scripts["newest_issue"].write_issue(
        "x" * 50_000 + "\n```\n@everybody es: digest init: IndexError"
    )
    (asked, *_), (written, options, body) = calls
    assert (asked, written, options[1]) == (LIST, address, method)
    assert body["body"].endswith("```\n@everybody es: digest init: IndexError\n````")
    assert len(body["body"]) < 21_000
