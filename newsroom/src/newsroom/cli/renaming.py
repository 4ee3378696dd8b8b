"""Commands that give things other names: `rename` and `merge`."""

import shlex
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from generator.check.article_fields import Context
from generator.cli.editing import diff_of, force_option, refuse_unsaved, with_url
from generator.cli.site_root import root_of
from generator.diagnostics.diagnostics import Report, counted
from generator.diagnostics.failure import EditError
from generator.diagnostics.suggest import did_you_mean
from generator.diagnostics.terminal import visible
from generator.editing import file_changes
from generator.editing.file_changes import FileChange
from generator.installed import installed
from generator.load.archive import known_articles
from generator.load.context import read_context
from generator.model import address
from generator.model.term import Taxonomy, fold
from newsroom.editing import article_edits, term_edits

ARTICLE = "article"

dry_run_option = click.option("--dry-run", is_flag=True, help="Show the changes and write nothing.")
yes_option = click.option(
    "-y", "--yes", is_flag=True, help="Make the changes without showing them or asking."
)


@click.command()
@click.argument("kind")
@click.argument("old")
@click.argument("new", default="", metavar="NEW")
@click.option(
    "--name", default="", help="Also give the term this name; the old one becomes an alias."
)
@dry_run_option
@yes_option
@force_option
@click.pass_obj
def rename(config_file: Path, /, kind: str, old: str, new: str, name: str, **how: bool) -> None:
    """Rename a term or an article everywhere.

    KIND is article, or a taxonomy of site.yml; OLD is its slug or name, NEW the new slug. Articles,
    editions, registries and links follow, and the old address redirects to the new one. To undo it:
    git restore.
    """
    root = root_of(config_file)
    context = _context_of(root)
    taxonomy = _kind(kind, (old, new), context, "rename")
    if not new:
        form = shlex.join(["digest", "rename", kind, old])
        raise click.UsageError(f"the new slug is missing; type {form} <new slug>")
    if taxonomy is not None:
        if taxonomy.settings.lookup == "name" and not name and not address.SLUG.match(new):
            name, new = new, address.slugify(new)
        changes = term_edits.rename(root, context, taxonomy, old, new, name)
    elif name:
        raise click.UsageError("--name is for terms; change the title of an article in its file")
    else:
        articles = known_articles(root, context)
        changes = article_edits.rename(root, with_url(config_file, context), articles, old, new)
    make(root, changes, **how)


@click.command()
@click.argument("kind")
@click.argument("olds", metavar="FROM...", nargs=-1)
@click.argument("into")
@dry_run_option
@yes_option
@force_option
@click.pass_obj
def merge(config_file: Path, /, kind: str, olds: tuple[str, ...], into: str, **how: bool) -> None:
    """Merge terms, or articles, into one.

    INTO keeps its own values and gains the names, offices and old slugs of each FROM. Merged
    articles are deleted; their addresses redirect to INTO. To undo it: git restore.
    """
    root = root_of(config_file)
    context = _context_of(root)
    taxonomy = _kind(kind, (*olds, into), context, "merge")
    if not olds:
        form = shlex.join(["digest", "merge", kind, into])
        raise click.UsageError(f"the slug of the second one is missing; type {form} <slug>")
    if taxonomy is None:
        changes = article_edits.merge(root, context, known_articles(root, context), olds, into)
    else:
        changes = term_edits.merge(root, context, taxonomy, olds, into)
    make(root, changes, **how)


def _context_of(root: Path) -> Context:
    """Read the settings and registries; the first error in them is the reason to change nothing.

    Raises:
        EditError: there is an error.
    """
    report = Report()
    context = read_context(root, installed(), report)
    errors = [problem for problem in report if problem.severity == "error"]
    if context is None or errors:
        place, message = errors[0].place, errors[0].message
        raise EditError(f"nothing was changed, because of {place}: {message}; see digest check")
    return context


def _kind(word: str, names: Iterable[str], context: Context, command: str) -> Taxonomy | None:
    """Find a taxonomy by its name, title or singular; None for articles.

    `names` are the words after it. If the kind was forgotten, these have lost their first one.

    Raises:
        EditError: there is no such kind.
    """
    kinds: dict[str, Taxonomy | None] = {ARTICLE: None, f"{ARTICLE}s": None}
    choices = [ARTICLE]
    for name, taxonomy in context.taxonomies.items():
        singular = taxonomy.settings.singular.lower()
        choices.append(singular)
        for called in (name, taxonomy.settings.title.lower(), singular):
            kinds[called] = taxonomy
    if word.lower() in kinds:
        return kinds[word.lower()]
    having = [one for one in context.taxonomies.values() if _has(one, word)]
    if having or not all(names):
        kind = having[0].settings.name if len(having) == 1 else "<kind>"
        words = shlex.join(filter(None, (word, *names)))
        message = "KIND is missing: say first what is to be changed"
        help_line = f"type digest {command} {kind} {words}"
        if len(having) != 1:
            help_line += f", with one of {', '.join(choices)} for <kind>"
        raise EditError(message, help_line)
    help_line = did_you_mean(word, kinds, f"write one of {', '.join(choices)}")
    raise EditError(f"KIND cannot be '{visible(word[:60])}'", help_line)


def _has(taxonomy: Taxonomy, word: str) -> bool:
    """Whether a taxonomy has a term with a slug or name."""
    return word in taxonomy.terms or fold(word) in taxonomy.by_name


def make(root: Path, changes: list[FileChange], *, dry_run: bool, yes: bool, force: bool) -> None:
    """Show the changes, ask for confirmation, and write them."""
    if not yes:
        click.echo("\n".join(diff_of(changes)))
    if dry_run:
        click.echo(f"{counted(len(changes), 'file')} would change; nothing was written", err=True)
        return
    refuse_unsaved(root, changes, force=force)
    question = f"Change {counted(len(changes), 'file')}?"
    if not yes:
        yes = sys.stdin.isatty() and click.confirm(question, err=True)
    if not yes:
        click.echo("nothing was written; add --yes to make the changes", err=True)
        sys.exit(1)
    file_changes.apply(root, changes)
    click.echo(f"changed {counted(len(changes), 'file')}")
