"""Write the files of a new digest (`digest init`) from templates in `generator/starter/`.

A line whose value is empty becomes a comment.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.assemble import interface
from generator.assemble.catalogues import SOURCE, base_of
from generator.assemble.interface import _
from generator.editing.canonical import in_one_line
from generator.editing.program_pin import ProgramPin
from generator.model.layout import PROGRAM, REQUIREMENTS
from generator.read.tables import table

_TEMPLATES = Path(__file__).parents[1] / "starter"
_HOSTS = table(__package__, "starter_files")["hosts"]
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


class NewDigest(NamedTuple):
    """The choices of the author of a new digest."""

    title: str
    language: str
    url: str
    """The future address of the site with a final slash; empty if it is unknown."""
    repository: str
    """The address of its repository, without a final slash; empty if there is none."""
    program: ProgramPin | None
    """The place from which CI gets the program; None if nobody has said it yet."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that get a CI file: the one of the repository, or all if it is unknown."""
        name = urlsplit(self.repository).hostname or ""
        return tuple(host for host in _HOSTS if host in name) or tuple(_HOSTS)


def starter_languages() -> tuple[str, ...]:
    """Return the languages in which a digest can be started, in the order of their codes."""
    return tuple(sorted((SOURCE, *(tree.name for tree in _TEMPLATES.iterdir() if tree.is_dir()))))


def starter_files(digest: NewDigest, today: dt.date) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file."""
    interface.use(digest.language)
    edit_url = ""
    if digest.repository and len(digest.hosts) == 1:
        edit_url = digest.repository + _HOSTS[digest.hosts[0]]["edit"]
    values = {
        "title": in_one_line(digest.title),
        "language": digest.language,
        "url": digest.url,
        "url_or_nothing": f'"{digest.url}"',
        "host": urlsplit(digest.url).hostname or "",
        "repository": digest.repository,
        "edit_url": edit_url,
        "today": today.isoformat(),
        "light_colours": _("Switch to light colours"),
        "dark_colours": _("Switch to dark colours"),
        "system_colours": _("Switch to the system's colours"),
    }
    files = dict(table(__package__, "starter_files")["files"])
    files[f"content/articles/{today.year}/{today}-example-article.md"] = "example-article.md"
    for host in digest.hosts:
        files[_HOSTS[host]["path"]] = _HOSTS[host]["template"]
    for path, name in files.items():
        # What only editors of settings and CI see has no translation.
        file = _TEMPLATES / base_of(digest.language) / name
        if not file.is_file():
            file = _TEMPLATES / name
        yield path, _filled(file.read_text(encoding="utf-8"), values)
    line = f"{digest.program.line}\n" if digest.program else ""
    yield from requirements(line)


def requirements(line: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the two files from which CI installs.

    `line` is the program's requirement; without it, the file says what to fill in.
    """
    yield REQUIREMENTS, _joined("requirements.txt", "site.lock", "build.lock")
    yield PROGRAM, _joined("program.txt") + (line or _joined("program-missing.txt"))


def _joined(*names: str) -> str:
    return "".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in names)


def _filled(template: str, values: Mapping[str, str]) -> str:
    lines = []
    for line in template.splitlines(keepends=True):
        filled = _PLACEHOLDER.sub(lambda match: values[match[1]] or "…", line)
        if not all(values[name] for name in _PLACEHOLDER.findall(line)):
            filled = f"# {filled}"
        lines.append(filled)
    return "".join(lines)
