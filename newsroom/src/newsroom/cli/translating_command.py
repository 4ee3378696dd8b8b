"""`digest translate`: what the interface says in English to readers of another language."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from babel import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural
from babel.messages.pofile import normalize

from generator.assemble.catalogues import (
    base_of,
    messages,
    own_catalogue,
    own_path,
    shipped,
    untranslated,
)
from generator.assemble.interface import english_name
from generator.cli.site_root import context_of, root_of, stop
from generator.diagnostics.diagnostics import Report
from generator.editing.file_changes import FileChange, apply, read_file
from generator.read.po_file import EMPTY, PoFile


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
        text = _with_missing((before or b"").decode(), tag, own, missing)
        if missing and text.encode() != before:
            apply(root, [FileChange(path, before, text.encode())])
    else:
        for message in missing:
            click.echo(message)
    total = f"{len(messages())} messages"
    note = f"{english_name(tag)}: {len(missing)} of {total} are not translated"
    click.echo(f"{note}; see {path}" if write and missing else note, err=True)


def _plural_forms(tag: str) -> tuple[int, str]:
    """The number of plural forms of a language and their rule, by our catalogue or by CLDR."""
    ours = shipped(base_of(tag))
    if ours != EMPTY:
        return ours.forms, ours.rule
    try:
        plural = get_plural(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return EMPTY.forms, EMPTY.rule
    return plural.num_plurals, plural.plural_expr


def new_header(tag: str) -> str:
    """Write the header of a catalogue, which editors such as Poedit read."""
    forms, rule = _plural_forms(tag)
    lines = (
        f"Language: {tag.replace('-', '_')}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: nplurals={forms}; plural={rule};",
    )
    texts = "".join(f'"{line}\\n"\n' for line in lines)
    return f'msgid ""\nmsgstr ""\n{texts}'


def _with_missing(text: str, tag: str, own: PoFile, missing: Iterable[str]) -> str:
    """Add an entry without a translation for each missing message to the text of a catalogue.

    `own` are the entries that the catalogue has; they stay as they are written.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    listed = {entry.message for entry in own.entries}
    forms = own.forms if own.entries else _plural_forms(tag)[0]
    parts = [text.replace("\r\n", "\n").rstrip("\n") or new_header(tag).rstrip("\n")]
    for message in missing:
        if message not in listed:
            parts.append("\n".join(_entry(message, messages()[message], forms)))
    return ("\n\n".join(parts) + "\n").replace("\n", line_end)


def _entry(message: str, plural: str, forms: int) -> Iterator[str]:
    yield f"msgid {normalize(message)}"
    if not plural:
        yield 'msgstr ""'
        return
    yield f"msgid_plural {normalize(plural)}"
    yield from (f'msgstr[{number}] ""' for number in range(forms))
