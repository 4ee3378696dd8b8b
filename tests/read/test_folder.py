from pathlib import Path

import pytest
import yaml

from generator.read.folder import list_files, list_path
from tests.said import codes

CASES = yaml.safe_load(Path(__file__).with_name("folder.yml").read_text())


def put(root: Path, *names: str) -> Path:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")
    return root


def listed(root: Path, report) -> list[str]:
    return [entry.path for entry in list_files(root, "content/articles", report)]


def test_files_come_in_the_order_of_their_paths(tmp_path, report):
    put(tmp_path, "b.md", "a/2024/z.md", "a/y.md", "c/2024-05-02-a-b.md")
    assert listed(tmp_path, report) == [
        "content/articles/a/2024/z.md",
        "content/articles/a/y.md",
        "content/articles/b.md",
        "content/articles/c/2024-05-02-a-b.md",
    ]
    assert codes(report) == []


def test_missing_folder_is_empty(tmp_path, report):
    assert listed(tmp_path / "nothing", report) == []
    assert codes(report) == []


@pytest.mark.parametrize(("name", "code"), CASES["invalid names"])
def test_invalid_names(name, code, tmp_path, report):
    assert listed(put(tmp_path, name), report) == []
    assert codes(report) == [code]


def test_names_that_collide_on_some_systems(tmp_path, report):
    put(tmp_path, "a.md", "A.md", "b.md", "B.txt")
    assert listed(tmp_path, report) == ["content/articles/b.md"]
    collisions = [problem.place.path for problem in report if problem.code == "name-collision"]
    assert collisions == ["content/articles/A.md", "content/articles/a.md"]


def test_a_page_and_a_folder_with_an_index_collide(tmp_path, report):
    put(tmp_path, "a.md", "a/index.md")
    listed(tmp_path, report)
    assert codes(report).count("name-collision") == 2


def test_links_are_not_followed(tmp_path, report):
    inside = put(tmp_path / "content", "a.md")
    put(tmp_path / "outside", "b.md")
    (inside / "c.md").symlink_to(tmp_path / "outside" / "b.md")
    (inside / "d").symlink_to(tmp_path / "outside")
    (inside / "e.md").symlink_to("nowhere")
    assert listed(inside, report) == ["content/articles/a.md"]
    assert codes(report) == ["symlink"] * 3


def test_folder_itself_is_not_a_link(tmp_path, report):
    put(tmp_path / "outside", "b.md")
    (tmp_path / "articles").symlink_to(tmp_path / "outside")
    assert listed(tmp_path / "articles", report) == []
    assert codes(report) == ["symlink"]


def test_undecodable_name_is_escaped(tmp_path, report):
    Path(f"{tmp_path}/\udcff.md").touch()
    assert listed(tmp_path, report) == []
    (problem,) = report
    assert (problem.place.path, problem.code) == ("content/articles/\ufffd.md", "file-name")
    assert problem.message.encode("utf-8")


def test_listed_file(tmp_path, report):
    (entry,) = list_files(put(tmp_path, "a.md"), "content/articles", report)
    assert (entry.file, entry.path) == (str(tmp_path / "a.md"), "content/articles/a.md")


def test_one_path_is_judged_like_all(tmp_path, report):
    """A given file or folder gets the same problems as in a full check."""
    root = put(tmp_path, "content/articles/a/b.md", "content/articles/C.md")
    articles = root / "content" / "articles"
    (articles / "d.md").mkdir()
    (articles / "e.md").symlink_to("a/b.md")
    listed = [
        entry.path
        for path in ("a", "a/b.md", "C.md", "d.md", "e.md")
        for entry in list_path(articles / path, root, report)
    ]
    assert listed == ["content/articles/a/b.md"] * 2
    assert [(problem.place.path, problem.code) for problem in report] == [
        ("content/articles/C.md", "file-name"),
        ("content/articles/d.md", "not-a-file"),
        ("content/articles/e.md", "symlink"),
    ]


def test_a_folder_that_cannot_be_opened(tmp_path, report):
    file = put(tmp_path, "a.md") / "a.md"
    assert listed(file, report) == []
    assert codes(report) == ["unreadable"]
