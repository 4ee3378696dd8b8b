"""`digest translate`: what the interface says in English to readers of another language."""

from pathlib import Path

import click

from generator.assemble.catalogues import messages, own_catalogue, own_path, untranslated
from generator.assemble.interface import english_name
from generator.cli.site_root import context_of, root_of, stop
from generator.diagnostics.diagnostics import Report
from generator.editing.file_changes import FileChange, apply, read_file
from newsroom.editing.translating import with_missing


@click.command()
@click.option("--write", is_flag=True, help="Add the missing messages to the site's catalogue.")
@click.pass_obj
def translate(config_file: Path, write: bool) -> None:
    """List the words of the interface that are still in English.

    With --write they are added to site_config/locale/, in a file named after the language of
    site.yml. Fill in the texts after msgstr with an editor such as Poedit; `digest check` reads
    them. Translations in this file come before those of the program.
    """
    root = root_of(config_file)
    tag = context_of(root).settings.language
    report = Report()
    own = own_catalogue(root, tag, report)
    if not report.ok:
        stop(report, writes=write)
    missing = untranslated(tag, own)
    path = own_path(tag)
    if write:
        before = read_file(root / path)
        text = with_missing((before or b"").decode(), tag, own, missing)
        if missing and text.encode() != before:
            apply(root, [FileChange(path, before, text.encode())])
    else:
        for message in missing:
            click.echo(message)
    total = f"{len(messages())} messages"
    note = f"{english_name(tag)}: {len(missing)} of {total} are not translated"
    click.echo(f"{note}; see {path}" if write and missing else note, err=True)
