"""Sort the files that a pull request changes by whether they can run, or change what programs do.

If none can, the main branch's generator made the report and the preview. Otherwise the pull
request's own files made them and can forge them, and the comment begins with a warning. CI also
runs this file as a program, because content and registries need the content check only, not the
generator's tests.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gh import Json, code, get, get_all

MOST_FILES = 3_000
"""Maximum files that GitHub lists for a pull request."""
_MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name in the comment, its paths, and a sentence about it."""

    name: str
    paths: re.Pattern[str]
    reason: str = ""
    """The way in which the file can act; empty if it cannot."""
    is_content: bool = False
    """Whether such a file needs only the content check, and no test of the generator."""
    makes_report: bool = True
    """Whether the file, if it can act, takes part in making the report and the preview."""


_REST = Kind("other files", re.compile(""), "nothing is known about them")
_ARTICLES = Kind(
    "articles",
    re.compile(r"content/articles/(?:[a-z0-9-]+/)*[a-z0-9][a-z0-9-]*\.md\Z"),
    is_content=True,
)
_KINDS = (
    Kind(
        "workflows and hooks",
        re.compile(r"\.github/|\.gitlab|\.ci/|\.pre-commit|\.circleci/"),
        "they run on other machines",
    ),
    Kind(
        "pictures",
        re.compile(r"site_config/public/[\w/-]+\.(?:avif|gif|ico|jpe?g|png|webp)\Z"),
        is_content=True,
    ),
    Kind(
        "files published as they are",
        re.compile("site_config/public/"),
        "hosts and other services interpret them",
        makes_report=False,
    ),
    # Before content, so that neither a hidden file nor a path with `..` passes for an article.
    Kind("dot files and folders", re.compile(r"(?:.*/)?\.", re.DOTALL), "tools read them"),
    _ARTICLES,
    Kind("pages and editions", re.compile("content/(?:pages|editions)/"), is_content=True),
    Kind("other files in content", re.compile("content/"), is_content=True),
    Kind(
        "registries and settings",
        re.compile(r"site_config/(?:taxonomies/)?[\w-]+\.(?:yml|txt)\Z"),
        is_content=True,
    ),
    Kind("the theme", re.compile("(?:site_config|generator)/theme/"), "it changes every page"),
    Kind("the engine's settings", re.compile(r"mkdocs\.yml\Z"), "they can load programs"),
    Kind(
        "requirements",
        re.compile(
            r"requirements/|(?:generator/starter|newsroom)/\w+\.lock\Z|(?:newsroom/)?pyproject\.toml\Z"
        ),
        "they install programs",
    ),
    Kind(
        "documentation",
        re.compile(
            r"docs/[\w/-]+\.(?:md|png)\Z|LICENSE\Z"
            r"|(?:ARCHITECTURE|CHANGELOG|CONTRIBUTING|README|SECURITY)\.md\Z"
        ),
    ),
    Kind(
        "the generator and its tools",
        re.compile(r"(?:generator|newsroom|tests|benchmarks|hosting|docs)/|[^/]+\Z"),
        "they make the report and the preview",
    ),
    _REST,
)
"""Kinds of files; the first that matches counts."""
_FORGED = (
    "**Do not trust the report and the preview below**: this pull request's own files made them "
    "and can forge them. Read the changes to the files above before you open the preview."
)
_BEFORE_MERGING = "Read the changes to the files above before you merge."


def kind_of(path: str) -> Kind:
    """The kind of a file."""
    return next(kind for kind in _KINDS if kind.paths.match(path))


def can_forge(paths: Iterable[str] | None) -> bool:
    """Whether any of the files takes part in making the report and the preview."""
    return paths is None or any(_forges(kind_of(path)) for path in paths)


def _forges(kind: Kind) -> bool:
    return bool(kind.reason) and kind.makes_report


def changed_files(number: int, sha: str) -> list[Mapping[str, Json]] | None:
    """The files that a pull request adds, changes or removes, as GitHub describes them.

    Args:
        number: The pull request's number.
        sha: The commit that was checked.

    Returns:
        The files; None if GitHub's list is incomplete, and an empty list if the pull request has a
        newer commit.
    """
    files: list[Mapping[str, Json]] = get_all(f"pulls/{number}/files")
    pull = get(f"pulls/{number}")  # requested last, to confirm that the list is of this commit
    if pull["head"]["sha"] != sha:
        return []
    if len(files) != pull["changed_files"] or len(files) >= MOST_FILES:
        return None
    return files


def paths_of(files: Iterable[Mapping[str, Json]]) -> list[str]:
    """Paths of changed files, and the old paths of files that are moved."""
    return [
        path for file in files for path in (file["filename"], file.get("previous_filename")) if path
    ]


def deleted(files: Iterable[Mapping[str, Json]]) -> list[str]:
    """Say which articles a pull request deletes: their addresses would no longer work."""
    gone = [file["filename"] for file in files if file.get("status") == "removed"]
    articles = [path for path in gone if kind_of(path) is _ARTICLES]
    if not articles:
        return []
    how = "Retract an article instead, or list its address under `redirect_from` of another."
    return [f"### This deletes articles: {_listed(articles)}", how]


def described(paths: Iterable[str] | None, sha: str) -> list[str]:
    """Write the beginning of the comment: who made the report, and which files matter."""
    if paths is None:
        return ["### This changes more files than GitHub lists", _FORGED]
    by_kind: dict[Kind, list[str]] = {}
    for path in paths:
        by_kind.setdefault(kind_of(path), []).append(path)
    kinds = [kind for kind in _KINDS if kind in by_kind]
    acting = [kind for kind in kinds if kind.reason]
    others = [kind for kind in kinds if not kind.reason and kind is not _ARTICLES]
    lines = [f"- **{kind.name}** ({kind.reason}): {_listed(by_kind[kind])}" for kind in acting]
    lines += [f"- **{kind.name}**: {_listed(by_kind[kind])}" for kind in others]
    if acting:
        warning = _FORGED if any(map(_forges, acting)) else _BEFORE_MERGING
        return ["### This changes files that can act", "\n".join(lines), warning]
    what = "Nothing that can run changes" if others else "Only articles change"
    origin = f"{what} up to commit {sha[:10]}, so the main branch's generator made this report."
    return [origin, "\n".join(lines)] if lines else [origin]


def _listed(paths: list[str]) -> str:
    shown = ", ".join(code(path, 100) for path in paths[:_MOST_LISTED])
    return f"{shown} and {len(paths) - _MOST_LISTED:,} more" if len(paths) > _MOST_LISTED else shown


def git(*arguments: str) -> bytes:
    """The output of git; nothing if it fails."""
    command = ["git", *arguments]
    return subprocess.run(command, capture_output=True, check=False).stdout  # noqa: S603 (no shell)


def main(base: str) -> None:
    """Print `scope=content` if no tests of code are needed since a commit, else `scope=all`.

    None are needed if only content differs, or if the commit itself is checked again each night.
    A commit that is not in the clone needs all.
    """
    if git("rev-parse", "HEAD").strip() == base.encode():
        print("scope=content")
        return
    listed = git("diff", "--name-only", "--no-renames", "-z", base, "HEAD", "--") if base else b""
    paths = [path for path in listed.decode("utf-8", "surrogateescape").split("\0") if path]
    only_content = bool(paths) and all(kind_of(path).is_content for path in paths)
    print("scope=content" if only_content else "scope=all")


if __name__ == "__main__":
    main(sys.argv[1])
