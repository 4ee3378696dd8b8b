"""Write the files of a new digest (`digest init`) from templates in `generator/starter/`.

A line whose value is empty becomes a comment.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from generator import __version__
from generator.assemble import interface
from generator.assemble.catalogues import base_of
from generator.assemble.interface import _
from generator.diagnostics.failure import Failure
from generator.editing.canonical import in_one_line
from generator.model.layout import PROGRAM, REQUIREMENTS
from generator.read.tables import table

_TEMPLATES = Path(__file__).parents[1] / "starter"
_HOSTS = table(__package__, "starter_files")["hosts"]
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_NAME = "security-news-digest"
_WHEEL = rf"{_NAME.replace('-', '_')}-{re.escape(__version__)}-[\w.-]+\.whl"
_COMMIT = re.compile(r"git\+https://[^\s@?#]+@[0-9a-f]{40}")
_RELEASE = re.compile(rf"(https://[^\s@?#]+/{_WHEEL})#sha256=([0-9a-f]{{64}})")


def starter_files(
    title: str, language: str, url: str, repository: str, today: dt.date
) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file but those that pin the program."""
    interface.use(language)
    name = urlsplit(repository).hostname or ""
    hosts = [host for host in _HOSTS if host in name] or [*_HOSTS]
    values = {
        "title": in_one_line(title),
        "language": in_one_line(language),
        "url": url and in_one_line(url),
        "url_or_nothing": in_one_line(url, quotes='"'),
        "host": urlsplit(url).hostname or "",
        "repository": repository and in_one_line(repository),
        "edit_url": f"{repository}{_HOSTS[hosts[0]]['edit']}"
        if repository and len(hosts) == 1
        else "",
        "today": today.isoformat(),
        "light_colours": _("Switch to light colours"),
        "dark_colours": _("Switch to dark colours"),
        "system_colours": _("Switch to the system's colours"),
    }
    files = dict(table(__package__, "starter_files")["files"])
    files[f"content/articles/{today.year}/{today}-example-article.md"] = "example-article.md"
    files |= {_HOSTS[host]["path"]: _HOSTS[host]["template"] for host in hosts}
    for path, name in files.items():
        # Read a template in the digest's language, or in English if it is not translated.
        file = _TEMPLATES / base_of(language) / name
        yield path, _filled(file if file.is_file() else _TEMPLATES / name, values)


def program_files(source: str) -> dict[str, bytes]:
    """Map the files from which CI installs the program to their contents.

    A name alone is never written: whoever registers it at a package index could run code in every
    build. So `source` is a wheel on this machine, which becomes part of the digest, a wheel's
    address with its hash, or a git commit; without it, the file says what to fill in.

    Raises:
        Failure: the source could change later, or is no release of this program.
    """
    files = {}
    line = _text("program-missing.txt")
    if _COMMIT.fullmatch(source):
        line = f"{_NAME} @ {source}\n"
    elif release := _RELEASE.fullmatch(source):
        line = f"{_NAME} @ {release[1]} --hash=sha256:{release[2]}\n"
    elif source:
        wheel = Path(source)
        if not re.fullmatch(_WHEEL, wheel.name) or not wheel.is_file():
            forms = "its wheel's file, https://…/NAME.whl#sha256=HASH or git+https://…@COMMIT"
            message = f"{source[:80]!r} is not version {__version__} of the program"
            raise Failure(f"{message}, or could change: write {forms}")
        data = wheel.read_bytes()
        files[f"wheels/{wheel.name}"] = data
        line = f"./wheels/{wheel.name} --hash=sha256:{hashlib.sha256(data).hexdigest()}\n"
    locked = _text("requirements.txt", "site.lock", "build.lock")
    return {REQUIREMENTS: locked.encode(), PROGRAM: (_text("program.txt") + line).encode(), **files}


def _text(*names: str) -> str:
    return "".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in names)


def _filled(template: Path, values: Mapping[str, str]) -> str:
    lines = []
    for line in template.read_text(encoding="utf-8").splitlines(keepends=True):
        filled = _PLACEHOLDER.sub(lambda match: values[match[1]] or "…", line)
        if not all(values[name] for name in _PLACEHOLDER.findall(line)):
            filled = f"# {filled}"
        lines.append(filled)
    return "".join(lines)
