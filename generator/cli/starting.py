"""`digest init`: start a digest in an empty folder."""

import datetime as dt
import tempfile
from pathlib import Path

import click

from generator.cli.checking import check_all
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.failure import Failure
from generator.editing.new_digest import program_files, starter_files
from generator.installed import installed
from generator.system.file_writing import create

_IGNORED = (".git", "LICENSE", "README.md")
"""Files of a new repository on GitHub or GitLab."""


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", prompt="Name of the digest", help="The name of the digest.")
@click.option("--language", default="en", help="The language of menus and labels: en, de …")
@click.option("--url", default="", help="The address where you will publish it.")
@click.option("--repository", default="", help="The address of its repository.")
@click.option("--from", "source", default="", metavar="PROGRAM", help="Where CI gets this program.")
@click.option("--with", "part", default="", metavar="NAME", help="Add a package's files: inbox.")
def init(
    folder: Path, title: str, language: str, url: str, repository: str, source: str, part: str
) -> None:
    """Start a digest in an empty FOLDER.

    The digest has settings, small registries, three pages, an example article, and CI for GitHub
    or GitLab. digest init never overwrites a file.

    PROGRAM is a wheel's file, which is copied into the digest, a wheel's address with its hash
    (https://…/NAME.whl#sha256=HASH), or a git commit (git+https://…@COMMIT). Without it, CI stops
    and says what to fill in. With --with inbox, CI also keeps an issue with what the watched feeds
    report; this needs the newsroom, and its wheel beside that of the program.
    """
    if folder.exists() and any(entry.name not in _IGNORED for entry in folder.iterdir()):
        raise Failure(f"{folder} is not empty; name a new folder, as in: digest init my-digest")
    url = f"{url.rstrip('/')}/" if url else ""
    started = starter_files(title, language, url, repository.rstrip("/"), dt.date.today())
    files = {path: text.encode() for path, text in started} | program_files(source)
    added = [extension.starts(part, files, source) for extension in installed() if part]
    if part and not any(added):
        help_line = "install the package that does, or leave --with out"
        raise Failure(f"no package that is installed adds '{part}'; {help_line}")
    for one in added:
        files |= one
    with tempfile.TemporaryDirectory() as copy:
        _write(Path(copy), files)
        report = check_all(Path(copy).resolve(), "mkdocs.yml")
    problem = next((one for one in report if one.code != "untranslated-interface"), None)
    if problem:
        raise Failure(f"{problem.message}; {problem.help}; nothing was written")
    _write(folder, files)
    click.echo(f"wrote {counted(len(files), 'file')} to {folder}")
    click.echo(
        "next: digest serve, digest new and digest build, in that folder; read its program.txt"
    )


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        create(str(folder / path), data)
