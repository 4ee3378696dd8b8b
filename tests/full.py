"""A small site with text in every field that may contain text, and one article without optional fields.

Texts are requested by label, so the same site can be written in harmless words or with HTML in
every field.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from generator.installed import installed
from generator.system.file_writing import write
from tests.corpus import Entry, as_yaml, site_settings, write_content

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


def full(say: Say) -> dict[str, Any]:
    """The settings, registries, articles and pages of the site, as data."""

    class Loader(yaml.SafeLoader):
        """Knows the tags of `full.yml`."""

    short = NASTY_BUT_SHORT if say is nasty else "B"
    Loader.add_constructor("!say", lambda _, node: say(node.value))
    Loader.add_constructor("!short", lambda _, node: f"{node.value}{short}")
    site = yaml.load(Path(__file__).with_name("full.yml").read_text("utf-8"), Loader)
    settings = site_settings(**site["settings"])
    for name, taxonomy in settings["taxonomies"].items():
        texts = {"title": say(name.title()), "singular": say(name.title()[:4])}
        taxonomy.update(texts, intro=site["intro"])
        if "kinds" in taxonomy:
            taxonomy["kinds"] = dict(site["kinds"])
    articles = [Entry(path, meta, BODY) for path, meta in site["long articles"].items()]
    articles += [Entry(path, meta) for path, meta in site["short articles"].items()]
    return {**site, "settings": settings, "articles": articles}


def write_full(root: Path, say: Say = harmless, **settings: Any) -> Path:
    """Write `content/` and `site_config/`; `settings` replaces keys, and None removes one. Return `root`."""
    site = full(say)
    pages = {"about": (site["pages"]["about"], BODY)}
    pages["contribute"] = (site["pages"]["contribute"], "Words.\n")
    for folder in [one for own in installed() for one in own.texts]:  # that of the editions
        write(root / folder / "2024-w18.md", f"---\n{as_yaml(site['edition'])}---\n\n{BODY}")
    changed = {**site["settings"], **settings}
    kept = {key: value for key, value in changed.items() if value is not None}
    return write_content(root, site["registries"], site["articles"], kept, pages)
