"""Propose archived copies of sources as a pull request; with `gitlab`, as a merge request.

The files were made by a job that reads an archive's answers. So each may differ from the one that
is checked out by one `archive` of the Wayback Machine, and by nothing else.
"""

import re
import sys
from pathlib import Path

import gitlab_inbox
from gh import FOUND, block, found, propose, stop

ARTICLES = Path("content/articles")
BRANCH = "archived-copies"
TITLE = "Archived copies of sources"
_MOST_CHARACTERS = 2 * 1024 * 1024
_ADDED = re.compile(
    r"""^archive:\r?\n {1,4}url: ["']?https://web\.archive\.org/web/[0-9]{14}/\S+\r?\n"""
    r""" {1,4}date: ["']?[0-9]{4}-[0-9]{2}-[0-9]{2}["']?\r?\n""",
    re.MULTILINE,
)


def checked(path: Path) -> str:
    """The new text of an article.

    Raises:
        ValueError: it differs by more than an archived copy.
    """
    text = found(path)
    if not path.is_file() or len(text) > _MOST_CHARACTERS:
        raise ValueError(f"{path} is no article, or too large")
    if _ADDED.sub("", text, count=1) != path.read_bytes().decode():
        raise ValueError(f"{path} differs by more than an archived copy")
    return text


def changed_articles() -> dict[str, str]:
    """Path → text of every article with a new copy."""
    files = sorted((FOUND / ARTICLES).rglob("*.md"))
    paths = [file.relative_to(FOUND) for file in files]
    return {path.as_posix(): checked(path) for path in paths}


def main(host: str = "github") -> None:
    """Check the files, and propose them."""
    files = changed_articles()
    print(f"articles with a new copy: {len(files)}")
    if not files:
        return
    said = found("said.txt")
    body = f"What the Wayback Machine has of our sources:\n\n{block(said[:50_000], 'text')}"
    if host == "github":
        propose(BRANCH, TITLE, body, files)
        return
    actions = []
    for path, text in files.items():
        actions.append({"action": "update", "file_path": path, "content": text})
    gitlab_inbox.propose(BRANCH, TITLE, body, actions)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        stop(error)
