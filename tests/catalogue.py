"""The messages of the interface, collected from the sources.

`python -m tests.catalogue`, which `make catalogues` runs, adds them to each catalogue and removes what has gone.
"""

import io
import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from generator.read.tables import table
from newsroom.editing.translating import new_header
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


def collected() -> Catalog:
    """A catalogue without translations."""
    with (PACKAGE / "locale/extract.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog()
    for _file, _line, message, *_ in extract_from_dir(PACKAGE, methods, options, _KEYWORDS):
        catalogue.add(message)
    return catalogue


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


def update(file: Path, template: Catalog) -> None:
    """Bring a catalogue up to date with the messages and plural forms; its first comment stays."""
    text = file.read_text(encoding="utf-8")
    comment = re.match(r"(?:# .*\n)*", text)[0]
    catalogue = read_po(io.StringIO(text.removeprefix(comment)), locale=file.stem)
    keep_words(catalogue, template)
    catalogue.update(template, no_fuzzy_matching=True)
    written = io.BytesIO()
    write_po(
        written, catalogue, width=110, omit_header=True, sort_output=True, ignore_obsolete=True
    )
    header = new_header(file.stem)
    file.write_text(f"{comment}{header}\n{written.getvalue().decode()}", encoding="utf-8")


if __name__ == "__main__":
    messages = collected()
    for one in sorted((PACKAGE / "locale").glob("*.po")):
        update(one, messages)
