"""A small site with text in every field that may contain text, and one article without optional fields.

Texts are requested by label, so the same site can be written in harmless words or with HTML in
every field.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.extension import text_folders
from tests.corpus import Entry, Meta, as_yaml, site_settings, write_content

Say = Callable[[str], str]

NASTY = """</title><script>alert(1)</script>"' onx=1 &lt;"""
NASTY_BUT_SHORT = """"><i onx='1'>&gt;"""
OTHER = "https://example.org/other"
AWKWARD_ADDRESS = "https://example.org/?a='onx=1&lt;=2&amp;"
PAGE_OF_EVERYTHING = "articles/2024/05/everything/"
PAGE_OF_LITTLE = "articles/2023/01/little/"


def harmless(label: str) -> str:
    """Plain words."""
    return f"{label} as plain words"


def nasty(label: str) -> str:
    """Text that ends a title, begins a script and closes an attribute."""
    return f"{label} {NASTY}"


BODY = """\
First with *emphasis*, **more**, a [link](https://example.org/?a=1&b=2), a [page](/about/) and a note.[^1]

> A quotation & its "marks".

- one
- two

| a | b |
|---|--:|
| 1 | 2 |

~~~
An article in Markdown:

```python
code & <tags>
```
~~~

## A heading

[^1]: The note.
"""


def _settings(say: Say, **changes: Any) -> dict[str, Any]:
    site = site_settings(
        title=say("Site"),
        tagline=say("Tagline"),
        corrections_note=say("Corrections note"),
        description=say("Description"),
        long_listing=2,
        crossings=[{"rows": "agencies", "columns": "themes", "minimum": 2}],
    )
    site.update(changes)
    for name, taxonomy in site["taxonomies"].items():
        taxonomy.update(title=say(name.title()), singular=say(name.title()[:4]), intro=say("Intro"))
        if "kinds" in taxonomy:
            taxonomy["kinds"] = {"intelligence": say("Kind"), "press": say("Kind")}
    return {key: value for key, value in site.items() if value is not None}


def _registries(say: Say, short: str) -> dict[str, dict[str, Meta]]:
    full = {"aliases": [say("Alias")], "url": AWKWARD_ADDRESS, "description": "Words & *words*."}
    offices = [
        {"title": say("Office"), "at": "az-one", "since": "2020-01-01", "until": "2021-01-01"}
    ]
    return {
        "taxonomies/agencies.yml": {
            "az-one": {
                **full,
                "name": say("Agency"),
                "acronym": f"A{short}",
                "ambiguous": [say("Shared")],
                "country": "AZ",
                "kind": "intelligence",
                "since": "2015-12-14",
                "until": "2024-12-31",
                "successor": "az-two",
                "parent": "az-two",
            },
            "az-two": {"name": say("Big agency"), "country": "AZ"},
            "int-three": {"name": say("Third agency")},
        },
        "taxonomies/themes.yml": {
            "alpha": {"name": say("Theme"), "parent": "beta", **full, "aliases": []},
            "beta": {"name": say("Wide theme")},
        },
        "taxonomies/people.yml": {
            "ana-one": {
                **full,
                "name": say("Person"),
                "aliases": [say("Spelling")],
                "offices": offices,
            }
        },
        "sources.yml": {
            "first-news": {
                **full,
                "name": say("Outlet"),
                "aliases": [],
                "kind": "press",
                "country": "GE",
                "language": "ka",
            }
        },
        "feeds.yml": {
            "regions": {"far": {"name": say("Region")}},
            "feeds": {
                "first": {
                    "url": AWKWARD_ADDRESS,
                    "outlet": say("Outlet"),
                    "region": "far",
                    "language": "ka",
                    "confirmed": False,
                    "note": say("Note"),
                },
                "second": {"url": OTHER, "outlet": say("Unlisted outlet"), "watch": "page"},
            },
        },
    }


def _everything(say: Say) -> dict[str, Any]:
    return {
        "title": say("Title"),
        "date": "2024-05-02",
        "source": {
            "name": say("Outlet"),
            "url": AWKWARD_ADDRESS,
            "title": say("Headline"),
            "language": "az",
        },
        "authors": [say("Author"), say("Other author")],
        "agencies": ["az-one", "int-three"],
        "themes": ["alpha", "beta"],
        "countries": ["AZ", "NO"],
        "people": [say("Spelling"), say("Stranger")],
        "summary": say("Summary that is long enough"),
        "language": "az",
        "events": [
            {"date": "2024-05-01", "end": "2024-05-03", "label": say("Event")},
            {"date": "2024-05-01", "label": say("Short event")},
        ],
        "tags": ["R&D's", "two words"],
        "updated": "2024-05-04",
        "corrections": [
            {"date": "2024-05-03", "note": say("Correction")},
            {"date": "2024-05-04", "note": say("Serious correction"), "serious": True},
        ],
        "response": {"who": say("Accused"), "stance": "denied", "text": say("Answer")},
        "archive": {"url": AWKWARD_ADDRESS, "date": "2024-05-02"},
        "same_event": ["little"],
        "redirect_from": ["old/path/"],
        "id": "tag:example.org,2024-05-02:everything",
        "slug": "everything",
    }


def _articles(say: Say) -> list[Entry]:
    everything = _everything(say)
    source = {"name": say("Unknown outlet")}
    least = {
        "title": say("Little"),
        "date": "2023-01-01",
        "source": source,
        "agencies": ["int-three"],
        "themes": ["beta"],
        "summary": say("Little summary"),
    }
    more = [
        {**least, "title": say(f"More {year}"), "date": f"{year}-05-0{day}", "agencies": ["az-one"]}
        for year in (2021, 2022, 2024)
        for day in (1, 2)
    ]
    draft = {
        **everything,
        "slug": "draft",
        "draft": True,
        "source": {**everything["source"], "url": OTHER},
    }
    draft["id"] = "tag:example.org,2024-05-02:draft"
    withdrawn = {
        **everything,
        "title": say("Withdrawn"),
        "slug": "withdrawn",
        "same_event": ["everything"],
    }
    withdrawn["id"] = "tag:example.org,2024-05-02:withdrawn"
    withdrawn["redirect_from"] = []
    withdrawn["retracted"] = {"date": "2024-05-05", "reason": say("Reason")}
    return [
        Entry("2024/2024-05-02-a.md", everything, BODY),
        Entry("2023/2023-01-01-little.md", least),
        Entry("2024/2024-05-02-b.md", withdrawn, BODY),
        Entry("2024/2024-05-02-c.md", draft, BODY),
        *(Entry(f"more/{meta['date']}-more-{meta['date']}.md", meta) for meta in more),
    ]


def write_full(root: Path, say: Say = harmless, **settings: Any) -> Path:
    """Write `content/` and `site_config/`; `settings` replaces keys, and None removes one. Return `root`."""
    short = NASTY_BUT_SHORT if say is nasty else "B"
    pages = {
        "about": (
            {"title": say("About"), "summary": say("About summary"), "append": "terms"},
            BODY,
        ),
        "contribute": ({"title": say("Contribute"), "append": "checks"}, "Words.\n"),
    }
    meta = {
        "week": "2024-W18",
        "title": say("Edition"),
        "summary": say("Edition summary"),
        "lead": "everything",
    }
    for folder in text_folders():  # that of the editions
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / "2024-w18.md").write_text(f"---\n{as_yaml(meta)}---\n\n{BODY}")
    return write_content(
        root, _registries(say, short), _articles(say), _settings(say, **settings), pages
    )
