"""Commands that change content: `fmt`, `rename`, `merge`, `recover`, and `check --fix`.

Each plans all its changes first, then makes them together (`editing.journal`).
"""

import difflib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from generator.check.article_fields import Context
from generator.cli.site_root import context_of, editable_root, engine_of, folder_of, root_of, tell
from generator.diagnostics.diagnostics import LineFix, Report, counted
from generator.diagnostics.failure import EditError
from generator.diagnostics.suggest import did_you_mean
from generator.diagnostics.terminal import visible
from generator.editing import article_edits, fixing, formatting, journal, term_edits
from generator.editing.editable_files import CONTENT
from generator.editing.journal import FileChange
from generator.load.archive import known_articles
from generator.load.context import read_context
from generator.model import address
from generator.model.limits import Limits
from generator.model.term import Taxonomy
from generator.read.folder import list_files, list_path, read_bytes
from generator.read.regular import FolderEntry

ARTICLE = "article"
Editor = Callable[[FolderEntry, bytes], bytes | None]
"""Gives a file's new content; None to leave it alone."""


def _with_url(config_file: Path, context: Context) -> Context:
    """The settings with the address from mkdocs.yml, which is part of identities in feeds."""
    if context.settings.feed_authority:
        return context
    url = engine_of(config_file).site_url
    return replace(context, settings=replace(context.settings, url=url)) if url else context


def _named_files(root: Path, paths: Sequence[Path], report: Report) -> list[FolderEntry]:
    """The content files at some paths, or all content files."""
    if not paths:
        return [file for folder in CONTENT for file in list_files(root / folder, folder, report)]
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise click.UsageError(f"{visible(str(path))}: no such file")
    files = {file.path: file for path in paths for file in list_path(path, root, report)}
    return list(files.values())


def _changes(
    root: Path, files: Iterable[FolderEntry], limits: Limits, report: Report, edit: Editor
) -> Iterator[FileChange]:
    """The changes of files; paths are relative inside the site's folder, else absolute."""
    for file in files:
        before = read_bytes(file, limits, report)
        after = edit(file, before) if before is not None else None
        if after is not None and after != before:
            path = Path(os.path.realpath(file.file))
            shown = path.relative_to(root) if path.is_relative_to(root) else path
            yield FileChange(str(shown), before, after)


def _lines(data: bytes | None) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+\Z", (data or b"").decode("utf-8", "replace"))


def _diff(changes: Iterable[FileChange]) -> Iterator[str]:
    """A unified diff that `git apply` and `patch -p1` accept."""
    for change in changes:
        before, after = _lines(change.before), _lines(change.after)
        old = "/dev/null" if change.before is None else f"a/{change.path}"
        new = "/dev/null" if change.after is None else f"b/{change.path}"
        for line in difflib.unified_diff(before, after, old, new):
            yield line.rstrip("\n")
            if not line.endswith("\n"):
                yield "\\ No newline at end of file"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--ids", is_flag=True, help="Also write the permanent `id` of each published article."
)
@click.pass_obj
def fmt(config_file: Path, paths: tuple[Path, ...], check: bool, diff: bool, ids: bool) -> None:
    """Format front matter.

    This sorts keys and unifies quotes, lists and line lengths. Values, comments and the text of
    articles stay as they are. Files with errors are listed and left alone.
    """
    root = root_of(config_file) if check or diff else editable_root(config_file)
    context = context_of(root, writes=True)
    if ids:
        context = _with_url(config_file, context)
        if context.settings.authority.endswith(".invalid"):
            raise EditError(
                "--ids needs the name that identities begin with",
                "add feed_authority to site_config/site.yml",
            )
    report = Report()
    keys = formatting.keys_of(context)

    def edit(file: FolderEntry, data: bytes) -> bytes | None:
        return formatting.formatted(data, file.path, keys, context, report, ids=ids)

    files = _named_files(root, paths, report)
    changes = list(_changes(root, files, context.settings.limits, report, edit))
    if diff:
        click.echo("\n".join(_diff(changes)))
    elif not check:
        journal.apply(root, changes)
    for change in () if diff else changes:
        click.echo(f"{'would format' if check else 'formatted'} {change.path}")
    tell(report)
    click.echo(
        f"{counted(len(changes), 'file')} {'to format' if check or diff else 'formatted'}", err=True
    )
    sys.exit(1 if (check and changes) or not report.ok else 0)


def fix(root: Path, paths: Sequence[Path]) -> list[str]:
    """Apply every unambiguous fix; return a line for each."""
    context = context_of(root, writes=True)
    messages: list[str] = []

    def edit(file: FolderEntry, data: bytes) -> bytes:
        after, lines = fixing.fixed(data, file.path, context)
        messages.extend(lines)
        return after

    files = _named_files(root, paths, Report())
    journal.apply(root, list(_changes(root, files, context.settings.limits, Report(), edit)))
    return [visible(line) for line in messages]


def with_line_fixes(root: Path, report: Report) -> Report:
    """Add to each problem of a content file the line that `check --fix` would write in its place."""
    context = read_context(root, Report())
    paths = {found.place.path for found in report}
    if context is None:
        return report
    fixes: dict[tuple[str, int], LineFix] = {}
    for file in _named_files(root, (), Report()):
        data = read_bytes(file, context.settings.limits, Report()) if file.path in paths else None
        if data is not None:
            lines = fixing.line_fixes(data, file.path, context)
            fixes |= {(file.path, number): line for number, line in lines.items()}
    result = Report()
    result.extend(
        replace(found, line_fix=fixes.get((found.place.path, found.place.line))) for found in report
    )
    return result


@click.command()
@click.argument("kind")
@click.argument("old")
@click.argument("new")
@click.option(
    "--name", default="", help="Also give the term this name; the old one becomes an alias."
)
@click.option("--dry-run", is_flag=True, help="Show the changes and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Make the changes without showing them or asking.")
@click.pass_obj
def rename(
    config_file: Path, kind: str, old: str, new: str, name: str, dry_run: bool, yes: bool
) -> None:
    """Rename a term or an article everywhere.

    KIND is a taxonomy (agency, theme, person …) or article; OLD is its slug or name, NEW the new
    slug. Articles, editions, registries and links follow, and the old address redirects to the new
    one.
    """
    root = root_of(config_file) if dry_run else editable_root(config_file)
    context = context_of(root, writes=True)
    taxonomy = _kind(kind, context)
    if taxonomy is None:
        if name:
            raise click.UsageError(
                "--name is for terms; change the title of an article in its file"
            )
        articles = known_articles(root, context)
        changes = article_edits.rename(root, _with_url(config_file, context), articles, old, new)
    else:
        if taxonomy.settings.lookup == "name" and not name and not address.SLUG.match(new):
            name, new = new, address.slugify(new)
        changes = term_edits.rename(root, context, taxonomy, old, new, name)
    _make(root, changes, dry_run=dry_run, yes=yes)


@click.command()
@click.argument("kind")
@click.argument("olds", metavar="FROM...", nargs=-1, required=True)
@click.argument("into")
@click.option("--dry-run", is_flag=True, help="Show the changes and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Make the changes without showing them or asking.")
@click.pass_obj
def merge(
    config_file: Path, kind: str, olds: tuple[str, ...], into: str, dry_run: bool, yes: bool
) -> None:
    """Merge terms, or articles, into one.

    INTO keeps its own values and gains the names, offices and old slugs of each FROM. Merged
    articles are deleted; their addresses redirect to INTO.
    """
    root = root_of(config_file) if dry_run else editable_root(config_file)
    context = context_of(root, writes=True)
    taxonomy = _kind(kind, context)
    if taxonomy is None:
        changes = article_edits.merge(root, context, known_articles(root, context), olds, into)
    else:
        changes = term_edits.merge(root, context, taxonomy, olds, into)
    _make(root, changes, dry_run=dry_run, yes=yes)


def _kind(word: str, context: Context) -> Taxonomy | None:
    """Find a taxonomy by its name, title or singular; None for articles."""
    kinds: dict[str, Taxonomy | None] = {ARTICLE: None, f"{ARTICLE}s": None}
    for name, taxonomy in context.taxonomies.items():
        settings = taxonomy.settings
        kinds.update(
            dict.fromkeys((name, settings.title.lower(), settings.singular.lower()), taxonomy)
        )
    if word.lower() not in kinds:
        singulars = ", ".join(
            taxonomy.settings.singular.lower() for taxonomy in context.taxonomies.values()
        )
        otherwise = f"write one of {ARTICLE}, {singulars}"
        raise EditError(
            f"KIND cannot be '{visible(word[:60])}'", did_you_mean(word, kinds, otherwise)
        )
    return kinds[word.lower()]


def _make(root: Path, changes: list[FileChange], *, dry_run: bool, yes: bool) -> None:
    """Show the changes, ask, and make them."""
    if not yes:
        click.echo("\n".join(_diff(changes)))
    if dry_run:
        click.echo(f"{counted(len(changes), 'file')} would change; nothing was written", err=True)
        return
    if not yes and not (
        sys.stdin.isatty() and click.confirm(f"Change {counted(len(changes), 'file')}?", err=True)
    ):
        click.echo("nothing was written; add --yes to make the changes", err=True)
        sys.exit(1)
    journal.apply(root, changes)
    click.echo(f"changed {counted(len(changes), 'file')}")


@click.command()
@click.option(
    "--forget", is_flag=True, help="Drop the rest of the edit and keep all files as they are."
)
@click.pass_obj
def recover(config_file: Path, forget: bool) -> None:
    """Finish an interrupted rename, merge, fmt or check --fix.

    These four also finish it themselves before they do anything else; other commands only warn.
    """
    root = folder_of(config_file)
    if not journal.is_interrupted(root):
        click.echo("no edit was interrupted")
    elif forget:
        journal.forget(root)
        click.echo("dropped the interrupted edit; to see what it had changed: git diff")
    else:
        click.echo(f"finished an interrupted edit of {counted(journal.recover(root), 'file')}")
