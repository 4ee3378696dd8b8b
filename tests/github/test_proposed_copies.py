"""Archived copies become a pull request, and nothing else of what the first job wrote does."""

import json

import pytest

PATH = "content/articles/2024/2024-05-02-tool.md"
OLD = "---\ntitle: A tool\nupdated: 2024-05-03\n---\n\nText.\n"
COPY = "archive:\n  url: https://web.archive.org/web/20240503120000/https://x.org/?a=1\n"
NEW = OLD.replace("\n---\n\n", f"\n{COPY}  date: 2024-05-03\n---\n\n")


@pytest.fixture
def written(scripts, monkeypatch, tmp_path):
    """What the script asks GitHub to write."""
    requests = []

    def call(path, *options, body=None):
        if "--method" not in options:
            return b"[]"
        requests.append((path.removeprefix("repos/us/digest/"), body))
        return json.dumps({"sha": "c" * 40}).encode()

    monkeypatch.setattr(scripts["gh"], "call", call)
    monkeypatch.setenv("GITHUB_REPOSITORY", "us/digest")
    monkeypatch.setenv("GITHUB_SHA", "b" * 40)
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    event = {"repository": {"default_branch": "main"}}
    (tmp_path / "event.json").write_text(json.dumps(event))
    monkeypatch.chdir(tmp_path)
    put(tmp_path / PATH, OLD)
    put(tmp_path / "found/said.txt", "copy of @everyone\n")
    return requests


def put(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_proposed(written, scripts, tmp_path, end):
    """The articles are one commit after the one that was checked out; output is shown as code."""
    put(tmp_path / PATH, OLD.replace("\n", end))
    put(tmp_path / "found" / PATH, NEW.replace("\n", end))
    scripts["archived_copies"].main()
    assert [where for where, _ in written] == ["git/trees", "git/commits", "git/refs", "pulls"]
    [file] = written[0][1]["tree"]
    assert (file["path"], file["content"]) == (PATH, NEW.replace("\n", end))
    assert written[1][1]["parents"] == ["b" * 40]
    assert "```text\ncopy of @everyone\n```" in written[3][1]["body"]


def test_quoted(written, scripts, tmp_path):
    """YAML may need quotes around an address."""
    quoted = NEW.replace("url: https", 'url: "https').replace("?a=1", '?a=1#b"')
    put(tmp_path / "found" / PATH, quoted)
    scripts["archived_copies"].main()
    assert written[0][1]["tree"][0]["content"] == quoted


def test_nothing_found(written, scripts):
    scripts["archived_copies"].main()
    assert written == []


@pytest.mark.parametrize(
    "text",
    [
        NEW.replace("Text.", "Other text."),
        NEW.replace("A tool", "Another"),
        NEW.replace("web.archive.org", "web.archive.org.example.net"),
        NEW.replace("  date:", "  more: x\n  date:"),
        NEW.replace("?a=1\n", "?a=1 x\n"),
        NEW + COPY + "  date: 2024-05-03\n",
        "",
    ],
)
def test_forged(written, scripts, tmp_path, text):
    """Any other difference is refused, and nothing is written."""
    put(tmp_path / "found" / PATH, text)
    with pytest.raises(ValueError, match="more than an archived copy"):
        scripts["archived_copies"].main()
    assert written == []


def test_other_files(written, scripts, tmp_path):
    """A new article is refused, and files elsewhere are not read."""
    put(tmp_path / "found/.github/workflows/x.yml", "on: push\n")
    scripts["archived_copies"].main()
    put(tmp_path / "found/content/articles/2024/new.md", NEW)
    with pytest.raises(ValueError, match="no article"):
        scripts["archived_copies"].main()
    assert written == []


def test_gitlab(written, scripts, tmp_path, monkeypatch):
    """On GitLab the same files are proposed with its API."""
    calls = []
    monkeypatch.setattr(
        scripts["gitlab_inbox"], "propose", lambda *arguments: calls.append(arguments)
    )
    put(tmp_path / "found" / PATH, NEW)
    scripts["archived_copies"].main("gitlab")
    [(branch, _, _, actions)] = calls
    assert branch == "archived-copies"
    assert actions == [{"action": "update", "file_path": PATH, "content": NEW}]
    assert written == []


@pytest.mark.parametrize("name", ["said.txt", PATH])
def test_links_are_not_read(written, scripts, tmp_path, name):
    """A link in the first job's files shows nothing of this job in the pull request."""
    put(tmp_path / "found" / PATH, NEW)
    file = tmp_path / "found" / name
    file.rename(tmp_path / "secret")
    file.symlink_to(tmp_path / "secret")
    with pytest.raises(ValueError, match="is no file of the other job"):
        scripts["archived_copies"].main()
    assert written == []
