"""List recipes of the editor in the browser: its page, its configuration and its program.

The page is beside the digest's pages and not in their frame, because it has a policy of its own.
"""

import json
from collections.abc import Iterator

from generator.data.editor_config import editor_config
from generator.load.loading import Loaded
from generator.model.address import EDITOR
from generator.model.code_host import code_host
from generator.pages.editor_page import editor_page
from generator.read.editor_package import START
from generator.recipes.recipe import Recipe, written


def editor_files(loaded: Loaded) -> Iterator[Recipe]:
    """Yield recipes for the files of the editor, if the site has one."""
    if not loaded.editor:
        return
    site = loaded.checked
    host = code_host(site.settings.edit_url)
    if host is None:
        return
    for path, content in loaded.editor.items():
        yield written(EDITOR + path, content)
    config = editor_config(site.settings, site.taxonomies, host)
    # Sveltia looks for a file of YAML, which includes JSON.
    yield written(f"{EDITOR}config.yml", json.dumps(config, ensure_ascii=False))
    yield written(f"{EDITOR}start.js", START)
    html = editor_page(site.settings.title, site.settings.language, host.api)
    yield written(f"{EDITOR}index.html", html)
