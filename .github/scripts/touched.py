"""What a pull request changes, in GitHub's own words: articles alone, or also files that run or decide.

The report and the preview come from a run of the pull request's files. If these are
articles only, they were made by the generator of the main branch; otherwise they are
whatever the pull request wants them to be, and the comment has to say so first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from gh import Json, code, get, get_all

ARTICLE = re.compile(r"content/articles/(?:[a-z0-9-]+/)*[a-z0-9][a-z0-9-]*\.md\Z")
MOST_FILES = 3_000
"""GitHub lists no more files of a pull request."""
_MOST_LISTED = 12
_PARTS = (
    ("workflows", re.compile(r"\.github/|\.gitlab|\.ci/|\.pre-commit|\.circleci/")),
    ("the theme", re.compile(r"site_config/theme/")),
    ("files published as they are", re.compile(r"site_config/public/")),
    ("registries and settings", re.compile(r"site_config/|mkdocs\.yml\Z")),
    ("pages and editions", re.compile(r"content/(?:pages|editions)/")),
    ("dot files and folders", re.compile(r"(?:.*/)?\.")),
    (
        "the generator and what it is built with",
        re.compile(r"(?:generator|tests|requirements|benchmarks|hosting)/|[^/]+\Z"),
    ),
)
_REST = "other files"


def changed_files(number: int, sha: str) -> list[str] | None:
    """The paths that a pull request adds, changes, removes, or moves a file from.

    Args:
        number: Of the pull request.
        sha: The commit that was checked.

    Returns:
        The paths; None when GitHub does not list them all. An empty list says that the pull request
        has moved on to another commit.
    """
    files: list[Mapping[str, Json]] = get_all(f"pulls/{number}/files")
    told = get(f"pulls/{number}")  # asked last, so that the list is known to be of this commit
    if told["head"]["sha"] != sha:
        return []
    if len(files) != told["changed_files"] or len(files) >= MOST_FILES:
        return None
    return [path for one in files for path in (one["filename"], one.get("previous_filename")) if path]


def described(paths: Iterable[str] | None, sha: str) -> list[str]:
    """The first paragraphs of the comment, as Markdown: one when only articles change, else more."""
    if paths is None:
        return ["### This changes more files than GitHub lists", _WARNING]
    others = [path for path in paths if not ARTICLE.match(path)]
    if not others:
        return [f"Up to commit {sha[:10]} only articles change: our own generator made what follows."]
    parts: dict[str, list[str]] = {}
    for path in others:
        part = next((name for name, pattern in _PARTS if pattern.match(path)), _REST)
        parts.setdefault(part, []).append(path)
    lines = [f"- **{name}**: {_listed(parts[name])}" for name in [*dict(_PARTS), _REST] if name in parts]
    return ["### This changes more than articles", "\n".join(lines), _WARNING]


_WARNING = (
    "**Do not trust the report and the preview below**: this pull request's own files made them, and can "
    "make them say anything. Read the changes to the files above first, and do not open the preview before."
)


def _listed(paths: list[str]) -> str:
    shown = ", ".join(code(path, 100) for path in paths[:_MOST_LISTED])
    return f"{shown} and {len(paths) - _MOST_LISTED:,} more" if len(paths) > _MOST_LISTED else shown
