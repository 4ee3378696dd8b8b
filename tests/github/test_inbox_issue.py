"""The inbox issue: answers of editors only, one issue, and decisions proposed as a pull request."""

import json

import pytest

BODY = "- [ ] `000000000001` ` A story `"
LINE = '{"candidate": "000000000001"}\n'


class Host:
    """GitHub's answers to the scripts' calls, and what they wrote."""

    def __init__(self):
        self.issues = [{"number": 8}, {"number": 7}]
        self.body = BODY
        self.edits, self.comments = [], []
        self.permissions = {"ann": "admin", "ben": "write", "tri": "triage", "rea": "read"}
        self.refs, self.pulls = [], []
        self.written = []

    def call(self, path, *options, body=None):
        """Answer one call of `gh api`."""
        where = path.removeprefix("repos/us/digest/")
        if "--method" in options:
            self.written.append((options[1], where, body))
            return json.dumps({"sha": f"sha of {where}"}).encode()
        return json.dumps(self.get(where, body)).encode()

    def get(self, where, body):
        """Answer one question."""
        if where == "graphql":
            assert body["variables"] == {"owner": "us", "name": "digest", "number": 7}
            issue = {"userContentEdits": {"nodes": self.edits}}
            return {"data": {"repository": {"issue": {"body": self.body, **issue}}}}
        if where.startswith("collaborators/"):
            login = where.split("/")[1]
            if login not in self.permissions:
                raise RuntimeError("gh: Not Found (HTTP 404)")
            return {"permission": self.permissions[login]}
        return {
            "issues?state=open&labels=inbox&creator=github-actions%5Bbot%5D": self.issues,
            "issues/7": {"body": self.body},
            "issues/7/comments?per_page=100": [self.comments],
            "git/matching-refs/heads/inbox-decisions": self.refs,
            "pulls?state=open&head=us%3Ainbox-decisions": self.pulls,
        }[where]


@pytest.fixture
def host(scripts, monkeypatch, tmp_path):
    """A fake GitHub, and the files of the first job."""
    fake = Host()
    monkeypatch.setattr(scripts["gh"], "call", fake.call)
    monkeypatch.setenv("GITHUB_REPOSITORY", "us/digest")
    monkeypatch.setenv("GITHUB_SHA", "b" * 40)
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    monkeypatch.chdir(tmp_path)
    event = {"repository": {"default_branch": "main"}}
    (tmp_path / "event.json").write_text(json.dumps(event))
    (tmp_path / "found" / "site_config").mkdir(parents=True)
    (tmp_path / "site_config").mkdir()
    put(tmp_path)
    return fake


def put(root, *, text="new text", before=BODY, decisions="", known=""):
    """Write the files that the second job gets."""
    (root / "found" / "inbox.md").write_text(text)
    (root / "found" / "answers.json").write_text(json.dumps({"body": before}))
    (root / "found" / "site_config" / "inbox-decisions.jsonl").write_text(decisions)
    (root / "site_config" / "inbox-decisions.jsonl").write_text(known)


def edit(login, body):
    """An edit of the issue's text."""
    return {"editor": {"login": login} if login else None, "diff": body}


def test_only_editors_answer(host, scripts, tmp_path):
    """Edits and comments count, the oldest first, of people with write access."""
    names = ("tri", "ben", "github-actions", "ann", None)
    host.edits = [edit(name, f"edit of {name}") for name in names]
    host.comments = [
        {"user": {"login": name}, "body": f"comment of {name}"}
        for name in ("stranger", "rea", "tri", "ann", "other[bot]")
    ]
    scripts["inbox_answers"].main()
    answers = json.loads((tmp_path / "answers.json").read_text())
    assert answers == {
        "body": BODY,
        "edits": [{"by": name, "body": f"edit of {name}"} for name in ("ann", "ben")],
        "comments": [{"by": "ann", "body": "comment of ann"}],
    }


def test_no_issue_yet(host, scripts, tmp_path):
    """Before the first issue there are no answers, and the first run opens it."""
    host.issues = []
    scripts["inbox_answers"].main()
    answers = json.loads((tmp_path / "answers.json").read_text())
    assert answers == {"body": "", "edits": [], "comments": []}
    scripts["inbox_issue"].main()
    (written,) = host.written
    assert written[:2] == ("POST", "issues")
    assert (written[2]["body"], written[2]["labels"]) == ("new text", ["inbox"])


def test_one_issue(host, scripts):
    """The oldest issue of the workflow is updated."""
    scripts["inbox_issue"].main()
    assert host.written == [("PATCH", "issues/7", {"body": "new text"})]


def test_ticked_meanwhile(host, scripts):
    """An issue that an editor has changed after its answers were read stays as it is."""
    host.body = BODY.replace("[ ]", "[x]")
    scripts["inbox_issue"].main()
    assert host.written == []


@pytest.mark.parametrize("is_there", [False, True])
def test_decisions_are_proposed(host, scripts, tmp_path, is_there):
    """New decisions are one commit on a branch, and one open pull request."""
    if is_there:
        host.refs, host.pulls = [{"ref": "refs/heads/inbox-decisions"}], [{"number": 5}]
    put(tmp_path, known='{"old": 1}\n', decisions=f'{{"old": 1}}\n{LINE}')
    scripts["inbox_issue"].main()
    _, tree, commit, ref, *pull = host.written
    (file,) = tree[2]["tree"]
    assert (file["path"], file["mode"]) == ("site_config/inbox-decisions.jsonl", "100644")
    assert file["content"] == f'{{"old": 1}}\n{LINE}'
    assert commit[2]["parents"] == ["b" * 40]
    assert ref[0] == ("PATCH" if is_there else "POST")
    assert ref[2]["sha"] == "sha of git/commits"
    assert len(pull) == (not is_there)
    for _, _, request in pull:
        assert (request["head"], request["base"]) == ("inbox-decisions", "main")
        assert f"```json\n{LINE}```" in request["body"]


@pytest.mark.parametrize(
    "files, said",
    [
        ({"known": LINE, "decisions": ""}, "lacks earlier"),
        ({"known": LINE, "decisions": f"x{LINE}"}, "lacks earlier"),
        ({"text": "x" * 60_001}, "60,001 characters"),
    ],
)
def test_forged_files(host, scripts, tmp_path, files, said):
    """Whatever the first job was made to write, earlier decisions and the issue stay."""
    put(tmp_path, **files)
    with pytest.raises(ValueError, match=said):
        scripts["inbox_issue"].main()
    assert host.written == []


@pytest.mark.parametrize("name", ["inbox.md", "answers.json", "site_config/inbox-decisions.jsonl"])
@pytest.mark.parametrize("is_folder", [False, True])
def test_links_are_not_read(host, scripts, tmp_path, name, is_folder):
    """A link in the first job's files does not show this job's token in the issue."""
    file = tmp_path / "found" / name
    secret = tmp_path / "secret" / file.name
    secret.parent.mkdir()
    secret.write_bytes(file.read_bytes())
    file.unlink()
    if is_folder:
        file.parent.rename(tmp_path / "moved")
        file.parent.symlink_to(secret.parent)
    else:
        file.symlink_to(secret)
    with pytest.raises(ValueError, match="is no file of the other job"):
        scripts["inbox_issue"].main()
    assert host.written == []
