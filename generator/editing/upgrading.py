"""Plan what CHANGELOG.md says to do when you upgrade, as far as a program can.

Each step looks for what an earlier version needed, and changes only that. So a site that is up to
date has no changes, and `digest check` reports those that are left.
"""

import codecs
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from packaging.utils import canonicalize_name

from generator.check.site_settings import SCHEMA
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import EditError
from generator.editing.file_changes import FileChange
from generator.editing.new_digest import install_commands, requirements
from generator.editing.program_pin import DISTRIBUTION, ProgramPin
from generator.editing.yaml_edits import edited, put
from generator.editing.yaml_text import Plain, Values, read
from generator.model.layout import CI_FILE, CI_FOLDER, CONFIG, OVERRIDES, PROGRAM, REQUIREMENTS
from generator.read.regular import read_below, walk
from generator.read.tables import table

_MOST_BYTES = 8 * 1024 * 1024
_LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
_BY_NAME = re.compile(
    rf"^[ \t]*{DISTRIBUTION.replace('-', '[-_.]+')}(?![-_.\w]).*\n?", re.MULTILINE | re.IGNORECASE
)
"""A line that installs this program. To pip, `A_b` and `a-B` are one name."""
_PINNED = re.compile(r"@ git\+https://\S+@[0-9a-f]{40}\s*$|--hash=sha256:[0-9a-f]{64}")
_PACKAGE = re.compile(r"^[ \t]*([A-Za-z0-9][\w.-]*)", re.MULTILINE)
_INSTALL = re.compile(r"^( *- (?:run: )?)pip install -r requirements\.txt$", re.MULTILINE)


class Upgrade(NamedTuple):
    """The planned change of one file, and the reason for it."""

    change: FileChange
    reason: str


def upgrades(root: Path, engine: str, program: ProgramPin | None = None) -> Iterator[Upgrade]:
    """Yield the change of each file in which something is obsolete.

    Args:
        root: The site's folder.
        engine: The name of mkdocs.yml.
        program: The program that CI will install; None to keep the present one.

    Raises:
        EditError: a file cannot be edited.
    """
    yield from _rewritten(root, engine, _engine, "it names files of the former theme")
    yield from _rewritten(root, f"{CONFIG}/style.yml", _style, "`titles` has no effect any more")
    yield from _former_files(root)
    listed = _text(root, REQUIREMENTS)
    installs = program or _BY_NAME.search(listed)
    for path in _ci_files(root):
        edit = _ci_with_program if installs else _ci
        yield from _rewritten(root, path, edit, "it has commands of an earlier version")
    if installs:
        yield from _installation(root, listed, program)


def first_schema(root: Path) -> Iterator[Upgrade]:
    """Yield the change that gives site.yml its version, and the licence that pages named so far.

    Raises:
        EditError: site.yml cannot be edited, or is for a newer program.
    """
    yield from _rewritten(root, f"{CONFIG}/site.yml", _settings, "its version is missing")


def report_obsolete(root: Path, engine: str, report: Report) -> None:
    """Report what `digest upgrade` would change; files with errors are left to their own checks."""
    with suppress(EditError):
        planned = [one for one in upgrades(root, engine) if one.change.before is not None]
        for change, reason in planned:
            line = 1
            if change.before and change.after:
                line = _first_difference(change.before.splitlines(), change.after.splitlines())
            help_line = "run `digest upgrade`, which shows every change before it asks"
            report.add(Place(change.path, line), "obsolete", reason, help_line)


def _first_difference(before: list[bytes], after: list[bytes]) -> int:
    for number, (old, new) in enumerate(zip(before, after, strict=False), 1):
        if old != new:
            return number
    return len(after)


def _bytes(root: Path, path: str) -> bytes | None:
    """The content of a file; None if it does not exist.

    Raises:
        EditError: it cannot be read, or it is a link, which an upgrade would have to replace.
    """
    if not os.path.lexists(root / path):
        return None
    report = Report()
    data = read_below(root, path, path, _MOST_BYTES, report, "")
    for found in report:
        raise EditError(f"{found.place.path}: {found.message}", found.help)
    return data


def _text(root: Path, path: str) -> str:
    """The text of a file; empty if it does not exist."""
    text = (_bytes(root, path) or b"").decode("utf-8-sig", errors="ignore")
    return text.replace("\r\n", "\n")


def _rewritten(root: Path, path: str, edit: Callable[[str], str], why: str) -> Iterator[Upgrade]:
    """Yield the change of a text file, which keeps its line ends and its byte order mark."""
    before = _bytes(root, path)
    if before is None:
        return
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    line_end = "\r\n" if b"\r\n" in before else "\n"
    written = before.removeprefix(mark).decode(errors="surrogateescape")
    text = written.replace("\r\n", "\n")
    after = edit(text)
    if after != text:
        after = after.replace("\n", line_end)
        yield Upgrade(FileChange(path, before, mark + after.encode(errors="surrogateescape")), why)


def _engine(text: str) -> str:
    """Delete settings of the former theme. mkdocs.yml may have tags, so it is edited as text."""
    for pattern in table(__package__, "obsolete")["engine"].values():
        text = re.sub(pattern, "", text, flags=re.MULTILINE)
    return text


def _style(text: str) -> str:
    if "titles" not in text:
        return text
    values = read(text, f"{CONFIG}/style.yml").values
    for words in values.values():
        if isinstance(words, dict):
            words.pop("titles", None)
    return edited(text, values, f"{CONFIG}/style.yml")


def _settings(text: str) -> str:
    path = f"{CONFIG}/site.yml"
    values = read(text, path).values
    if "schema" in values:
        _check_version(values["schema"])
        return text
    put(values, "schema", Plain(str(SCHEMA)), ["schema"])
    values.setdefault("licence", dict(_LICENCE))
    return edited(text, values, path)


def _check_version(version: Values) -> None:
    number = 0
    if isinstance(version, Plain) and version.text.isdecimal():
        number = int(version.text[:9])
    if number > SCHEMA:
        message = f"site.yml has schema {number}, but this program reads schema {SCHEMA}"
        raise EditError(f"{message}; install the newest version of the program")
    if number < 1:
        message = f"{CONFIG}/site.yml: 'schema' is not the number of a version"
        raise EditError(message, f"write schema: {SCHEMA}")


def _former_files(root: Path) -> Iterator[Upgrade]:
    """Yield deletions of unchanged copies of the former theme."""
    ours = table(__package__, "obsolete")["theme"]
    for name in sorted(ours):
        path = f"{OVERRIDES}/{name}"
        data = _bytes(root, path)
        if data is not None and hashlib.sha256(data).hexdigest()[:16] in ours[name]:
            yield Upgrade(FileChange(path, data, None), "this copy is now part of the program")


def _installation(root: Path, listed: str, program: ProgramPin | None) -> Iterator[Upgrade]:
    """Yield the changes of the files from which CI installs; added requirements are kept."""
    line = ""
    for text in (_text(root, PROGRAM), listed):
        found = _BY_NAME.search(text)
        if found and _PINNED.search(found[0]):
            line = found[0]
    texts = {}
    if program:
        line = f"{program.line}\n"
        texts = dict(program.files)
    for path, text in requirements(line):
        texts[path] = text.encode()
    named = _PACKAGE.findall(texts[REQUIREMENTS].decode())
    locked = {DISTRIBUTION, *map(canonicalize_name, named)}
    for requirement in listed.replace("\\\n", "").splitlines(keepends=True):
        package = _PACKAGE.match(requirement)
        if package and canonicalize_name(package[1]) not in locked:
            texts[REQUIREMENTS] += requirement.encode()
    # The requirements come last: an upgrade that was killed before them begins again.
    for path in sorted(texts, key=lambda path: path == REQUIREMENTS):
        data, before = texts[path], _bytes(root, path)
        if data != before:
            change = FileChange(path, before, data)
            yield Upgrade(change, f"CI would install '{DISTRIBUTION}' by its name alone")


def _ci_files(root: Path) -> list[str]:
    folder = walk(root / CI_FOLDER, CI_FOLDER, Report())
    names = sorted(entry.path for entry in folder if entry.path.endswith((".yml", ".yaml")))
    return [CI_FILE, *(f"{CI_FOLDER}/{name}" for name in names)]


def _ci(text: str) -> str:
    for rule in table(__package__, "obsolete")["ci"]:
        if not re.search(rule["unless"], text):
            text = re.sub(rule["old"], rule["new"], text)
    return text


def _ci_with_program(text: str) -> str:
    commands = install_commands()
    return _INSTALL.sub(lambda match: "\n".join(match[1] + line for line in commands), _ci(text))
