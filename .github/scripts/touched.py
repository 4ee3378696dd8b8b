"""The files that a pull request changes, according to GitHub: articles only, or files that run as well.

If a pull request changes articles only, the main branch's generator made its report and preview.
Otherwise its own files made them and can forge them, and the comment begins with a warning.
"""

import re
from collections.abc import Iterable, Mapping

from gh import Json, code, get, get_all

ARTICLE = re.compile(r"content/articles/(?:[a-z0-9-]+/)*[a-z0-9][a-z0-9-]*\.md\Z")
MOST_FILES = 3_000
"""Maximum files that GitHub lists for a pull request."""
_MOST_LISTED = 12
_PARTS = (
    ("workflows", re.compile(r"\.github/|\.gitlab|\.ci/|\.pre-commit|\.circleci/")),
    ("the theme", re.compile(r"site_config/theme/|generator/theme/")),
    ("files published as they are", re.compile(r"site_config/public/")),
    ("registries and settings", re.compile(r"site_config/|mkdocs\.yml\Z")),
    ("pages and editions", re.compile(r"content/(?:pages|editions)/")),
    ("dot files and folders", re.compile(r"(?:.*/)?\.")),
    (
        "the generator and its tools",
        re.compile(r"(?:generator|tests|requirements|benchmarks|hosting)/|[^/]+\Z"),
    ),
)
_REST = "other files"


def changed_files(number: int, sha: str) -> list[str] | None:
    """Paths that a pull request adds, changes or removes, and the old paths of files that it moves.

    Args:
        number: The pull request's number.
        sha: The commit that was checked.

    Returns:
        The paths; None if GitHub's list is incomplete, and an empty list if the pull request has a newer
        commit.
    """
    files: list[Mapping[str, Json]] = get_all(f"pulls/{number}/files")
    pull = get(f"pulls/{number}")  # requested last, to confirm that the list is of this commit
    if pull["head"]["sha"] != sha:
        return []
    if len(files) != pull["changed_files"] or len(files) >= MOST_FILES:
        return None
    return [path for file in files for path in (file["filename"], file.get("previous_filename")) if path]


def described(paths: Iterable[str] | None, sha: str) -> list[str]:
    """The first paragraphs of the comment, as Markdown; only one if only articles change."""
    if paths is None:
        return ["### This changes more files than GitHub lists", _WARNING]
    others = [path for path in paths if not ARTICLE.match(path)]
    if not others:
        return [
            f"Only articles change up to commit {sha[:10]}, so the main branch's generator made this report."
        ]
    parts: dict[str, list[str]] = {}
    for path in others:
        part = next((name for name, pattern in _PARTS if pattern.match(path)), _REST)
        parts.setdefault(part, []).append(path)
    lines = [f"- **{name}**: {_listed(parts[name])}" for name in [*dict(_PARTS), _REST] if name in parts]
    return ["### This changes more than articles", "\n".join(lines), _WARNING]


_WARNING = (
    "**Do not trust the report and the preview below**: this pull request's own files made them and can "
    "forge them. Read the changes to the files above before you open the preview."
)


def _listed(paths: list[str]) -> str:
    shown = ", ".join(code(path, 100) for path in paths[:_MOST_LISTED])
    return f"{shown} and {len(paths) - _MOST_LISTED:,} more" if len(paths) > _MOST_LISTED else shown
