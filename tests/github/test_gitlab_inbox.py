"""The inbox issue on GitLab, against a fake of its API."""

import json
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from tests.command import git, printed
from tests.corpus import PROJECT
from tests.server import QuietHandler, running

LINE = '{"candidate": "000000000001"}\n'
TICK = r"marked the checklist item **\`{}\` \` A story \`** as {}"


def note(name, body, *, system=False):
    """A note of an issue, as GitLab lists it."""
    return {"author": {"username": name}, "body": body, "system": system}


@pytest.fixture
def host(monkeypatch, tmp_path):
    """A server with the lists of a project, which records what is written."""

    class Handler(QuietHandler):
        lists: ClassVar = {"issues": [{"iid": 4, "description": "old"}], "merge_requests": []}
        written: ClassVar = []

        def do_GET(self):
            where = urlsplit(self.path)
            items = self.lists.get(where.path.removeprefix("/api/projects/9/"), [])
            first = 100 * (int(parse_qs(where.query)["page"][0]) - 1)
            self.tell(items[first : first + 100])

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            where = self.path.removeprefix("/api/projects/9/")
            self.written.append((self.command, where, body))
            self.tell({})

        def do_PUT(self):
            self.do_POST()

        def tell(self, value):
            known = self.headers["PRIVATE-TOKEN"] == "secret"
            self.answer(200 if known else 401, json.dumps(value).encode())

    monkeypatch.setenv("CI_PROJECT_ID", "9")
    monkeypatch.setenv("CI_DEFAULT_BRANCH", "main")
    monkeypatch.setenv("CI_COMMIT_SHA", "b" * 40)
    monkeypatch.setenv("INBOX_TOKEN", "secret")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "found" / "site_config").mkdir(parents=True)
    (tmp_path / "site_config").mkdir()
    (tmp_path / "found" / "inbox.md").write_text("new")
    (tmp_path / "found" / "answers.json").write_text('{"body": "old"}')
    (tmp_path / "found" / "site_config" / "inbox-decisions.jsonl").write_text(LINE)
    with running(Handler) as service:
        monkeypatch.setenv("CI_API_V4_URL", f"http://127.0.0.1:{service.server_port}/api")
        yield Handler


def test_answers(host, scripts, tmp_path):
    """Ticks that GitLab noted and comments count, if a Developer made them, on every page."""
    levels = {"ann": 30, "ben": 50, "rep": 20}
    host.lists["members/all"] = [
        *({"username": f"guest{number}", "access_level": 10} for number in range(150)),
        *({"username": name, "access_level": level} for name, level in levels.items()),
    ]
    host.lists["issues/4/notes"] = [
        note("ann", TICK.format("00000000000a", "completed"), system=True),
        note("ann", TICK.format("00000000000b", "completed")),
        note("ben", TICK.format("00000000000a", "incomplete"), system=True),
        note("rep", TICK.format("00000000000c", "completed"), system=True),
        note("ben", "changed the description", system=True),
        note("guest1", "reject 00000000000d no"),
        note("ben", "reject 00000000000d old"),
    ]
    scripts["gitlab_inbox"].main("answers")
    assert json.loads((tmp_path / "answers.json").read_text()) == {
        "body": "old",
        "edits": [
            {"by": "ann", "body": "- [x] `00000000000a`"},
            {"by": "ben", "body": "- [ ] `00000000000a`"},
        ],
        "comments": [
            {"by": "ann", "body": TICK.format("00000000000b", "completed")},
            {"by": "ben", "body": "reject 00000000000d old"},
        ],
    }


def test_write(host, scripts, tmp_path):
    """The issue is updated, and decisions are proposed once as one commit after the base."""
    scripts["gitlab_inbox"].main("write")
    issue, commit, request = host.written
    assert issue == ("PUT", "issues/4", {"description": "new"})
    assert (commit[2]["start_sha"], commit[2]["force"]) == ("b" * 40, True)
    assert commit[2]["actions"] == [
        {"action": "create", "file_path": "site_config/inbox-decisions.jsonl", "content": LINE}
    ]
    assert request[1] == "merge_requests"
    assert f"```json\n{LINE}```" in request[2]["description"]
    host.lists["merge_requests"] = [{"iid": 1}]
    host.lists["issues"] = []
    host.written.clear()
    (tmp_path / "site_config" / "inbox-decisions.jsonl").write_text("")
    scripts["gitlab_inbox"].main("write")
    assert [where for _, where, _ in host.written] == ["issues", "repository/commits"]
    assert host.written[1][2]["actions"][0]["action"] == "update"


def test_ticked_meanwhile(host, scripts):
    """An issue that somebody has edited since its answers were read stays as it is."""
    host.lists["issues"] = [{"iid": 4, "description": "ticked"}]
    scripts["gitlab_inbox"].main("write")
    assert "issues/4" not in [where for _, where, _ in host.written]


def test_lost_decisions(host, scripts, tmp_path):
    """Decisions of the main branch cannot be taken away."""
    (tmp_path / "site_config" / "inbox-decisions.jsonl").write_text("earlier\n")
    with pytest.raises(ValueError, match="lacks earlier"):
        scripts["gitlab_inbox"].main("write")
    assert host.written == []


def test_scripts_of_the_writing_job_are_those_of_the_commit(tmp_path, monkeypatch):
    """No file that the job without rights sends along replaces a script of the job that writes."""
    script = ".github/scripts/gitlab_inbox.py"
    origin, checkout = tmp_path / "origin", tmp_path / "checkout"
    for folder, text in ((origin, "ours"), (checkout, "theirs")):
        (folder / script).parent.mkdir(parents=True)
        code = f"from pathlib import Path; print('{text}', Path('found/inbox.md').read_text())"
        (folder / script).write_text(code)
    (checkout / "found").mkdir()
    (checkout / "found/inbox.md").write_text("candidates")

    git(origin, "init", "--quiet")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "--message", "All")
    monkeypatch.setenv("CI_COMMIT_SHA", git(origin, "rev-parse", "HEAD").strip())
    monkeypatch.setenv("CI_REPOSITORY_URL", origin.as_uri())
    monkeypatch.setenv("CI_PROJECT_DIR", str(checkout))
    job = yaml.safe_load((PROJECT / ".gitlab/inbox.yml").read_text())["inbox-write"]
    lines = "\n".join(job["script"])
    command = ("bash", "-e", "-o", "pipefail", "-c", lines)
    assert printed(*command, cwd=checkout) == "ours candidates\n"
