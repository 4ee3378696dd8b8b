"""Places in which a value ends in a link, a feed, a header or an e-mail, as data for properties.

`places.yml` lists them, `values.yml` has values for them, and `models.yml` valid files. A place is a dotted path of keys, in which `*` is
any name. `written` makes the file that has a value there, with one top-level key a line.
"""

import copy
import re
from pathlib import Path
from typing import Any

import yaml

from tests.corpus import as_yaml

HERE = Path(__file__).parent
PLACES = yaml.safe_load((HERE / "places.yml").read_text())
VALUES = yaml.safe_load((HERE / "values.yml").read_text())
MODELS: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "models.yml").read_text())
_LONG = f"https://example.org/{'a' * 9_000}"

WITHOUT_FENCE = ("site.yml", "terms", "feeds.yml")
"""Files that are YAML as a whole; the others begin with front matter."""
_NAMES = {
    "taxonomies": "agencies",
    "identifiers": "cve",
    "ids": "cve",
    "feeds": "aq-moe",
    "": "aq-moe",
}
_LISTS = ("hosts", "redirect_from")


def hostile_values() -> list[str]:
    """Every value that no place accepts."""
    written = [re.sub(r"<U\+([0-9A-F]+)>", _character, value) for value in VALUES["anywhere"]]
    return [_LONG if value == "<long>" else value for value in written]


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def address_places() -> list[tuple[str, str, str]]:
    """File, path and kind of every place that ends in a link, a feed, a header or an e-mail."""
    return [
        (file, path, kind)
        for file, listed in PLACES.items()
        for path, kind in listed["addresses"].items()
    ]


def written(file: str, path: str, value: str) -> tuple[str, int]:
    """The text of a file with a value at a path, and the line of that value."""
    model = copy.deepcopy(MODELS[file])
    keys: list[str] = []
    for key in path.split("."):
        keys.append(_NAMES[keys[-1] if keys else ""] if key == "*" else key)
    inner = model
    for key in keys[:-1]:
        inner = inner.setdefault(key, {})
        if isinstance(inner, list):  # of records: the value is in the first
            inner = inner[0]
    inner[keys[-1]] = [value] if keys[-1] in _LISTS else value
    return as_yaml(model), list(model).index(keys[0]) + 1
