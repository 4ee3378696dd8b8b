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

from gh import Json, code, get, get_all

MOST_FILES = 3_000
"""Maximum files that GitHub lists for a pull request."""
_MOST_LISTED = 12
_ARTICLE = re.compile(r"content/articles/(?:[a-z0-9-]+/)*[a-z0-9][a-z0-9-]*\.md\Z")
_HIDDEN = re.compile(r"(?:.*/)?\.", re.DOTALL)
"""A dot file, which tools read; a path with `..` as well, so that none passes for an article."""
_PICTURE = re.compile(r"site_config/public/[\w/-]+\.(?:avif|gif|ico|jpe?g|png|webp)\Z")
_PUBLISHED = re.compile("site_config/public/")
"""Files that hosts interpret; they do not make the report."""
_CONTENT = re.compile(
    r"content/|site_config/(?:taxonomies/)?[\w-]+\.(?:yml|txt)\Z|site_config/inbox-decisions\.jsonl\Z"
)
_SETTINGS = re.compile(r"(?:site_config/(?:site|feeds)|mkdocs)\.yml\Z")
_LEADING = """
    url repository edit_url contact feed_authority unsubscribe share_image hub
    site_url repo_url edit_uri edit_uri_template homepage link
"""
"""Settings of the digest, of MkDocs and of Material whose values are addresses, even without a
scheme."""
_ADDRESS = re.compile(
    rf"""(?<![\w.-])["']?(?:{"|".join(_LEADING.split())})["']?\s*:\s+(?:[>|][-+0-9]*\s+)?["']?"""
    r"""(?!\S*:(?:\s|\Z))([^\s"'<>!&*#\[{|][^\s"'<>]*)"""
    r"""|((?:[a-z][a-z0-9+.-]*:)?//[^\s"'<>]+|[^\s"'<>:]+@[^\s"'<>]+)""",
    re.IGNORECASE,
)
"""Matches the value of one of these settings, or an address of the web or of mail, whatever the
setting is called."""
_WORDS = re.compile(
    r"docs/[\w/-]+\.(?:md|png)\Z|LICENSE\Z"
    r"|(?:ARCHITECTURE|CHANGELOG|CONTRIBUTING|README|SECURITY)\.md\Z"
)
_FORGED = (
    "**Do not trust the report and the preview below**: this pull request's own files made them "
    "and can forge them. Read the changes to the files above before you open the preview."
)
_BEFORE_MERGING = "Read the changes to the files above before you merge."


def is_content(path: str) -> bool:
    """Whether a file needs only the content check, and no test of the generator."""
    if _PUBLISHED.match(path) or _HIDDEN.match(path):
        return _PICTURE.match(path) is not None
    return _CONTENT.match(path) is not None


def can_act(path: str) -> bool:
    """Whether a file can run, or change what programs or hosts do.

    CODEOWNERS asks maintainers about it.
    """
    return not is_content(path) and not _WORDS.match(path)


def can_forge(paths: Iterable[str] | None) -> bool:
    """Whether any of the files takes part in making the report and the preview."""
    return paths is None or any(can_act(path) and not _PUBLISHED.match(path) for path in paths)


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
    articles = [path for path in gone if _ARTICLE.match(path)]
    if not articles:
        return []
    how = "Retract an article instead, or list its address under `redirect_from` of another."
    return [f"### This deletes articles: {_listed(articles)}", how]


def led_elsewhere(files: Iterable[Mapping[str, Json]]) -> list[str]:
    """Show the addresses that change in the site's settings: readers or editors follow them."""
    shown = []
    for file in files:
        path = file["filename"]
        if not _SETTINGS.match(path):
            continue
        if "patch" not in file:  # GitHub leaves out a large one
            shown.append(f"- {code(path, 100)}: GitHub does not show the change")
            continue
        old, new = (_addresses(file["patch"], sign) for sign in "-+")
        if old != new:
            gone, come = (
                _listed([one for one in a if one not in b]) for a, b in ((old, new), (new, old))
            )
            shown.append(f"- {code(path, 100)}: {gone or 'none'} → {come or 'none'}")
    if not shown:
        return []
    who = (
        "Somebody who knows these addresses and their owners has to confirm them before you merge."
    )
    return ["### This changes where readers or editors are led", "\n".join(shown), who]


def _addresses(patch: str, sign: str) -> list[str]:
    """The addresses in the lines of a patch that begin with a sign, without repeats."""
    lines = [line[1:] for line in patch.split("\n") if line.startswith(sign)]
    found = _ADDRESS.findall("\n".join(lines))
    return list(dict.fromkeys(value or address for value, address in found))


def described(paths: Iterable[str] | None, sha: str, *, leads: bool = False) -> list[str]:
    """Write the beginning of the comment: who made the report, and which files matter.

    Beside files that can act, the others are not listed. `leads` is true below a notice of
    addresses that change, which must not sound harmless.
    """
    if paths is None:
        return ["### This changes more files than GitHub lists", _FORGED]
    acting, others = [], []
    for path in paths:
        if can_act(path):
            acting.append(path)
        elif not _ARTICLE.match(path):
            others.append(path)
    if acting:
        warning = _FORGED if can_forge(acting) else _BEFORE_MERGING
        return ["### This changes files that can act", f"- {_listed(acting)}", warning]
    what = "Nothing that can run changes" if others else "Only articles change"
    origin = f"{what} up to commit {sha[:10]}, so the main branch's generator made this report."
    if leads:
        origin = f"The main branch's generator made this report, of commit {sha[:10]}."
    return [origin, f"- {_listed(others)}"] if others else [origin]


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
    only_content = bool(paths) and all(map(is_content, paths))
    print("scope=content" if only_content else "scope=all")


if __name__ == "__main__":
    main(sys.argv[1])
