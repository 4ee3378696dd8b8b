"""`check --fix`, and what all commands that change content have in common.

Each plans all its changes before it writes any. None changes a file that git could not bring back,
unless a person says so with `--force`. A new article is an exception: `check --fix` prints what it
changes in it.
"""

import difflib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from generator.check.article_fields import Context
from generator.cli.site_root import context_of, engine_of
from generator.diagnostics.diagnostics import LineFix, Report, counted
from generator.diagnostics.failure import EditError
from generator.diagnostics.terminal import visible
from generator.editing import file_changes, fixing
from generator.editing.editable_files import published
from generator.editing.file_changes import FileChange
from generator.installed import installed
from generator.load.context import read_context
from generator.model.settings import Limits, Settings
from generator.read.folder import content_folders, list_files, list_path, read_bytes
from generator.read.regular import FolderEntry

Editor = Callable[[FolderEntry, bytes], bytes | None]
"""Gives a file's new content; None to leave it alone."""

force_option = click.option(
    "--force", is_flag=True, help="Also edit files whose present state is not in git."
)


def with_url(config_file: Path, context: Context) -> Context:
    """Give the settings the address in mkdocs.yml, which is part of identities in feeds."""
    if context.settings.feed_authority:
        return context
    url = engine_of(config_file).site_url
    if not url:
        return context
    return replace(context, settings=replace(context.settings, url=url))


def _named_files(
    root: Path, settings: Settings, paths: Sequence[Path], report: Report
) -> list[FolderEntry]:
    """List the content files at some paths, or all content files if there are none."""
    if not paths:
        listed = [list_files(root / folder, folder, report) for folder in content_folders(settings)]
        return [file for files in listed for file in files]
    files = {}
    for path in paths:
        files.update({file.path: file for file in list_path(path, root, report)})
    return list(files.values())


def _changes(
    root: Path, files: Iterable[FolderEntry], limits: Limits, report: Report, edit: Editor
) -> Iterator[FileChange]:
    """Edit files, and yield those that change.

    Paths are relative for files in the site's folder, otherwise absolute.
    """
    for file in files:
        before = read_bytes(file, limits, report)
        if before is None:
            continue
        after = edit(file, before)
        if after is not None and after != before:
            path = Path(os.path.realpath(file.file))
            if path.is_relative_to(root):
                path = path.relative_to(root)
            yield FileChange(str(path), before, after)


def refuse_unsaved(root: Path, changes: Sequence[FileChange], *, force: bool) -> None:
    """Refuse to edit files that git could not restore; outside a repository, only warn.

    Raises:
        EditError: there is such a file, and nobody insists.
    """
    unsaved = file_changes.unsaved(root, changes)
    if unsaved is None:
        click.echo("note: the site is not in a git repository, so there is no undo", err=True)
    elif unsaved and not force:
        named = visible(unsaved[0])
        if len(unsaved) > 1:
            named += f" and {counted(len(unsaved) - 1, 'more file')}"
        message = f"nothing was written: git could not restore {named} as it is now"
        raise EditError(message, "commit first (or only `git add`), or use --force")


def _write(root: Path, changes: Sequence[FileChange], *, force: bool) -> list[str]:
    """Write changes; return a diff of those to new articles, which git could not bring back.

    Raises:
        EditError: git could not restore another file, and nobody insists.
    """
    new = file_changes.new_articles(root, changes)
    refuse_unsaved(root, [change for change in changes if change not in new], force=force)
    file_changes.apply(root, changes)
    return list(diff_of(new))


def _lines(data: bytes | None) -> list[str]:
    if data is None:
        return []
    return re.findall(r"[^\n]*\n|[^\n]+\Z", data.decode("utf-8", "replace"))


def diff_of(changes: Iterable[FileChange]) -> Iterator[str]:
    """Yield a unified diff that `git apply` and `patch -p1` accept, except for binary files."""
    for change in changes:
        old, new = f"a/{change.path}", f"b/{change.path}"
        if change.before is None:
            old = "/dev/null"
        if change.after is None:
            new = "/dev/null"
        if b"\0" in (change.after or b""):
            yield f"Binary files {old} and {new} differ"
            continue
        for line in difflib.unified_diff(_lines(change.before), _lines(change.after), old, new):
            yield line.rstrip("\n")
            if not line.endswith("\n"):
                yield "\\ No newline at end of file"


def fix(root: Path, paths: Sequence[Path], *, force: bool) -> list[str]:
    """Apply every unambiguous fix; return a line about each for the terminal."""
    messages, changes = _fixed_settings(root, paths)
    shown = _write(root, changes, force=force)
    context = context_of(root, writes=True)
    recorded = published(root, context)

    def edit(file: FolderEntry, data: bytes) -> bytes:
        after, lines = fixing.fixed(data, file.path, context, recorded)
        messages.extend(lines)
        return after

    files = _named_files(root, context.settings, paths, Report())
    changes = list(_changes(root, files, context.settings.limits, Report(), edit))
    shown += _write(root, changes, force=force)
    return [*map(visible, messages), *shown]


def _fixed_settings(root: Path, paths: Sequence[Path]) -> tuple[list[str], list[FileChange]]:
    """Fix the terms that files below `site_config/` name; nothing if they have other errors."""
    report = Report()
    read_context(root, installed(), report)
    named = [path.resolve() for path in paths] or [root]
    messages, changes = [], []
    for path in sorted({found.place.path for found in report if found.code == "unknown-term"}):
        if not any((root / path).is_relative_to(one) for one in named):
            continue
        before = file_changes.read_file(root / path) or b""
        after, lines = fixing.fixed_settings(before, path, report)
        messages += lines
        changes.append(FileChange(path, before, after))
    if len(messages) < report.count("error"):
        return [], []
    return messages, changes


def with_line_fixes(root: Path, report: Report) -> Report:
    """Add the lines that `check --fix` would write to the problems that they would fix."""
    context = read_context(root, installed(), Report())
    if context is None:
        return report
    paths = {found.place.path for found in report}
    fixes: dict[tuple[str, int], LineFix] = {}
    for file in _named_files(root, context.settings, (), Report()):
        if file.path not in paths:
            continue
        data = read_bytes(file, context.settings.limits, Report())
        if data is not None:
            for number, line in fixing.line_fixes(data, file.path, context).items():
                fixes[file.path, number] = line
    return Report(
        replace(found, line_fix=fixes.get((found.place.path, found.place.line))) for found in report
    )
