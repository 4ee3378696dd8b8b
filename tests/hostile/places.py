"""Places in which a value ends in a link, a feed, a header or an e-mail, as data for properties.

`places.yml` lists them, and `values.yml` has values for them. A place is a dotted path of keys, in which `*` is
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
_LONG = f"https://example.org/{'a' * 9_000}"

SITE: dict[str, Any] = {
    "title": "Digest of Examples",
    "url": "https://digest.example.org/",
    "licence": {"name": "CC BY 4.0"},
    "feeds": {"text": "full"},
    "taxonomies": {
        "agencies": {
            "title": "Agencies",
            "singular": "Agency",
            "kinds": {"ministry": "Part of an invented government"},
            "identifiers": {"cve": {"title": "CVE"}},
            "offices_at": "agencies",
        },
        "themes": {"title": "Themes", "singular": "Theme"},
        "countries": {
            "title": "Countries",
            "singular": "Country",
            "terms": "iso-3166",
            "lookup": "code",
        },
        "people": {"title": "People", "singular": "Person", "lookup": "name", "unknown": "warning"},
    },
    "crossings": [{"rows": "agencies", "columns": "themes", "minimum": 3}],
    "limits": {"marks": 10},
}
TERMS: dict[str, Any] = {
    "aq-moe": {
        "name": "Ministry of Examples",
        "named_by": {"Lab": ["Office of Examples"]},
        "ids": {"cve": "CVE-2024-3094"},
        "offices": [{"title": "Minister", "at": "aq-moe"}],
    }
}
ARTICLE: dict[str, Any] = {
    "title": "Ministry of Examples invents a report",
    "date": "2024-04-30",
    "source": {"name": "Example News"},
    "agencies": ["aq-moe"],
    "summary": "The invented ministry said that it had made up a report for people who test software.",
    "events": [{"date": "2024-05-01", "label": "An invented event"}],
    "corrections": [{"date": "2024-05-01", "note": "An invented mistake."}],
    "archive": {"url": "https://archive.example.org/1"},
    "further_sources": [{"name": "Other News"}],
    "response": {"who": "An invented party", "stance": "denied"},
    "retracted": {"date": "2024-05-02", "reason": "The source withdrew it."},
}
PAGE: dict[str, Any] = {"title": "A page of the site"}
EDITION: dict[str, Any] = {"week": "2024-W18", "title": "An invented week"}
FEEDS: dict[str, Any] = {
    "regions": {"aq-moe": {"name": "Example Sea", "countries": ["AQ"]}},
    "feeds": {"aq-moe": {"url": "https://news.example.org/feed.xml", "outlet": "Example News"}},
}
MODELS = {
    "site.yml": SITE,
    "terms": TERMS,
    "feeds.yml": FEEDS,
    "article": ARTICLE,
    "page": PAGE,
    "edition": EDITION,
}
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
