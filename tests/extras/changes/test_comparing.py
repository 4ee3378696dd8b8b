"""What a pull request changes, page by page."""

import json

from hypothesis import given
from hypothesis import strategies as st

from generator.extras.changes.comparing import as_markdown, as_text, compare, difference, summary
from tests.command import digest, refused
from tests.corpus import write_files

OLD = {
    "index.html": "1",
    "404.html": "1",
    "about/index.html": "1",
    "articles/2024/05/a/index.html": "1",
    "agencies/x/index.html": "1",
    "feed.xml": "1",
    "search/chunk.1": "1",
}
NEW = {
    "index.html": "2",
    "404.html": "1",
    "articles/2024/05/a/index.html": "2",
    "articles/2024/05/b/index.html": "1",
    "agencies/x/index.html": "2",
    "feed.xml": "2",
    "search/chunk.2": "1",
}
CHANGES = difference(OLD, NEW)


def test_text():
    """Removed pages come first, because they break links."""
    assert as_text(CHANGES) == (
        "removed /about/\n"
        "added   /articles/2024/05/b/\n"
        "changed /articles/2024/05/a/\n"
        "changed /\n"
        "changed /agencies/x/\n"
        "1 page removed, 1 page added, 3 pages changed"
    )
    assert as_text(difference(OLD, OLD)) == "no page changes"


def test_markdown():
    text = as_markdown(CHANGES)
    assert text.startswith("1 page removed, 1 page added, 3 pages changed.\n\n<details>")
    assert "<summary>1 removed</summary>\n\n- `/about/`\n\n</details>" in text
    assert as_markdown(difference(OLD, OLD)) == "No page changes."


def test_markdown_is_short():
    """A theme change affects every page, so the list is cut."""
    text = as_markdown(difference({f"p{index}/index.html": "1" for index in range(10_000)}, {}))
    assert "- and 9900 more" in text
    assert len(text) < 5_000


FILES = st.dictionaries(st.sampled_from([*OLD, *NEW, "a.html", "b/c.json"]), st.sampled_from("12"))


@given(FILES, FILES)
def test_reversed(old, new):
    """Reversing a comparison swaps additions and removals."""
    there, back = difference(old, new), difference(new, old)
    assert (there.added, there.changed, there.removed) == (back.removed, back.changed, back.added)
    assert there.other_files == back.other_files
    assert (summary(there) == "no page changes") == (
        not there.added + there.changed + there.removed
    )


def test_folders(tmp_path):
    """The command compares two built sites."""
    old, new = write_files(tmp_path / "old", OLD), write_files(tmp_path / "new", NEW)
    assert compare(old, new) == CHANGES
    assert digest("changes", old, new).output == f"{as_text(CHANGES)}\n"
    assert json.loads(digest("changes", old, new, "--format", "json").output) == {
        "added": ["/articles/2024/05/b/"],
        "changed": ["/articles/2024/05/a/", "/", "/agencies/x/"],
        "removed": ["/about/"],
        "other_files": 3,
    }
    result = refused("changes", old, tmp_path / "none", code=2)
    assert "none" in result.output
    assert "Traceback" not in result.output
