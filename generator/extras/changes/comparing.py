"""List the pages that differ between two builds of a site, for reviewers of a pull request.

Two builds of the same content are the same byte for byte, so a page that differs
is a page that the pull request changes. Feeds, search and data follow from pages
and are only counted.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import click

from generator.cli.site_root import format_option
from generator.diagnostics.diagnostics import counted

_PAGE, _INDEX = ".html", "index.html"
_MOST_LISTED = 100
"""Maximum addresses in a list for people; scripts get them all."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Addresses of pages, articles first, and the number of other files that differ."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    other_files: int


def compare(old: Path, new: Path) -> Changes:
    """Compare two built sites, file by file."""
    return difference(fingerprints(old), fingerprints(new))


def fingerprints(site: Path) -> dict[str, str]:
    """Map every file of a built site to the hash of its content.

    Paths are from the site's root.
    """
    files = (file for file in site.rglob("*") if file.is_file() and not file.is_symlink())
    return {
        file.relative_to(site).as_posix(): sha256(file.read_bytes()).hexdigest() for file in files
    }


def difference(old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    """Compare two sets of files, which map paths to hashes."""
    both = old.keys() & new.keys()
    added = new.keys() - both
    removed = old.keys() - both
    changed = {path for path in both if old[path] != new[path]}
    other_files = sum(not path.endswith(_PAGE) for path in (*added, *changed, *removed))
    return Changes(_addresses(added), _addresses(changed), _addresses(removed), other_files)


def _addresses(paths: set[str]) -> tuple[str, ...]:
    pages = [f"/{path.removesuffix(_INDEX)}" for path in paths if path.endswith(_PAGE)]
    return tuple(sorted(pages, key=lambda page: (not page.startswith("/articles/"), page)))


def summary(changes: Changes) -> str:
    """Count the changed pages: `1 page added, 12 pages changed`, or `no page changes`."""
    parts = [f"{counted(len(pages), 'page')} {what}" for what, pages in _lists(changes) if pages]
    return ", ".join(parts) or "no page changes"


def _lists(changes: Changes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Name the lists of changes; the most important for a reviewer comes first.

    Removed addresses are first, because they break links.
    """
    return ("removed", changes.removed), ("added", changes.added), ("changed", changes.changed)


def as_text(changes: Changes) -> str:
    """Write the address of a changed page on each line, then a summary."""
    lines = [f"{what:8}{page}" for what, pages in _lists(changes) for page in pages]
    return "\n".join((*lines, summary(changes)))


def as_markdown(changes: Changes) -> str:
    """Write a summary and collapsible lists, for a comment on a pull request."""
    blocks = [f"{summary(changes).capitalize()}."]
    for what, pages in _lists(changes):
        if pages:
            listed = [f"- `{page.replace('`', '')}`" for page in pages[:_MOST_LISTED]]
            if len(pages) > _MOST_LISTED:
                listed.append(f"- and {len(pages) - _MOST_LISTED} more")
            title = f"<summary>{len(pages)} {what}</summary>"
            blocks.append("\n".join(("<details>", title, "", *listed, "", "</details>")))
    return "\n\n".join(blocks)


def as_json(changes: Changes) -> str:
    """Write every address as JSON, for scripts."""
    return json.dumps(asdict(changes), indent=2)


FORMATS: dict[str, Callable[[Changes], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER)
@format_option(FORMATS)
def changes(old: Path, new: Path, form: str) -> None:
    """List the pages that differ between two built sites.

    OLD and NEW are folders, such as the site of the main branch and that of a pull request.
    """
    click.echo(FORMATS[form](compare(old, new)))
