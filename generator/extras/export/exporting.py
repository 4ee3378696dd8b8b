"""`digest export`: write pages as a plain Markdown tree, which any engine can build.

Each page is a Markdown file whose text is the composed HTML and whose front
matter has the few keys that the theme reads. With the theme and a
`mkdocs.yml` of its own the tree builds without this project.
"""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import click
import yaml

from generator.cli.site_root import configured, load_or_stop
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.failure import Failure
from generator.load.loaded import Loaded
from generator.model import address
from generator.model.page import ComposedPage
from generator.model.policy import META
from generator.pages.theme import surroundings
from generator.publish.building import write_site
from generator.read.engine_config import LEAN, EngineSettings
from generator.read.theme_names import (
    COMMON,
    FRAME_FOLDERS,
    added_folders,
    scripts_besides,
    styles_of,
)
from generator.recipes.page_files import composed
from generator.recipes.shell import Frame
from generator.system.file_writing import write

_PLAIN_NAMES = {
    "policy": META,
    "path": "",
    "palette": "assets/palette.js",
    "early": "assets/early.js",
    "scripts": (),
}
"""Values for the lean frame's templates, in a tree where no file has a hash in its name."""
_HEADER = """\
# Written by `digest export`; the next one replaces this file, docs/ and theme/, unless edited.
"""


def export_site(engine: EngineSettings, loaded: Loaded, folder: Path) -> int:
    """Write the Markdown tree of a site, in the lean frame; return the number of pages."""
    site = loaded.checked
    overrides = loaded.root / engine.theme
    scripts = [{"path": script.path, "defer": script.defer} for script in engine.scripts]
    added = scripts_besides(LEAN, (script.path for script in engine.scripts))
    around = surroundings(site)
    # The templates print titles as they are.
    menu = [
        {escape(section["title"]): f"{section['address']}index.md"} for section in around["menu"]
    ]
    settings = {
        "site_name": site.settings.title,
        "site_url": engine.site_url,
        "extra_css": styles_of(LEAN, engine.words("extra_css"), overrides),
        "extra_javascript": [*scripts, *({"path": path, "defer": True} for path in added)],
        "docs_dir": "docs",
        # Without a name, so that the engine adds nothing of its own.
        "theme": {
            **{key: one for key in ("favicon", "logo") for one in engine.words("theme", key)},
            "name": None,
            "custom_dir": "theme",
            "static_templates": ["404.html"],
        },
        "extra": {"digest": {**around, **_PLAIN_NAMES}},
        "plugins": [],
        "nav": menu,
        "not_in_nav": "*",
    }
    folders = (*added_folders(), COMMON, FRAME_FOLDERS[LEAN], overrides)
    themes = [path for path in folders if path.is_dir()]
    count = export_tree(composed(loaded), folder, settings, themes)
    write_site(loaded, Frame(), folder / "docs")
    return count


def export_tree(
    pages: Iterable[ComposedPage], target: Path, settings: Mapping[str, Any], themes: Sequence[Path]
) -> int:
    """Write the tree into an empty folder; return the number of pages.

    `settings` are those of the engine. Of the theme's folders, the last one that has a file wins.

    Raises:
        Failure: the folder is not empty.
    """
    if target.exists() and any(target.iterdir()):
        raise Failure(f"{target}: is not empty; choose a new or empty folder")
    for theme in themes:
        # A theme of MkDocs is a package of Python, which only its own install needs.
        python = shutil.ignore_patterns("__init__.py", "__pycache__")
        shutil.copytree(theme, target / "theme", ignore=python, dirs_exist_ok=True)
    count = 0
    for page in pages:
        write(target / "docs" / page.address / "index.md", as_markdown(page))
        count += 1
    write(
        target / "mkdocs.yml",
        _HEADER + yaml.safe_dump(settings, sort_keys=False, allow_unicode=True),
    )
    return count


def as_markdown(page: ComposedPage) -> str:
    """Write a page as Markdown; its front matter is JSON, which is YAML without quoting rules.

    The content is an HTML block, which Markdown leaves unchanged as long as none of its lines
    can open a fence.
    """
    values = {
        "title": page.title,
        "description": page.description,
        "head": address.resolve(page.head, page.address),
        "template": "digest.html",
    }
    front_matter = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()
    )
    content = address.resolve(page.content, page.address)
    content = content.replace("`", "&#96;").replace("~", "&#126;")
    return f"---\n{front_matter}---\n\n<div>\n{content}\n</div>\n"


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_obj
def export(config_file: Path, target: Path) -> None:
    """Write the site as Markdown that plain MkDocs can build, into the folder TARGET."""
    _root, engine = configured(config_file)
    if target.is_file():
        raise Failure(f"{target}: is a file; name a new or empty folder")
    loaded = load_or_stop(config_file, engine.site_url, alone=True)
    count = export_site(engine, loaded, target)
    click.echo(
        f"{counted(count, 'page')} in {target}; "
        f"build them with: mkdocs build --strict -f {target / 'mkdocs.yml'}"
    )
