"""The messages of the interface, collected from the sources as `make catalogues` does."""

import tomllib
from collections.abc import Iterator
from typing import BinaryIO

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

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


def collected() -> Catalog:
    """A catalogue without translations."""
    with (PACKAGE / "locale/extract.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog()
    for _file, _line, message, *_ in extract_from_dir(PACKAGE, methods, options, _KEYWORDS):
        catalogue.add(message)
    return catalogue
