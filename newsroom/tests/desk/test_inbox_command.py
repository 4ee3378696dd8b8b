"""`digest inbox` on a site with feeds, from the list to the decisions of the weekly issue."""

import json
import shutil

import pytest

from newsroom.cli import inbox_command
from newsroom.desk.inbox_decisions import FILE
from newsroom.importer.claims import IntakeError
from newsroom.importer.receive import Input
from newsroom.online.fetch import Fetched, FetchError
from tests.command import digest

FEED = """<rss version="2.0"><channel><link>https://news.example.org/</link>
<item><title>Port closes after an attack</title><link>https://news.example.org/1</link></item>
<item><title>Another port opens for visitors</title><link>https://news.example.org/2</link></item>
</channel></rss>"""


@pytest.fixture
def root(plain, tmp_path):
    """A copy of the full site, because all tests share that one."""
    return shutil.copytree(plain, tmp_path / "digest", ignore=shutil.ignore_patterns("site"))


@pytest.fixture
def inbox(root, monkeypatch):
    """A function that runs `digest inbox` on a site with one feed."""

    def get(address, **_):
        if address.endswith("robots.txt"):
            raise FetchError(address, "the server answers 404", 404)
        return Fetched(FEED.encode(), "text/xml", "utf-8", address)

    def ask(feeds, state, today):
        original(feeds, state, today, get=get, pause=0)

    original = inbox_command.ask_feeds
    monkeypatch.setattr(inbox_command, "ask_feeds", ask)
    lines = "feeds:\n  herald: {url: https://news.example.org/feed, outlet: Herald}\n"
    (root / "site_config" / "feeds.yml").write_text(lines)
    return lambda *options: digest(root, "inbox", *options)


def test_from_issue_to_decisions(inbox, root):
    """What the issue lists can be answered in it, and is not listed again."""
    issue = inbox("--issue")
    assert issue.exit_code == 0, issue.stderr
    lines = [line for line in issue.stdout.splitlines() if line.startswith("- [ ]")]
    assert len(lines) == 2
    edit = {"by": "ann", "body": issue.stdout.replace("- [ ]", "- [x]", 1)}
    comment = {"by": "ben", "body": f"reject {lines[1].split('`')[1]} no security news"}
    file = root / "answers.json"
    file.write_text(json.dumps({"edits": [edit], "comments": [comment]}))
    for _ in range(2):  # the second time, there is nothing new
        collected = inbox("--collect", file)
        assert collected.exit_code == 0, collected.stderr
        decisions = [json.loads(line) for line in (root / FILE).read_text().splitlines()]
        assert [(one["verdict"], one["by"]) for one in decisions] == [
            ("taken", "ann"),
            ("rejected", "ben"),
        ]
    again = inbox("--issue", "--offline").stdout
    assert "There are no candidates." in again
    assert "## Taken" in again
    assert "by ` ann `" in again


def test_list_says_what_to_type(inbox, root):
    """Each command that the list names works, and a damaged decision does not hide the others."""
    listed = inbox().stdout
    assert "digest inbox --draft 1" in listed
    assert 'digest inbox --reject 1 --why "no security news"' in listed
    with (root / FILE).open("a") as file:
        file.write("<<<<<<< HEAD\n")
    rejected = inbox("--reject", "1", "--why", "no security news")
    assert rejected.exit_code == 0, rejected.stderr
    assert "inbox-decisions.jsonl:1:1: error: git left this line in a merge" in rejected.stderr
    assert "feeds.yml" not in rejected.stderr, "the list has told it"
    again = inbox("--draft", "1")
    assert again.exit_code == 2
    assert "'1' in the list of `digest inbox` (" in again.stderr
    assert ") was rejected on " in again.stderr
    assert "feeds.yml" in inbox("--offline").stderr
    assert len(json.loads(inbox("--offline", "--format", "json").stdout)["candidates"]) == 1


@pytest.mark.parametrize(
    "text, said",
    [
        (
            "<<<<<<< HEAD\nfeeds: {}\n=======\n>>>>>>> other\n",
            "feeds.yml:1:1: error: '<<<<<<< HEAD'",
        ),
        ("feeds:\n  a: [1\n", "feeds.yml:2:6: error: the brackets of the value are not closed"),
    ],
)
def test_damaged_feeds(inbox, root, text, said):
    """A list of feeds that cannot be read is reported at its place."""
    (root / "site_config" / "feeds.yml").write_text(text)
    result = inbox()
    assert result.exit_code == 1
    assert said in result.stderr


@pytest.mark.parametrize("word", ["0", "-1", "²", "9" * 5_000, "1 2", "\u202e1", ""])
def test_no_candidate(inbox, word):
    """A word that names no candidate is one line of an error."""
    result = inbox("--draft", word)
    assert result.exit_code == 2
    assert "is not an open candidate; list them: digest inbox" in result.stderr


PAGE = """<html lang="en"><head><title>{0}</title></head><body><article><h1>{0}</h1><p>Published 2 May 2024</p>
<p>The port of Oldtown said on Thursday that it had closed two of its seven gates after an attack.</p>
<p>It will open them again when its engineers have looked at every computer, a speaker said.</p>
</article></body></html>"""


def test_monday(inbox, root, monkeypatch):
    """Several candidates become drafts with the feed's outlet; check compares them with the source."""

    def receive(address):
        if address.endswith("/2"):
            raise IntakeError(f"{address}: the server answers 404")
        return Input(PAGE.format("Port closes").encode(), address, "text/html", "utf-8", address)

    monkeypatch.setattr(inbox_command, "receive", receive)
    listed = inbox().stdout
    assert "digest inbox --draft 1 2" in listed
    result = inbox("--draft", "1", "2")
    assert result.exit_code == 1
    assert (
        "error: Another port opens for visitors: https://news.example.org/2: the server answers 404"
        in result.stderr
    )
    (draft,) = [file for file in root.rglob("*port-closes*.md") if "content" in file.parts]
    text = draft.read_text()
    assert "name: Herald" in text
    draft.write_text(
        text.replace("Two to four short", "The port closed nine gates.\n\nTwo to four short")
    )
    checked = digest(root, "check", draft)
    assert "the source does not have this number: nine" in checked.stderr
    other = digest(root, "check", "--format", "json", draft)
    assert "the source does not have" not in other.stderr
    assert inbox("--draft", "1", "--reject", "2", "3", "--why", "old").exit_code == 2
