"""The comment on a pull request: posted to the right one, updated in place, and inert."""

import json
import re
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.formats import as_record, verdict
from tests.github.conftest import RUN, SHA, zipped

FILES = yaml.safe_load(Path(__file__).with_name("files.yml").read_text())
PROBLEM = {
    "path": "content/articles/2024/2024-05-02-tool.md",
    "line": 8,
    "column": 10,
    "code": "unknown-term",
    "severity": "error",
    "message": "'pnishing' is not a term of 'themes'",
    "help": "did you mean 'phishing'?",
}
CHANGES = {
    "added": ["/articles/2024/05/tool/"],
    "changed": ["/", "/themes/"],
    "removed": [],
    "other_files": 3,
}
ARTICLE = "content/articles/2024/2024-05-02-tool.md"
MARK = {
    "line": 12,
    "kind": "hedge",
    "message": "the source doubts what this says",
    "sentence": "The tool stole tests.",
    "phrase": "is said to have stolen tests",
}
FIRST = "Only articles change up to commit aaaaaaaaaa, so the main branch's generator made this report.\n\n"
UNTRUSTED = "**Do not trust the report and the preview below**"
LOG = "https://github.com/us/digest/actions/runs/77"


@pytest.fixture
def comment_for(scripts):
    """The comment for a report."""

    def say(problems, changes=None, preview=None, paths=(ARTICLE,), marks=None):
        module = scripts["pull_request"]
        return module.comment(module.Run.of(RUN), paths, (problems, changes, marks), LOG, preview)

    return say


def test_comment(comment_for):
    """The comment has problems with places and help, changed pages, and a link to the preview."""
    assert comment_for([PROBLEM], CHANGES, 3) == (
        f"{FIRST}### 1 error stops the build\n\n"
        "- **error** [` content/articles/2024/2024-05-02-tool.md:8:10 `]"
        f"(https://github.com/stranger/digest/blob/{SHA}/content/articles/2024/2024-05-02-tool.md?plain=1#L8)\n"
        "  ` 'pnishing' is not a term of 'themes' `\n"
        "  help: ` did you mean 'phishing'? ` (` unknown-term `)\n\n"
        "<details><summary>1 page added</summary>\n\n- ` /articles/2024/05/tool/ `\n\n</details>\n\n"
        "<details><summary>2 pages changed</summary>\n\n- ` / `\n- ` /themes/ `\n\n</details>\n\n"
        f"[**preview**]({LOG}/artifacts/3): unpack it, and open index.html (search works only on a server); articles with errors are incomplete · of commit aaaaaaaaaa · [log]({LOG})"
    )


def test_marks(comment_for):
    """Each mark has its place, the article's sentence and a phrase of the source, cut to one line."""
    long = {**MARK, "phrase": "word " * 100}
    marks = [{"path": ARTICLE, "not_compared": ["The source is in Dutch."], "marks": [MARK, long]}]
    text = comment_for([], marks=marks)
    title = "### Compared with the sources: questions for an editor, no findings\n\n"
    first = (
        f"- ` {ARTICLE} ` ` The source is in Dutch. `\n"
        f"- [` {ARTICLE}:12 `]"
        f"(https://github.com/stranger/digest/blob/{SHA}/{ARTICLE}?plain=1#L12)\n"
        "  ` the source doubts what this says ` (` hedge `)\n"
        "  article: ` The tool stole tests. `\n"
        "  source: ` is said to have stolen tests `\n"
    )
    assert title + first in text
    assert max(len(line) for line in text.split("\n") if "source:" in line) < 120
    assert "- and 1 more in the report" in comment_for(
        [], marks=[{**marks[0], "marks": [MARK] * 40}]
    )
    assert "Compared" not in comment_for([], marks=[{**marks[0], "not_compared": [], "marks": []}])


def test_short_comment(comment_for):
    assert comment_for([], {"added": [], "changed": [], "removed": []}).startswith(
        f"{FIRST}### The check found no problems\n\nNo page changes.\n\n"
    )
    warning = {**PROBLEM, "severity": "warning"}
    assert "### 1 error stops the build; 2 warnings do not\n" in comment_for(
        [warning, PROBLEM, warning]
    )
    assert comment_for([warning, PROBLEM]).index("**error**") < comment_for(
        [warning, PROBLEM]
    ).index("**warning**")
    assert comment_for(None).startswith(f"{FIRST}### The check made no report\n\n")


@pytest.mark.parametrize("counts", list(product(range(3), repeat=3)))
def test_comment_and_terminal_agree(comment_for, counts):
    """Each entry has its severity, and the heading is the last line of `digest check`."""
    report = Report()
    for count, code in zip(
        counts, ("bad-date", "too-short", "untranslated-interface"), strict=True
    ):
        for line in range(1, count + 1):
            report.add(Place(ARTICLE, line), code, "message", "help")
    problems = [as_record(found) for found in report]
    text = comment_for(problems)
    if problems:
        assert f"### {verdict(report)}\n" in text
    words = re.findall(r"^- \*\*(\w+)\*\* ", text, re.MULTILINE)
    assert words == ["error"] * counts[0] + ["warning"] * counts[1] + ["note"] * counts[2]


def test_long_lists_are_cut(comment_for):
    text = comment_for([PROBLEM] * 5_000, {"changed": ["/x/"] * 10_000})
    assert "### 5,000 errors stop the build\n" in text
    assert "- and 4,960 more in the log" in text
    assert "<summary>10,000 pages changed</summary>" in text
    assert len(text) < 60_000


NASTY = (
    "` **bold** [x](https://evil.example) <img src=x onerror=alert(1)> @everyone #1 ``` \n\n# heading\n- item",
    "```````" * 40,
    "</details><script>alert(1)</script>",
    "\u202egnp.exe \x1b[31m\u2028| a | b |",
    "$x$ $`y`$ :tada: https://evil.example/ www.evil.example a@evil.example " + "a" * 40,
    "\ud800",
)


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_untrusted_text_is_code(nasty, comment_for, scripts):
    """No markup, mention or link in a report becomes active."""
    problems = [
        {
            **PROBLEM,
            "path": nasty,
            "message": nasty,
            "help": nasty,
            "code": nasty,
            "severity": nasty,
        }
    ]
    changes = {"added": [nasty] * 50, "changed": nasty, "removed": {nasty: 1}, nasty: nasty}
    mark = {"line": 1, "kind": nasty, "message": nasty, "sentence": nasty, "phrase": nasty}
    marks = [{"path": nasty, "not_compared": [nasty], "marks": [mark] * 50}]
    text = comment_for(problems * 50, changes, paths=[nasty] * 50, marks=marks)
    assert len(text) < 60_000
    outside = re.sub(r"(`+) .*? \1(?!`)", "", text)
    for line in outside.split("\n"):
        assert re.fullmatch(
            r"|### This changes files that can act|- [, ]*and 38 more"
            rf"|{re.escape(UNTRUSTED)}: .*"
            r"|### Compared with the sources: questions for an editor, no findings"
            r"|- and [\d,]+ more in the report|-  |   \(\)|  article: |  source: "
            r"|### [\d,]+ warnings do not stop the build|- \*\*warning\*\* |  |  help:  \(\)|- |- and [\d,]+ more( in the log)?"
            r"|<details><summary>50 pages added</summary>|</details>"
            rf"|of commit a{{10}} · \[log\]\({re.escape(LOG)}\)",
            line,
        ), line


@given(text=st.text(max_size=400))
def test_code(text, scripts):
    """Any text is one code span on one line."""
    span = scripts["gh"].code(text)
    assert "\n" not in span
    assert span.isprintable()
    html = markdown(f"before {span} after")
    assert html.startswith("<p>before <code>")
    assert html.endswith("</code> after</p>")
    assert html.count("<") == 4


@given(text=st.text(max_size=300))
def test_block(text, scripts):
    around, *inner, end = scripts["gh"].block(text, "").split("\n")
    assert around == end
    assert set(around) == {"`"}
    assert all(around not in line for line in inner)


@pytest.mark.parametrize("path", [*FILES["not linked"], "content/" + "a/" * 200 + "b.md"])
def test_only_content_is_linked(path, comment_for):
    assert "/blob/" not in comment_for([{**PROBLEM, "path": path}])


@pytest.mark.parametrize(
    "odd",
    [
        0,
        "x",
        {},
        [0],
        [[]],
        [{}],
        [{**PROBLEM, "line": "8"}],
        [{**PROBLEM, "line": True}],
        [{**PROBLEM, "column": 10**9}],
        [{**PROBLEM, "message": None}],
    ],
)
def test_odd_reports(odd, comment_for):
    """Entries of the wrong shape are left out."""
    assert "**error**" not in comment_for(odd, odd)
    assert "Compared" not in comment_for([], marks=odd)
    assert "article:" not in comment_for([], marks=[{"path": ARTICLE, "marks": odd}])
    assert comment_for(odd, {"added": odd, "changed": [odd], "removed": 1})


def test_posts_once(github, scripts, capsys):
    """A first report adds a comment, a second one updates it; other comments are unchanged."""
    github.artifacts = {"preview": b"", "report": zipped(problems=[PROBLEM], changes=CHANGES)}
    github.comments = [
        {"id": number + 1, "user": {"login": "stranger"}, "body": scripts["pull_request"].MARKER}
        for number in range(120)
    ]
    github.run(scripts["pull_request"])
    assert len(github.comments) == 121
    assert github.comments[-1]["body"].startswith(
        f"{scripts['pull_request'].MARKER}\n{FIRST}### 1 error stops the build"
    )
    assert "/artifacts/0)" in github.comments[-1]["body"]
    github.artifacts["report"] = zipped(problems=[], changes=CHANGES)
    github.run(scripts["pull_request"])
    assert len(github.comments) == 121
    assert "no problems" in github.comments[-1]["body"]
    assert capsys.readouterr().out == "commented on pull request 5\nnew suggestions: 0\n" * 2


@pytest.mark.parametrize(
    "artifact",
    [
        b"no zip",
        zipped(problems=b"[" * 100_000),
        zipped(problems=b"{", changes=b"\xff"),
        zipped(problems=b" " * 9_000_000 + b"[]"),
        zipped(other=[]),
        zipped(problems=[PROBLEM])[:-30],
        zipped(problems=b"[" + b"9" * 10_000 + b"]"),
    ],
    ids=range(7),
)
def test_bad_reports(artifact, github, scripts):
    """A zip bomb, a truncated or a malformed file is ignored, and the comment says so."""
    github.artifacts = {"report": artifact}
    github.run(scripts["pull_request"])
    body = github.comments[-1]["body"]
    assert "made no report" in body
    assert "no problems" not in body


def test_oversized_report(github, scripts):
    """An oversized report is not read, but the comment still lists the changed files."""
    github.artifacts, github.sizes = {"report": zipped(problems=[])}, {"report": 5 * 1024 * 1024}
    github.files.append({"filename": "generator/cli/main.py"})
    github.run(scripts["pull_request"])
    body = github.comments[-1]["body"]
    assert "### This changes files that can act" in body
    assert "made no report" in body


@pytest.mark.parametrize("pulls", [[], [{"number": 6, "head": {"sha": "b" * 40}}]])
def test_nothing_to_comment_on(pulls, github, scripts):
    """A closed pull request, or one with a newer commit, gets no comment."""
    github.pulls = pulls
    github.artifacts = {"report": zipped(problems=[PROBLEM], number=5)}
    github.run(scripts["pull_request"])
    assert github.comments == []


def test_waiting_for_approval(github, scripts, tmp_path):
    """A run that an editor has to start has checked nothing yet, so there is nothing to say."""
    (tmp_path / "event.json").write_text(
        json.dumps({"workflow_run": {**RUN, "conclusion": "action_required"}})
    )
    github.run(scripts["pull_request"])
    assert github.comments == []


def test_deleted_fork(scripts):
    assert scripts["pull_request"].Run.of({**RUN, "head_repository": None}) is None


@pytest.mark.parametrize("change", [{"head_sha": "x"}, {"head_repository": {"full_name": "a/b)"}}])
def test_impossible_events(change, scripts):
    with pytest.raises(ValueError, match="invalid"):
        scripts["pull_request"].Run.of({**RUN, **change})


def test_failures_are_one_line(scripts):
    with pytest.raises(SystemExit) as ended:
        scripts["gh"].stop(ValueError("x"))
    assert str(ended.value) == "ValueError: x"


@pytest.mark.parametrize("path", FILES["can act"])
def test_files_that_can_act(path, comment_for):
    """Files that can act are listed first, and the report is marked as untrusted."""
    text = comment_for([], CHANGES, 3, paths=[ARTICLE, "content/pages/about.md", path])
    assert text.startswith(f"### This changes files that can act\n\n- ` {path} `\n\n{UNTRUSTED}")
    assert "[**untrusted preview**](" in text


@pytest.mark.parametrize("path", FILES["cannot act"])
def test_files_that_cannot_act(path, comment_for):
    """Other files are listed without a warning, because the main branch's generator read them."""
    text = comment_for([], CHANGES, 3, paths=[ARTICLE, path])
    assert text.startswith(
        "Nothing that can run changes up to commit aaaaaaaaaa, so the main branch's generator made this "
        "report.\n\n- ` "
    )
    assert "not trust" not in text
    assert "[**preview**](" in text


@pytest.mark.parametrize("name", FILES["for hosts"])
def test_files_for_hosts(name, comment_for):
    """A file that hosts interpret needs a reader, but it does not make the report."""
    text = comment_for([], CHANGES, 3, paths=[f"site_config/public/{name}"])
    assert text.startswith("### This changes files that can act\n\n- ` ")
    assert "Read the changes to the files above before you merge.\n\n### The check found" in text
    assert "[**preview**](" in text


def test_list_of_files_comes_from_github(github, scripts):
    """The artifact's own list is ignored; moved files are listed with their old paths."""
    github.artifacts = {"report": zipped(problems=[], changes=CHANGES, files=[ARTICLE], number=6)}
    github.files += [
        {"filename": ARTICLE + "x.md", "previous_filename": "generator/cli/main.py"}
    ] * 120
    github.run(scripts["pull_request"])
    body = github.comments[-1]["body"]
    assert body.startswith(
        f"{scripts['pull_request'].MARKER}\n### This changes files that can act\n\n- ` generator/cli/main.py `"
    )


def test_more_files_than_listed(github, scripts):
    """A file that GitHub does not list is not called an article."""
    github.changed_files = 3_001
    github.run(scripts["pull_request"])
    assert "### This changes more files than GitHub lists" in github.comments[-1]["body"]
    assert UNTRUSTED in github.comments[-1]["body"]


def test_failing_gh(github, scripts, monkeypatch):
    """An error of GitHub's is reported in one line."""
    monkeypatch.setenv("GITHUB_REPOSITORY", "them/digest")
    github.save()
    with pytest.raises(RuntimeError, match=r"gh api pulls\?.*Not Found"):
        scripts["pull_request"].main()


def test_deleted_articles(scripts):
    """A deletion is told first, whether or not the check sees it."""
    files = [
        {"filename": ARTICLE, "status": "removed"},
        {"filename": "README.md", "status": "removed"},
    ]
    (title, how) = scripts["touched"].deleted(files)
    assert ARTICLE in title
    assert "README" not in title
    assert "redirect_from" in how
    assert scripts["touched"].deleted([{"filename": ARTICLE, "status": "modified"}]) == []


@pytest.mark.parametrize(
    "patch, shown",
    [
        (
            "@@ -1 +1 @@\n-edit_url: https://github.com/own/x/edit/main/\n+edit_url: https://github.com/other/x/edit/main/",
            "` https://github.com/own/x/edit/main/ ` → ` https://github.com/other/x/edit/main/ `",
        ),
        ('+unsubscribe: "mailto:a@elsewhere.example"', "none → ` mailto:a@elsewhere.example `"),
        ("+  maintainers: a@elsewhere.example", "none → ` a@elsewhere.example `"),
        (
            "-contact: a@example.org\n+contact: b@example.net",
            "` a@example.org ` → ` b@example.net `",
        ),
        ("-  hub: //hub.example.org/", "` //hub.example.org/ ` → none"),
        (
            "+any_new_key: https://own@elsewhere.example/`x",
            "none → `` https://own@elsewhere.example/`x ``",
        ),
        (None, "GitHub does not show the change"),
    ],
)
def test_settings_that_lead_elsewhere(patch, shown, github, scripts):
    """A setting that leads readers or editors elsewhere is shown, old and new, whatever its key is."""
    github.artifacts = {"report": zipped(problems=[], number=5)}
    file = {"filename": "site_config/site.yml"} | ({} if patch is None else {"patch": patch})
    github.files = [file]
    github.run(scripts["pull_request"])
    body = github.comments[-1]["body"]
    assert (
        f"### This changes where readers or editors are led\n\n- ` site_config/site.yml `: {shown}\n\n"
        in body
    )
    assert "has to confirm them before you merge" in body
    assert "Nothing that can run" not in body


MKDOCS = [
    "site_url",
    "repo_url",
    "edit_uri",
    "edit_uri_template",
    "extra.homepage",
    "extra.social.link",
]
PLACES = yaml.safe_load((Path(__file__).parents[1] / "hostile/places.yml").read_text())
LEADING = [
    (f"{folder}{name}", place)
    for folder, name, known in [
        ("site_config/", "site.yml", PLACES["site.yml"]["addresses"]),
        ("site_config/", "feeds.yml", PLACES["feeds.yml"]["addresses"]),
        ("", "mkdocs.yml", dict.fromkeys(MKDOCS)),
    ]
    for place, kind in known.items()
    if kind not in ("key", "schema_type")
]


@pytest.mark.parametrize("filename, place", LEADING)
@pytest.mark.parametrize(
    "written",
    ["{}: {}", '"{}": "{}"', "- {{name: x, {}: {}}}", "{}: >-\n+  {}", "{}:\n+  {}  # ours"],
)
def test_every_setting_that_is_an_address(written, filename, place, scripts):
    """A value without a scheme is shown, too, under every key whose value ends in an address."""
    key = place.rpartition(".")[2]
    old, new = (written.format(key, value) for value in ("own.example", "elsewhere.example"))
    patch = "\n".join(("-" + old.replace("\n+", "\n-"), f"+{new}"))
    (_, shown, _) = scripts["touched"].led_elsewhere([{"filename": filename, "patch": patch}])
    assert re.search(r"` own\.example\}? ` → ` elsewhere\.example\}? `", shown)


@pytest.mark.parametrize(
    "filename, patch",
    [
        ("site_config/site.yml", "-title: A\n+title: B\n url: https://example.org/"),
        ("site_config/site.yml", "-url: https://example.org/\n+url: https://example.org/  # ours"),
        ("site_config/sources.yml", "+  url: https://example.org/"),
        ("site_config/site.yml", "+feeds:\n+  text: full\n+licence:\n+  name: example.org"),
        ("mkdocs.yml", "-site_name: A\n+site_name: B\n+theme: {name: material}"),
    ],
)
def test_settings_that_lead_nowhere_new(filename, patch, github, scripts):
    github.artifacts = {"report": zipped(problems=[], number=5)}
    github.files = [{"filename": filename, "patch": patch}]
    github.run(scripts["pull_request"])
    assert "are led" not in github.comments[-1]["body"]
