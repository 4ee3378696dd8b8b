"""Pages as a plain Markdown tree, for any engine to build.

Each page is a Markdown file whose text is the composed HTML and whose front
matter has the few keys that the theme reads. With the theme and a
`mkdocs.yml` of its own the tree builds without this project.
"""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics.failure import Failure
from generator.model import address
from generator.model.page import ComposedPage
from generator.system.file_writing import write

_HEADER = "# Written by `digest export`; the next export replaces this file, docs/ and theme/.\n"


def export_tree(
    pages: Iterable[ComposedPage], target: Path, settings: Mapping[str, Any], themes: Sequence[Path]
) -> int:
    """Write the tree into a new or empty folder, or over an earlier export; return the number of pages.

    `settings` are those of the engine. Of the theme's folders, the last one that has a file wins.

    Raises:
        Failure: the folder contains something else.
    """
    if target.exists() and any(target.iterdir()) and not _is_export(target):
        raise Failure(f"{target}: is not empty and not an earlier export; choose another folder")
    for folder in ("docs", "theme"):
        shutil.rmtree(target / folder, ignore_errors=True)
    for theme in themes:
        shutil.copytree(theme, target / "theme", dirs_exist_ok=True)
    count = 0
    for page in pages:
        write(target / "docs" / page.address / "index.md", as_markdown(page))
        count += 1
    write(target / "mkdocs.yml", _HEADER + yaml.safe_dump(settings, sort_keys=False, allow_unicode=True))
    return count


def _is_export(folder: Path) -> bool:
    """Whether a folder was made by an export; other projects may have a mkdocs.yml, too."""
    try:
        return (folder / "mkdocs.yml").read_text(encoding="utf-8").startswith(_HEADER)
    except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
        return False


def as_markdown(page: ComposedPage) -> str:
    """A page as Markdown; its front matter is JSON, which is valid YAML and needs no quoting rules.

    The content is an HTML block, which Markdown leaves unchanged as long as none of its lines
    can open a fence.
    """
    values = {
        "title": page.title,
        "description": page.description,
        "head": address.resolve(page.head, page.address),
    }
    front_matter = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()
    )
    content = address.resolve(page.content, page.address)
    content = content.replace("`", "&#96;").replace("~", "&#126;")
    return f"---\n{front_matter}---\n\n<div>\n{content}\n</div>\n"
