"""Commands that change what people wrote: `fmt`, `rename`, `merge`, and `check --fix`.

Each of them works out all changes first and then makes them as one (`edit.journal`).
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from generator.build.archive import known_articles
from generator.check.article_fields import Context
from generator.cli.site_root import context_of, editable_root, engine_of, folder_of, root_of, tell
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.suggest import did_you_mean
from generator.diagnostics.terminal import visible
from generator.editing import article_edits, fixing, formatting, journal, term_edits
from generator.editing.editable_files import CONTENT, kind_of
from generator.editing.error import EditError
from generator.editing.journal import FileChange
from generator.model.layout import ARTICLES
from generator.model.term import Taxonomy
from generator.read.folder import FoundFile, list_files, list_path, read_bytes

ARTICLE = "article"


def _at_its_address(config_file: Path, context: Context) -> Context:
    """The same site at the address that mkdocs.yml gives it: identities in feeds are made from that."""
    if context.settings.feed_authority:
        return context
    url = engine_of(config_file).site_url
    return replace(context, settings=replace(context.settings, url=url)) if url else context


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _named_files(root: Path, paths: Sequence[Path], report: Report) -> list[FoundFile]:
    """The content files at some paths, or all of them."""
    if not paths:
        return [found for folder in CONTENT for found in list_files(root / folder, folder, report)]
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise click.UsageError(f"{path}: there is no such file")
    found = {entry.path: entry for path in paths for entry in list_path(path, root, report)}
    return list(found.values())


def _target(found: FoundFile, root: Path) -> str:
    """A file's path as a change names it: relative to the site's folder when it is inside."""
    whole = Path(os.path.realpath(found.file))
    return str(whole.relative_to(root)) if whole.is_relative_to(root) else str(whole)


def _lines(data: bytes | None) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+\Z", (data or b"").decode("utf-8", "replace"))


def _diff(changes: Iterable[FileChange]) -> Iterator[str]:
    """A unified diff that `git apply` and `patch -p1` take."""
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
@click.option("--ids", is_flag=True, help="Also write down the permanent `id` of each published article.")
@click.pass_obj
def fmt(config_file: Path, paths: tuple[Path, ...], check: bool, diff: bool, ids: bool) -> None:
    """Bring front matter into its canonical form: order of keys, quotes, lists, line lengths.

    What it says does not change, nor does the text below it; comments stay at their keys.
    Files with errors are named and left alone.
    """
    root = root_of(config_file) if check or diff else editable_root(config_file)
    context = context_of(root, writes=True)
    if ids:
        context = _at_its_address(config_file, context)
        if context.settings.authority.endswith(".invalid"):
            raise EditError("identities need a name to begin with", "write feed_authority into site.yml")
    report = Report()
    files = _named_files(root, paths, report)
    changes = list(_formatted(files, root, context, ids, report))
    if diff:
        click.echo("\n".join(_diff(changes)))
    elif not check:
        journal.apply(root, changes)
    for change in () if diff else changes:
        click.echo(f"{'would format' if check else 'formatted'} {change.path}")
    tell(report)
    click.echo(f"{_files(len(changes))} {'to format' if check or diff else 'formatted'}", err=True)
    sys.exit(1 if (check and changes) or not report.ok else 0)


def _formatted(
    files: Iterable[FoundFile], root: Path, context: Context, ids: bool, report: Report
) -> Iterator[FileChange]:
    every = {kind: formatting.keys_for(f"{kind}/", context) for kind in CONTENT}
    for found in files:
        before = read_bytes(found, context.settings.limits, report)
        if before is None:
            continue
        kind = kind_of(found.path)
        own = ids and kind == ARTICLES
        after = formatting.formatted(before, found.path, every[kind], context, report, ids=own)
        if after is not None and after != before:
            yield FileChange(_target(found, root), before, after)


def fix(root: Path, paths: Sequence[Path]) -> list[str]:
    """Apply every fix that is safe; returns a line for each."""
    context = context_of(root, writes=True)
    changes, said = [], []
    for found in _named_files(root, paths, Report()):
        before = read_bytes(found, context.settings.limits, Report())
        if before is None:
            continue
        after, lines = fixing.fixed(before, found.path, context)
        if after != before:
            changes.append(FileChange(_target(found, root), before, after))
            said += lines
    journal.apply(root, changes)
    return [visible(line) for line in said]


@click.command()
@click.argument("kind")
@click.argument("old")
@click.argument("new")
@click.option("--name", default="", help="Also give the term this name; the old one becomes an alias.")
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Apply the changes without showing them or asking.")
@click.pass_obj
def rename(config_file: Path, kind: str, old: str, new: str, name: str, dry_run: bool, yes: bool) -> None:
    """Give a term or an article another slug, everywhere at once.

    KIND is a taxonomy (agency, theme, person …) or article; OLD is its slug or name, NEW the new
    slug. Articles, editions, registries and links follow, and the old address redirects to the new one.
    """
    root = root_of(config_file) if dry_run else editable_root(config_file)
    context = context_of(root, writes=True)
    taxonomy = _kind(kind, context)
    if taxonomy is None:
        if name:
            raise click.UsageError("an article's name is its title; change that in its file")
        known = known_articles(root, context)
        changes = article_edits.rename(root, _at_its_address(config_file, context), known, old, new)
    else:
        slug, name = _new_slug(taxonomy, new, name)
        changes = term_edits.rename(root, context, taxonomy, old, slug, name)
    _make(root, changes, dry_run=dry_run, yes=yes)


def _new_slug(taxonomy: Taxonomy, new: str, name: str) -> tuple[str, str]:
    """Slug and name: where front matter names terms by name, a new name alone says both."""
    from generator.model import address

    if taxonomy.settings.lookup == "name" and not name and not address.SLUG.match(new):
        return address.slugify(new), new
    return new, name


@click.command()
@click.argument("kind")
@click.argument("olds", metavar="FROM...", nargs=-1, required=True)
@click.argument("into")
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Apply the changes without showing them or asking.")
@click.pass_obj
def merge(config_file: Path, kind: str, olds: tuple[str, ...], into: str, dry_run: bool, yes: bool) -> None:
    """Let one term, or one article, take the place of others.

    INTO keeps what it says and gains the names, offices and old slugs of each FROM. Articles that
    are merged are removed; their addresses redirect to INTO.
    """
    root = root_of(config_file) if dry_run else editable_root(config_file)
    context = context_of(root, writes=True)
    taxonomy = _kind(kind, context)
    if taxonomy is None:
        changes = article_edits.merge(root, context, known_articles(root, context), olds, into)
    else:
        changes = term_edits.merge(root, context, taxonomy, olds, into)
    _make(root, changes, dry_run=dry_run, yes=yes)


def _kind(said: str, context: Context) -> Taxonomy | None:
    """The taxonomy someone means by its name, title or singular; None for articles."""
    known: dict[str, Taxonomy | None] = {ARTICLE: None, f"{ARTICLE}s": None}
    for name, taxonomy in context.taxonomies.items():
        settings = taxonomy.settings
        known.update(dict.fromkeys((name, settings.title.lower(), settings.singular.lower()), taxonomy))
    if said.lower() not in known:
        singulars = ", ".join(one.settings.singular.lower() for one in context.taxonomies.values())
        otherwise = f"one of {ARTICLE}, {singulars}"
        raise EditError(f"'{said}' is not a kind of thing here", did_you_mean(said, known, otherwise))
    return known[said.lower()]


def _make(root: Path, changes: list[FileChange], *, dry_run: bool, yes: bool) -> None:
    """Show the changes, ask, and make them."""
    if not yes:
        click.echo("\n".join(_diff(changes)))
    if dry_run:
        click.echo(f"{_files(len(changes))} would change; nothing was written", err=True)
        return
    if not yes and not (sys.stdin.isatty() and click.confirm(f"Change {_files(len(changes))}?", err=True)):
        click.echo("nothing was written; add --yes to apply the changes", err=True)
        sys.exit(1)
    journal.apply(root, changes)
    click.echo(f"changed {_files(len(changes))}")


@click.command()
@click.option(
    "--forget", is_flag=True, help="Leave all files as they are now, and drop the rest of the edit."
)
@click.pass_obj
def recover(config_file: Path, forget: bool) -> None:
    """Finish an edit that was interrupted: rename, merge, fmt, or check --fix.

    Those four do this by themselves before anything else; every other command only says so.
    """
    root = folder_of(config_file)
    if not journal.is_interrupted(root):
        click.echo("no edit was interrupted")
    elif forget:
        journal.forget(root)
        click.echo("the interrupted edit was dropped; to see what it had changed: git diff")
    else:
        click.echo(f"finished an interrupted edit, files: {journal.recover(root):,}")
