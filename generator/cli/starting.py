"""`digest init`: start a digest in an empty folder."""

import datetime as dt
import shlex
import sys
import tempfile
import unicodedata
from pathlib import Path

import click

from generator.assemble.catalogues import SOURCE, base_of, is_reviewed, messages, untranslated
from generator.assemble.interface import english_name, locale_tag
from generator.check.locale_codes import (
    capitalised,
    good_language,
    is_in_usual_script,
    language_codes,
    own_name,
)
from generator.cli.checking import check_all
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.failure import Failure
from generator.diagnostics.suggest import nearest
from generator.editing.new_digest import NewDigest, starter_files, starter_languages
from generator.editing.program_pin import program_pin
from generator.installed import installed
from generator.read.links.web_addresses import web_address_problem
from generator.read.text import find_forbidden
from generator.system.file_writing import create

_IGNORED = (".git", "LICENSE", "README.md")
"""Files of a new repository on GitHub or GitLab."""


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", help="The name of the digest.")
@click.option("--language", help="The language of menus and labels, such as en or de.")
@click.option("--url", help="The address where you will publish it.")
@click.option("--repository", help="The address of its repository, on GitHub, GitLab or elsewhere.")
@click.option("--from", "source", metavar="PROGRAM", help="Where CI gets this program.")
@click.option("--with", "part", metavar="NAME", help="Add the files that a package has, as inbox.")
def init(
    folder: Path,
    title: str | None,
    language: str | None,
    url: str | None,
    repository: str | None,
    source: str | None,
    part: str | None,
) -> None:
    """Start a digest in an empty FOLDER.

    The digest has settings, small registries, three pages, an example article, and CI for GitHub
    or GitLab. Without options, digest init asks five questions. It never overwrites a file.

    PROGRAM is a wheel's file, which is copied into the digest, a wheel's address with its hash
    (https://…/NAME.whl#sha256=HASH), or a git commit (git+https://…@COMMIT). Without it, CI stops
    and says what to fill in. With --with inbox, CI also keeps an issue with what the watched feeds
    report; this needs the newsroom, and its wheel beside that of the program.
    """
    if (folder / "mkdocs.yml").exists():
        raise Failure(f"{folder} already has a digest or another MkDocs site; name a new folder")
    if folder.exists() and any(entry.name not in _IGNORED for entry in folder.iterdir()):
        raise Failure(f"{folder} is not empty; name a new folder, as in: digest init my-digest")
    if title is None and not sys.stdin.isatty():
        raise Failure("a digest needs a title; add one, as in: --title 'Hospital security'")
    answers = (
        _title(_answer(title, "Name of the digest")),
        _language(_answer(language, "Language of its pages", "en")),
        _address(_answer(url, "Address of the site (empty if unknown)")),
        _address(_answer(repository, "Address of its repository (empty if none)")).rstrip("/"),
    )
    source = _answer(source, "Wheel or git commit of this program (empty: fill in later)").strip()
    digest = NewDigest(*answers, program_pin(source) if source else None)
    files = {path: text.encode() for path, text in starter_files(digest, dt.date.today())}
    if digest.program:
        files |= digest.program.files
    if part:
        added = [extension.starts(part, files, source) for extension in installed()]
        if not any(added):
            help_line = "install the package that does, or leave --with out"
            raise Failure(f"no package that is installed adds '{part}'; {help_line}")
        for one in added:
            files |= one
    with tempfile.TemporaryDirectory() as copy:
        _write(Path(copy), files)
        report = check_all(Path(copy).resolve(), "mkdocs.yml")
    problem = next((one for one in report if one.code != "untranslated-interface"), None)
    if problem:
        raise Failure(f"{problem.message}; nothing was written")
    _write(folder, files)
    click.echo(f"wrote {counted(len(files), 'file')} to {folder}")
    _say_next(folder, digest)


def _say_next(folder: Path, digest: NewDigest) -> None:
    _say_languages(digest.language)
    if not digest.program:
        click.echo("CI cannot build it yet: program.txt has to say where the program is")
    click.echo("next:")
    if folder != Path():
        click.echo(f"  cd {shlex.quote(str(folder))}")
    click.echo("  digest serve   # preview the site")
    click.echo("  digest new     # write your first article")
    click.echo("  digest build   # build the site into site/")


def _say_languages(tag: str) -> None:
    """Say what is in the digest's language, and what is in English."""
    base = base_of(tag)
    if base == SOURCE:
        return
    missing, every = len(untranslated(tag)), len(messages())
    is_read = is_reviewed(base)
    if missing or not is_read:
        share = round(100 * (every - missing) / every)
        done = f"{every - missing} of {every} messages ({share} %)"
        note = "" if is_read else ", not reviewed by anybody who speaks it"
        click.echo(f"menus and labels in {english_name(tag)}: {done}{note}")
    if tag != base:
        click.echo(
            f"{tag}: texts are those for {base}; dates and country names as in {locale_tag()}"
        )
    click.echo(
        "in English: comments in mkdocs.yml, program.txt and the files for CI, "
        "a LICENSE from your host, and what commands print"
    )


def _answer(option: str | None, question: str, default: str = "") -> str:
    """Return an option's value; without one, ask on a terminal, and elsewhere use the default."""
    if option is not None:
        return option
    if not sys.stdin.isatty():
        return default
    answer: str = click.prompt(question, default=default, show_default=bool(default))
    return answer


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise Failure("a digest needs a title; nothing was written")
    if "<" in title or ">" in title:
        raise Failure(f"the title '{title}' contains HTML; write plain text")
    for _, description in find_forbidden(title):
        raise Failure(f"the title contains {description}; use letters, digits and punctuation only")
    for char in title:
        if unicodedata.category(char) in ("So", "Cn", "Co", "Cs"):
            message = f"the title contains '{char}'"
            raise Failure(f"{message}; use letters, digits and punctuation only")
    return title


def _language(tag: str) -> str:
    """Return a language tag as BCP 47 has it, of a language in which a digest can be started."""
    written = capitalised(tag.strip())
    started = starter_languages()
    if not good_language(written):
        codes = language_codes() | {own_name(code): code for code in started}
        match = nearest(tag, codes, codes)
        hint = "write one such as en"
        if match:
            hint = f"did you mean '{capitalised(match)}'?"
        raise Failure(f"'{tag}' is not the code of a language; {hint}")
    if base_of(written) not in started or not is_in_usual_script(written):
        message = f"a new digest has no texts in {english_name(written)} ('{written}')"
        ways = f"start in one of {', '.join(started)}, translate its texts and change `language`"
        raise Failure(f"{message}; {ways}")
    return written


def _address(text: str) -> str:
    address = text.strip()
    if not address:
        return ""
    problem = web_address_problem(address, local=True)
    if problem:
        raise Failure(f"'{address[:60]}' is not a web address: {problem}")
    return f"{address.rstrip('/')}/"


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        create(str(folder / path), data)
