"""Fixes as suggestions: only for lines that the pull request adds, only readable text, and only once."""

import pytest

from tests.github.conftest import SHA, zipped
from tests.github.test_pull_request import ARTICLE, PROBLEM

BEFORE, AFTER = "themes: [Phishing]", "themes: [phishing]"
FIXED = {**PROBLEM, "fix": {"before": BEFORE, "after": AFTER}}
PATCH = f"@@ -5,3 +6,4 @@ title: Tool\n date: 2024-05-02\n-old\n+source: {{}}\n+{BEFORE}\n # end\n\\ No newline at end of file"
FILE = {"filename": ARTICLE, "patch": PATCH}


@pytest.fixture
def suggest(github, scripts):
    """Run the comment's script for a report and give the suggestions that it has requested."""

    def run(problems, files=(FILE,)):
        github.files = list(files)
        github.artifacts = {"report": zipped(problems=problems)}
        github.reviews = []
        github.run(scripts["pull_request"])
        assert github.comments[-1]["body"].startswith(scripts["pull_request"].MARKER)
        return [comment for review in github.reviews for comment in review["comments"]]

    return run


def test_added_lines(scripts):
    """Only lines that a patch adds count, with their numbers in the new file."""
    added_lines = scripts["suggested_fixes"].added_lines
    assert added_lines(PATCH) == {7: "source: {}", 8: BEFORE}
    assert added_lines("@@ -0,0 +1,2 @@\n+a\n++++ b\n@@ -9 +10 @@\n-c\n+d") == {
        1: "a",
        2: "+++ b",
        10: "d",
    }
    assert added_lines("") == {}


def test_a_fix_is_a_suggestion(suggest, github, capsys):
    """The review is for the commit that was checked, and the comment shows what is wrong."""
    (comment,) = suggest([FIXED, {**FIXED, "code": "another"}])
    assert (comment["path"], comment["line"], comment["side"]) == (ARTICLE, 8, "RIGHT")
    assert comment["body"].endswith(f"\n` {PROBLEM['message']} `\n```suggestion\n{AFTER}\n```")
    assert (github.reviews[0]["commit_id"], github.reviews[0]["event"]) == (SHA, "COMMENT")
    assert capsys.readouterr().out.endswith("new suggestions: 1\n")


def test_not_twice(suggest, github):
    """A second run adds nothing, also if the line has moved or the suggestion is outdated."""
    assert len(suggest([FIXED])) == 1
    assert suggest([FIXED]) == []
    github.review_comments[0]["line"] = None
    assert suggest([FIXED]) == []
    github.review_comments[0]["original_commit_id"] = "b" * 40
    assert len(suggest([FIXED])) == 1


def test_a_suggestion_of_somebody_else(suggest, github):
    """Nobody can suppress a suggestion by writing the same."""
    suggest([FIXED])
    github.review_comments[0]["user"]["login"] = "stranger"
    assert len(suggest([FIXED])) == 1


FORGED = (
    None,
    "x",
    {},
    {"before": BEFORE},
    {"before": BEFORE, "after": 1},
    {"before": BEFORE, "after": BEFORE},
    {"before": "another line", "after": AFTER},
    {"before": None, "after": AFTER},
    {"before": BEFORE, "after": "one\ntwo"},
    {"before": BEFORE, "after": "one\rtwo"},
    {"before": BEFORE, "after": "themes: [\x1b]"},
    {"before": BEFORE, "after": "themes: [\u202egnihsihp]"},
    {"before": BEFORE, "after": "themes:\u2028"},
    {"before": BEFORE, "after": "\ud800"},
    {"before": BEFORE, "after": "```"},
    {"before": BEFORE, "after": "a" * 401},
)


@pytest.mark.parametrize(
    "change",
    [
        {"path": "content/articles/other.md"},
        {"path": ["x"]},
        {"line": 7},
        {"line": 9},
        {"line": "8"},
        {"line": True},
        *({"fix": fix} for fix in FORGED),
    ],
)
def test_forged(change, scripts):
    """A fix for another line, or with a text that cannot be shown as it is, is not offered."""
    assert scripts["suggested_fixes"].suggestions([{**FIXED, **change}], [FILE]) == []


@pytest.mark.parametrize(
    "others",
    [
        [{"filename": "generator/editing/fixing.py"}],
        [{"filename": ARTICLE.replace("tool", "moved"), "previous_filename": "Makefile"}],
    ],
)
def test_untrusted_reports(others, suggest):
    """If the report may be forged, nothing is suggested."""
    assert suggest([FIXED], [FILE, *others]) == []


def test_incomplete_list_of_files(suggest, github):
    github.changed_files = 4_000
    assert suggest([FIXED]) == []


def test_files_without_a_patch(scripts):
    """GitHub leaves out the patches of large files."""
    files = [{"filename": ARTICLE}, {"filename": ARTICLE, "patch": None}]
    assert scripts["suggested_fixes"].suggestions([FIXED], files) == []


def test_at_most_twenty(suggest):
    lines = "\n".join(f"+{BEFORE}" for _ in range(50))
    problems = [{**FIXED, "line": line} for line in range(1, 51)]
    file = {"filename": ARTICLE, "patch": f"@@ -0,0 +1,50 @@\n{lines}"}
    assert len(suggest(problems, [file])) == 20


def test_a_refusal(suggest, github, capsys):
    """If GitHub refuses the review, the comment is there all the same."""
    github.refuses_reviews = True
    assert suggest([FIXED]) == []
    assert "1 error stops the build" in github.comments[-1]["body"]
    assert "no suggestions: gh api pulls/5/reviews: gh: Unprocessable" in capsys.readouterr().out
