"""The messages of the interface, collected from the sources.

`python -m tests.catalogue`, which `make catalogues` runs, adds them to each catalogue and removes what has gone.
"""

import io
import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import BinaryIO

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from generator.installed import installed
from generator.read.tables import table
from tests.corpus import PROJECT

PACKAGE = PROJECT / "generator"
_KEYWORDS = {"_": None, "ngettext": (1, 2)}


def descriptions(
    file: BinaryIO, *_: object, **options: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """The descriptions of the keys of front matter, as Babel's extractors return messages."""
    for row in tomllib.load(file)["article"].values():
        if "description" in row:
            yield 1, None, row["description"], []


def reader_words(
    file: BinaryIO, *_: object, **options: object
) -> Iterator[tuple[int, None, str, list[str]]]:
    """The words by which readers ask for pages and days, as Babel's extractors return messages."""
    for group in tomllib.load(file).values():
        for words in group.values():
            yield 1, None, words, []


def packages() -> list[Path]:
    """The folders of the packages that have messages: the core, then each other extension."""
    own = (extension.folder for extension in installed())
    return [PACKAGE, *(folder for folder in own if not folder.is_relative_to(PACKAGE))]


def messages_of(package: Path) -> Catalog:
    """The messages of a package that none before it has, without translations."""
    catalogue = Catalog()
    known: set[object] = set()
    for folder in packages():
        for found in _extracted(folder):
            if folder == package and found not in known:
                catalogue.add(found)
        if folder == package:
            break
        known.update(_extracted(folder))
    return catalogue


@cache
def _extracted(folder: Path) -> list[str | tuple[str, ...]]:
    with (PACKAGE / "locale/extract.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(folder, methods, options, _KEYWORDS)
    return [message for _file, _line, message, *_ in found]


def collected() -> Catalog:
    """The messages of all packages, without translations."""
    catalogue = Catalog()
    for folder in packages():
        for found in _extracted(folder):
            catalogue.add(found)
    return catalogue


def files_of(language: str) -> list[Path]:
    """The catalogues of a language: the core's, and one beside each package with messages."""
    files = [folder / f"locale/{language}.po" for folder in packages()]
    return [file for file in files if file.is_file()]


def keep_words(catalogue: Catalog, template: Catalog) -> None:
    """Keep the words of a language for a list of reader words that changed in English.

    They are words of that language and no translations, so a new English word leaves them right.
    """
    gone = [str(message.id) for message in catalogue if message.id not in template]
    for group in table("generator.search", "reader_words").values():
        for words in group.values():
            if words in catalogue:
                continue
            for old in get_close_matches(words, gone, 1):
                catalogue.add(words, catalogue[old].string)


def update(language: str) -> None:
    """Bring the catalogues of a language up to date; the first comment of each stays.

    A message that moves to another package keeps its translation.
    """
    whole = Catalog(locale=language)
    comments = {}
    for file in files_of(language):
        text = file.read_text(encoding="utf-8")
        comments[file] = re.match(r"(?:# .*\n)*", text)[0]
        for message in read_po(io.StringIO(text.removeprefix(comments[file])), locale=language):
            if message.id and any([message.string] if message.string else []):
                whole.add(message.id, message.string)
    keep_words(whole, collected())
    first = next(iter(comments.values()))
    for package in packages():
        template = messages_of(package)
        if not len(template):
            continue
        file = package / f"locale/{language}.po"
        catalogue = Catalog(locale=language)
        for message in template:
            if message.id in whole and message.id:
                catalogue.add(message.id, whole[message.id].string)
        catalogue.update(template, no_fuzzy_matching=True)
        written = io.BytesIO()
        write_po(
            written, catalogue, width=110, omit_header=True, sort_output=True, ignore_obsolete=True
        )
        file.parent.mkdir(exist_ok=True)
        # Only the newsroom's `digest translate` makes headers, and tests need none.
        from newsroom.cli.translating_command import new_header

        head = f"{comments.get(file, first)}{new_header(language)}"
        file.write_text(f"{head}\n{written.getvalue().decode()}", encoding="utf-8")


if __name__ == "__main__":
    for one in sorted((PACKAGE / "locale").glob("*.po")):
        update(one.stem)
