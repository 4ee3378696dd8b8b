"""Rules for all workflows, because pull requests are untrusted."""

import re
import sys
import tomllib
from collections import Counter

import pytest
import yaml

from generator.cli.main import COMMANDS
from generator.installed import extras
from tests.command import command_of, git, printed
from tests.corpus import PROJECT, write_files

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
STARTER = PROJECT / "generator" / "starter"
TOUCHED = PROJECT / ".github" / "scripts" / "touched.py"
RELEASING = (PROJECT / "docs" / "pages" / "releasing.md").read_text()
MAY_WRITE = {
    "Publish": {"attestations", "id-token", "pages"},
    "Comment": {"pull-requests"},
    "Suggestion": {"contents", "issues", "pull-requests"},
    "Inbox": {"contents", "issues", "pull-requests"},
    "Archive": {"contents", "pull-requests"},
    "Newest dependencies": {"issues"},
}
EXPRESSION = re.compile(r"\$\{\{.*?\}\}")


def load(name):
    return yaml.safe_load((PROJECT / name).read_text())


def job_of(name, job):
    """A job of one of our workflows."""
    return load(f".github/workflows/{name}.yml")["jobs"][job]


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job.get("steps", ())]


def using(steps, action):
    """The steps that use an action, in any version."""
    return [step for step in steps if action in step.get("uses", "")]


def scripts_of(steps):
    """What steps run, with "" for those that use an action."""
    return [step.get("run", "") for step in steps]


@pytest.fixture(params=WORKFLOWS, ids=lambda file: file.stem)
def workflow(request):
    return load(request.param)


def triggers(workflow):
    """The events of a workflow; YAML 1.1 reads the key `on` as true."""
    events = workflow[True]
    return {events} if isinstance(events, str) else set(events)


def test_permissions(workflow):
    """By default a job has no rights; each lists its own. No job runs longer than half an hour."""
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert "uses" in job or job["timeout-minutes"] <= 30
        written = {name for name, level in job["permissions"].items() if level != "read"}
        assert written <= MAY_WRITE.get(workflow["name"], set())


def test_pull_requests_can_only_read(workflow):
    """Workflows of pull requests can only read; workflows that can write run none of their files."""
    assert "pull_request_target" not in triggers(workflow)
    assert "issue_comment" not in triggers(workflow)
    if "pull_request" in triggers(workflow):
        granted = {
            key: level
            for job in workflow["jobs"].values()
            for key, level in job["permissions"].items()
        }
        assert granted == {"contents": "read"}
        assert "secrets." not in str(workflow)
    if "workflow_run" in triggers(workflow):
        for checkout in using(steps(workflow), "actions/checkout@"):
            assert not checkout["with"].keys() & {"ref", "repository"}


def test_scripts_contain_no_expressions(workflow):
    """Scripts contain no expressions, because a title or branch name could be a command."""
    for script in scripts_of(steps(workflow)):
        assert not EXPRESSION.search(script), script


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_actions_are_pinned(file):
    """Actions are pinned by a full commit hash, with the version in a comment; our own are of the same commit."""
    used = re.findall(r"uses: (.*)", file.read_text())
    for action in used:
        if action.startswith("./"):
            assert (PROJECT / action.split()[0]).is_file()
            continue
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_no_credentials_are_left(workflow):
    for checkout in using(steps(workflow), "actions/checkout@"):
        assert checkout["with"]["persist-credentials"] is False


@pytest.mark.parametrize(
    "name, reading, may_read, with_token, writing, script",
    [
        ("suggestion", "draft", {"contents"}, [], "propose", "suggestion.py"),
        ("inbox", "read", {"contents", "issues"}, ["inbox_answers.py"], "write", "inbox_issue.py"),
        ("newest", "try", {"contents"}, [], "report", "newest_issue.py"),
    ],
)
def test_strangers_are_read_without_rights(name, reading, may_read, with_token, writing, script):
    """The job that asks other hosts can only read, without a token; the one that writes runs one script of ours."""
    job = job_of(name, reading)
    assert job["permissions"] == dict.fromkeys(may_read, "read")
    runs = [step["run"] for step in job["steps"] if "github.token" in str(step)]
    assert runs == [f"python3 .github/scripts/{one}" for one in with_token]
    runs = scripts_of(job_of(name, writing)["steps"])
    assert [*filter(None, runs)] == [f"python3 .github/scripts/{script}"]


def test_nothing_is_merged_by_a_script():
    assert "merge" not in (PROJECT / ".github" / "scripts" / "suggestion.py").read_text("utf-8")


def test_gitlab_feeds_are_read_without_token():
    """Only the jobs that ask no feed are in the environment that has the token, on schedules only."""
    jobs = load(".gitlab/inbox.yml")
    assert jobs.pop(".inbox")["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule" && $INBOX'}]
    assert {"local": ".gitlab/inbox.yml"} in load(".gitlab-ci.yml")["include"]
    for name, job in jobs.items():
        assert job["extends"] == ".inbox"
        asks = any("digest inbox" in line for line in job["script"])
        assert asks == ("environment" not in job) == (name == "inbox-read")


def test_no_comment_while_waiting():
    """A run that waits for approval, or was cancelled, starts no comment."""
    condition = job_of("comment", "comment")["if"]
    for conclusion in ("cancelled", "action_required"):
        assert f"workflow_run.conclusion != '{conclusion}'" in condition


def test_comment_follows_check():
    """The commenting workflow waits for the checking one and reads its artifacts."""
    checking = load(".github/workflows/pull-request.yml")
    commenting = load(".github/workflows/comment.yml")
    assert commenting[True]["workflow_run"]["workflows"] == [checking["name"]]
    uploaded = {step["with"]["name"] for step in using(steps(checking), "upload-artifact")}
    script = (PROJECT / ".github" / "scripts" / "pull_request.py").read_text()
    assert uploaded == {"report", "preview"}
    assert all(f'"{name}" in artifacts' in script for name in uploaded)


def test_gitlab():
    """GitLab gets the report and publishes the default branch; scripts use only known variables."""
    jobs = load(".gitlab-ci.yml")
    report = jobs["check"]["artifacts"]["reports"]["codequality"]
    assert f"--format gitlab > {report}" in jobs["check"]["script"][0]
    used = set(
        re.findall(
            r"\$(\w+)", str([jobs[name]["script"] for name in ("check", "preview", "pages")])
        )
    )
    assert used == {
        "CI_PROJECT_DIR",
        "CI_BUILDS_DIR",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA",
        "CI_PAGES_URL",
    }
    pages = jobs["pages"]
    assert pages["needs"] == ["check", {"job": "tests", "optional": True}]
    assert jobs["tests"]["rules"][0] == {"if": '$CI_PIPELINE_SOURCE == "schedule"', "when": "never"}
    assert jobs["check"]["script"][-1].endswith("tests/ours")
    assert pages["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert pages["rules"][0] in jobs["workflow"]["rules"]
    assert pages["script"][-1].endswith(
        f'--audit --site-dir "$CI_PROJECT_DIR/{pages["artifacts"]["paths"][0]}"'
    )


def test_hooks():
    """The hooks run our own commands."""
    for hook in load(".pre-commit-hooks.yaml"):
        program, command = hook["entry"].split()
        assert (program, hook["language"]) == ("digest", "python")
        assert command_of(command)
        assert hook["id"] == f"digest-{command}"
        assert re.search(hook["files"], "content/articles/2024/2024-05-02-a-report.md")
        assert not re.search(hook["files"], "README.md")
        for state in (
            "site/index.html",
            ".site-new/x",
            ".cache/x",
            ".Cache",
            ".digest-edit/journal.json",
        ):
            assert bool(re.search(hook["files"], state)) == (command == "check")


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(scripts_of(steps(load(f".github/workflows/{name}.yml"))), id=name)
        for name in ("ci", "publish", "pull-request")
    ]
    + [load(".gitlab-ci.yml")["pages"]["script"]]
    + [
        # ci run
        (PROJECT / ".ci" / "run").read_text().splitlines()
    ],
)
def test_check_comes_first(script):
    """The check runs before the build."""
    lines = [line for part in script for line in part.splitlines()]
    checked = next(
        number
        for number, line in enumerate(lines)
        if "digest check" in line or line == "make check"
    )
    built = next(
        number for number, line in enumerate(lines) if "digest build" in line or line == "make site"
    )
    assert checked < built


def test_issue_form():
    """The form has the parts that GitHub requires."""
    form = load(".github/ISSUE_TEMPLATE/suggest-article.yml")
    assert {"name", "description", "body"} <= set(form)
    labels = [part["attributes"]["label"] for part in form["body"] if part["type"] != "markdown"]
    assert len(labels) == len(set(labels))
    assert {part["type"] for part in form["body"]} <= {
        "markdown",
        "input",
        "textarea",
        "checkboxes",
        "dropdown",
    }


def images(file):
    """The container images of a GitLab pipeline."""
    return re.findall(r"^ *(?:image: |- )([a-z]\S*:[\d.]+\S*)", file.read_text(), re.MULTILINE)


def test_python_versions():
    """CI runs the oldest and the newest Python that the classifiers promise, and `make` gets PYTHON."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    promised = re.findall(r"Python :: (3\.\d+)", " ".join(project["classifiers"]))
    assert promised == sorted(promised, key=lambda version: int(version[2:]))
    oldest, newest = promised[0], promised[-1]
    assert promised == [f"3.{minor}" for minor in range(int(oldest[2:]), int(newest[2:]) + 1)]
    assert project["requires-python"].startswith(f">={oldest}.")
    matrix = load(".github/workflows/ci.yml")["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix == {"python": [oldest, newest]}
    on_gitlab = [
        image.partition(":")[2].partition("-")[0] for image in images(PROJECT / ".gitlab-ci.yml")
    ]
    assert on_gitlab == [oldest, oldest, newest]
    for file in WORKFLOWS:
        workflow = load(file)
        setups = using(steps(workflow), "setup-python")
        versions = {step["with"]["python-version"] for step in setups}
        assert versions <= {oldest, "${{ matrix.python }}"}
        assert not versions or workflow["env"]["PYTHON"] == "python"


@pytest.mark.parametrize(
    "file", [PROJECT / ".gitlab-ci.yml", STARTER / "gitlab.yml"], ids=["ours", "starter"]
)
def test_images_are_pinned(file):
    """Images are pinned by digest, because whoever controls a tag can replace what it names."""
    assert images(file)
    for image in images(file):
        assert re.fullmatch(r"python:3\.\d+-bookworm@sha256:[0-9a-f]{64}", image), image


def test_required_checks():
    """The required check has no path filter, because GitHub blocks pull requests without it."""
    required = re.search(r"the check \*([^*]+)\* required", " ".join(RELEASING.split()))[1]
    events = [
        workflow[True]["pull_request"]
        for workflow in map(load, WORKFLOWS)
        if any(job["name"] == required for job in workflow["jobs"].values())
    ]
    assert events == [None]


def test_labels():
    """releasing.md creates every label that the form and the workflows use."""
    created = set(re.findall(r"gh label create (\S+)", RELEASING))
    used = set(load(".github/ISSUE_TEMPLATE/suggest-article.yml")["labels"])
    template = (PROJECT / ".gitlab" / "issue_templates" / "Suggest an article.md").read_text()
    used.update(re.findall(r"^/label ~(\S+)", template, re.MULTILINE))
    for file in WORKFLOWS:
        used.update(re.findall(r"label\.name == '([^']+)'", file.read_text()))
    assert created == used


def test_preview_of_articles_with_errors():
    """A pull request with errors still gets a report and a preview, and fails."""
    steps = job_of("pull-request", "report")["steps"]
    build = next(step for step in steps if step.get("id") == "after")
    assert re.search("--preview .* --skip-invalid", build["run"].replace("\n", " "))
    assert build["continue-on-error"]
    (failing,) = [step for step in steps if "check --format github" in step.get("run", "")]
    assert all(
        steps.index(upload) < steps.index(failing) for upload in using(steps, "upload-artifact")
    )


def test_publishing():
    """Only main is published, after the tests of its commit, from files that other jobs audited and attested.

    It is published every day, because articles that are held back appear on their day.
    """
    workflow = load(".github/workflows/publish.yml")
    assert workflow[True].keys() == {"push", "schedule"}
    assert workflow[True]["push"] == {"branches": ["main"]}
    assert re.fullmatch(r"\d+ \d+ \* \* \*", workflow[True]["schedule"][0]["cron"])
    jobs = workflow["jobs"]
    assert jobs["tests"]["uses"] == "./.github/workflows/ci.yml"
    assert jobs["build"]["needs"] == "tests"
    runs = scripts_of(jobs["build"]["steps"])
    checked, built, audited = (
        next(number for number, run in enumerate(runs) if command in run)
        for command in ("digest check", "make site", "digest audit site")
    )
    assert checked < built < audited
    assert set(jobs["build"]["permissions"].values()) == {"read"}
    assert jobs["deploy"]["needs"] == "attest"
    assert jobs["attest"]["needs"] == "build"
    for name in ("attest", "deploy"):
        assert not [
            step for step in jobs[name]["steps"] if "run" in step or "checkout" in step["uses"]
        ]
    assert "workflow_call" in triggers(load(".github/workflows/ci.yml"))


NEW_FOLDER = "${{ runner.temp }}/"


@pytest.mark.parametrize(
    "name, job",
    [(".github/workflows/publish.yml", "build"), ("generator/starter/github.yml", "build")],
)
def test_publishing_trusts_no_cache(name, job):
    """What is published is built in a new cache folder, and no action restores a cache."""
    text = (PROJECT / name).read_text()
    assert "actions/cache" not in text
    assert not re.search(r"^\s+cache:", text, re.MULTILINE)
    published = [
        step for step in load(name)["jobs"][job]["steps"] if "SITE_URL" in step.get("env", ())
    ]
    assert [step["env"]["DIGEST_CACHE_DIR"].startswith(NEW_FOLDER) for step in published] == [True]


@pytest.mark.parametrize("name", [".gitlab-ci.yml", "generator/starter/gitlab.yml"])
def test_gitlab_publishing_trusts_no_cache(name):
    pipeline = load(name)
    assert not re.search(r"^\s*cache:", (PROJECT / name).read_text(), re.MULTILINE)
    assert pipeline["pages"]["stage"] == "deploy"
    assert "check" in pipeline["pages"]["needs"]
    assert pipeline["pages"]["script"][0] == 'export DIGEST_CACHE_DIR="$(mktemp -d)"'


def test_caches_hold_downloads_only():
    """The caches of workflows are pip's, whose downloads are compared with the hashes of the lock files, and the feeds'.

    The feeds' state is one file, which only runs of the main branch write, and nothing that is published is made from it.
    """
    for file in WORKFLOWS:
        workflow = load(file)
        for step in using(steps(workflow), "actions/cache"):
            assert step["with"]["path"] == "~/.cache/security-news-digest/*/inbox"
            assert triggers(workflow) == {"schedule", "workflow_dispatch"}
            assert "digest build" not in file.read_text()
        for step in steps(workflow):
            assert step.get("with", {}).get("cache", "pip") == "pip"


def test_problems_are_annotated_once():
    """For a pull request and for a push to main, one job each annotates the problems of the content."""
    annotating = Counter(
        file.stem
        for file in WORKFLOWS
        for script in scripts_of(steps(load(file)))
        if "check --format github" in script
    )
    assert annotating == {"publish": 1, "pull-request": 1}


def touched(folder, since="HEAD^1"):
    """What touched.py prints for the changes since a commit."""
    return printed(sys.executable, TOUCHED, since, cwd=folder)


@pytest.fixture
def scope(tmp_path):
    """What touched.py prints for a commit that changes some files."""
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "one")

    def scope(*changed):
        write_files(tmp_path, dict.fromkeys(changed, "x"))
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "--allow-empty", "-m", "two")
        return touched(tmp_path)

    return scope


CONTENT = (
    "content/articles/2026/2026-01-08-new.md",
    "content/articles/CISA Closes.md",
    "content/pages/about.md",
    "content/editions/2026-W01.md",
    "site_config/sources.yml",
    "site_config/taxonomies/agencies.yml",
    "site_config/public/photo.jpg",
)


def test_content_needs_no_tests(scope):
    assert scope(*CONTENT) == "scope=content\n"


@pytest.mark.parametrize(
    "path",
    [
        "generator/cli/main.py",
        "site_config/theme/custom.css",
        "site_config/public/_headers",
        "mkdocs.yml",
        "README.md",
        "requirements/dev.lock",
        "content/articles/.hidden.md",
        ".github/workflows/ci.yml",
        "content/a\nb/.hidden.md",
    ],
)
def test_other_files_need_tests(path, scope):
    assert scope(CONTENT[0], path) == "scope=all\n"


def test_a_change_of_nothing_needs_tests(scope):
    assert scope() == "scope=all\n"


def test_the_same_commit_needs_no_tests(scope, tmp_path):
    """Each night the commit that was published last is checked and built, but not tested again."""
    scope()
    head = git(tmp_path, "rev-parse", "HEAD").strip()
    for since, expected in ((head, "content"), ("", "all"), ("f" * 40, "all")):
        assert touched(tmp_path, since) == f"scope={expected}\n"


def test_pushes_are_compared_with_what_was_published():
    """A push of content alone runs no tests of code, unless a commit between failed with other changes."""
    jobs = load(".github/workflows/publish.yml")["jobs"]
    assert "--status success" in jobs["last"]["steps"][0]["run"]
    assert jobs["tests"]["with"] == {"published": "${{ needs.last.outputs.published }}"}
    checking = load(".github/workflows/ci.yml")
    assert checking[True]["workflow_call"]["inputs"]["published"]["default"] == ""
    decide = checking["jobs"]["content"]["steps"][2]
    assert "inputs.published" in decide["env"]["SINCE"]
    assert "if" not in decide


def test_required_check_always_reports():
    """The required job waits for the others, which changed files may make unnecessary, and fails with them."""
    jobs = load(".github/workflows/ci.yml")["jobs"]
    result = jobs["result"]
    assert result["if"] == "always()"
    assert {*result["needs"], "result"} == set(jobs)
    skipped = {
        name for name, job in jobs.items() if "outputs.scope != 'content'" in str(job.get("if"))
    }
    assert skipped == {"tests", "newsroom"}
    condition = result["steps"][0]["if"]
    assert all(
        word in condition
        for word in ("'failure'", "'cancelled'", "needs.content.result != 'success'")
    )
    runs = "\n".join(scripts_of(jobs["content"]["steps"]))
    assert 'pytest -m "not slow" tests/ours' in runs


@pytest.mark.parametrize("file", [*WORKFLOWS, ".gitlab/inbox.yml"], ids=str)
def test_the_newsroom_is_installed(file):
    """A job that runs a command of the newsroom installs it before; the core's set-up does not."""
    pipeline = load(file)
    for name, job in pipeline.get("jobs", pipeline).items():
        runs = scripts_of(job.get("steps", ()))
        lines = "\n".join([*runs, *job.get("script", ())])
        ours = "|".join([*COMMANDS, *(name for extra in extras() for name in extra.commands)])
        commands = rf"\bdigest (?!(?:{ours})\b)[a-z]+|suggested_draft\.py"
        if used := re.search(commands, lines):
            assert "make newsroom\n" in lines[: used.start()], name


def test_gitlab_runs_tests_of_code(scripts):
    """On GitLab, every file that is not content alone starts the tests, and content does not."""
    patterns = load(".gitlab-ci.yml")["tests"]["rules"][1]["changes"]
    folders = {pattern.removesuffix("**/*") for pattern in patterns if pattern != "*"}
    assert all(folder.endswith("/") for folder in folders)
    for path in filter(None, git(PROJECT, "ls-files", "-z").split("\0")):
        starts = "/" not in path or path.startswith(tuple(folders))
        needed = not scripts["touched"].is_content(path)
        assert starts or not needed, path
        assert needed or not starts or path.startswith("site_config/public/"), path


def test_code_owners():
    """Everything but content/ has owners; editors may merge content alone."""
    lines = (PROJECT / ".github/CODEOWNERS").read_text().splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert [rule[0] for rule in rules] == ["*", "/content/"]
    assert [len(rule) for rule in rules] == [2, 1]


@pytest.mark.parametrize(
    "lock", sorted((PROJECT / "requirements").glob("*.lock")), ids=lambda file: file.name
)
def test_locks(lock):
    """Every requirement is pinned with hashes, and no lock names a package index."""
    text = lock.read_text()
    assert "://" not in text
    pinned = re.findall(r"^[\w.\[\],-]+==\S+.*(?:\n    .*)+", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^\S", text, re.MULTILINE))
    assert all("--hash=sha256:" in requirement for requirement in pinned)
